"""Twenty-four months of groups, a cell a month: what the strip on a page shows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from supervision.models import BalintGroup, GroupSession
from supervision.months import Month, distance, later, month_of, month_text, months_from
from supervision.words import count_text, list_text

LENGTH = 24


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One month: how many sessions, and what that means (two, one, none, free, now, ahead)."""

    month: Month
    count: int
    kind: str

    @property
    def label(self) -> str:
        """August 2026: 2 sessions."""
        words = {
            "none": "no session",
            "free": "free by the granted schedule",
            "now": "none yet",
            "ahead": "not reached",
        }
        return f"{month_text(self.month)}: {words.get(self.kind) or count_text(self.count, 'session')}"

    @property
    def short(self) -> str:
        """Aug; in January the year instead."""
        name = month_text(self.month)
        return name[-4:] if self.month[1] == 1 else name[:3]


@dataclass(frozen=True)
class Strip:
    """The months of one or several groups, in order."""

    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        """Sessions shown."""
        return sum(cell.count for cell in self.cells)

    @property
    def empty(self) -> list[str]:
        """The months that passed without a session."""
        return [month_text(cell.month) for cell in self.cells if cell.kind == "none"]

    @property
    def free(self) -> list[str]:
        """The months without a session in which the granted schedule asks for none."""
        return [month_text(cell.month) for cell in self.cells if cell.kind == "free"]

    @property
    def sentence(self) -> str:
        """What the strip says, in words."""
        said = [f"{month_text(self.cells[0].month)} to {month_text(self.cells[-1].month)}."]
        if self.empty:
            said.append(f"{_few(self.empty)} {'has' if len(self.empty) == 1 else 'have'} none.")
        else:
            said.append("No month without a session so far.")
        if self.free:
            said.append(f"Free by the granted schedule: {_few(self.free)}.")
        return " ".join(said)


def _few(months: list[str]) -> str:
    """Three of them, and how many more."""
    return list_text(months if len(months) < 4 else [*months[:3], f"{len(months) - 3} more"])


def strip(
    counts: Mapping[Month, int],
    *,
    began: dt.date | None,
    ended: dt.date | None,
    today: dt.date,
    free: frozenset[Month] = frozenset(),
) -> Strip:
    """The 24 months from the first session (or the first day) on; the latest 24 where there are more.

    `free` are the months in which a granted schedule asks for no group.
    """
    now = month_of(today)
    until = min(now, month_of(ended)) if ended else now
    first = min(counts, default=month_of(began) if began else now)
    if distance(first, until) >= LENGTH:
        first = later(until, 1 - LENGTH)
    cells = (
        _cell(month, counts.get(month, 0), now, until, month in free) for month in months_from(first, LENGTH)
    )
    return Strip(tuple(cells))


def _cell(month: Month, count: int, now: Month, until: Month, free: bool) -> Cell:
    if count:
        kind = "two" if count > 1 else "one"
    elif month > until:
        kind = "ahead"
    else:
        kind = "now" if month == now else "free" if free else "none"
    return Cell(month=month, count=count, kind=kind)


def month_counts(groups: Iterable[BalintGroup], until: dt.date | None = None) -> dict[int, dict[Month, int]]:
    """Sessions by month for each group's key, in one query."""
    rows = (
        GroupSession.objects.filter(group__in=[group.pk for group in groups])
        .until(until or dt.date.max)
        .order_by()
        .values_list("group_id", "date__year", "date__month")
        .annotate(count=Count("pk"))
    )
    counts: dict[int, dict[Month, int]] = {}
    for group, year, month, count in rows:
        counts.setdefault(group, {})[(year, month)] = count
    return counts


def strips_of(
    groups: Iterable[BalintGroup], today: dt.date, free: frozenset[Month] = frozenset()
) -> dict[int, Strip]:
    """A strip for each group's key, in one query."""
    groups = list(groups)
    counts = month_counts(groups, today)
    return {
        group.pk: strip(
            counts.get(group.pk, {}), began=group.started_on, ended=group.ended_on, today=today, free=free
        )
        for group in groups
    }


def strip_of_all(
    groups: Iterable[BalintGroup], today: dt.date, free: frozenset[Month] = frozenset()
) -> Strip:
    """One strip for all the groups together; a month is empty where none of them met."""
    groups = list(groups)
    together: dict[Month, int] = {}
    for counts in month_counts(groups).values():
        for month, count in counts.items():
            together[month] = together.get(month, 0) + count
    began = min((group.started_on for group in groups if group.started_on), default=None)
    ends = [group.ended_on for group in groups]
    ended = max(ends) if ends and all(ends) else None
    return strip(together, began=began, ended=ended, today=today, free=free)
