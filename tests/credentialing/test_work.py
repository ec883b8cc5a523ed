"""Further work: proposed, agreed by both, done item by item, and closed."""

import datetime as dt

import pytest

from credentialing.actions import work
from credentialing.actions.committee import record_review
from credentialing.actions.recommendation import recommend
from credentialing.actions.situation import open_work, standing_review
from credentialing.enums import State
from credentialing.models import FurtherWork, FurtherWorkItem
from members import clock
from members.refusals import Refused
from tests.credentialing.later_half import again, counted, in_review, told


@pytest.fixture
def case(membership_officer, chair, at):
    return in_review("D01", officer=membership_officer, chair=chair)


def in_days(number):
    return clock.today() + dt.timedelta(days=number)


def items(*deadlines):
    return [
        {"area": "Theory", "activity": f"Read part {n}", "deadline": day}
        for n, day in enumerate(deadlines, 1)
    ]


@pytest.fixture
def proposed(case, chair):
    return work.propose_work(case=case, items=items(in_days(30), in_days(60)), by=chair)


@pytest.fixture
def agreed(case, proposed):
    return work.agree_work(case=case, by=case.candidate)


def refused(sentence, act, **arguments):
    before = counted(FurtherWork, FurtherWorkItem)
    rows = list(FurtherWorkItem.objects.values()) + list(FurtherWork.objects.values())
    with pytest.raises(Refused) as caught:
        act(**arguments)
    assert caught.value.sentence == sentence
    assert counted(FurtherWork, FurtherWorkItem) == before
    assert list(FurtherWorkItem.objects.values()) + list(FurtherWork.objects.values()) == rows


def test_a_proposal_names_dated_activities_ahead(case, chair, ccc_member):
    refused("Name at least one activity.", work.propose_work, case=case, items=[], by=chair)
    refused("Every activity needs a deadline.", work.propose_work, case=case, items=items(None), by=chair)
    refused(
        "A deadline lies ahead: choose a day after today.",
        work.propose_work,
        case=case,
        items=items(in_days(0)),
        by=chair,
    )
    refused(
        "This step is for the CCC Chair.",
        work.propose_work,
        case=case,
        items=items(in_days(3)),
        by=ccc_member,
    )


def test_the_candidate_is_told_and_the_state_stays(case, proposed):
    assert (again(case).state, proposed.items.count(), proposed.agreed_by_candidate_on) == (
        State.REVIEW,
        2,
        None,
    )
    assert ("work_proposed", case.candidate.name) in told(case)


def test_one_proposal_at_a_time_and_no_recommendation_for_meanwhile(case, proposed, chair):
    refused(
        "Further work has been proposed already; close it first.",
        work.propose_work,
        case=case,
        items=items(in_days(9)),
        by=chair,
    )
    refused(
        "An activity of the further work is still open.",
        recommend,
        case=case,
        direction="for",
        reasons="So.",
        by=chair,
    )


def test_only_the_candidate_agrees(case, proposed, chair):
    refused("This step is for the candidate.", work.agree_work, case=case, by=chair)
    work.agree_work(case=case, by=case.candidate)
    assert (again(case).state, open_work(case).agreed_by_candidate_on) == (State.FURTHER_WORK, clock.today())


def test_the_candidate_answers_with_a_reason(case, proposed):
    refused(
        "Give the reason in a sentence or two.", work.answer_work, case=case, reason="", by=case.candidate
    )
    work.answer_work(case=case, reason="I shall be abroad.", by=case.candidate)
    assert (open_work(case), again(case).state) == (None, State.REVIEW)
    assert ("work_not_agreed", "ccc_chair") in told(case)


def test_the_chair_takes_a_proposal_back(case, proposed, chair):
    work.take_back_work(case=case, reason="It was too much.", by=chair)
    assert open_work(case) is None
    assert ("work_taken_back", case.candidate.name) in told(case)


def test_an_activity_is_marked_done_by_the_chair(case, agreed, chair):
    item = agreed.items.first()
    refused("This is for the CCC Chair.", work.mark_done, item=item, on=clock.today(), by=case.candidate)
    refused("The day lies ahead.", work.mark_done, item=item, on=in_days(1), by=chair)
    refused(
        "The day is before the further work was proposed.",
        work.mark_done,
        item=item,
        on=in_days(-9),
        by=chair,
    )
    assert work.mark_done(item=item, on=clock.today(), by=chair).done_on == clock.today()
    refused(
        "This activity has been marked as done already.",
        work.mark_done,
        item=item,
        on=clock.today(),
        by=chair,
    )


def test_a_deadline_changes_when_both_agree(case, agreed, chair):
    item = agreed.items.first()
    work.change_deadline(item=item, deadline=in_days(90), by=chair)
    item.refresh_from_db()
    assert (item.deadline, item.proposed_deadline) == (in_days(30), in_days(90))
    refused(
        "A new deadline is agreed by the candidate.", work.answer_deadline, item=item, agree=True, by=chair
    )
    work.answer_deadline(item=item, agree=True, by=case.candidate)
    item.refresh_from_db()
    assert (item.deadline, item.proposed_deadline) == (in_days(90), None)


def test_a_deadline_that_is_not_agreed_stays(case, agreed, chair):
    item = agreed.items.first()
    work.change_deadline(item=item, deadline=in_days(90), by=chair)
    work.answer_deadline(item=item, agree=False, by=case.candidate)
    item.refresh_from_db()
    assert (item.deadline, item.proposed_deadline) == (in_days(30), None)
    refused(
        "No other deadline is proposed any more.",
        work.answer_deadline,
        item=item,
        agree=True,
        by=case.candidate,
    )


def test_work_closes_when_all_is_done_or_with_a_reason(case, agreed, chair):
    refused(
        "2 activities are still open. Give the reason if the committee closes them.",
        work.close_work,
        case=case,
        by=chair,
    )
    for item in agreed.items.all():
        work.mark_done(item=item, on=clock.today(), by=chair)
    work.close_work(case=case, by=chair)
    assert (again(case).state, open_work(case)) == (State.REVIEW, None)
    assert standing_review(case) is None
    refused(
        "Record the committee's review first.",
        recommend,
        case=case,
        direction="for",
        reasons="Done.",
        by=chair,
    )
    record_review(case=case, members=[chair], by=chair)
    assert recommend(case=case, direction="for", reasons="Done.", by=chair).direction == "for"
