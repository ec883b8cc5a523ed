"""One record in one order under one set of names, so that what it says has exactly one text.

Neither the keys of a database, nor the ids somebody chose in a file, nor the order of rows leave a
trace. Rows stand in the order of their dates and then of everything else they say. Groups and
Intensives are numbered as they stand, G1, I1; people in the order in which the record first names
them, P1. What cannot be told apart so is told apart by what is said of it (see `likeness`).

What says nothing is left out or said in one way, and no clause reads any of it otherwise:
people whom nothing names are not written; empty text is absent; faculty, those present, past
co-leaders, offices and clauses are sets, and who co-leads now is no past co-leader; approvals are
the stretches of days they cover; a group not said to be medical is `other`; an experience that is
described is identified; a leader's first credential dates their co-leading where the claim does not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from credentialing.rules import CLAUSES
from credentialing.rules.dates import ONE_DAY, Period
from credentialing.rules.facts import (
    Amount,
    Candidate,
    CoLeading,
    Determination,
    FinalIntensive,
    FurtherWorkItem,
    Group,
    Intensive,
    Person,
    PriorExperience,
    Record,
)

from .likeness import Ranks, group, in_order, person, told_apart
from .naming import named, people_named

OTHER = "other"

NAMELESS = "Name not in the older file"
"""What the society calls somebody whose file gives no name; written as no name."""


def canonical(record: Record) -> Record:
    """The record as `dumps` writes it; equal for any two records that say the same."""
    said = _said(record)
    return named(_ordered(said, told_apart(said)))


def stretches(periods: Iterable[Period]) -> list[Period]:
    """The same days in as few periods as there are stretches of them."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda period: period.start):
        last = merged[-1] if merged else None
        if last and (last.end is None or period.start <= last.end + ONE_DAY):
            open_ended = last.end is None or period.end is None
            merged[-1] = Period(last.start, None if open_ended else max(last.end, period.end))
        else:
            merged.append(period)
    return merged


# What is said, in one way


def _said(record: Record) -> Record:
    fee, prior = record.fee, record.prior_experience
    member = prior.group_member
    return replace(
        record,
        candidate=_candidate(record.candidate),
        people={id: _person(record.people[id]) for id in dict.fromkeys(people_named(record))},
        application=record.application._replace(sent_to=tuple(sorted(set(record.application.sent_to)))),
        fee=fee._replace(
            first_year_amount=_exact(fee.first_year_amount),
            payments=tuple(row._replace(amount=_exact(row.amount)) for row in fee.payments),
        ),
        groups=tuple(_group(row) for row in record.groups),
        final_intensive=_final(record.final_intensive),
        prior_experience=prior._replace(
            identified=prior.is_named,
            group_member=member and member._replace(meetings_per_month=_exact(member.meetings_per_month)),
            co_leading=prior.co_leading and _co_leading(prior.co_leading, record.people),
        ),
        determinations=tuple(_determination(row) for row in record.determinations),
        further_work=record.further_work._replace(
            items=tuple(_spoken(row) for row in record.further_work.items)
        ),
    )


def _spoken(row: Any) -> Any:
    """The row with empty text absent."""
    return row._make(None if value == "" else value for value in row)


def _candidate(one: Candidate) -> Candidate:
    return _spoken(one._replace(name=None) if one.name == NAMELESS else one)


def _person(one: Person) -> Person:
    known = one._replace(name=None) if one.name == NAMELESS else one
    return _spoken(known)._replace(
        approved_supervisor=tuple(stretches(one.approved_supervisor)),
        credentialed_leader=tuple(_periods(one.credentialed_leader)),
    )


def _group(row: Group) -> Group:
    past = frozenset(row.past_co_leaders) - {row.co_leader}
    return _spoken(row)._replace(setting=row.setting or OTHER, past_co_leaders=tuple(past))


def _final(final: FinalIntensive) -> FinalIntensive:
    meeting = final.meeting
    return final._replace(
        faculty=tuple(frozenset(final.faculty)),
        meeting=meeting and meeting._replace(present=tuple(frozenset(meeting.present))),
    )


def _co_leading(claim: CoLeading, people: Mapping[str, Person]) -> CoLeading:
    leader = people.get(claim.leader or "")
    first = min((period.start for period in leader.credentialed_leader), default=None) if leader else None
    return claim._replace(leader_credentialed_from=claim.leader_credentialed_from or first)


def _determination(row: Determination) -> Determination:
    """Its clauses in the order of the texts; one that no text has stays, for the reader to refuse."""
    known = [id for id in CLAUSES if id in row.clauses]
    return _spoken(row)._replace(clauses=(*known, *sorted({*row.clauses} - {*known})))


def _exact(amount: Amount | None) -> Amount | None:
    """A whole amount as an integer, any other without idle zeros."""
    if amount is None or isinstance(amount, int):
        return amount
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


# In one order


def _ordered(record: Record, ranks: Ranks) -> Record:
    return replace(
        record,
        memberships=_by(record.memberships, lambda row: in_order(row.start, row.end)),
        fee=record.fee._replace(payments=_by(record.fee.payments, lambda row: in_order(*row[1:]))),
        groups=_groups(record.groups, ranks),
        **_practice(record, ranks),
        intensives=_by(record.intensives, lambda row: _attended(row, record.final_intensive.intensive)),
        final_intensive=_ordered_final(record.final_intensive, ranks),
        prior_experience=_ordered_prior(record.prior_experience),
        determinations=_by(record.determinations, _decided),
        further_work=record.further_work._replace(items=_by(record.further_work.items, _due)),
    )


def _by(rows: Iterable[Any], key: Callable[[Any], Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=key))


def _groups(rows: Iterable[Group], ranks: Ranks) -> tuple[Group, ...]:
    """Groups by rank, which begins with their start and site, each with its past co-leaders in order."""
    return tuple(
        row._replace(past_co_leaders=_by(row.past_co_leaders, lambda id: ranks[person(id)]))
        for row in _by(rows, lambda row: ranks[group(row.id)])
    )


def _practice(record: Record, ranks: Ranks) -> dict[str, tuple[Any, ...]]:
    """Sessions, debriefs and supervision by date, then by group and by what else they say."""

    def of(id: str | None) -> int:
        return -1 if id is None else ranks[group(id)]

    return {
        "group_sessions": _by(record.group_sessions, lambda row: (row.on, of(row.group))),
        "debriefs": _by(record.debriefs, lambda row: (row.on, of(row.group), row.minutes)),
        "supervision_sessions": _by(
            record.supervision_sessions,
            lambda row: (row.on, of(row.group), ranks[person(row.supervisor)], in_order(row.recording)),
        ),
    }


def _attended(row: Intensive, final: str | None) -> Any:
    return in_order(row.start, row.end, row.id == final, row.role, row.completed)


def _ordered_final(final: FinalIntensive, ranks: Ranks) -> FinalIntensive:
    def rank(id: str) -> int:
        return ranks[person(id)]

    meeting = final.meeting
    return final._replace(
        faculty=_by(final.faculty, rank),
        co_led=_by(final.co_led, lambda row: (row.on, rank(row.faculty))),
        meeting=meeting and meeting._replace(present=_by(meeting.present, rank)),
    )


def _ordered_prior(prior: PriorExperience) -> PriorExperience:
    training = prior.process_group
    return prior._replace(
        process_group=training and training._replace(laboratory=tuple(_periods(training.laboratory)))
    )


def _periods(periods: Iterable[Period]) -> list[Period]:
    return sorted(periods, key=lambda period: in_order(*period))


def _due(row: FurtherWorkItem) -> Any:
    return in_order(row.deadline, row.activity, row.done_on)


def _decided(row: Determination) -> Any:
    return in_order(row.on, row.kind, *row[3:])
