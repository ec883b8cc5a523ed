"""A dossier file as a Record, strictly: all its faults at once, or none."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from credentialing.rules.dates import Period
from credentialing.rules.facts import (
    Candidate,
    Debrief,
    Fee,
    Group,
    GroupSession,
    Intensive,
    Membership,
    Payment,
    Person,
    Record,
    SupervisionSession,
)

from . import blocks
from .decisions import determination
from .faults import Block, DossierError, Faults, JsonObject, read_day
from .names import Names

VERSION = 1
WRAPPER = ("id", "title", "story", "dossier", "expected")
RECORDINGS = ("audio", "video")
SETTINGS = ("medical", "other")
ROLES = ("participant", "candidate")


def loads(text: str | bytes) -> Record:
    """The record a file holds, bare or wrapped as a worked case; raises `DossierError` with all faults."""
    return load(parse(text))


def parse(text: str | bytes) -> Any:
    """The JSON of a file, with numbers kept exact; raises `DossierError` if it is not JSON."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_object,
            parse_float=Decimal,
            parse_constant=_NotANumber,
        )
    except RecursionError:
        raise DossierError(["not a dossier: nested too deeply"]) from None
    except ValueError as fault:
        raise DossierError([f"not JSON: {fault}"]) from None


def load(document: Any) -> Record:
    """The record a parsed document holds; raises `DossierError` with all faults."""
    faults = Faults()
    record = _record(_unwrapped(document, faults), faults)
    if faults.lines or record is None:
        raise DossierError(faults.lines)
    return record


class _NotANumber(NamedTuple):
    """NaN or an infinity, which JSON does not have."""

    name: str

    def __str__(self) -> str:
        return self.name


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = JsonObject(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        found.twice = tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1))
    return found


def _unwrapped(document: Any, faults: Faults) -> Any:
    """The dossier itself, out of the wrapper of a worked case if there is one."""
    if not isinstance(document, dict) or not isinstance(document.get("dossier"), dict):
        return document
    wrapper = Block(document, "", faults)
    for key in WRAPPER:
        wrapper.value(key)
    wrapper.close()
    return document["dossier"]


def _record(document: Any, faults: Faults) -> Record | None:
    if not isinstance(document, dict):
        faults.note("", "not a dossier: the file must hold an object")
        return None
    top = Block(document, "", faults)
    version = top.whole("dossier", least=1, required=True)
    if version is not None and version > VERSION:
        top.fault("dossier", f"version {version} is newer than this software reads ({VERSION})")
        # A newer format may mean anything by its other keys.
        return None
    names = Names()
    as_of = top.day("as_of", required=True)
    candidate, people = _candidate(top), _people(top)
    names.people = frozenset(people)
    groups = top.rows("groups", lambda index, row: _group(index, row, names))
    names.groups = blocks.unique("groups", _ids(top, "groups"), faults)
    intensives = top.rows("intensives", _intensive)
    names.intensives = blocks.unique("intensives", _ids(top, "intensives"), faults)
    record = Record(
        as_of=as_of or date.max,
        candidate=candidate,
        people=people,
        memberships=top.rows("memberships", _membership),
        policy_acknowledged_on=top.day("policy_acknowledged_on"),
        application=blocks.application(top.block("application")),
        supervisor_request=blocks.supervisor_request(top.block("supervisor_request"), names),
        recording_arranged_on=top.day("recording_arranged_on"),
        application_review=blocks.application_review(top.block("application_review")),
        agreement=blocks.agreement(top.block("agreement")),
        fee=_fee(top.block("fee")),
        groups=groups,
        group_sessions=top.rows("group_sessions", lambda index, row: _group_session(index, row, names)),
        debriefs=top.rows("debriefs", lambda index, row: _debrief(index, row, names)),
        supervision_sessions=top.rows(
            "supervision_sessions", lambda index, row: _supervision(index, row, names)
        ),
        intensives=intensives,
        final_intensive=blocks.final_intensive(top.block("final_intensive"), names),
        prior_experience=blocks.prior_experience(top.block("prior_experience"), names),
        exception_requested_on=blocks.requested_on(top.block("exceptional_circumstances")),
        determinations=top.rows("determinations", determination),
        ccc_review=blocks.ccc_review(top.block("ccc_review")),
        further_work=blocks.further_work(top.block("further_work")),
        council_vote=blocks.council_vote(top.block("council_vote")),
    )
    top.close()
    return record


def _ids(top: Block, key: str) -> list[tuple[str, Any]]:
    return [(path, row.get("id") if isinstance(row, dict) else None) for path, row in top.values(key)]


def _candidate(top: Block) -> Candidate:
    block = top.block("candidate")
    if block is None:
        return Candidate()
    candidate = Candidate(block.text("profession"), block.text("name"), block.text("email"))
    block.close()
    return candidate


def _people(top: Block) -> Mapping[str, Person]:
    listed, people = top.block("people"), {}
    for key in listed.keys() if listed else ():
        assert listed is not None
        block = listed.block(key) or Block({}, listed.at(key), listed.faults)
        people[key] = Person(
            key,
            block.text("name"),
            block.text("profession"),
            _periods(block, "approved_supervisor"),
            _periods(block, "credentialed_leader"),
        )
        block.close()
    return people


def _periods(block: Block, key: str) -> tuple[Period, ...]:
    """A list of pairs [from, to]; no end means still."""
    periods = []
    for path, pair in block.values(key):
        if not isinstance(pair, list) or len(pair) != 2:
            block.faults.note(path, "must be a pair of dates, [from, to]")
            continue
        start, end = (read_day(day, f"{path}[{at}]", block.faults) for at, day in enumerate(pair))
        if pair[0] is None:
            block.faults.note(f"{path}[0]", "is required")
        elif start is not None and end is not None and end < start:
            block.faults.note(path, f"ends before it starts: {end} is before {start}")
        elif start is not None:
            periods.append(Period(start, end))
    return tuple(periods)


def _membership(index: int, row: Block) -> Membership | None:
    period = row.range()
    return Membership(index, period.start, period.end) if period else None


def _fee(block: Block | None) -> Fee:
    if block is None:
        return Fee()
    fee = Fee(block.amount("first_year_amount", zero=True), block.rows("payments", _payment))
    block.close()
    return fee


def _payment(index: int, row: Block) -> Payment | None:
    sent_on, amount = row.day("sent_on", required=True), row.amount("amount", required=True)
    confirmed_on, reversed_on = row.day("confirmed_on"), row.day("reversed_on")
    if sent_on is None or amount is None:
        return None
    return Payment(index, sent_on, amount, confirmed_on, reversed_on)


def _group(index: int, row: Block, names: Names) -> Group | None:
    id = row.text("id", required=True)
    site, setting = row.text("site"), row.choice("setting", SETTINGS)
    co_leader = row.known("co_leader", "person", names.people)
    past = row.all_known("past_co_leaders", "person", names.people)
    started_on, ended_on = row.day("started_on"), row.day("ended_on")
    if started_on is not None and ended_on is not None and ended_on < started_on:
        row.fault("ended_on", f"ends before it starts: {ended_on} is before {started_on}")
    return Group(index, id or "", site, setting, co_leader, past, started_on, ended_on)


def _group_session(index: int, row: Block, names: Names) -> GroupSession | None:
    group = row.known("group", "group", names.groups, required=True)
    day = row.day("date", required=True)
    return GroupSession(index, group, day) if group is not None and day is not None else None


def _debrief(index: int, row: Block, names: Names) -> Debrief | None:
    group = row.known("group", "group", names.groups, required=True)
    day, minutes = row.day("date", required=True), row.whole("minutes", least=1, required=True)
    return Debrief(index, group, day, minutes) if group is not None and day and minutes else None


def _supervision(index: int, row: Block, names: Names) -> SupervisionSession | None:
    day = row.day("date", required=True)
    supervisor = row.known("supervisor", "person", names.people, required=True)
    group = row.known("group", "group", names.groups)
    recording = row.choice("recording", RECORDINGS)
    if day is None or supervisor is None:
        return None
    return SupervisionSession(index, day, supervisor, group, recording)


def _intensive(index: int, row: Block) -> Intensive | None:
    id, period = row.text("id", required=True), row.range()
    role, completed = row.choice("role", ROLES, required=True), row.flag("completed")
    if id is None or period is None or role is None:
        return None
    return Intensive(index, id, period.start, period.end, role, completed)
