"""A script of dated acts: everything that will happen, performed in the order of the days."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from members import clock


@dataclass
class Script:
    """Acts by day; `perform` moves the shared clock to each day and does them in the order written."""

    today: dt.date
    acts: list[tuple[dt.date, int, Callable[[], Any]]] = field(default_factory=list)

    def on(self, day: dt.date, act: Callable[[], Any]) -> None:
        """Write an act down; what lies after today is left out, for it has not happened."""
        if day <= self.today:
            self.acts.append((day, len(self.acts), act))

    def perform(self) -> int:
        """Do everything; returns how many acts there were. The clock stands at real time afterwards."""
        last = None
        for day, _, act in sorted(self.acts, key=lambda entry: entry[:2]):
            if day != last:
                clock.move_to_day(day, hour=9)
                last = day
            act()
        clock.move_to(clock.real_now())
        return len(self.acts)


def days_of(first: dt.date, until: dt.date, days: tuple[int, ...]) -> list[dt.date]:
    """Every such day of the month from first to until, both inclusive; each day number is at most 28."""
    found, year, month = [], first.year, first.month
    while (year, month) <= (until.year, until.month):
        found += [dt.date(year, month, day) for day in days if first <= dt.date(year, month, day) <= until]
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
