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
    returned. Raises LookupError where the kind is not registered.
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
    return _written_once(notice)


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


def _dedupe_key(notice: Notice, dedupe: str) -> str:
    recipient = f"person {notice.person_id}" if notice.person_id else notice.office or notice.address.lower()
    key = f"{notice.kind}|{recipient}|{dedupe}"
    return key if len(key) <= 160 else hashlib.sha256(key.encode()).hexdigest()


def _written_once(notice: Notice) -> Notice:
    earlier = Notice.objects.filter(dedupe=notice.dedupe).first()
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        return Notice.objects.get(dedupe=notice.dedupe)
    return notice
