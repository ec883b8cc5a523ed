"""What a candidate asks of the committee (T18, T20, T21); the committee decides."""

from django.db import transaction
from django.urls import reverse

from credentialing.actions.locking import lock_case
from credentialing.actions.move import append_event, move_case
from credentialing.enums import ExperienceKind, RequestKind, State
from credentialing.models import Case, CommitteeRequest
from credentialing.workflow import CLAIMABLE
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale


@transaction.atomic
def ask_schedule(*, case: Case, by: Person, reason: str) -> CommitteeRequest:
    """Ask for another schedule of groups where the ideal rhythm is not possible (T18, P98.BR.2e)."""
    move_case(case=case, step="T18", by=by, reason=reason)
    return _ask(case, by, RequestKind.SCHEDULE, reason)


@transaction.atomic
def ask_exception(*, case: Case, by: Person, reason: str) -> CommitteeRequest:
    """Put exceptional circumstances to the committee, by the candidate or the Chair (T21, P98.EXC)."""
    move_case(case=case, step="T21", by=by, reason=reason)
    return _ask(case, by, RequestKind.EXCEPTION, reason)


@transaction.atomic
def ask_in_lieu(*, case: Case, by: Person, reason: str) -> CommitteeRequest:
    """Ask that co-leading named as prior experience stand in for supervision (T20, P98.CR.2).

    Raises Refused for anybody but the candidate, without a reason, and where none is named.
    """
    locked = lock_case(case)
    if locked.candidate_id != by.pk:
        raise Refused("This step is for the candidate.")
    if locked.state not in {State(state) for state in CLAIMABLE}:
        raise Stale("This can be asked from the draft of the application until the recommendation.")
    if not reason.strip():
        raise Refused("Give the reason in a sentence or two.", field="reason")
    if not locked.experiences.filter(kind=ExperienceKind.CO_LEADING).exists():
        raise Refused(
            "Name the co-leading with a credentialed leader as prior experience in your application first."
        )
    words = "Co-leading in lieu of supervision"
    append_event(
        case=locked, kind="T20_asked", by=by, staff=f"{words} asked for", public=f"{words} asked for"
    )
    return _ask(locked, by, RequestKind.IN_LIEU, reason)


def _ask(case: Case, by: Person, kind: RequestKind, reason: str) -> CommitteeRequest:
    request = CommitteeRequest(
        case=case, kind=kind, asked_on=clock.today(), asked_by=by, reason=reason.strip()
    )
    request.full_clean()
    request.save()
    notify(
        "committee_asked",
        to=Office.CCC_CHAIR,
        about=("case", case.pk),
        path=reverse("credentialing:case", args=[case.pk]),
        candidate=case.candidate.name,
        what=kind.label,
        reason=request.reason,
    )
    return request
