"""What lies on file on one day, in order, whatever parameters it is read with."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from .cut import cut_at
from .facts import CouncilVote, Debrief, Determination, Group, GroupSession, Record, SupervisionSession
from .intensives import Evaluation, Intensives


class OnFile:
    """One record as it stood at the end of one day, each list sorted once, so that its order never matters.

    `shared` holds what several readings of the same file derive in the same way.
    """

    def __init__(self, record: Record, as_of: date) -> None:
        self.record = cut_at(record, as_of)
        self.as_of = as_of
        self.shared: dict[Any, Any] = {}

    @cached_property
    def vote(self) -> CouncilVote | None:
        """The Council's closed vote."""
        vote = self.record.council_vote
        return vote if vote.voted_on is not None and vote.outcome is not None else None

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The groups by their id."""
        return {group.id: group for group in self.record.groups}

    @cached_property
    def co_led_groups(self) -> frozenset[str]:
        """The groups that have a co-leader now; past ones do not make a group co-led."""
        return frozenset(group.id for group in self.record.groups if group.co_leader is not None)

    @cached_property
    def group_sessions(self) -> tuple[GroupSession, ...]:
        return tuple(sorted(self.record.group_sessions, key=lambda row: (row.on, row.group, row.key)))

    @cached_property
    def debriefs(self) -> tuple[Debrief, ...]:
        return tuple(sorted(self.record.debriefs, key=lambda row: (row.on, row.group, row.key)))

    @cached_property
    def supervision_sessions(self) -> tuple[SupervisionSession, ...]:
        rows = self.record.supervision_sessions
        return tuple(sorted(rows, key=lambda row: (row.on, row.supervisor, row.key)))

    @cached_property
    def determinations(self) -> tuple[Determination, ...]:
        return tuple(sorted(self.record.determinations, key=lambda row: (row.on, repr(row[1:2] + row[3:]))))

    @cached_property
    def intensives(self) -> Intensives:
        return Intensives(self.record.intensives)

    @cached_property
    def evaluation(self) -> Evaluation | None:
        """The final Intensive, from the moment it has ended and is completed."""
        final = self.record.final_intensive
        for intensive in self.intensives.taken:
            if intensive.id == final.intensive:
                return Evaluation(final, intensive, self.record.groups)
        return None
