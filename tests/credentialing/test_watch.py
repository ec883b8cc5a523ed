"""What is watched every day is told once."""

import datetime as dt

import pytest

from credentialing.actions import watch, work
from credentialing.enums import State
from credentialing.models import Case
from credentialing.tasks import close_ballots, daily_watch
from intensives.models import Attendance, Evaluation, Intensive
from members import clock
from members.models import Membership, Notice
from tests.credentialing.later_half import in_review, voting


@pytest.fixture
def case(candidate, at):
    return Case.objects.create(candidate=candidate, state=State.TRAINING, process_start=dt.date(2026, 1, 1))


def kinds():
    return sorted(Notice.objects.values_list("kind", flat=True))


def test_the_day_after_cover_ends_candidate_and_coordinator_hear_once(case, candidate, at):
    Membership.objects.filter(person=candidate).update(end=dt.date(2026, 6, 1))
    daily_watch()
    assert kinds() == []
    at(dt.date(2026, 6, 2))
    daily_watch()
    daily_watch()
    at(dt.date(2026, 6, 20))
    daily_watch()
    assert kinds() == ["candidate_lapsed", "membership_lapsed"]


def test_a_renewal_without_a_missing_day_is_no_lapse(case, candidate, at):
    Membership.objects.filter(person=candidate).update(end=dt.date(2026, 5, 31))
    Membership.objects.create(person=candidate, start=dt.date(2026, 6, 1))
    daily_watch()
    assert kinds() == []


def test_a_gap_that_was_renewed_is_put_to_the_chair_once(case, candidate, at):
    Membership.objects.filter(person=candidate).update(end=dt.date(2026, 3, 1))
    Membership.objects.create(person=candidate, start=dt.date(2026, 3, 11))
    daily_watch()
    daily_watch()
    notice = Notice.objects.get()
    assert (notice.kind, notice.office, notice.context["start"], notice.context["end"]) == (
        "membership_gap",
        "ccc_chair",
        "2026-03-02",
        "2026-03-10",
    )


def test_a_deadline_is_told_before_and_after(membership_officer, chair, at):
    case = in_review("D01", officer=membership_officer, chair=chair)
    day = clock.today()
    items = [{"activity": "Read", "deadline": day + dt.timedelta(days=10)}]
    work.propose_work(case=case, items=items, by=chair)
    work.agree_work(case=case, by=case.candidate)

    def told():
        rows = Notice.objects.filter(kind__in=("work_due", "work_overdue"))
        return sorted((row.kind, row.office) for row in rows)

    watch.watch_further_work()
    assert told() == []
    clock.move_to_day(day + dt.timedelta(days=3))
    watch.watch_further_work()
    assert told() == [("work_due", "")]
    clock.move_to_day(day + dt.timedelta(days=11))
    watch.watch_further_work()
    watch.watch_further_work()
    assert told() == [("work_due", ""), ("work_overdue", ""), ("work_overdue", "ccc_chair")]


def test_an_intensive_near_without_an_evaluator_is_told_to_the_chair(case, candidate, host, at):
    made = Intensive.objects.create(
        name="Near", start=dt.date(2026, 6, 20), end=dt.date(2026, 6, 23), host=host
    )
    Attendance.objects.create(intensive=made, person=candidate, role="candidate")
    daily_watch()
    daily_watch()
    assert kinds() == ["evaluator_missing"]


def test_a_late_assessment_is_told_to_evaluator_and_then_to_the_chair(case, candidate, host, evaluator, at):
    made = Intensive.objects.create(
        name="Past", start=dt.date(2026, 5, 10), end=dt.date(2026, 5, 13), host=host
    )
    place = Attendance.objects.create(intensive=made, person=candidate, role="candidate", completed=True)
    Evaluation.objects.create(attendance=place, evaluator=evaluator, designated_on=dt.date(2026, 5, 1))
    daily_watch()
    assert kinds() == []
    Case.objects.filter(pk=case.pk).update(state=State.FINAL_HELD)
    daily_watch()
    assert kinds() == ["assessment_late"]
    at(dt.date(2026, 6, 11))
    daily_watch()
    assert kinds() == ["assessment_late", "assessment_late_for_chair"]


def test_those_who_have_not_voted_are_reminded_and_the_task_counts(
    president, council1, membership_officer, chair, at
):
    motion = voting(officer=membership_officer, chair=chair, president=president)
    assert close_ballots() == 0
    clock.move_to(motion.closes_at - dt.timedelta(hours=30))
    watch.watch_votes()
    watch.watch_votes()
    assert Notice.objects.filter(kind="vote_closing").count() == 2
    clock.move_to(motion.closes_at)
    assert close_ballots() == 1
