"""The committee's review of a file on frozen findings (P98.FR.1a; T27, T28b)."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse

from credentialing.actions.freezing import freeze_into, freeze_today
from credentialing.actions.locking import lock_case
from credentialing.actions.move import append_event, move_case
from credentialing.actions.situation import open_work, standing_review
from credentialing.conflicts import conflict_of
from credentialing.models import Case, CommitteeReview
from credentialing.permissions import READERS
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.offices import holds
from members.refusals import Refused


@transaction.atomic
def open_review(*, case: Case, by: Person, reason: str = "") -> CommitteeReview:
    """Open the committee's review of an assessed file (T27): the findings are frozen, the members told.

    A must that is not yet met asks for a reason. Raises Refused.
    """
    locked = lock_case(case)
    move_case(
        case=case,
        step="T27",
        by=by,
        reason=reason,
        staff=reason.strip(),
        data={"reason": reason.strip()} if reason.strip() else {},
    )
    drop_review(locked)
    _close_agreed_work(locked, by, reason)
    review = CommitteeReview.objects.create(
        case=locked, opened_on=clock.today(), assessment=freeze_today(locked), recorded_by=by
    )
    for office in (Office.CCC_CHAIR, Office.CCC_MEMBER):
        notify(
            "review_opened",
            to=office,
            about=("case", locked.pk),
            path=committee_path(locked),
            candidate=locked.candidate.name,
            dedupe=f"review {review.pk}",
        )
    return review


def _close_agreed_work(case: Case, by: Person, reason: str) -> None:
    """Agreed work ends when the next review begins: all of it done, or with the reason (T30)."""
    work = open_work(case)
    if work is None:
        return
    left = sum(item.done_on is None for item in work.items.all())
    if left and not reason.strip():
        raise Refused(
            f"{left} activities of the further work are still open. "
            "Give the reason if the committee closes them.",
            field="reason",
        )
    work.closed_on, work.closed_reason = clock.today(), reason.strip()[:500] or "Every activity is done."
    work.save(update_fields=["closed_on", "closed_reason"])
    append_event(
        case=case, kind="T30", by=by, staff="Further work closed", public="Your further work is closed"
    )


@transaction.atomic
def record_review(*, case: Case, members: Sequence[Person], by: Person, note: str = "") -> CommitteeReview:
    """Record who of the committee has reviewed the file (T28b); the findings are frozen anew.

    Raises Refused where the review is recorded and its snapshot stands, without members, or where one
    of them is not on the committee today.
    """
    locked = lock_case(case)
    _require_reviewers(locked, members)
    near = [said for person in members if (said := conflict_of(person, locked.candidate))]
    names = ". ".join([", ".join(person.name for person in members), *near])
    move_case(case=case, step="T28b", by=by, staff=names)
    review = standing_review(locked)
    if review is None:
        review = CommitteeReview(case=locked, opened_on=clock.today())
    review.reviewed_on, review.recorded_by, review.note = clock.today(), by, note.strip()
    review.save()
    review.members.set(members)
    freeze_into(review, locked)
    return review


def _require_reviewers(case: Case, members: Sequence[Person]) -> None:
    if not members:
        raise Refused("Name the committee members who were present.", field="members")
    for person in members:
        if person.pk == case.candidate_id or not holds(person, *READERS):
            raise Refused(f"{person} is not on the committee for this file.", field="members")


def drop_review(case: Case) -> None:
    """Let the standing review go, with its snapshot (T27 anew, T35)."""
    review = standing_review(case)
    if review is not None:
        review.dropped_on = clock.today()
        review.save(update_fields=["dropped_on"])


def committee_path(case: Case) -> str:
    """The committee's page of the file."""
    return reverse("credentialing:committee", args=[case.pk])
