"""One thing still to be done on the way to the committee, and the record as it will stand by then."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from credentialing.rules.answers import Answers
from credentialing.rules.cut import cut_at
from credentialing.rules.dates import ONE_DAY
from credentialing.rules.facts import Person, Record
from credentialing.rules.history import History
from credentialing.rules.outcomes import Outcome
from credentialing.rules.parameters import Parameters
from credentialing.rules.society import Society


class Kind(StrEnum):
    """What sort of date it is to keep."""

    PAPER = "paper"
    MEMBERSHIP = "membership"
    FEE = "fee"
    GROUP = "group"
    SUPERVISION = "supervision"
    INTENSIVE = "intensive"
    ANSWER = "answer"
    """Somebody else's to give: a review, a signature, an assessment."""


class Step(NamedTuple):
    """One date to keep: the day it is planned on, the first and the last that keep the plan, and what it is.

    `change` gives a record with the step done. `begins` is the first day of what lasts longer than one,
    with `on` as its last. `on_day` gives the change for another day from `opens` to `by`, both inclusive,
    where the plan leaves a choice.
    """

    on: date
    by: date
    kind: Kind
    what: str
    change: Callable[[Record], Record]
    begins: date | None = None
    opens: date | None = None
    on_day: Callable[[date], Callable[[Record], Record]] | None = None

    @property
    def first(self) -> date:
        """The first day on which it can be done, or begins."""
        return self.begins or self.opens or self.on


class Ahead:
    """The steps gathered so far, and the record as it stands on any day if each is taken in time.

    Only what is on file today is built upon; every step lies later than today.
    """

    def __init__(self, record: Record, today: date, society: Society, parameters: Parameters) -> None:
        self.today = today
        self.tomorrow = today + ONE_DAY
        self.society = society
        self.parameters = parameters
        self.start = cut_at(record, today)
        self.final = self.start
        self.steps: list[Step] = []
        self._answers: dict[date, Answers] = {}

    def add(
        self,
        on: date,
        kind: Kind,
        what: str,
        change: Callable[[Record], Record],
        by: date | None = None,
        begins: date | None = None,
    ) -> None:
        """Take a step on a day, which is never before tomorrow."""
        day = max(on, self.tomorrow)
        self.steps.append(Step(day, max(by or day, day), kind, what, change, begins))
        self.final = change(self.final)
        self._answers.clear()

    def add_within(
        self,
        on: date,
        kind: Kind,
        what: str,
        on_day: Callable[[date], Callable[[Record], Record]],
        *,
        opens: date,
        by: date,
    ) -> None:
        """Take a step on a day that may as well be another of those from `opens` to `by`, both inclusive."""
        day, change = max(on, self.tomorrow), on_day(max(on, self.tomorrow))
        first, last = min(max(opens, self.today), day), max(by, day)
        self.steps.append(Step(day, last, kind, what, change, None, first, on_day))
        self.final = change(self.final)
        self._answers.clear()

    def record_on(self, day: date) -> Record:
        """The record with every step taken that is planned by the end of the day."""
        record = self.start
        for step in self.steps:
            if step.on <= day:
                record = step.change(record)
        return record

    def answers(self, day: date) -> Answers:
        """What every clause will say at the end of the day."""
        if day not in self._answers:
            history = History(self.record_on(day), day, self.parameters.on(day))
            self._answers[day] = Answers(self.society, history)
        return self._answers[day]

    def is_open(self, clause_id: str, day: date) -> bool:
        """True if the clause will still be not yet at the end of the day."""
        return self.answers(day).outcome(self.society.clauses[clause_id]) is Outcome.NOT_YET

    def any_open(self, clause_ids: tuple[str, ...], day: date) -> bool:
        """True if one of the clauses will still be not yet at the end of the day."""
        return any(self.is_open(clause, day) for clause in clause_ids)


def setting(**blocks: Mapping[str, Any]) -> Callable[[Record], Record]:
    """A change that fills in fields of single blocks, as `setting(agreement={"fee_form_on": day})`."""

    def change(record: Record) -> Record:
        changed = {name: getattr(record, name)._replace(**fields) for name, fields in blocks.items()}
        return replace(record, **changed)

    return change


def noting(**fields: Any) -> Callable[[Record], Record]:
    """A change that sets top-level fields of the record."""
    return lambda record: replace(record, **fields)


def appending(name: str, make: Callable[[int], Any], *people: Person) -> Callable[[Record], Record]:
    """A change that appends a row to a list; `make` gets its position; `people` become known with it."""

    def change(record: Record) -> Record:
        rows = getattr(record, name)
        known = {**record.people, **{one.id: one for one in people if one.id not in record.people}}
        changed: dict[str, Any] = {"people": known, name: (*rows, make(len(rows)))}
        return replace(record, **changed)

    return change


def both(*changes: Callable[[Record], Record]) -> Callable[[Record], Record]:
    """Several changes in one step."""

    def change(record: Record) -> Record:
        for one in changes:
            record = one(record)
        return record

    return change
