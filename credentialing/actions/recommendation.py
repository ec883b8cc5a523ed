"""The committee's recommendation to the Council, and its return (P98.FR.1b; T32, T35)."""

from django.db import transaction
from django.urls import reverse

from credentialing.actions.committee import committee_path, drop_review
from credentialing.actions.freezing import freeze_today
from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.actions.situation import standing_recommendation, standing_review
from credentialing.enums import Direction, MotionOutcome, State
from credentialing.models import Case, Event, Motion, Recommendation
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused

COUNCIL = (Office.COUNCIL_PRESIDENT, Office.COUNCIL_MEMBER)


@transaction.atomic
def recommend(*, case: Case, direction: str, reasons: str, by: Person) -> Recommendation:
    """Send the committee's recommendation, for or against, with its reasons to the Council (T32).

    A recommendation for needs every must of both documents answered on a snapshot that stands, no open
    work, membership today and the assessment delivered; one against needs review and reasons alone.
    """
    locked = lock_case(case)
    if direction not in Direction.values:
        raise Refused("Say which way the committee recommends.", field="direction")
    words = "for credentialing" if direction == Direction.FOR else "against credentialing"
    move_case(case=case, step="T32", by=by, direction=direction, reason=reasons, staff=words, public=words)
    made = Recommendation.objects.create(
        case=locked,
        review=standing_review(locked),
        assessment=freeze_today(locked),
        direction=direction,
        on=clock.today(),
        reasons=reasons.strip(),
        recorded_by=by,
    )
    path = reverse("credentialing:packet", args=[locked.pk])
    for office in COUNCIL:
        notify(
            "recommendation_to_council",
            to=office,
            about=("case", locked.pk),
            path=path,
            candidate=locked.candidate.name,
            words=words,
        )
    notify(
        "recommendation_told",
        to=locked.candidate,
        about=("case", locked.pk),
        path=reverse("home"),
        words=words,
    )
    return made


@transaction.atomic
def return_to_committee(*, case: Case, reason: str, by: Person) -> Event:
    """Return a recommended file to the committee (T35): review, recommendation and snapshot are dropped.

    An open motion is closed as returned and its ballots are never counted.
    """
    return _send_back(case, "T35", reason, by)


@transaction.atomic
def correct_record(*, case: Case, reason: str, by: Person) -> Event:
    """Send a file back because something on record is wrong (T35b), by whoever has written in it.

    The record is open again for the correction, and the committee reviews anew. Raises Refused without a
    reason.
    """
    return _send_back(case, "T35b", reason, by)


def _send_back(case: Case, step: str, reason: str, by: Person) -> Event:
    locked = lock_case(case)
    was_voting = locked.state == State.VOTING
    Motion.objects.filter(case=locked).open().update(closed_at=clock.now(), outcome=MotionOutcome.RETURNED)
    event = move_case(
        case=case, step=step, by=by, reason=reason, staff=reason.strip(), data={"reason": reason.strip()}
    )
    drop_recommendation(locked)
    drop_review(locked)
    _tell_returned(locked, reason.strip(), was_voting)
    return event


def drop_recommendation(case: Case) -> None:
    """Let the standing recommendation go (T34b, T35)."""
    made = standing_recommendation(case)
    if made is not None:
        made.dropped_on = clock.today()
        made.save(update_fields=["dropped_on"])


def _tell_returned(case: Case, reason: str, was_voting: bool) -> None:
    told = {"about": ("case", case.pk), "candidate": case.candidate.name, "reason": reason}
    notify("returned_to_committee", to=Office.CCC_CHAIR, path=committee_path(case), **told)
    notify("file_returned", to=case.candidate, path=reverse("home"), about=("case", case.pk))
    if was_voting:
        for office in COUNCIL:
            notify("vote_called_off", to=office, path=reverse("credentialing:motions"), **told)
