"""Supervision year by year, for display (P98.CP.1b, R14.9c); what counts for a file is judged elsewhere."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from supervision.months import last_day_of_year, year_number
from supervision.words import day_text

A_YEAR = 6
IN_ALL = 12
YEARS = 2


@dataclass(frozen=True, kw_only=True)
class Year:
    """One supervision year: how many days with a session, and its last day, inclusive."""

    number: int
    count: int
    last_day: dt.date
    is_over: bool

    @property
    def dots(self) -> list[bool]:
        """One mark for each of the six, filled for what is recorded; more where there were more."""
        return [step < self.count for step in range(max(A_YEAR, self.count))]

    @property
    def sentence(self) -> str:
        """Year 2: 1 of 6, closes 14 March 2027."""
        closes = "closed" if self.is_over else "closes"
        return f"Year {self.number}: {self.count} of {A_YEAR}, {closes} {day_text(self.last_day)}"


@dataclass(frozen=True)
class Progress:
    """All supervision of one candidate: a day counts once, years run from the first session (T8, T11)."""

    days: tuple[dt.date, ...]
    today: dt.date

    @property
    def count(self) -> int:
        """How many days with a session."""
        return len(self.days)

    @property
    def last(self) -> dt.date | None:
        """The latest session."""
        return self.days[-1] if self.days else None

    @property
    def years(self) -> list[Year]:
        """The first two years, and later ones up to the latest session."""
        if not self.days:
            return []
        return [self._year(number) for number in range(1, max(YEARS, self.of(self.days[-1]).number) + 1)]

    @property
    def present(self) -> Year | None:
        """The year today lies in; none once the years asked for are over and nothing was held since."""
        if not self.days:
            return None
        year = self._year(year_number(self.days[0], max(self.today, self.days[0])))
        return year if year.number <= YEARS or year.count else None

    def of(self, day: dt.date) -> Year:
        """The year the day lies in."""
        return self._year(year_number(self.days[0], day))

    def sentence(self, day: dt.date | None = None) -> str:
        """7 of 12. Year 2: 1 of 6, closes 14 March 2027."""
        if not self.days:
            return f"0 of {IN_ALL}."
        year = self.of(day) if day else self.present
        said = f"{self.count} of {IN_ALL}."
        return f"{said} {year.sentence}." if year else f"{said} The {YEARS} years are over."

    def _year(self, number: int) -> Year:
        first = self.days[0]
        last_day = last_day_of_year(first, number)
        count = sum(year_number(first, day) == number for day in self.days)
        return Year(number=number, count=count, last_day=last_day, is_over=last_day < self.today)


def progress(days: Iterable[dt.date], today: dt.date) -> Progress:
    """The progress that sessions on these days make."""
    return Progress(tuple(sorted(set(days))), today)
