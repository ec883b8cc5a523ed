"""From cases to records, in seven queries however many cases there are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import QuerySet

from credentialing.in_use import society_with
from credentialing.models import Case
from credentialing.rules import Society
from credentialing.rules.facts import Candidate, Membership, Person, Record
from members import clock

from . import application, attendance, judgement, people, practice, prior, rows
from .arrays import LATER, Row, day
from .papers import cases_with_papers

Cases = QuerySet[Case] | Iterable[int]


class Loaded(NamedTuple):
    """A record, and the primary keys of the rows behind its lists, in the same order.

    The names are those of a file: `keys["group_sessions"][3]` is the row of `group_sessions[3]`. Of
    Intensives the key is that of the place; a single block has one key, or none. `society` holds the
    procedures as they are read here, what the committee has set included.
    """

    record: Record
    keys: Mapping[str, tuple[int, ...]]
    society: Society


class Evidence(NamedTuple):
    """Everything of many candidates that hangs on people, by person or by group."""

    groups: Mapping[int, list[practice.Led]]
    sessions: dict[int, list[tuple[Any, ...]]]
    debriefs: dict[int, list[tuple[Any, ...]]]
    supervision: dict[int, list[tuple[Any, ...]]]
    places: Mapping[int, list[Row]]


def record(case: Case, as_of: dt.date | None = None) -> Record:
    """The record of one case; `as_of` is today unless given."""
    return load([case.pk], as_of)[case.pk].record


def records(cases: Cases, as_of: dt.date | None = None) -> dict[int, Record]:
    """The record of each case by its key; as many queries for one case as for all."""
    chosen, known, _ = _read(cases, as_of or clock.today())
    return {one.case["pk"]: one.record(known) for one in chosen}


def load(cases: Cases, as_of: dt.date | None = None) -> dict[int, Loaded]:
    """The record of each case by its key, with the keys of its evidence."""
    chosen, known, society = _read(cases, as_of or clock.today())
    return {
        one.case["pk"]: Loaded(one.record(known), MappingProxyType(one.keys()), society) for one in chosen
    }


def _read(cases: Cases, on: dt.date) -> tuple[list["_Chosen"], Mapping[str, Person], Society]:
    keys = cases.values("pk") if isinstance(cases, QuerySet) else list(cases)
    papers = list(cases_with_papers(keys, on))
    evidence = _evidence([row["person"] for row in papers], on)
    chosen = [_Chosen(row, evidence, on) for row in papers]
    known = people.known_people(key for one in chosen for key in one.people)
    return chosen, known, society_with(papers[0]["what_was_set"] if papers else ())


def _evidence(candidates: list[int], as_of: dt.date) -> Evidence:
    groups = list(rows.groups_of(candidates))
    group_keys = [row[0] for row in groups]
    places: dict[int, list[Row]] = defaultdict(list)
    for row in rows.places_of(candidates):
        places[row["person"]].append(row)
    return Evidence(
        practice.groups_by_person(groups, as_of),
        practice.by_owner(rows.sessions_of(group_keys)),
        practice.by_owner(rows.debriefs_of(group_keys)),
        practice.by_owner(rows.supervision_of(candidates)),
        places,
    )


class _Chosen:
    """One case with the rows that count on the day, before the people they name are known."""

    def __init__(self, case: Row, evidence: Evidence, as_of: dt.date) -> None:
        self.case, self.as_of = case, as_of
        person = case["person"]
        self.request = application.chosen_request(case, as_of) or application.chosen_request(case, LATER)
        self.agreement = application.chosen_agreement(case, as_of) or application.chosen_agreement(
            case, LATER
        )
        self.groups = evidence.groups.get(person, [])
        self.sessions = practice.within(self.groups, evidence.sessions)
        self.debriefs = practice.within(self.groups, evidence.debriefs)
        self.supervision = sorted(evidence.supervision.get(person, ()), key=itemgetter(1, 2))
        self.places = attendance.standing_places(evidence.places.get(person, []), as_of)
        self.place = attendance.final_place(self.places, as_of)
        self.evaluation = attendance.standing_evaluation(self.place, as_of)
        works = case["further_works"]
        self.work = judgement.chosen_work(works, as_of) or judgement.chosen_work(works, LATER)
        self.items = judgement.items_that_count(self.work, as_of)

    @cached_property
    def people(self) -> set[int]:
        """The keys of everybody the record names."""
        named = {row["leader"] for row in self.case["experiences"]} | {row[3] for row in self.supervision}
        named.add(application.supervisor_asked(self.request))
        for led in self.groups:
            named |= {int(one[1:]) for one in led.co_leaders if one.startswith("P")}
        return (named | attendance.people_at(self.place, self.evaluation)) - {None}

    def record(self, known: Mapping[str, Person]) -> Record:
        """The record as the rules read it."""
        case, as_of = self.case, self.as_of
        named = {f"P{key}": known[f"P{key}"] for key in sorted(self.people)}
        named |= practice.outside_co_leaders(self.groups) | prior.outside_leaders(case["experiences"])
        return Record(
            as_of=as_of,
            candidate=Candidate(case["profession"] or None, case["name"], case["email"]),
            people=named,
            memberships=_memberships(case["memberships"]),
            policy_acknowledged_on=case["policy_acknowledged_on"],
            application=application.application(case, as_of),
            supervisor_request=application.supervisor_request(self.request),
            recording_arranged_on=case["recording_arranged_on"],
            application_review=application.application_review(case, as_of),
            agreement=application.agreement(self.agreement),
            fee=application.fee(case, self.agreement, as_of),
            groups=tuple(led.fact(at) for at, led in enumerate(self.groups)),
            group_sessions=practice.group_sessions(self.sessions),
            debriefs=practice.debriefs(self.debriefs),
            supervision_sessions=practice.supervision_sessions(
                self.supervision, frozenset(led.key for led in self.groups)
            ),
            intensives=attendance.intensives(self.places),
            final_intensive=attendance.final_intensive(self.place, self.evaluation),
            prior_experience=prior.prior_experience(case["experiences"], named, as_of),
            exception_requested_on=judgement.exception_requested_on(case["committee_requests"]),
            determinations=judgement.determinations(case["determinations"]),
            ccc_review=judgement.ccc_review(case["committee_reviews"], case["recommendations"], as_of),
            further_work=judgement.further_work(self.work, self.items),
            council_vote=judgement.council_vote(case["motions"], as_of),
        )

    def keys(self) -> dict[str, tuple[int, ...]]:
        """The keys of the rows behind its lists."""
        case = self.case
        return {
            "memberships": _keys(case["memberships"]),
            "supervisor_request": _keys([self.request]),
            "agreement": _keys([self.agreement]),
            "fee.payments": _keys(case["receipts"]),
            "groups": tuple(led.key for led in self.groups),
            "group_sessions": tuple(row[2] for row in self.sessions),
            "debriefs": tuple(row[2] for row in self.debriefs),
            "supervision_sessions": tuple(row[2] for row in self.supervision),
            "intensives": tuple(row["pk"] for row in self.places),
            "final_intensive": (self.place["pk"],) if self.place else (),
            "final_intensive.co_led": _keys(self.place["co_led"]) if self.place else (),
            "evaluation": _keys([self.evaluation]),
            "prior_experience": _keys(case["experiences"]),
            "determinations": _keys(case["determinations"]),
            "further_work": _keys([self.work]),
            "further_work.items": _keys(self.items),
        }


def _keys(found: Iterable[Row | None]) -> tuple[int, ...]:
    return tuple(row["key"] for row in found if row)


def _memberships(found: list[Row]) -> tuple[Membership, ...]:
    return tuple(
        Membership(at, dt.date.fromisoformat(row["start"]), day(row["end"])) for at, row in enumerate(found)
    )
