"""Months, supervision years, strips and dots, without a database."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.months import anniversary, distance, last_day_of_year, later, months_from, year_number
from supervision.strips import strip
from supervision.years import progress

D = dt.date
on_a_busy_machine = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("first", "years", "expected"),
    [
        (D(2025, 3, 15), 1, D(2026, 3, 15)),
        (D(2024, 2, 29), 1, D(2025, 3, 1)),
        (D(2024, 2, 29), 4, D(2028, 2, 29)),
    ],
)
def test_an_anniversary_of_29_february_rounds_up(first, years, expected):
    assert anniversary(first, years) == expected


@pytest.mark.parametrize(
    ("first", "day", "expected"),
    [
        (D(2025, 3, 15), D(2025, 3, 15), 1),
        (D(2025, 3, 15), D(2026, 3, 14), 1),
        (D(2025, 3, 15), D(2026, 3, 15), 2),
        (D(2025, 3, 15), D(2027, 3, 15), 3),
        (D(2024, 2, 29), D(2025, 2, 28), 1),
        (D(2024, 2, 29), D(2025, 3, 1), 2),
    ],
)
def test_an_anniversary_belongs_to_the_later_year(first, day, expected):
    assert year_number(first, day) == expected


@on_a_busy_machine
@given(
    st.dates(D(1990, 1, 1), D(2050, 1, 1)),
    st.integers(0, 20_000),
)
def test_every_day_lies_in_exactly_the_year_that_closes_on_or_after_it(first, days):
    day = first + dt.timedelta(days=days)
    number = year_number(first, day)
    assert anniversary(first, number - 1) <= day <= last_day_of_year(first, number)


@on_a_busy_machine
@given(st.integers(1990, 2050), st.integers(1, 12), st.integers(-500, 500))
def test_months_count_like_days(year, month, steps):
    assert distance((year, month), later((year, month), steps)) == steps


def test_months_run_over_the_turn_of_the_year():
    assert months_from((2025, 11), 3) == [(2025, 11), (2025, 12), (2026, 1)]


def kinds(shown):
    return [cell.kind for cell in shown.cells]


def test_a_strip_shows_the_empty_month_and_what_is_ahead():
    shown = strip(
        {(2026, 1): 2, (2026, 2): 1, (2026, 4): 1}, began=D(2025, 12, 30), ended=None, today=D(2026, 5, 20)
    )
    assert kinds(shown) == ["two", "one", "none", "one", "now", *["ahead"] * 19]
    assert shown.sentence == "January 2026 to December 2027. March 2026 has none."
    assert shown.cells[2].label == "March 2026: no session"
    assert shown.cells[0].label == "January 2026: 2 sessions"


def test_a_strip_of_more_than_two_years_shows_the_latest_24_months():
    counts = {later((2023, 1), step): 1 for step in range(40)}
    shown = strip(counts, began=D(2023, 1, 5), ended=None, today=D(2026, 4, 20))
    assert (shown.cells[0].month, shown.cells[-1].month) == ((2024, 5), (2026, 4))
    assert shown.sentence == "May 2024 to April 2026. No month without a session so far."


def test_the_months_after_a_group_ended_are_no_gap():
    shown = strip({(2025, 1): 1}, began=D(2025, 1, 3), ended=D(2025, 2, 10), today=D(2026, 5, 20))
    assert kinds(shown) == ["one", "none", *["ahead"] * 22]


def test_several_empty_months_are_named_briefly():
    shown = strip({(2025, 1): 1, (2025, 7): 1}, began=None, ended=None, today=D(2025, 7, 20))
    assert shown.sentence == (
        "January 2025 to December 2026. February 2025, March 2025, April 2025 and 2 more have none."
    )


def test_supervision_years_as_a_sentence():
    days = [D(2025, 3, 15 + step) for step in range(6)] + [D(2026, 5, 1)]
    made = progress(days, D(2026, 6, 1))
    assert made.sentence(D(2026, 5, 1)) == "7 of 12. Year 2: 1 of 6, closes 14 March 2027."
    assert [year.sentence for year in made.years] == [
        "Year 1: 6 of 6, closed 14 March 2026",
        "Year 2: 1 of 6, closes 14 March 2027",
    ]
    assert made.years[1].dots == [True, False, False, False, False, False]


def test_once_the_two_years_are_over_no_third_one_is_asked_for():
    days = [D(2023, 3, 15 + step) for step in range(6)] + [D(2024, 4, 1 + step) for step in range(6)]
    made = progress(days, D(2026, 6, 1))
    assert made.sentence() == "12 of 12. The 2 years are over."
    assert [year.number for year in made.years] == [1, 2]
    later = progress([*days, D(2026, 5, 1)], D(2026, 6, 1))
    assert later.sentence() == "13 of 12. Year 4: 1 of 6, closes 14 March 2027."


def test_two_sessions_on_one_day_count_once():
    assert progress([D(2025, 3, 15), D(2025, 3, 15)], D(2025, 4, 1)).count == 1


def test_without_a_session_there_is_no_year():
    made = progress([], D(2025, 4, 1))
    assert (made.years, made.present, made.sentence()) == ([], None, "0 of 12.")


def test_a_month_that_the_granted_schedule_leaves_free_is_not_missing():
    counts = {(2026, 1): 1, (2026, 4): 1}
    free = frozenset({(2026, 2), (2026, 4), (2026, 6)})
    shown = strip(counts, began=None, ended=None, today=D(2026, 5, 20), free=free)
    assert [cell.kind for cell in shown.cells[:6]] == ["one", "free", "none", "one", "now", "ahead"]
    assert shown.sentence == (
        "January 2026 to December 2027. March 2026 has none. Free by the granted schedule: February 2026."
    )
