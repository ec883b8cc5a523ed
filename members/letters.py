"""What a notice says, as it is mailed and as it is read under Messages."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone

from members.models import Notice
from members.notifications import kind_named
from members.zones import zone_of

FRAME = "notices/frame/letter.txt"


def message(notice: Notice, addresses: list[str]) -> EmailMessage:
    """The mail of a notice, with its hours as the recipient's clock shows them; its Message-ID is the same
    at each attempt."""
    with timezone.override(zone_of(notice.person)):
        return _message(notice, addresses)


def _message(notice: Notice, addresses: list[str]) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{notice.message_id}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        subject_of(notice), text_of(notice), None, addresses, headers=headers, connection=get_connection()
    )


def subject_of(notice: Notice) -> str:
    """The subject line, with the context's values in it."""
    return " ".join(kind_named(notice.kind).subject.format_map(_Lenient(notice.context)).split())


def text_of(notice: Notice) -> str:
    """The text of a notice as it is mailed and shown under Messages."""
    link = f"{settings.BASE_URL}{notice.path}" if notice.path else ""
    named = {"text": kind_named(notice.kind).template, "link": link, "to": notice.person, "notice": notice}
    context = {**notice.context, **named}
    return render_to_string(FRAME, context).strip() + "\n"


class _Lenient(dict):
    """A wiped notice has no values any more."""

    def __missing__(self, name: str) -> str:
        return "…"
