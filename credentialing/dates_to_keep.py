"""The plan as a candidate keeps it: what comes next, how much of what by when, and the dates by month."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from credentialing.rules.dates import month_name, month_of
from credentialing.rules.facts import Record
from credentialing.rules.paid import paid, second_year_due
from credentialing.rules.pictures import Pictures
from credentialing.rules.plan import HOLD, Kind, Plan, Step
from intensives.words import days_in_words
from members.words import day_text
from supervision.words import count_text


@dataclass(frozen=True, kw_only=True)
class ToKeep:
    """One date to keep, from its first to its last day inclusive; `late` once that has passed."""

    what: str
    kind: Kind
    first: dt.date
    last: dt.date
    days: str
    url: str = ""
    late: bool = False

    @property
    def is_others(self) -> bool:
        """Whether somebody else has to do it."""
        return self.kind is Kind.ANSWER


@dataclass(frozen=True, kw_only=True)
class SecondYear:
    """The fee of the second year as the agreement has it, and where it is paid."""

    amount: Decimal
    currency: str
    url: str


Addresses = Mapping[tuple[str, dt.date], str]
"""Where the announced Intensives stand, by name and last day."""


def dates_to_keep(plan: Plan, fee: SecondYear | None, addresses: Addresses) -> list[ToKeep]:
    """Every date by its first day, with the fee of the second year."""
    dates = [_of_step(step, addresses) for step in plan.steps]
    due = _second_year(plan.record_on(plan.as_of), fee, plan.as_of) if fee else None
    return sorted([*dates, *([due] if due else [])], key=lambda date: date.first)


def _of_step(step: Step, addresses: Addresses) -> ToKeep:
    url = _announced(step, addresses)
    return ToKeep(
        what=step.what,
        kind=step.kind,
        first=step.first,
        last=step.on if url else step.by,
        days=_days(step, announced=bool(url)),
        url=url,
    )


def _announced(step: Step, addresses: Addresses) -> str:
    """Where the Intensive of the step stands, if it is one that is announced."""
    if step.kind is not Kind.INTENSIVE:
        return ""
    found = (url for (name, end), url in addresses.items() if end == step.on and name in step.what)
    return next(found, "")


def _days(step: Step, *, announced: bool) -> str:
    if step.kind is Kind.ANSWER:
        return f"about {day_text(step.on)}"
    if announced:
        return days_in_words(step.first, step.on)
    if step.first == step.by:
        return f"by {day_text(step.by)}"
    return days_in_words(step.first, step.by)


def _second_year(record: Record, fee: SecondYear, today: dt.date) -> ToKeep | None:
    """A year after the first supervision session, once the first year is sent and until the second is."""
    held = min((session.on for session in record.supervision_sessions), default=None)
    first_year = record.fee.first_year_amount
    if held is None or first_year is None:
        return None
    both = paid(record.fee._replace(first_year_amount=first_year + fee.amount), only_confirmed=False)
    if not paid(record.fee, only_confirmed=False).in_full or both.in_full:
        return None
    due = second_year_due(held)
    money = f"{both.open:.2f} {fee.currency}".strip()
    return ToKeep(
        what=f"Send the second year's fee, {money}. No requirement waits for it.",
        kind=Kind.FEE,
        first=due,
        last=due,
        days=f"by {day_text(due)}",
        url=fee.url,
        late=due < today,
    )


def next_of(dates: list[ToKeep]) -> list[ToKeep]:
    """What is overdue, then the first date that is the candidate's own, or else the first of all."""
    ahead = [date for date in dates if not date.late]
    own = [date for date in ahead if not date.is_others]
    return [*(date for date in dates if date.late), *(own or ahead)[:1]]


def by_month(dates: Iterable[ToKeep]) -> list[tuple[str, list[ToKeep]]]:
    """The dates under the month in which each begins; those that have passed come first."""
    kept = sorted(dates, key=lambda date: (not date.late, date.first))
    return [(name, list(found)) for name, found in groupby(kept, key=_heading)]


def _heading(date: ToKeep) -> str:
    return "Overdue" if date.late else month_name(month_of(date.first))


def still_to_hold(plan: Plan, drawn: Pictures) -> list[str]:
    """How many groups, supervision sessions and Intensives the plan still holds, and by when the last."""
    return [*_groups(plan, drawn), *_supervision(plan, drawn), *_intensives(plan)]


def _groups(plan: Plan, drawn: Pictures) -> Iterator[str]:
    held = [step for step in plan.steps if step.what == HOLD]
    if held:
        rhythm = f"as granted: {drawn.schedule}" if drawn.schedule else "one in each month"
        yield f"{count_text(len(held), 'group')}, {rhythm}, the last by {day_text(held[-1].by)}"


def _supervision(plan: Plan, drawn: Pictures) -> Iterator[str]:
    met = [step for step in plan.steps if step.kind is Kind.SUPERVISION]
    if met:
        yield f"{count_text(len(met), 'supervision session')}, the last by {day_text(met[-1].by)}"
    for year in drawn.years:
        if year.last and year.last > plan.as_of and year.sessions < drawn.per_year:
            held = f"{year.sessions} of {drawn.per_year}"
            yield f"Supervision year {year.number} has {held} and closes on {day_text(year.last)}"


def _intensives(plan: Plan) -> Iterator[str]:
    taken = [step for step in plan.steps if step.kind is Kind.INTENSIVE]
    if taken:
        yield f"{count_text(len(taken), 'Intensive')}, the last by {day_text(taken[-1].by)}"
