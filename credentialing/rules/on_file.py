"""What lies on file on one day, in order, whatever parameters it is read with."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from .cut import cut_at
from .facts import CouncilVote, Debrief, Determination, Group, GroupSession, Record, SupervisionSession
from .intensives import Evaluation, Intensives
from .remembered import remembered


class OnFile:
    """One record as it stood at the end of one day, each list sorted once, so that its order never matters.

    `shared` holds what several readings of the same file derive in the same way.
    """

    def __init__(self, record: Record, as_of: date) -> None:
        self.record = cut_at(record, as_of)
        self.as_of = as_of
        self.shared: dict[Any, Any] = {}

    @remembered
    def vote(self) -> CouncilVote | None:
        """The Council's closed vote."""
        vote = self.record.council_vote
        return vote if vote.voted_on is not None and vote.outcome is not None else None

    @remembered
    def groups(self) -> Mapping[str, Group]:
        """The groups by their id."""
        return {group.id: group for group in self.record.groups}

    @remembered
    def co_led_groups(self) -> frozenset[str]:
        """The groups that have a co-leader now; past ones do not make a group co-led."""
        return frozenset(group.id for group in self.record.groups if group.co_leader is not None)

    @remembered
    def group_sessions(self) -> tuple[GroupSession, ...]:
        return tuple(sorted(self.record.group_sessions, key=attrgetter("on", "group", "key")))

    @remembered
    def session_days(self) -> list[date]:
        """The day of each group session, in order."""
        return [session.on for session in self.group_sessions]

    def sessions_before(self, day: date | None) -> int:
        """How many group sessions were held before the day; all of them if there is no such day."""
        return len(self.session_days) if day is None else bisect_left(self.session_days, day)

    def first_session_since(self, day: date | None) -> date | None:
        """The day of the first group session on or after the day; none if there is no such session or day."""
        at = self.sessions_before(day)
        return self.session_days[at] if at < len(self.session_days) else None

    @remembered
    def practice_since(self) -> date:
        """The day of the earliest group session or debrief; without any the last day there is."""
        return min((rows[0].on for rows in (self.group_sessions, self.debriefs) if rows), default=date.max)

    @remembered
    def has_two_groups_on_a_day(self) -> bool:
        """True if two group sessions share a day."""
        return _two_share_a_day(self.group_sessions)

    @remembered
    def has_two_supervisions_on_a_day(self) -> bool:
        """True if two supervision sessions share a day."""
        return _two_share_a_day(self.supervision_sessions)

    @remembered
    def debriefs(self) -> tuple[Debrief, ...]:
        return tuple(sorted(self.record.debriefs, key=attrgetter("on", "group", "key")))

    @remembered
    def supervision_sessions(self) -> tuple[SupervisionSession, ...]:
        rows = self.record.supervision_sessions
        return tuple(sorted(rows, key=attrgetter("on", "supervisor", "key")))

    @remembered
    def determinations(self) -> tuple[Determination, ...]:
        return tuple(sorted(self.record.determinations, key=lambda row: (row.on, repr(row._replace(key=0)))))

    @remembered
    def schedule(self) -> Determination | None:
        """The schedule granted last."""
        return next((row for row in reversed(self.determinations) if row.kind == "grant_schedule"), None)

    @remembered
    def intensives(self) -> Intensives:
        return Intensives(self.record.intensives)

    @remembered
    def evaluation(self) -> Evaluation | None:
        """The final Intensive, from the moment it has ended and is completed."""
        final = self.record.final_intensive
        for intensive in self.intensives.taken:
            if intensive.id == final.intensive:
                return Evaluation(final, intensive, self.record.groups)
        return None


def _two_share_a_day(rows: Sequence[GroupSession] | Sequence[SupervisionSession]) -> bool:
    return len({row.on for row in rows}) < len(rows)
