"""Time and counting: what is rounded, what is inclusive, what a month is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentialing.rules.dates import (
    NoSuchDayError,
    Period,
    Rounding,
    add_months,
    densest_window,
    exceeds_months,
    gaps_in_cover,
    has_elapsed,
    holds_months,
    last_day_of,
    longest_run,
    month_name,
    month_of,
)

UP, DOWN, REFUSE = Rounding.UP, Rounding.DOWN, Rounding.REFUSE
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_29_february_and_two_years_round_up_to_1_march():
    assert add_months(date(2020, 2, 29), 24, rounding=UP) == date(2022, 3, 1)
    assert add_months(date(2020, 2, 29), 24, rounding=DOWN) == date(2022, 2, 28)
    with pytest.raises(NoSuchDayError):
        add_months(date(2020, 2, 29), 24, rounding=REFUSE)
    assert add_months(date(2020, 2, 29), 48, rounding=REFUSE) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "start, complete", [(date(2021, 3, 1), date(2023, 2, 28)), (date(2020, 2, 29), date(2022, 2, 28))]
)
def test_two_years_are_complete_at_the_end_of_the_day_before(start, complete):
    assert last_day_of(start, 24, rounding=UP) == complete


def test_exactly_two_years_hold_24_months_and_one_day_less_does_not():
    assert holds_months(date(2016, 9, 1), date(2018, 8, 31), 24, rounding=UP)
    assert not holds_months(date(2016, 9, 1), date(2018, 8, 30), 24, rounding=UP)


def test_more_than_two_years_is_strict():
    assert not exceeds_months(date(2018, 3, 1), date(2020, 2, 29), 24, rounding=UP)
    assert exceeds_months(date(2018, 3, 1), date(2020, 3, 1), 24, rounding=UP)
    assert exceeds_months(date(2018, 3, 1), date(2021, 3, 1), 24, rounding=UP)


def test_three_months_from_30_november_end_on_the_last_day_of_february():
    assert last_day_of(date(2018, 11, 30), 3, rounding=UP) == date(2019, 2, 28)


def test_the_calendar_ends_without_an_error():
    assert add_months(date(9997, 1, 31), 24, rounding=UP) == date(9999, 1, 31)
    assert add_months(date(9998, 1, 31), 24, rounding=UP) == date.max
    assert add_months(date(9999, 1, 31), 24, rounding=UP) == date.max


def test_adjoining_periods_leave_no_gap():
    periods = [Period(date(2021, 1, 1), date(2021, 12, 31)), Period(date(2022, 1, 1), date(2022, 12, 31))]
    assert gaps_in_cover(periods, date(2021, 6, 1), date(2022, 6, 1)) == ()


def test_gaps_are_listed_with_both_ends_inside():
    periods = [Period(date(2022, 1, 21)), Period(date(2020, 1, 1), date(2021, 12, 31))]
    assert gaps_in_cover(periods, date(2020, 12, 3), date(2024, 6, 30)) == (
        Period(date(2022, 1, 1), date(2022, 1, 20)),
    )
    assert gaps_in_cover([], date(2022, 1, 1), date(2022, 1, 1)) == (
        Period(date(2022, 1, 1), date(2022, 1, 1)),
    )
    assert gaps_in_cover([], date(2022, 1, 2), date(2022, 1, 1)) == ()


def test_cover_to_the_last_day_of_the_calendar_leaves_no_gap():
    for_ever = [Period(date(2020, 1, 1), date.max)]
    assert gaps_in_cover(for_ever, date(2021, 1, 1), date(2024, 6, 30)) == ()
    assert gaps_in_cover(for_ever, date(2021, 1, 1), date.max) == ()


def test_a_month_has_elapsed_on_its_last_day():
    august = month_of(date(2021, 8, 15))
    assert has_elapsed(august, date(2021, 8, 31))
    assert not has_elapsed(august, date(2021, 8, 30))
    assert has_elapsed(august - 1, date(2021, 8, 30))
    assert month_name(august) == "August 2021"


def test_the_longest_run_of_months():
    assert longest_run([]) == (0, 0)
    assert longest_run([5, 1, 2, 3, 7, 8]) == (1, 3)


def test_the_earliest_of_equally_long_runs_wins():
    assert longest_run([7, 8, 1, 2]) == (1, 2)


def test_the_densest_window_starts_on_a_day_and_ends_before_its_anniversary():
    days = [date(2021, 1, 1), date(2022, 6, 1), date(2023, 1, 1), date(2023, 2, 1)]
    assert densest_window(days, 24, rounding=UP) == (1, 4)
    assert densest_window([], 24, rounding=UP) == (0, 0)


def test_the_earliest_of_equally_full_windows_wins_and_a_fuller_one_beats_it_wherever_it_starts():
    march = [date(2021, 3, day) for day in (1, 2, 3)]
    may = [date(2021, 5, day) for day in (1, 2, 3, 4, 5)]
    assert densest_window([date(2021, 1, 1), *march, *may[:3]], 1, rounding=UP) == (1, 4)
    assert densest_window([date(2021, 1, 1), *march, *may], 1, rounding=UP) == (4, 9)


@given(DAYS, st.integers(0, 60))
def test_a_sum_lies_in_the_month_asked_or_on_the_first_of_the_next(day, months):
    total = add_months(day, months, rounding=UP)
    if total.day == day.day:
        assert month_of(total) == month_of(day) + months
    else:
        assert (total.day, month_of(total)) == (1, month_of(day) + months + 1)


@given(DAYS, DAYS, st.integers(0, 60))
def test_adding_months_keeps_the_order_of_days(one, two, months):
    earlier, later = sorted((one, two))
    assert add_months(earlier, months, rounding=UP) <= add_months(later, months, rounding=UP)


@given(st.lists(st.tuples(DAYS, st.integers(0, 400)), max_size=6), DAYS, st.integers(0, 800))
def test_every_day_is_covered_or_in_one_gap(spans, first, length):
    last = date.fromordinal(first.toordinal() + length)
    periods = [Period(start, date.fromordinal(start.toordinal() + days)) for start, days in spans]
    gaps = gaps_in_cover(periods, first, last)
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        covered = any(period.covers(day) for period in periods)
        assert sum(gap.covers(day) for gap in gaps) == (not covered)
