"""Putting right what was entered wrongly: the old value is kept beside the new one, with who and why."""

from django.db.models import Model

from members.models import Correction, Person
from members.refusals import Refused

NOTHING_CHANGED = "Nothing is changed by this. Write down what it should say."


def note_correction(
    *, of: Model, person: Person | None, was: str, now: str, by: Person, reason: str
) -> Correction:
    """Keep what the row, which is about the person, said before; where it is written what it says now.

    Raises Refused where it says the same.
    """
    if was == now:
        raise Refused(NOTHING_CHANGED)
    return Correction.objects.create(
        about_kind=of._meta.model_name,
        about_key=str(of.pk),
        person=person,
        was=was[:300],
        now=now[:300],
        reason=reason.strip(),
        by=by,
    )


def require_reason(reason: str) -> str:
    """The reason without spaces around it; raises Refused where there is none."""
    if not reason.strip():
        raise Refused("Say why it is corrected: what was wrong, in a sentence.", field="reason")
    return reason.strip()
