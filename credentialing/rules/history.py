"""What is derived once from a record and shared by the clauses of every document."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar

from .dates import Period, Rounding, add_months, gaps_in_cover, holds_months
from .facts import CouncilVote, Determination, Record
from .intensives import Evaluation, Intensives
from .leading import Leading
from .on_file import OnFile
from .parameters import Parameters
from .supervision import Supervision

T = TypeVar("T")


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
        self.parameters = parameters
        self.rounding = Rounding(parameters.choice("date.leap_rounding"))
        self.groups = self.on_file.groups
        self.derived: dict[Callable[..., Any], Any] = {}

    def trying(self, name: str, value: Any) -> "History":
        """The same file read with one parameter changed."""
        changed = self.parameters.trying(name, value)
        return History(self.record, self.as_of, changed, on_file=self.on_file)

    # The process

    @property
    def submitted_on(self) -> date | None:
        return self.record.application.submitted_on

    @property
    def approved_on(self) -> date | None:
        return self.record.application_review.approved_on

    @cached_property
    def process_start(self) -> date | None:
        """The day the process began: the submission of the application, not its approval."""
        if self.parameters.choice("process.starts_on") == "approval":
            return self.approved_on
        return self.submitted_on

    @property
    def vote(self) -> CouncilVote | None:
        """The Council's closed vote."""
        return self.on_file.vote

    @cached_property
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
        first = {"submission": self.process_start, "approval": self.approved_on, "any": date.min}[counts_from]
        months, same_day = self.parameters.number("service.months"), self.parameters.choice("group.same_day")
        key = (Leading, first, months, self.rounding, same_day)
        leading: Leading | None = self.on_file.shared.get(key)
        if leading is None:
            leading = self.on_file.shared[key] = Leading(
                self.on_file,
                counts_from=first,
                months_asked=months,
                rounding=self.rounding,
                each_counts=same_day == "each",
            )
        return leading

    @cached_property
    def supervision(self) -> Supervision:
        approved_on = self.parameters.choice("supervisor.approved_on")
        same_day = self.parameters.choice("supervision.same_day")
        key = (Supervision, approved_on, same_day)
        supervision: Supervision | None = self.on_file.shared.get(key)
        if supervision is None:
            supervision = self.on_file.shared[key] = Supervision(
                self.on_file, each_counts=same_day == "each", by_agreement=approved_on == "agreement"
            )
        return supervision

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
            and holds_months(period.start, period.end, months, rounding=self.rounding)
        )

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

    @cached_property
    def schedule(self) -> Determination | None:
        """The schedule granted last."""
        granted = self.decided("grant_schedule")
        return granted[-1] if granted else None

    @property
    def exception_requested(self) -> bool:
        return self.record.exception_requested_on is not None

    def add_months(self, day: date, months: int) -> date:
        return add_months(day, months, rounding=self.rounding)


def derived(compute: Callable[[History], T]) -> Callable[[History], T]:
    """Let a history remember what the function derives from it, however many clauses ask."""

    @wraps(compute)
    def ask(history: History) -> T:
        if compute not in history.derived:
            history.derived[compute] = compute(history)
        found: T = history.derived[compute]
        return found

    return ask
