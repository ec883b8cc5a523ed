"""What a file lets go of when it enters a state, as the table of states says; above all when it ends."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from credentialing.actions.situation import open_work
from credentialing.enums import ENDED, MotionOutcome, State
from credentialing.models import Case, CommitteeRequest, FeeReceipt, FurtherWork, Motion
from credentialing.workflow import STAGES, Release
from intensives.actions.final import lapse_designations
from intensives.actions.places import lapse_places
from intensives.models import Evaluation
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from supervision.actions.agreements import end
from supervision.actions.requests import lapse_requests
from supervision.models import Agreement, SupervisorRequest

BEFORE_ANYBODY_KNEW = (State.ENQUIRY, State.DRAFT)
READERS = (Office.CCC_CHAIR, Office.COORDINATOR_OF_SUPERVISION)
COUNCIL = (Office.COUNCIL_PRESIDENT, Office.COUNCIL_MEMBER)
DECIDED = (State.CREDENTIALED, State.NOT_CREDENTIALED)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A case that has just entered its state: from where, by whom (None for the count), and why."""

    case: Case
    came_from: State
    by: Person | None
    reason: str

    @property
    def parted(self) -> str:
        """Why, for those who had a part in the file and do not read it."""
        return STAGES[State(self.case.state)].parted

    @property
    def ended(self) -> str:
        """How the file has ended, for the offices."""
        words = STAGES[State(self.case.state)].ended.format(candidate=self.case.candidate.name)
        return f"{words} {self.reason}".strip()


def release(*, case: Case, came_from: State, by: Person | None, reason: str = "") -> None:
    """Let go of what the state just entered has no use for, and tell whom it concerns.

    Belongs inside the transaction of the step, which has locked everybody concerned (`Step.locks`).
    """
    entry = Entry(case=case, came_from=came_from, by=by, reason=reason.strip())
    told = _let_go(entry)
    if case.state in ENDED:
        _tell_the_offices(entry, told)


def let_go_again(*, case: Case, by: Person) -> None:
    """Before a new attempt: end what still binds the candidate through a file that ended long ago (T37)."""
    _let_go(Entry(case=case, came_from=State(case.state), by=by, reason=""))


def let_go_quietly(*, case: Case, on: dt.date) -> None:
    """End what an older file that is taken over after its end still holds, as of a day; nobody is told."""
    why = STAGES[State(case.state)].parted
    mine = {"candidate": case.candidate_id}
    Agreement.objects.current().filter(**mine).update(ended_on=on, ended_reason=why)
    requests = SupervisorRequest.objects.filter(**mine)
    waiting = [*requests.open(), *requests.waiting_for_agreement()]
    requests.filter(pk__in=[request.pk for request in waiting]).update(withdrawn_on=on)
    named = Evaluation.objects.to_deliver().filter(attendance__person=case.candidate_id)
    named.update(ended_on=on, ended_reason=why)
    CommitteeRequest.objects.filter(case=case, closed_on=None).update(closed_on=on)
    FurtherWork.objects.filter(case=case, closed_on=None).update(closed_on=on, closed_reason=why)


def _let_go(entry: Entry) -> set[Office]:
    told = (_RELEASES[each](entry) for each in STAGES[State(entry.case.state)].releases)
    return set[Office]().union(*told)


def _requests(entry: Entry) -> set[Office]:
    lapse_requests(candidate=entry.case.candidate, reason=entry.parted)
    return set()


def _agreement(entry: Entry) -> set[Office]:
    for agreement in Agreement.objects.current().filter(candidate=entry.case.candidate_id):
        if agreement.form_filled_on is None and agreement.supervisor_signed_on is None:
            continue
        end(agreement=agreement, reason=entry.parted, by=None)
    return set()


def _place(entry: Entry) -> set[Office]:
    lapse_places(candidate=entry.case.candidate, reason=entry.parted)
    return set()


def _designation(entry: Entry) -> set[Office]:
    lapse_designations(candidate=entry.case.candidate, reason=entry.parted)
    return set()


def _committee_requests(entry: Entry) -> set[Office]:
    CommitteeRequest.objects.filter(case=entry.case, closed_on=None).update(closed_on=clock.today())
    return set()


def _work(entry: Entry) -> set[Office]:
    work = open_work(entry.case)
    if work is not None:
        work.closed_on, work.closed_reason = clock.today(), entry.parted
        work.save(update_fields=["closed_on", "closed_reason"])
    return set()


def _ballot(entry: Entry) -> set[Office]:
    """Called off: no ballot of it is ever counted. A vote that has decided is closed before the step."""
    called_off = Motion.objects.open().filter(case=entry.case)
    if not called_off.update(closed_at=clock.now(), outcome=MotionOutcome.RETURNED):
        return set()
    return set(COUNCIL)


def _payments(entry: Entry) -> set[Office]:
    """What was announced and never confirmed stays with the Treasurer, who confirms it or sends it back."""
    announced = FeeReceipt.objects.filter(case=entry.case, confirmation=None, reversal=None)
    return {Office.TREASURER} if announced.exists() else set()


_RELEASES: dict[Release, Callable[[Entry], set[Office]]] = {
    Release.REQUESTS: _requests,
    Release.AGREEMENT: _agreement,
    Release.PLACE: _place,
    Release.DESIGNATION: _designation,
    Release.COMMITTEE_REQUESTS: _committee_requests,
    Release.WORK: _work,
    Release.BALLOT: _ballot,
    Release.PAYMENTS: _payments,
}


def _tell_the_offices(entry: Entry, told: set[Office]) -> None:
    """Those who knew of the file; the Council's own decision is told by the count, with its date."""
    if entry.came_from not in BEFORE_ANYBODY_KNEW:
        told |= {Office.COORDINATOR_OF_SUPERVISION} if entry.case.state in DECIDED else set(READERS)
    if entry.came_from in BEFORE_ANYBODY_KNEW or entry.case.state == State.DECLINED:
        told -= set(READERS)
    for office in sorted(told):
        page = "fees" if office == Office.TREASURER else "case"
        notify(
            "file_ended",
            to=office,
            about=("case", entry.case.pk),
            path=_path(office, entry.case, page),
            candidate=entry.case.candidate.name,
            ended=entry.ended,
            payment=office == Office.TREASURER,
            vote=office in COUNCIL,
        )


def _path(office: Office, case: Case, page: str) -> str:
    if office in COUNCIL:
        return reverse("credentialing:motions")
    return reverse(f"credentialing:{page}", args=[case.pk])
