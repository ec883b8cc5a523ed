"""Writing a notice into the outbox, in the transaction of the step it tells of."""

import datetime as dt
import hashlib
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from members import clock
from members.enums import Office
from members.models import Notice, Person
from members.notifications import kind_named, subject_of


def notify(
    kind: str,
    *,
    to: Person | Office | str,
    about: tuple[str, object] = ("", ""),
    path: str = "",
    dedupe: str | None = None,
    essential: bool = True,
    **context: Any,
) -> Notice:
    """Write one notice to one recipient: a person, an office resolved at delivery, or an e-mail address.

    With `dedupe` a second notice of the same kind, recipient and `dedupe` is not written; the first is
    returned. What was told to a record that has become one with the recipient's was told to them.
    Raises LookupError where the kind is not registered.
    """
    known = kind_named(kind)
    if known.secret:
        context["until"] = (clock.real_now() + dt.timedelta(minutes=known.minutes)).isoformat()
    notice = Notice(
        kind=kind,
        about_kind=about[0],
        about_key=str(about[1]),
        path=path,
        context=_as_json(context),
        essential=essential and known.essential,
        **_recipient(to),
    )
    if notice.office:
        notice.concerns_id = subject_of(notice.about_kind, notice.about_key)
    if dedupe is None:
        notice.save(force_insert=True)
        return notice
    notice.dedupe = _dedupe_key(notice, dedupe)
    return _written_once(notice, dedupe)


def _recipient(to: Person | Office | str) -> dict[str, Any]:
    if isinstance(to, Person):
        return {"person": to}
    if to in Office.values:
        return {"office": str(to)}
    if "@" not in to:
        raise ValueError(f"A notice goes to a person, an office or an e-mail address, not to {to!r}.")
    return {"address": to}


def _as_json(context: dict[str, Any]) -> dict[str, Any]:
    encoder = DjangoJSONEncoder()
    plain = (str, int, float, bool, list, dict, type(None))
    return {
        name: value if isinstance(value, plain) else encoder.default(value) for name, value in context.items()
    }


def _dedupe_key(notice: Notice, dedupe: str, person: int | None = None) -> str:
    """The key of a notice, or of the same one to another record of its recipient."""
    key = person or notice.person_id
    recipient = f"person {key}" if key else notice.office or notice.address.lower()
    whole = f"{notice.kind}|{recipient}|{dedupe}"
    return whole if len(whole) <= 160 else hashlib.sha256(whole.encode()).hexdigest()


def _written_once(notice: Notice, dedupe: str) -> Notice:
    earlier = Notice.objects.filter(dedupe=notice.dedupe).first() or _told_before_merging(notice, dedupe)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        return Notice.objects.get(dedupe=notice.dedupe)
    return notice


def _told_before_merging(notice: Notice, dedupe: str) -> Notice | None:
    """The same told to a record that was merged into the recipient's."""
    if notice.person_id is None:
        return None
    merged = Person.objects.filter(merged_into=notice.person_id).order_by("pk").values_list("pk", flat=True)
    keys = [_dedupe_key(notice, dedupe, person) for person in merged]
    return Notice.objects.filter(dedupe__in=keys).order_by("pk").first() if keys else None
