"""Every date rule in one place: nothing here rounds silently, every range includes both ends.

A calendar month is an `int`, twelve times the year plus the month from zero, so that months
can be added, compared and counted like days.
"""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Rounding(StrEnum):
    """What to do where the day of the month does not exist."""

    UP = "up"
    DOWN = "down"
    REFUSE = "refuse"


class NoSuchDayError(ValueError):
    """The sum of a date and some months falls on a day the calendar lacks."""


class Period(NamedTuple):
    """A stretch of days, both ends included; no end means it still runs."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """True if the day lies inside, the first and the last day included."""
        return self.start <= day and (self.end is None or day <= self.end)


def add_months(day: date, months: int, *, rounding: Rounding) -> date:
    """The same day of the month, `months` later; the rounding says what 29 February becomes.

    Raises `NoSuchDayError` under `Rounding.REFUSE`. A sum past the last day the calendar knows is that day.
    """
    year, index = divmod(month_of(day) + months, 12)
    if year > MAXYEAR:
        return date.max
    last = monthrange(year, index + 1)[1]
    if day.day <= last:
        return date(year, index + 1, day.day)
    if rounding is Rounding.REFUSE:
        raise NoSuchDayError(f"{day} and {months} months")
    end_of_month = date(year, index + 1, last)
    return end_of_month if rounding is Rounding.DOWN else end_of_month + ONE_DAY


def last_day_of(start: date, months: int, *, rounding: Rounding) -> date:
    """The day at whose end a period of whole months from `start` is complete."""
    return add_months(start, months, rounding=rounding) - ONE_DAY


def holds_months(start: date, end: date, months: int, *, rounding: Rounding) -> bool:
    """True if `start` to `end`, both included, holds that many whole months or more."""
    return end >= last_day_of(start, months, rounding=rounding)


def exceeds_months(start: date, end: date, months: int, *, rounding: Rounding) -> bool:
    """True if `start` to `end`, both included, is strictly longer than that many months."""
    return end >= add_months(start, months, rounding=rounding)


def month_of(day: date) -> int:
    """The calendar month a day lies in."""
    return day.year * 12 + day.month - 1


def month_name(month: int) -> str:
    """The month as people write it, "August 2021"."""
    return f"{MONTH_NAMES[month % 12]} {month // 12}"


def has_elapsed(month: int, as_of: date) -> bool:
    """True once the month's last day is on or before `as_of`."""
    return month <= last_elapsed(as_of)


def last_elapsed(as_of: date) -> int:
    """The latest month whose last day is on or before `as_of`."""
    this_month = month_of(as_of)
    return this_month if as_of.day == monthrange(as_of.year, as_of.month)[1] else this_month - 1


def longest_run(months: Iterable[int]) -> tuple[int, int]:
    """The longest run of consecutive months, as its first month and its length; (0, 0) for none."""
    best_start = best = start = length = 0
    previous = None
    for month in sorted(set(months)):
        if previous is None or month != previous + 1:
            start, length = month, 0
        length, previous = length + 1, month
        if length > best:
            best_start, best = start, length
    return best_start, best


def gaps_in_cover(periods: Iterable[Period], first: date, last: date) -> tuple[Period, ...]:
    """The stretches from `first` to `last` that no period covers; adjoining periods leave none."""
    gaps = []
    uncovered = first
    for period in sorted(periods, key=lambda period: period.start):
        if period.end is not None and period.end < uncovered:
            continue
        if period.start > last:
            break
        if period.start > uncovered:
            gaps.append(Period(uncovered, period.start - ONE_DAY))
        if period.end is None or period.end >= last:
            return tuple(gaps)
        uncovered = period.end + ONE_DAY
    if uncovered <= last:
        gaps.append(Period(uncovered, last))
    return tuple(gaps)


def days_in(period: Period, until: date) -> int:
    """How many days the period holds, both ends included; an open one is counted to `until`."""
    return ((period.end or until) - period.start).days + 1


def densest_window(days: Sequence[date], months: int, *, rounding: Rounding) -> tuple[int, int]:
    """Where in the sorted days the fullest window of whole months lies, as a slice (from, to).

    A window starts on one of the days; the earliest of equally full windows wins.
    """
    best = (0, 0)
    for first, day in enumerate(days):
        after = bisect_left(days, add_months(day, months, rounding=rounding))
        if after - first > best[1] - best[0]:
            best = (first, after)
        if after == len(days):
            break
    return best


@lru_cache(maxsize=20_000)
def spell(day: date | None) -> str:
    """A date as people read it, "9 June 2021"; an unknown one is a dash."""
    return "-" if day is None else f"{day.day} {month_name(month_of(day))}"
