"""Looking ahead: the plan, played as evidence, leads to the committee on its day and not before."""

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings

from credentialing.dossier import load
from credentialing.rules import CLAUSES, assess
from credentialing.rules.plan import Coming, Kind, plan
from credentialing.rules.plan.groups import HOLD
from credentialing.rules.plan.intensives import Window, windows
from credentialing.rules.plan.people import SUPERVISOR, supervisor_from

from .clean_file import CASES, at, clean, monthly, sessions, supervisions
from .test_clauses import ENQUIRY
from .test_properties import dossiers

DAY = dt.timedelta(days=1)
FILES = {path.stem: json.loads(path.read_text())["dossier"] for path in sorted(CASES.glob("*.json"))}


def not_yet(record, day):
    """The must clauses that are not yet at the end of the day."""
    found = assess(record, day).findings
    return [finding.clause.id for finding in found if finding.clause.blocks and finding.outcome == "not_yet"]


IN_PROGRESS = [name for name, dossier in FILES.items() if not_yet(load(dossier), load(dossier).as_of)]


def play(record):
    """The plan, held to what it promises; None if nothing is left to do."""
    ahead = plan(record)
    if not not_yet(record, record.as_of):
        assert ahead.ready_on == record.as_of
        assert (ahead.steps, ahead.earliest) == ((), {})
        return None
    assert ahead.ready_on is not None
    before = ahead.ready_on - DAY
    assert not_yet(ahead.record_on(ahead.ready_on), ahead.ready_on) == []
    assert not_yet(ahead.record_on(before), before) != []
    return ahead


def test_there_are_cases_in_progress():
    assert len(IN_PROGRESS) == 13


@pytest.mark.parametrize("case", IN_PROGRESS)
def test_played_as_evidence_a_plan_leaves_nothing_not_yet_on_its_day_and_something_the_day_before(case):
    record = load(FILES[case])
    ahead = play(record)
    assert ahead is not None
    assert set(ahead.earliest) == set(not_yet(record, record.as_of))
    for clause, day in ahead.earliest.items():
        assert clause not in not_yet(ahead.record_on(day), day)
        assert clause in not_yet(ahead.record_on(day - DAY), day - DAY)
    for step in ahead.steps:
        assert record.as_of < step.on <= step.by
        assert step.on <= ahead.ready_on
        assert step.what.endswith(".")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers())
def test_the_same_holds_of_records_nobody_thought_of(dossier):
    play(load(dossier))


@pytest.mark.parametrize("case", [name for name in FILES if name not in IN_PROGRESS])
def test_with_nothing_left_to_do_there_is_nothing_to_plan(case):
    assert play(load(FILES[case])) is None


def test_what_only_the_committee_can_answer_stays_and_the_plan_says_so():
    ahead = plan(load(FILES["D24"]))
    found = assess(ahead.record_on(ahead.ready_on), ahead.ready_on)
    assert ahead.attention == found.attention
    assert ahead.says == (
        "If nothing is missed, your file can go to the committee on 8 February 2025; "
        "some questions then wait for the committee."
    )


def test_somebody_who_starts_tomorrow_is_ready_after_two_years():
    ahead = plan(load(ENQUIRY))
    assert ahead.ready_on == dt.date(2026, 6, 30)
    assert ahead.attention == ()
    assert ahead.says == "If nothing is missed, your file can go to the committee on 30 June 2026."
    kinds = [step.kind for step in ahead.steps]
    assert (kinds.count(Kind.SUPERVISION), kinds.count(Kind.INTENSIVE), kinds.count(Kind.FEE)) == (12, 3, 1)


def test_the_intensives_that_are_announced_are_taken_in_turn_and_two_a_year_after_them():
    coming = [
        Coming("the Portland Intensive", dt.date(2025, 2, 6), dt.date(2025, 2, 9)),
        Coming("the Denver Intensive", dt.date(2024, 9, 5), dt.date(2024, 9, 8)),
        Coming("the Intensive of last week", dt.date(2024, 6, 20), dt.date(2024, 6, 23)),
    ]
    ahead = plan(load(ENQUIRY), coming=coming)
    assert [(step.on.isoformat(), step.what) for step in ahead.steps if step.kind is Kind.INTENSIVE] == [
        ("2024-09-08", "Attend the Denver Intensive as a participant."),
        ("2025-02-09", "Attend the Portland Intensive as a participant."),
        (
            "2025-04-04",
            "Attend an Intensive as a candidate; the committee names an evaluator before it ends.",
        ),
    ]
    assert [step.begins for step in ahead.steps if step.kind is Kind.INTENSIVE] == [
        dt.date(2024, 9, 5),
        dt.date(2025, 2, 6),
        dt.date(2025, 4, 1),
    ]


def test_each_intensive_can_still_be_taken_on_the_last_days_it_may_be_held_on():
    coming = [Coming("the Denver Intensive", dt.date(2024, 9, 5), dt.date(2024, 9, 8))]
    ahead = plan(load(ENQUIRY), coming=coming)
    assert [step.by.isoformat() for step in ahead.steps if step.kind is Kind.INTENSIVE] == [
        "2024-09-08",
        "2024-10-31",
        "2025-05-01",
    ]


def test_intensives_fit_from_the_very_day_on_and_never_before_the_last_one_is_over():
    spring, autumn = dt.date(2025, 4, 1), dt.date(2025, 10, 1)
    held = Coming("the Denver Intensive", spring, dt.date(2025, 9, 30))
    beside = Coming("the Boston Intensive", dt.date(2025, 9, 30), dt.date(2025, 10, 2))
    fitting = windows([beside, held], spring)
    assert [next(fitting) for _ in range(3)] == [
        Window("the Denver Intensive", spring, dt.date(2025, 9, 30), spring),
        Window("an Intensive", autumn, dt.date(2025, 10, 4), dt.date(2025, 10, 28)),
        Window("an Intensive", dt.date(2026, 4, 1), dt.date(2026, 4, 4), dt.date(2026, 4, 28)),
    ]
    assert next(windows([], spring + DAY)).start == autumn
    assert next(windows([], autumn + DAY)).start == dt.date(2026, 4, 1)


def test_the_supervisor_asked_does_not_become_faculty_at_the_final_intensive():
    named = at(clean(as_of="2022-06-30"), "final_intensive", {"faculty": ["F1", "S1"]})
    ahead = plan(load({**named, "supervision_sessions": []}))
    assert "S1" not in ahead.record_on(ahead.ready_on).final_intensive.faculty


def test_whoever_supervised_last_goes_on_and_must_be_approved_by_then_without_end():
    approved = {"name": "Sam", "approved_supervisor": [["2020-01-01", None]]}
    people = {**clean()["people"], "S1": approved, "S2": approved, "S3": approved}
    held = [*supervisions("2021-03-15", supervisor="S3"), *supervisions("2021-04-15", supervisor="S2")]
    record = load(clean(people=people, supervision_sessions=held, supervisor_request=None))
    assert supervisor_from(record, dt.date(2021, 5, 1)).id == "S2"
    assert supervisor_from(record, dt.date(2020, 1, 1)).id == "S2"
    assert supervisor_from(record, dt.date(2019, 12, 31)) is SUPERVISOR


@pytest.mark.parametrize(
    ("ends", "renewed_on", "from_day"),
    [("2022-07-01", "2022-07-01", "2022-07-02"), ("2022-05-31", "2022-07-01", "2022-07-01")],
)
def test_a_membership_that_ends_tomorrow_is_renewed_then_and_a_lapsed_one_at_once(ends, renewed_on, from_day):
    ahead = plan(load(clean(as_of="2022-06-30", memberships=[{"start": "2020-01-01", "end": ends}])))
    assert [str(step.on) for step in ahead.steps if step.kind is Kind.MEMBERSHIP] == [renewed_on]
    assert str(ahead.record_on(ahead.ready_on).memberships[-1].start) == from_day


def test_supervision_begins_with_the_first_group_that_counts():
    early = sessions(*monthly("2020-06-01", 3, 9))
    starting = clean(as_of="2020-12-31", group_sessions=early, supervision_sessions=[], debriefs=[])
    ahead = plan(load(starting))
    first = {
        kind: min(step.on for step in ahead.steps if step.kind is kind)
        for kind in (Kind.GROUP, Kind.SUPERVISION)
    }
    assert first[Kind.SUPERVISION] >= first[Kind.GROUP]


def test_a_membership_that_runs_out_is_renewed_before_a_day_is_missed():
    ahead = plan(load(clean(as_of="2022-06-30", memberships=[{"start": "2020-01-01", "end": "2022-12-31"}])))
    renewals = [(step.on, step.by) for step in ahead.steps if step.kind is Kind.MEMBERSHIP]
    assert renewals == [(dt.date(2022, 12, 31), dt.date(2022, 12, 31))]
    assert not {"P98.BR.1b", "R14.2b"} & set(ahead.attention)


def test_a_year_that_is_closing_is_still_filled():
    held = supervisions(*monthly("2021-03-01", 3, 15))
    ahead = plan(load(clean(as_of="2022-02-20", supervision_sessions=held)))
    planned = [step.on for step in ahead.steps if step.kind is Kind.SUPERVISION]
    assert len([day for day in planned if day < dt.date(2022, 3, 15)]) == 3
    assert "P98.CP.1b" not in ahead.attention


def test_a_group_is_held_in_every_month_of_the_two_years_that_has_none():
    ahead = plan(load(clean(as_of="2022-06-30", group_sessions=sessions(*monthly("2021-02-01", 17, 9)))))
    months = [step.on.strftime("%Y-%m") for step in ahead.steps if step.kind is Kind.GROUP]
    assert months == ["2022-07", "2022-08", "2022-09", "2022-10", "2022-11", "2022-12", "2023-01"]
    assert all((step.by + DAY).day == 1 for step in ahead.steps if step.kind is Kind.GROUP)


def test_what_is_done_by_others_is_planned_too():
    ahead = plan(load(at(clean(), "final_intensive.recommendation_to_ccc_on", None)))
    assert [(step.kind, step.what) for step in ahead.steps] == [
        (Kind.ANSWER, "The evaluator delivers what is still owed.")
    ]
    assert ahead.earliest == {"R14.11g": ahead.ready_on}


def test_planning_changes_nothing_in_the_record():
    dossier = clean(as_of="2022-06-30")
    record = load(dossier)
    plan(record)
    assert record == load(dossier)


def test_a_plan_names_clauses_there_are():
    ahead = plan(load(ENQUIRY))
    assert set(ahead.earliest) <= set(CLAUSES)


def moved(ahead, step, day):
    """The record on the day the plan ends, with one step of it taken on another day."""
    record = ahead.record_on(ahead.as_of)
    for one in ahead.steps:
        record = (step.on_day(day) if one is step else one.change)(record)
    return record


def keeps_every_window(record):
    """Each step may be taken on the first and on the last of its days."""
    ahead = plan(record)
    for step in ahead.steps:
        if step.on_day is None or ahead.ready_on is None:
            continue
        assert record.as_of <= step.first <= step.on <= step.by <= ahead.ready_on
        for day in (step.first, step.by):
            assert not_yet(moved(ahead, step, day), ahead.ready_on) == [], f"{step.what} {step.on}: {day}"


@pytest.mark.parametrize("case", IN_PROGRESS)
def test_every_window_is_true_on_its_first_and_on_its_last_day(case):
    keeps_every_window(load(FILES[case]))


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(dossiers())
def test_windows_are_true_of_records_nobody_thought_of(dossier):
    keeps_every_window(load(dossier))


def test_a_group_may_be_held_from_the_first_day_of_its_month_to_the_last():
    ahead = plan(load(clean(as_of="2021-06-30", group_sessions=sessions(*monthly("2021-02-25", 5, 25)))))
    groups = [step for step in ahead.steps if step.what == HOLD]
    assert (groups[1].first, groups[1].by) == (dt.date(2021, 8, 1), dt.date(2021, 8, 31))


def with_grant(meetings, per_months, start):
    decision = {"kind": "grant_schedule", "date": "2021-06-01", "by": "CCC", "reason": "The setting."}
    terms = {"from": start, "meetings": meetings, "per_months": per_months}
    held = sessions(*monthly("2021-02-25", 5, 25))
    return load(clean(as_of="2021-06-30", group_sessions=held, determinations=[{**decision, **terms}]))


@pytest.mark.parametrize(("meetings", "per_months", "groups"), [(1, 2, 9), (1, 3, 6), (4, 3, 24), (1, 1, 19)])
def test_from_a_granted_schedule_on_the_plan_asks_for_no_more_than_it_does(meetings, per_months, groups):
    record = with_grant(meetings, per_months, "2021-07-01")
    ahead = play(record)
    held = [step for step in ahead.steps if step.what == HOLD]
    assert len(held) == groups
    assert len({step.on for step in held}) == groups
    assert (held[0].first, held[0].by.month) == (dt.date(2021, 7, 1), 6 + per_months)
    keeps_every_window(record)
    kept = assess(ahead.record_on(ahead.ready_on), ahead.ready_on)["P98.BR.2b"]
    assert kept.outcome == "waived"
