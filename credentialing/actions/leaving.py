"""What is let go of when a file ends before a decision: supervisor, waiting requests, an open ballot."""

from credentialing.actions.situation import asked_place
from credentialing.enums import MotionOutcome
from credentialing.models import Case, CommitteeRequest, Motion
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from supervision.actions.agreements import end
from supervision.actions.requests import withdraw_request
from supervision.models import Agreement, SupervisorRequest


def let_go(*, case: Case, by: Person, reason: str) -> None:
    """End the agreement, take back what waits for an answer, and close an open ballot without counting it.

    Belongs inside the transaction of the step that ends the file.
    """
    for agreement in Agreement.objects.current().filter(candidate=case.candidate):
        end(agreement=agreement, reason=reason, by=by)
    if by.pk == case.candidate_id:
        for request in SupervisorRequest.objects.open().filter(candidate=case.candidate):
            withdraw_request(request=request, by=by)
    for asked in CommitteeRequest.objects.filter(case=case, closed_on=None):
        asked.closed_on = clock.today()
        asked.save(update_fields=["closed_on"])
    _close_ballot(case, reason)
    _tell_the_intensive(case)


def start_afresh(*, candidate: Person, by: Person) -> None:
    """Before a new attempt: end what still binds the candidate to a supervisor of the earlier one (T37)."""
    for agreement in Agreement.objects.current().filter(candidate=candidate):
        end(agreement=agreement, reason="The file it belonged to has ended.", by=by)
    requests = SupervisorRequest.objects.filter(candidate=candidate)
    for request in [*requests.open(), *requests.waiting_for_agreement()]:
        withdraw_request(request=request, by=by)


def _close_ballot(case: Case, reason: str) -> None:
    for motion in Motion.objects.open().filter(case=case).select_for_update():
        motion.closed_at, motion.outcome = clock.now(), MotionOutcome.RETURNED
        motion.save(update_fields=["closed_at", "outcome"])
        name = case.candidate.name
        notify(
            "file_withdrawn",
            to=Office.COUNCIL_PRESIDENT,
            about=("case", case.pk),
            candidate=name,
            reason=reason,
        )


def _tell_the_intensive(case: Case) -> None:
    place = asked_place(case)
    if place is not None and place.completed is None and place.intensive.end >= clock.today():
        notify(
            "file_withdrawn",
            to=Office.COORDINATOR_OF_INTENSIVES,
            about=("case", case.pk),
            candidate=case.candidate.name,
            reason=f"There is a place as candidate at {place.intensive}.",
        )
