"""Supervision years: each from an anniversary of the first counted session to the day before the next."""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from credentialing.rules.dates import ONE_DAY
from credentialing.rules.history import History

from .leading import service


class SupervisionYear(NamedTuple):
    """One supervision year: its days, both ends included, the sessions held and those granted in lieu."""

    number: int
    first: date | None
    last: date | None
    held: int
    granted: int

    @property
    def sessions(self) -> int:
        return self.held + self.granted

    def has_closed(self, as_of: date) -> bool:
        """True once its last day is on or before the day of reading; a year not opened has not closed."""
        return self.last is not None and self.last <= as_of


def supervision_years(history: History, granted: Mapping[int, int]) -> tuple[SupervisionYear, ...]:
    """The years with their sessions; years granted in full are filled first, the next one is opened."""
    per_year = history.parameters.number("p98.cp1.per_year")
    filled = 0
    while granted.get(filled + 1, 0) >= per_year:
        filled += 1
    opened = {year.number: year for year in _opened(history, filled, granted)}
    for number, sessions in granted.items():
        opened.setdefault(number, SupervisionYear(number, None, None, 0, sessions))
    return tuple(opened[number] for number in sorted(opened))


def _opened(history: History, filled: int, granted: Mapping[int, int]) -> list[SupervisionYear]:
    anchor = _anchor(history)
    if anchor is None:
        return []
    days = [session.on for session in history.supervision.counted if session.on >= anchor]
    until, years = max([anchor, *days]), []
    asked = history.parameters.number("p98.cp1.years")
    first, index = anchor, 1
    while first <= until or filled + index <= asked:
        after = history.add_months(anchor, 12 * index)
        held = bisect_left(days, after) - bisect_left(days, first)
        number = filled + index
        years.append(SupervisionYear(number, first, after - ONE_DAY, held, granted.get(number, 0)))
        if after == first:
            break  # the calendar ends here
        first, index = after, index + 1
    return years


def _anchor(history: History) -> date | None:
    """The first counted session; under other readings the first group session or the agreement."""
    choice = history.parameters.choice("p98.cp1.anchor")
    if choice == "first_group":
        leading = service(history)
        return leading.start if leading.has_begun else None
    if choice == "agreement":
        return history.record.agreement.supervisor_signed_on
    return history.supervision.counted[0].on if history.supervision.counted else None
