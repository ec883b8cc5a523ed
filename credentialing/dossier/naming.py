"""Names within one file: P1 for people, G1 for groups, I1 for Intensives."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from credentialing.rules.dates import Period
from credentialing.rules.facts import FinalIntensive, Person, Record

Name = Callable[[str | None], str | None]


def people_named(record: Record) -> Iterator[str]:
    """The id of everybody the record names, as often as it does, in the order of the file's keys."""
    yield from (id for id in _people_named(record) if id is not None)


def _people_named(record: Record) -> Iterator[str | None]:
    yield record.supervisor_request.supervisor
    for group in record.groups:
        yield group.co_leader
        yield from group.past_co_leaders
    yield from (row.supervisor for row in record.supervision_sessions)
    final = record.final_intensive
    yield from final.faculty
    yield from (row.faculty for row in final.co_led)
    yield final.evaluator
    yield from final.meeting.present if final.meeting else ()
    yield record.prior_experience.co_leading.leader if record.prior_experience.co_leading else None


def named(record: Record) -> Record:
    """The record with everybody and everything called by their place in it, and rows numbered anew."""
    people = _numbered("P", people_named(record))
    groups = _numbered("G", (row.id for row in record.groups))
    attended = _numbered("I", (row.id for row in record.intensives))
    renamed = _renamed(record, _name(people), _name(groups), _name(attended))
    return replace(
        renamed,
        people={new: record.people[old]._replace(id=new) for old, new in people.items()},
        memberships=_rows(record.memberships),
        fee=record.fee._replace(payments=_rows(record.fee.payments)),
        determinations=_rows(record.determinations),
        further_work=record.further_work._replace(items=_rows(record.further_work.items)),
    )


def one_each(record: Record, same: Mapping[str, str]) -> Record:
    """The record with one person for those who are the same: `same` gives for an id the one that stays.

    Whoever stays has what is known of any of them.
    """
    people = {id: one for id, one in record.people.items() if id not in same}
    for id, stays in same.items():
        people[stays] = _both(people[stays], record.people[id])

    def person(id: str | None) -> str | None:
        return None if id is None else same.get(id, id)

    return replace(_renamed(record, person, _as_it_is, _as_it_is), people=people)


def _both(one: Person, other: Person) -> Person:
    return one._replace(
        profession=one.profession or other.profession,
        approved_supervisor=_once(one.approved_supervisor, other.approved_supervisor),
        credentialed_leader=_once(one.credentialed_leader, other.credentialed_leader),
    )


def _once(*periods: tuple[Period, ...]) -> tuple[Period, ...]:
    return tuple(dict.fromkeys(chain(*periods)))


def _as_it_is(id: str | None) -> str | None:
    return id


def _renamed(record: Record, person: Name, group: Name, attended: Name) -> Record:
    """The record with these names wherever it names somebody or something, but for the list of people."""
    request, prior = record.supervisor_request, record.prior_experience
    claim = prior.co_leading
    return replace(
        record,
        supervisor_request=request._replace(supervisor=person(request.supervisor)),
        **_practice(record, person, group),
        intensives=_rows(row._replace(id=attended(row.id)) for row in record.intensives),
        final_intensive=_final(record.final_intensive, person, attended),
        prior_experience=prior._replace(co_leading=claim and claim._replace(leader=person(claim.leader))),
    )


def _practice(record: Record, person: Name, group: Name) -> dict[str, tuple[Any, ...]]:
    return {
        "groups": _rows(
            row._replace(
                id=group(row.id),
                co_leader=person(row.co_leader),
                past_co_leaders=_all(person, row.past_co_leaders),
            )
            for row in record.groups
        ),
        "group_sessions": _rows(row._replace(group=group(row.group)) for row in record.group_sessions),
        "debriefs": _rows(row._replace(group=group(row.group)) for row in record.debriefs),
        "supervision_sessions": _rows(
            row._replace(supervisor=person(row.supervisor), group=group(row.group))
            for row in record.supervision_sessions
        ),
    }


def _numbered(letter: str, ids: Iterable[str]) -> dict[str, str]:
    return {id: f"{letter}{at}" for at, id in enumerate(dict.fromkeys(ids), start=1)}


def _name(names: dict[str, str]) -> Name:
    return lambda id: None if id is None else names[id]


def _all(name: Name, ids: Iterable[str]) -> tuple[Any, ...]:
    return tuple(name(id) for id in ids)


def _rows(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(row._replace(key=at) for at, row in enumerate(rows))


def _final(final: FinalIntensive, person: Name, attended: Name) -> FinalIntensive:
    meeting = final.meeting
    return final._replace(
        intensive=attended(final.intensive),
        faculty=_all(person, final.faculty),
        co_led=_rows(row._replace(faculty=person(row.faculty)) for row in final.co_led),
        evaluator=person(final.evaluator),
        meeting=meeting and meeting._replace(present=_all(person, meeting.present)),
    )
