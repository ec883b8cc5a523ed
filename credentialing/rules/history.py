"""What is derived once from a record and shared by the clauses of every document."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Final, TypeVar

from .consulted import Asked, Consulted
from .dates import Period, Rounding, add_months, exceeds_months, gaps_in_cover, holds_months
from .facts import CouncilVote, Determination, Record
from .intensives import Evaluation, Intensives
from .leading import Leading
from .on_file import OnFile
from .parameters import Parameters
from .remembered import remembered
from .supervision import Supervision

T = TypeVar("T")
IN_EVERY_MONTH: Final = 28


class History:
    """One candidate's record as it stood at the end of one day, read with one set of parameters.

    Nothing dated later can be reached from here. Whatever is derived is derived once, when first asked.
    """

    def __init__(
        self, record: Record, as_of: date, parameters: Parameters, *, on_file: OnFile | None = None
    ) -> None:
        self.on_file = on_file or OnFile(record, as_of)
        self.record = self.on_file.record
        self.as_of = as_of
        self.parameters = Consulted(parameters)
        self.groups = self.on_file.groups
        self.derived: dict[Callable[..., Any], tuple[Any, Asked]] = {}

    def trying(self, name: str, value: Any) -> "History":
        """The same file read with one parameter changed; what did not ask for it stays derived."""
        parameters = self.parameters.parameters
        other = History(self.record, self.as_of, parameters.trying(name, value), on_file=self.on_file)
        changed = parameters.bits[name]
        other.derived = {compute: found for compute, found in self.derived.items() if not found[1] & changed}
        return other

    # The process

    @property
    def submitted_on(self) -> date | None:
        return self.record.application.submitted_on

    @property
    def approved_on(self) -> date | None:
        return self.record.application_review.approved_on

    @property
    def process_start(self) -> date | None:
        """The day the process began: the submission of the application, not its approval."""
        submitted, approved = self.submitted_on, self.approved_on
        if submitted != approved and self.parameters.choice("process.starts_on") == "approval":
            return approved
        return submitted

    @property
    def vote(self) -> CouncilVote | None:
        """The Council's closed vote."""
        return self.on_file.vote

    @remembered
    def process_end(self) -> date:
        """The day of the Council's vote, until then the day of reading."""
        return self.vote.voted_on if self.vote and self.vote.voted_on else self.as_of

    # Membership

    def is_member_on(self, day: date) -> bool:
        return any(Period(row.start, row.end).covers(day) for row in self.record.memberships)

    def membership_gaps(self, first: date, last: date) -> tuple[Period, ...]:
        """The stretches without membership, both ends included."""
        return gaps_in_cover([Period(row.start, row.end) for row in self.record.memberships], first, last)

    # Groups, supervision, Intensives

    def leading(self, counts_from: str) -> Leading:
        """The leading that counts from "submission", from "approval", or from "any" day."""
        first = self._first_counted(counts_from)
        on_file, months = self.on_file, self.parameters.number("service.months")
        start = on_file.first_session_since(first)
        rounding = self.rounding(start) if start else Rounding.UP
        each_counts = on_file.has_two_groups_on_a_day and self.each_on_a_day_counts
        key = (Leading, first, months, rounding, each_counts)
        leading: Leading | None = self.on_file.shared.get(key)
        if leading is None:
            leading = self.on_file.shared[key] = Leading(
                on_file, counts_from=first, months_asked=months, rounding=rounding, each_counts=each_counts
            )
        return leading

    def leads_alike(self, name: str, value: Any) -> bool:
        """True if the parameter says from when leading counts, and under the value the same leading does."""
        parameters = self.parameters.parameters
        return parameters.definition(name).of_leading and self.leading(value) is self.leading(
            parameters.choice(name)
        )

    def _first_counted(self, counts_from: str) -> date | None:
        """The first day that counts; where nothing on file is earlier every day does."""
        if counts_from == "any":
            return date.min
        first = self.approved_on if counts_from == "approval" else self.process_start
        return date.min if first is not None and first <= self.on_file.practice_since else first

    @property
    def each_on_a_day_counts(self) -> bool:
        """True if of two meetings on one day both count; ask only where there are two."""
        return self.parameters.choice("group.same_day") == "each"

    @property
    def supervision(self) -> Supervision:
        """The supervision sessions, and which of them count."""
        return _supervision(self)

    @property
    def intensives(self) -> Intensives:
        return self.on_file.intensives

    @property
    def evaluation(self) -> Evaluation | None:
        """The final Intensive, from the moment it has ended and is completed."""
        return self.on_file.evaluation

    # Prior experience

    def before_application(self, period: Period | None, *, until: date | None = None) -> Period | None:
        """The part of a prior period up to submission, or to the day of reading before it."""
        last = until or self.submitted_on or self.as_of
        if period is None or period.start > last:
            return None
        return Period(period.start, min(period.end or last, last))

    def lasts(self, period: Period | None, months: int) -> bool:
        """True if the period, both ends included, holds that many whole months."""
        return (
            period is not None
            and period.end is not None
            and holds_months(period.start, period.end, months, rounding=self.rounding(period.start))
        )

    def exceeds(self, start: date, end: date, months: int) -> bool:
        """True if the days from start to end, both included, are strictly more than that many months."""
        return exceeds_months(start, end, months, rounding=self.rounding(start))

    # Decisions

    @property
    def determinations(self) -> tuple[Determination, ...]:
        """All determinations by date; the order of the file never matters."""
        return self.on_file.determinations

    def decided(self, kind: str) -> tuple[Determination, ...]:
        """The determinations of one kind, the latest last."""
        return tuple(row for row in self.determinations if row.kind == kind)

    def naming(self, kind: str, clause_id: str) -> tuple[Determination, ...]:
        """The determinations of one kind that name the clause, the latest last."""
        return tuple(row for row in self.determinations if row.kind == kind and clause_id in row.clauses)

    def refused(self, *what: str) -> Determination | None:
        """The latest refusal of any of the named things."""
        refusals = [row for row in self.determinations if row.kind == "refuse" and row.of in what]
        return refusals[-1] if refusals else None

    @property
    def schedule(self) -> Determination | None:
        """The schedule granted last."""
        return self.on_file.schedule

    @property
    def exception_requested(self) -> bool:
        return self.record.exception_requested_on is not None

    def add_months(self, day: date, months: int) -> date:
        return add_months(day, months, rounding=self.rounding(day))

    def rounding(self, *days: date) -> Rounding:
        """What becomes of whole months from these days; asked only where a month may lack the day."""
        if all(day.day <= IN_EVERY_MONTH for day in days):
            return Rounding.UP
        return Rounding(self.parameters.choice("date.leap_rounding"))


def derived(compute: Callable[[History], T]) -> Callable[[History], T]:
    """Let a history remember what the function derives from it, however many clauses ask."""

    @wraps(compute)
    def ask(history: History) -> T:
        known = history.derived.get(compute)
        if known is None:
            known = history.derived[compute] = history.parameters.noting(compute, history)
        found: T = known[0]
        history.parameters.asked |= known[1]
        return found

    return ask


@derived
def _supervision(history: History) -> Supervision:
    """How supervision counts is asked only where there is some, and two on one day."""
    on_file, choice = history.on_file, history.parameters.choice
    by_agreement = bool(on_file.supervision_sessions) and choice("supervisor.approved_on") == "agreement"
    each_counts = on_file.has_two_supervisions_on_a_day and choice("supervision.same_day") == "each"
    return Supervision(on_file, each_counts=each_counts, by_agreement=by_agreement)
