"""Intensives taken, in order, and the one at which the candidate was evaluated."""

from collections.abc import Iterable
from datetime import date

from .facts import CoLedSession, Fact, FinalIntensive, Group, Intensive
from .remembered import remembered

PARTICIPANT = "participant"
CANDIDATE = "candidate"


class Intensives:
    """The Intensives completed by the day of reading, sorted by date."""

    def __init__(self, attended: Iterable[Intensive]) -> None:
        in_order = sorted(attended, key=lambda row: (row.start, row.id))
        self.taken = tuple(row for row in in_order if row.completed)
        self.not_completed = tuple(row for row in in_order if not row.completed)

    @remembered
    def left_out(self) -> tuple[tuple[Fact, str], ...]:
        """Those that count for nothing, with the reason."""
        return tuple((row, "not completed") for row in self.not_completed)

    @remembered
    def not_as_participant(self) -> tuple[tuple[Fact, str], ...]:
        """Those that do not count as a participant, with the reason."""
        return (*((row, "taken as a candidate") for row in self.as_candidate), *self.left_out)

    @remembered
    def as_participant(self) -> tuple[Intensive, ...]:
        return tuple(row for row in self.taken if row.role == PARTICIPANT)

    @remembered
    def as_candidate(self) -> tuple[Intensive, ...]:
        return tuple(row for row in self.taken if row.role == CANDIDATE)

    def before(self, intensive: Intensive, *, role: str | None = None) -> tuple[Intensive, ...]:
        """Those that ended before the given one began, in any role or one; the same day is not before."""
        return tuple(
            row
            for row in self.taken
            if row.end is not None and row.end < intensive.start and role in (None, row.role)
        )


class Evaluation:
    """The final Intensive once it is over: faculty, co-led sessions, evaluator, meeting, deliveries."""

    def __init__(self, final: FinalIntensive, intensive: Intensive, groups: Iterable[Group]) -> None:
        self.final = final
        self.intensive = intensive
        self._groups = tuple(groups)

    @property
    def last_day(self) -> date:
        """The last day of the Intensive, which has ended."""
        return self.intensive.end or date.max

    @remembered
    def faculty(self) -> frozenset[str]:
        """The faculty named for the candidate's small group."""
        return frozenset(self.final.faculty)

    @remembered
    def co_led(self) -> tuple[CoLedSession, ...]:
        """The sessions co-led with named faculty inside the Intensive's dates."""
        return tuple(
            row
            for row in sorted(self.final.co_led, key=lambda row: (row.on, row.faculty))
            if self.intensive.start <= row.on <= self.last_day and row.faculty in self.faculty
        )

    @remembered
    def co_led_left_out(self) -> tuple[tuple[Fact, str], ...]:
        """The co-led sessions that do not count, with the reason."""
        return tuple(
            (
                row,
                "not with the faculty of the small group"
                if row.faculty not in self.faculty
                else "not during the Intensive",
            )
            for row in self.final.co_led
            if row not in self.co_led
        )

    @remembered
    def co_led_with(self) -> frozenset[str]:
        return frozenset(row.faculty for row in self.co_led)

    def home_co_leaders(self, *, until: date) -> frozenset[str]:
        """Everyone who co-leads or co-led a home group begun by that day, past co-leaders too."""
        return home_co_leaders(self._groups, until=until)


def home_co_leaders(groups: Iterable[Group], *, until: date) -> frozenset[str]:
    """Everyone who co-leads or co-led one of the groups begun by that day, past co-leaders too."""
    return frozenset(
        person
        for group in groups
        if group.started_on is None or group.started_on <= until
        for person in (group.co_leader, *group.past_co_leaders)
        if person is not None
    )
