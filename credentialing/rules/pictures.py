"""What a page draws of a record: two years month by month, supervision years, Intensives.

Counted by the same history as the findings, so that a picture never tells another story.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from .american_balint import AMERICAN_BALINT_SOCIETY
from .dates import month_name, month_of
from .facts import Intensive, Record
from .p98.credit import sessions_in_lieu
from .p98.leading import service
from .p98.years import SupervisionYear, supervision_years
from .society import Society


class Month(NamedTuple):
    """One cell of the strip: its name, how many days held a group, and whether it lies ahead."""

    name: str
    meetings: int
    ahead: bool

    @property
    def kind(self) -> str:
        """ahead, none, one or two: how the cell is drawn."""
        if self.meetings >= 2:
            return "two"
        if self.meetings:
            return "one"
        return "ahead" if self.ahead else "none"


class Pictures(NamedTuple):
    """Everything drawn of one record on one day."""

    months: tuple[Month, ...]
    complete_on: date | None
    sessions: int
    years: tuple[SupervisionYear, ...]
    per_year: int
    intensives: tuple[Intensive, ...]
    intensives_asked: int

    @property
    def empty(self) -> tuple[str, ...]:
        """The names of elapsed months without a group."""
        return tuple(month.name for month in self.months if month.kind == "none")

    @property
    def filled(self) -> int:
        """How many of the months hold a group."""
        return sum(1 for month in self.months if month.meetings)


def pictures(
    record: Record, as_of: date | None = None, *, society: Society = AMERICAN_BALINT_SOCIETY
) -> Pictures:
    """Draw the record as it stands at the end of the day."""
    history = society.history(record, as_of)
    leading, numbers = service(history), history.parameters.number
    this_month = month_of(history.as_of)
    meetings: Mapping[int, int] = leading.meetings
    return Pictures(
        months=tuple(
            Month(month_name(month), meetings.get(month, 0), month >= this_month) for month in leading.months
        ),
        complete_on=leading.complete_on if leading.has_begun else None,
        sessions=len(leading.sessions),
        years=supervision_years(history, sessions_in_lieu(history)),
        per_year=numbers("p98.cp1.per_year"),
        intensives=tuple(sorted(history.intensives.taken, key=lambda row: (row.start, row.key))),
        intensives_asked=numbers("intensives.total"),
    )
