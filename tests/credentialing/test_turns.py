"""Whose turn it is in the corners of the road that the demonstration does not show."""

import datetime as dt

import pytest

from credentialing.actions import final
from credentialing.actions.determinations import determine
from credentialing.actions.requests import ask_exception, ask_schedule
from credentialing.actions.review import review_application
from credentialing.enums import State
from credentialing.models import Case
from credentialing.open_tasks import tasks_for
from credentialing.turns import turns_of, waits_of, who_is_next
from intensives.models import Attendance, Evaluation
from members.models import Membership
from supervision.models import BalintGroup, GroupSession
from tests.credentialing.stages import approved, drafted, in_training, sent
from tests.credentialing.test_final import asked, case, held, intensive, over, planned  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


def turns(of: Case):
    return turns_of(Case.objects.filter(pk=of.pk))


def owed(of: Case) -> list[str]:
    """What is owed and by whom, as an officer reads it."""
    return [turn.for_others.label for turn in turns(of)]


def owed_by_others(of: Case) -> list[str]:
    return [turn.for_others.label for turn in turns(of) if not turn.is_the_candidates]


def labels(person) -> list[str]:
    return [task.label for task in tasks_for(person)]


def waits(of: Case) -> list[str]:
    return [task.label for task in waits_of(turns(of))]


def test_a_returned_application_comes_back_with_the_reason(candidate, chair, at):
    mine = sent(candidate)
    review_application(case=mine, role="ccc_chair", by=chair, outcome="return", reason="Say more.")
    (task,) = tasks_for(candidate)
    assert task.why == "It came back with these words: Say more."
    assert "ready to send" not in task.due


def test_a_complete_application_of_somebody_who_is_no_member_is_not_ready_to_send(candidate, at):
    mine = drafted(candidate)
    Membership.objects.filter(person=candidate).delete()
    assert owed(mine) == ["The candidate: Join the Society, or renew"]


def test_a_second_look_waits_until_both_have_looked_and_differ(candidate, chair, coordinator, at):
    mine = sent(candidate)
    assert [turn.who for turn in turns(mine)] == ["the CCC Chair", "the Coordinator of Supervision"]
    review_application(case=mine, role="ccc_chair", by=chair, outcome="approve")
    assert who_is_next(turns(mine)) == "the Coordinator of Supervision"
    assert tasks_for(chair) == []
    review_application(
        case=mine, role="coordinator_of_supervision", by=coordinator, outcome="decline", reason="Too early."
    )
    label = "Open a second look at the application of Maya Ferreira: the reviews differ"
    assert (
        [task.label for task in tasks_for(chair)]
        == [task.label for task in tasks_for(coordinator)]
        == [label]
    )
    assert waits(mine) == [
        "With the CCC Chair: a second look at your application; the stage usually takes 2 to 4 weeks",
        "With the Coordinator of Supervision: a second look at your application; "
        "the stage usually takes 2 to 4 weeks",
    ]


def test_with_no_supervisor_asked_it_is_the_candidates_turn(candidate, chair, coordinator, at):
    assert owed(approved(candidate, chair, coordinator)) == ["The candidate: Ask a supervisor"]


@pytest.fixture
def training(candidate, chair, coordinator, supervisor, treasurer, at):
    mine = approved(candidate, chair, coordinator)
    in_training(mine, supervisor, treasurer)
    return mine


def test_months_without_a_group_are_said(training, candidate, at):
    assert tasks_for(candidate) == []
    group = BalintGroup.objects.create(leader=candidate, setting="medical")
    GroupSession.objects.create(group=group, date=dt.date(2026, 6, 3), recorded_by=candidate)
    at(dt.date(2026, 7, 18))
    assert tasks_for(candidate) == []
    at(dt.date(2026, 7, 19))
    (task,) = tasks_for(candidate)
    assert (task.label, task.due, task.late) == (
        "Write down the groups you have held, or hold one",
        "last group on 3 June 2026",
        True,
    )


def test_whoever_asks_the_committee_waits_for_it_and_the_chair_owes_the_answer(training, candidate, chair):
    ask_schedule(case=training, by=candidate, reason="The ward allows one a month.")
    (turn,) = turns(training)
    assert turn.said == "With the CCC Chair: the answer about another schedule of groups"
    assert [task.label for task in tasks_for(chair)] == [
        "Another schedule of groups asked for by Maya Ferreira"
    ]


def test_cover_that_ended_is_the_candidates_to_renew_and_the_gap_the_chairs_to_decide(
    training, candidate, chair, at
):
    Membership.objects.filter(person=candidate).update(end=dt.date(2026, 6, 10))
    at(dt.date(2026, 6, 20))
    assert [task.label for task in tasks_for(candidate)] == ["Renew your membership of the Society"]
    assert who_is_next(turns(training)) == "the candidate"
    Membership.objects.create(person=candidate, start=dt.date(2026, 6, 20))
    (task,) = tasks_for(chair)
    assert task.label == "Decide about the gap in the membership of Maya Ferreira"
    assert task.due == "not a member 11 June 2026 to 19 June 2026"
    ask_exception(case=training, by=chair, reason="The post was late.")
    determine(
        case=training, kind="waive", clauses=["P98.BR.1b"], reason="Late post.", members=[chair], by=chair
    )
    assert tasks_for(chair) == []


def test_before_it_begins_the_final_intensive_is_a_day_that_has_to_come(case, planned):  # noqa: F811
    (turn,) = [turn for turn in turns(case) if not turn.is_the_candidates]
    assert (turn.actor, who_is_next([turn])) == (None, "")
    assert waits(case) == ["Your final Intensive, “Autumn”, is 1 to 4 October 2026"]


def test_after_it_the_host_attests_the_faculty_records_and_the_host_says_it_was_held(case, over):  # noqa: F811
    assert owed_by_others(case)[0] == "Hanna Oster: Attest attendance at Autumn"
    assert [turn.actor for turn in turns(case) if not turn.is_the_candidates] == ["host", "faculty"]
    Attendance.objects.filter(pk=over.pk).update(completed=True)
    assert [turn.actor for turn in turns(case) if not turn.is_the_candidates] == ["faculty", "host"]
    Attendance.objects.filter(pk=over.pk).update(completed=False)
    assert owed_by_others(case) == ["The CCC Chair: The final Intensive of Maya Ferreira fell through"]


def test_without_an_evaluator_the_chair_names_one(case, held, chair):  # noqa: F811
    Evaluation.objects.update(ended_on=dt.date(2026, 10, 5), ended_reason="Ill.")
    assert owed_by_others(case) == ["The CCC Chair: Name an evaluator for Maya Ferreira"]
    assert labels(chair) == ["Name an evaluator for Maya Ferreira"]


def test_a_place_asked_for_waits_for_the_chair(case, asked, chair):  # noqa: F811
    (task,) = tasks_for(chair)
    assert task.label == "Plan the final Intensive of Maya Ferreira"
    final.withdraw_final_request(case=case, by=case.candidate)
    assert tasks_for(chair) == []


def test_an_ended_file_is_nobodys_turn(training, candidate):
    Case.objects.filter(pk=training.pk).update(state=State.WITHDRAWN)
    assert turns(training) == []
