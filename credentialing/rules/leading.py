"""The candidate's leading of groups: which sessions count, month by month, and how long it has gone on.

Rules T2 to T6 and T10: calendar months, two years as 24 months, duration and frequency apart.
"""

from collections import Counter
from datetime import date

from .dates import Rounding, last_day_of, last_elapsed, longest_run, month_of
from .facts import Fact, GroupSession
from .on_file import OnFile
from .remembered import remembered


class Leading:
    """The group sessions that count from a given day on, and what follows from them.

    `counts_from` is the first day that counts, included; `None` counts nothing.
    """

    def __init__(
        self,
        on_file: OnFile,
        *,
        counts_from: date | None,
        months_asked: int,
        rounding: Rounding,
        each_counts: bool,
    ) -> None:
        in_order, first = on_file.group_sessions, on_file.sessions_before(counts_from)
        self.groups = on_file.groups
        self.as_of = on_file.as_of
        self.months_asked = months_asked
        self.rounding = rounding
        self._each_counts = each_counts
        self.counts_from = counts_from
        self.sessions: tuple[GroupSession, ...] = in_order[first:]
        self.too_early: tuple[GroupSession, ...] = in_order[:first]
        self._days = on_file.session_days
        self._co_led_groups = on_file.co_led_groups

    def left_out(self) -> tuple[tuple[Fact, str], ...]:
        """The sessions that do not count, with the reason."""
        return tuple((session, "before the process") for session in self.too_early)

    @property
    def has_begun(self) -> bool:
        return bool(self.sessions)

    @property
    def start(self) -> date:
        """The first counted session; ask `has_begun` before."""
        return self.sessions[0].on

    @remembered
    def meetings(self) -> Counter[int]:
        """How many meetings each month holds; two groups on one day are one unless counted each (T5)."""
        days = self._days[len(self.too_early) :]
        return Counter(map(month_of, days if self._each_counts else {*days}))

    @remembered
    def months(self) -> range:
        """M0 to M23: the calendar months of the two years, from the month of the first session."""
        if not self.has_begun:
            return range(0)
        first = month_of(self.start)
        return range(first, first + self.months_asked)

    @remembered
    def elapsed(self) -> range:
        """Those of the months whose last day is on or before the day of reading."""
        months = self.months
        return range(months.start, max(months.start, min(months.stop, last_elapsed(self.as_of) + 1)))

    @remembered
    def empty(self) -> tuple[int, ...]:
        """The elapsed months without a session."""
        return tuple(month for month in self.elapsed if month not in self.meetings)

    @remembered
    def longest_gap(self) -> int:
        """How many elapsed months in a row hold no session, at most."""
        return longest_run(self.empty)[1]

    @remembered
    def has_ended(self) -> bool:
        """True once every group in the file has ended, with or without sessions (T10)."""
        return bool(self.groups) and all(group.ended_on is not None for group in self.groups.values())

    @remembered
    def last_day(self) -> date:
        """The day of reading while any group continues, else the last day of the last group."""
        ends = [group.ended_on for group in self.groups.values() if group.ended_on is not None]
        return max(ends) if self.has_ended else self.as_of

    @remembered
    def complete_on(self) -> date:
        """The day at whose end the two years are over; ask `has_begun` before."""
        return last_day_of(self.start, self.months_asked, rounding=self.rounding)

    @remembered
    def is_complete(self) -> bool:
        """True if the leading reached the end of its two years."""
        return self.has_begun and self.last_day >= self.complete_on

    @remembered
    def co_led(self) -> tuple[GroupSession, ...]:
        """The counted sessions of groups with a co-leader."""
        return tuple(session for session in self.sessions if self.is_co_led(session.group))

    def counts(self, day: date) -> bool:
        """True for a day on which something can count: from the process start on (T15)."""
        return self.counts_from is not None and day >= self.counts_from

    def is_co_led(self, group_id: str) -> bool:
        """True if the group has a co-leader now; past ones do not make it so."""
        return group_id in self._co_led_groups
