"""The candidate's plan: what is still to be done by when, found by assessing the record as it will stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from credentialing.rules.american_balint import AMERICAN_BALINT_SOCIETY
from credentialing.rules.dates import ONE_DAY, spell
from credentialing.rules.facts import Record
from credentialing.rules.outcomes import FOR_THE_COMMITTEE, Outcome
from credentialing.rules.parameters import Parameters

from .groups import lead_on
from .intensives import Coming, attend
from .papers import agree_and_pay, apply, be_reviewed, find_supervisor, keep_membership
from .step import Ahead, Step
from .supervision import be_supervised


@dataclass(frozen=True)
class Plan:
    """The dates to keep, and the earliest day on which no requirement is still ahead.

    `ready_on` is None where no plan leads there. `earliest` gives for every requirement that is not yet
    met the earliest day it could be. `attention` are the clauses that only the committee can answer
    on that day; the plan cannot keep them. `record_on` gives the record as it will stand on a day.
    """

    as_of: date
    ready_on: date | None
    steps: tuple[Step, ...]
    earliest: dict[str, date]
    attention: tuple[str, ...]
    record_on: Callable[[date], Record]

    @property
    def says(self) -> str:
        """The plan in one sentence."""
        if self.ready_on is None:
            return "No dates lead to the committee from here; ask the committee how to go on."
        if self.ready_on == self.as_of:
            return "Nothing is left for you to do before the committee looks at your file."
        asks = "; some questions then wait for the committee" if self.attention else ""
        return f"If nothing is missed, your file can go to the committee on {spell(self.ready_on)}{asks}."


def plan(
    record: Record,
    as_of: date | None = None,
    *,
    coming: Sequence[Coming] = (),
    parameters: Parameters | None = None,
) -> Plan:
    """What is left to do from the end of `as_of` on, as early as each thing can be done.

    Intensives are taken from `coming`, and where it does not reach, in April and October.
    """
    today, society = as_of or record.as_of, AMERICAN_BALINT_SOCIETY
    ahead = Ahead(record, today, society, parameters or society.parameters)
    open_today = _open(ahead, today)
    if open_today:
        _lay_out(ahead, coming)
    last = max([_two_years_over(ahead), *(step.on for step in ahead.steps)])
    ready_on = _first_day(today, last, lambda day: not _open(ahead, day))
    shown = ready_on or last
    days = {clause: _first_day(today, shown, partial(_is_settled, ahead, clause)) for clause in open_today}
    earliest = {clause: day for clause, day in days.items() if day is not None}
    kept = (_no_later(step, shown) for step in ahead.steps if step.on <= shown)
    steps = sorted(kept, key=lambda step: (step.on, step.kind))
    return Plan(today, ready_on, tuple(steps), earliest, _attention(ahead, shown), ahead.record_on)


def _no_later(step: Step, ready_on: date) -> Step:
    """Where the plan leaves a choice of days, none after the file is ready."""
    return step if step.on_day is None else step._replace(by=min(step.by, ready_on))


def _lay_out(ahead: Ahead, coming: Sequence[Coming]) -> None:
    """Every step, each as early as those before it allow."""
    apply(ahead)
    find_supervisor(ahead)
    approved_on = be_reviewed(ahead)
    cleared_on = agree_and_pay(ahead, approved_on)
    lead_on(ahead)
    be_supervised(ahead, cleared_on + ONE_DAY)
    attend(ahead, ahead.tomorrow, coming, cleared_on)
    until = max([_two_years_over(ahead), *(step.on for step in ahead.steps)])
    keep_membership(ahead, until)


def _two_years_over(ahead: Ahead) -> date:
    """The day the two years of leading are complete; today where they are, or never begin."""
    far = max([ahead.today, *(step.on for step in ahead.steps)])
    history = ahead.answers(far).history
    choices = ("service.counts_from", "r14.service.counts_from")
    leadings = [history.leading(history.parameters.choice(name)) for name in choices]
    return max([ahead.today, *(leading.complete_on for leading in leadings if leading.has_begun)])


def _is_settled(ahead: Ahead, clause: str, day: date) -> bool:
    return not ahead.is_open(clause, day)


def _open(ahead: Ahead, day: date) -> tuple[str, ...]:
    """The must clauses that will still be not yet at the end of the day."""
    return _musts(ahead, day, frozenset({Outcome.NOT_YET}))


def _attention(ahead: Ahead, day: date) -> tuple[str, ...]:
    return tuple(sorted(_musts(ahead, day, FOR_THE_COMMITTEE)))


def _musts(ahead: Ahead, day: date, outcomes: frozenset[Outcome]) -> tuple[str, ...]:
    answers = ahead.answers(day)
    return tuple(
        clause.id
        for book in ahead.society.rulebooks
        for clause in book.with_findings
        if clause.blocks and answers.outcome(clause) in outcomes
    )


def _first_day(today: date, last: date, holds: Callable[[date], bool]) -> date | None:
    """A day on which it holds while the day before it does not; None if it does not hold on the last."""
    if holds(today):
        return today
    if not holds(last):
        return None
    before, day = today, last
    while day - before > ONE_DAY:
        middle = before + (day - before) // 2
        before, day = (before, middle) if holds(middle) else (middle, day)
    return day
