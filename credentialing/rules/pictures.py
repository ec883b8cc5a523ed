"""What a page draws of a record: two years month by month, supervision years, Intensives.

Counted by the same history as the findings, so that a picture never tells another story.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from .american_balint import AMERICAN_BALINT_SOCIETY
from .dates import has_elapsed, month_name, month_of
from .facts import Intensive, Record
from .history import History
from .p98.credit import sessions_in_lieu
from .p98.group_credit import is_credited
from .p98.leading import granted_periods, held_in, schedule_in_words, service
from .p98.years import SupervisionYear, supervision_years
from .society import Society


class Month(NamedTuple):
    """One cell of the strip: its name, how many days held a group, and whether it lies ahead.

    `free` is a month in which the granted schedule asks for no group.
    """

    name: str
    meetings: int
    ahead: bool
    free: bool = False

    @property
    def kind(self) -> str:
        """ahead, none, free, one or two: how the cell is drawn."""
        if self.meetings >= 2:
            return "two"
        if self.meetings:
            return "one"
        if self.ahead:
            return "ahead"
        return "free" if self.free else "none"


class Pictures(NamedTuple):
    """Everything drawn of one record on one day.

    `uncounted_groups` and `uncounted_supervision` are held and on file, and count towards nothing: the
    findings say why. `schedule` is what the committee has granted, in words, or empty. `credited` is how many
    Intensives an accepted prior experience stands for.
    """

    months: tuple[Month, ...]
    complete_on: date | None
    sessions: int
    uncounted_groups: int
    uncounted_supervision: int
    schedule: str
    credited: int
    years: tuple[SupervisionYear, ...]
    per_year: int
    intensives: tuple[Intensive, ...]
    intensives_asked: int

    @property
    def empty(self) -> tuple[str, ...]:
        """The names of elapsed months without a group."""
        return tuple(month.name for month in self.months if month.kind == "none")

    @property
    def intensives_and_credit(self) -> int:
        """Those attended and those that a credit stands for."""
        return len(self.intensives) + self.credited

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
    free = free_months(history)
    return Pictures(
        months=tuple(
            Month(month_name(month), meetings.get(month, 0), month >= this_month, month in free)
            for month in leading.months
        ),
        complete_on=leading.complete_on if leading.has_begun else None,
        sessions=len(leading.sessions),
        uncounted_groups=len(leading.too_early),
        uncounted_supervision=len(history.supervision.not_counted()),
        schedule=_schedule(history),
        credited=_credited(history),
        years=supervision_years(history, sessions_in_lieu(history)),
        per_year=numbers("p98.cp1.per_year"),
        intensives=tuple(sorted(history.intensives.taken, key=lambda row: (row.start, row.key))),
        intensives_asked=numbers("intensives.total"),
    )


def free_months(history: History) -> set[int]:
    """The months of every period of the granted schedule that holds what was granted, or still may."""
    grant, leading = history.schedule, service(history)
    if grant is None:
        return set()
    kept = (
        months
        for months in granted_periods(history)
        if held_in(leading, months) >= grant.meetings or not has_elapsed(months[-1], history.as_of)
    )
    return {month for months in kept for month in months}


def _schedule(history: History) -> str:
    grant = history.schedule
    if grant is None:
        return ""
    return f"{schedule_in_words(grant)}, from {month_name(month_of(grant.starts_on or grant.on))}"


def _credited(history: History) -> int:
    """How many participant Intensives need not be attended since prior experience is credited (P98.CR.1)."""
    if not is_credited(history):
        return 0
    numbers = history.parameters.number
    return numbers("intensives.participant") - numbers("intensives.participant_with_credit")
