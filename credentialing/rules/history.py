"""What is derived once from a record and shared by the clauses of every document."""

from datetime import date
from functools import cached_property

from .cut import cut_at
from .dates import Period, Rounding, add_months, gaps_in_cover, holds_months
from .facts import CouncilVote, Determination, Group, Record
from .intensives import Evaluation, Intensives
from .leading import Leading
from .parameters import Parameters
from .supervision import Supervision


class History:
    """One candidate's record as it stood at the end of one day, read with one set of parameters.

    Nothing dated later can be reached from here. Whatever is derived is derived once, when first asked.
    """

    def __init__(self, record: Record, as_of: date, parameters: Parameters) -> None:
        self.record = cut_at(record, as_of)
        self.as_of = as_of
        self.parameters = parameters
        self.rounding = Rounding(parameters.choice("date.leap_rounding"))
        self._leading: dict[str, Leading] = {}

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

    @cached_property
    def vote(self) -> CouncilVote | None:
        """The Council's closed vote."""
        vote = self.record.council_vote
        return vote if vote.voted_on is not None and vote.outcome is not None else None

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

    @cached_property
    def groups(self) -> dict[str, Group]:
        return {group.id: group for group in self.record.groups}

    def leading(self, counts_from: str) -> Leading:
        """The leading that counts from "submission", from "approval", or from "any" day."""
        if counts_from not in self._leading:
            first = {"submission": self.process_start, "approval": self.approved_on, "any": date.min}
            self._leading[counts_from] = Leading(
                self.record.group_sessions,
                self.groups,
                counts_from=first[counts_from],
                as_of=self.as_of,
                parameters=self.parameters,
            )
        return self._leading[counts_from]

    @cached_property
    def supervision(self) -> Supervision:
        return Supervision(self)

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

    @cached_property
    def determinations(self) -> tuple[Determination, ...]:
        """All determinations by date; the order of the file never matters."""
        return tuple(sorted(self.record.determinations, key=lambda row: (row.on, repr(row[1:2] + row[3:]))))

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
