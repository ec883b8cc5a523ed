"""The door for evidence: what a file is judged by is written only while its record is open (T15 to T17)."""

from django.urls import reverse

from credentialing.enums import State
from credentialing.models import Case
from credentialing.workflow import BEFORE_THE_COUNCIL, STAGES, STEPS
from members.models import Person
from members.refusals import Stale

STEP_OF = {
    "group_started": "T15",
    "group_changed": "T15",
    "group_ended": "T15",
    "group_resumed": "T15",
    "group_logged": "T15",
    "group_session_removed": "T15",
    "debrief_logged": "T15",
    "debrief_confirmed": "T15",
    "debrief_removed": "T15",
    "co_leader_set": "T15",
    "co_leader_ended": "T15",
    "membership_corrected": "T15",
    "supervision_recorded": "T16",
    "supervision_corrected": "T16",
    "supervision_removed": "T16",
    "supervisor_answered": "T04",
    "attendance_attested": "T17",
    "small_group_assigned": "T17",
    "faculty_seated": "T17",
    "faculty_unseated": "T17",
    "co_led_recorded": "T17",
    "co_led_removed": "T17",
}
"""What is written in the lower apps, and the row of the table that allows it."""

GUARDED_THEMSELVES = frozenset(
    {
        "supervisor_asked",
        "supervisor_request_withdrawn",
        "candidate_registered",
        "candidate_withdrawn",
        "evaluator_designated",
        "designation_ended",
        "meeting_recorded",
        "assessment_delivered",
        "intensive_changed",
        "intensive_cancelled",
    }
)
"""Written by steps of the case that ask the table themselves, or without weight for any finding."""

CORRECT = "Something has to be corrected"


def require_open_record(*, person: Person, kind: str, by: Person | None) -> None:
    """Raise Stale where the open file of the person does not take this kind of evidence now.

    Belongs inside the transaction that writes it, which has locked the person: everything is taken back.
    Raises LookupError for a kind that nobody has given a row.
    """
    if kind in GUARDED_THEMSELVES:
        return
    step = STEPS[STEP_OF[kind]]
    case = Case.objects.open().filter(candidate=person).select_related("candidate").first()
    if case is None or case.state in step.sources:
        return
    if case.state in BEFORE_THE_COUNCIL:
        _refuse(case, by)
    raise Stale(f"This is not possible now: the file of {person} is “{STAGES[State(case.state)].staff}”.")


def require_not_before_the_council(*, case: Case, by: Person) -> None:
    """Raise Stale while the decision is being taken: for evidence that an action of the case writes."""
    if case.state in BEFORE_THE_COUNCIL:
        _refuse(case, by)


def _refuse(case: Case, by: Person | None) -> None:
    """Refuse, leading to the correction of the record whoever can open it."""
    closed = _closed(case.candidate, by)
    if by is None or not by.has_perm("credentialing.correct_record", case):
        raise Stale(f"{closed}: ask the CCC Chair.")
    raise Stale(f"{closed}:", page=(CORRECT, reverse("credentialing:correct_record", args=[case.pk])))


def _closed(person: Person, by: Person | None) -> str:
    whose = "Your record" if by is not None and by.pk == person.pk else f"The record of {person}"
    return (
        f"{whose} is closed until the decision on the file has been counted; nothing was saved. "
        "Write it down after that, or have the file sent back first"
    )
