"""The demonstration society shows every state of a file, and the troubles a committee meets."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from credentialing.actions.imports import import_dossier
from credentialing.dossier import dumps, loads
from credentialing.enums import ENDED, MotionOutcome, State
from credentialing.management.commands.demo_society import build
from credentialing.models import Case, Motion
from credentialing.record import record, records
from credentialing.rules import assess
from intensives.models import Intensive
from members import clock
from members.actions.locking import around_steps
from members.enums import Office
from members.models import Person, SupervisorApproval

TODAY = dt.date(2026, 11, 22)
STATES = {
    "Anna Kowalski, PsyD": ["withdrawn", "enquiry"],
    "Yusuf Demir, MD": ["declined", "draft"],
    "Ben Carter, MD": ["closed"],
    "Jonas Weber, MD": ["under_review"],
    "Amara Okoye, MD": ["under_review"],
    "Claire Dubois, LCSW": ["returned"],
    "Ines Caruso, MD": ["approved"],
    "Peter Holm, MD": ["agreed"],
    "Maya Ferreira, MD": ["training"],
    "Oskar Lind, MD": ["training"],
    "Grace Tan, DO": ["training"],
    "Samuel Adeyemi, MD": ["training"],
    "Nadia Rahman, MD": ["final_planned"],
    "Ruth Halvorsen, MD": ["final_held"],
    "Daniel Cho, PhD": ["assessed"],
    "Lena Brandt, MD": ["review"],
    "Tom Villarreal, LCSW": ["further_work"],
    "Elena Petrova, MD": ["recommended"],
    "Marcus Bell, MD": ["voting"],
    "Hannah Schultz, PsyD": ["credentialed"],
    "Victor Osei, MD": ["not_credentialed"],
}


@pytest.fixture(scope="module")
def society(django_db_setup, django_db_blocker):
    """Built once for the tests of this module, and rolled back after them."""
    with django_db_blocker.unblock(), around_steps():
        clock.move_to_day(TODAY)
        build()
        clock.move_to_day(TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def findings(society) -> dict[str, dict]:
    """The outcome of every clause for every open candidate, by name."""
    cases = list(Case.objects.open().select_related("candidate"))
    read = records([case.pk for case in cases], TODAY)
    return {case.candidate.name: assess(read[case.pk]).outcomes for case in cases}


def test_every_state_is_there(society):
    found: dict[str, list[str]] = {}
    for name, state in Case.objects.order_by("pk").values_list("candidate__name", "state"):
        found.setdefault(name, []).append(state)
    assert found == STATES
    assert {state for states in found.values() for state in states} == {state.value for state in State}
    assert {"declined", "withdrawn", "closed"} <= {str(state) for state in ENDED}


def test_every_file_comes_back_with_the_same_text_under_another_name(society):
    by, chair = (
        Person.objects.in_office(office, on=TODAY).get()
        for office in (Office.MEMBERSHIP_OFFICER, Office.CCC_CHAIR)
    )
    for case in Case.objects.order_by("pk"):
        text = dumps(record(case, TODAY))
        with transaction.atomic():
            Person.objects.filter(pk=case.candidate_id).update(email=None)
            again = import_dossier(dossier=loads(text), by=by, chair=chair)
            assert dumps(record(again, TODAY)) == text, str(case)
            assert again.candidate_id != case.candidate_id
            transaction.set_rollback(True)


def test_all_offices_are_filled(society):
    held = {office: Person.objects.in_office(office, on=TODAY).count() for office in Office}
    assert held == {
        Office.CCC_CHAIR: 1,
        Office.CCC_MEMBER: 2,
        Office.COORDINATOR_OF_SUPERVISION: 1,
        Office.COORDINATOR_OF_INTENSIVES: 1,
        Office.TREASURER: 1,
        Office.COUNCIL_PRESIDENT: 1,
        Office.COUNCIL_MEMBER: 4,
        Office.MEMBERSHIP_OFFICER: 1,
    }


def test_six_supervisors_and_five_intensives(society):
    assert SupervisorApproval.objects.on(TODAY).count() == 6
    assert Intensive.objects.count() == 5


def test_three_motions_open_carried_and_not(society):
    outcomes = sorted(Motion.objects.values_list("outcome", flat=True))
    assert outcomes == ["", MotionOutcome.CREDENTIALED, MotionOutcome.NOT_CREDENTIALED]


@pytest.mark.parametrize(
    ("name", "clause", "outcome"),
    [
        ("Maya Ferreira, MD", "R14.9a", "not_met"),
        ("Nadia Rahman, MD", "P98.CP.1b", "not_met"),
        ("Oskar Lind, MD", "P98.BR.1b", "not_met"),
        ("Oskar Lind, MD", "R14.2b", "not_met"),
        ("Grace Tan, DO", "R14.8b", "not_met"),
        ("Samuel Adeyemi, MD", "P98.CR.1a", "needs_judgement"),
    ],
)
def test_the_interesting_troubles_are_there(findings, name, clause, outcome):
    assert findings[name][clause] == outcome


def test_a_further_work_item_is_overdue(society):
    case = Case.objects.get(candidate__name="Tom Villarreal, LCSW")
    assert assess(records([case.pk], TODAY)[case.pk]).observations == ("further_work_overdue",)


def test_an_inhabited_database_is_left_alone(society):
    before = Person.objects.count()
    with pytest.raises(CommandError) as refusal:
        call_command("demo_society")
    assert str(refusal.value) == "There are people here already. The demonstration needs an empty database."
    assert Person.objects.count() == before
