"""Memberships from a CSV file: planned first, then written; sending the same file again changes nothing."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from members import clock
from members.actions.locking import around_steps, lock
from members.actions.memberships import (
    add_membership,
    correct_membership,
    end_membership,
    renew_membership,
)
from members.actions.people import add_person
from members.actions.permitted import permit
from members.addresses import plain
from members.enums import Profession
from members.models import Membership, Person
from members.refusals import Refused
from members.sheets import sheet_of

COLUMNS = ("email", "name", "profession", "start", "end")
NEEDED = ("email", "name", "start")


class Verdict(StrEnum):
    """What a row will do."""

    NEW_PERSON = "new person and membership"
    NEW_PERIOD = "new period of membership"
    LONGER = "membership lasts longer"
    SHORTER = "membership ends earlier"
    SAME = "nothing: recorded already"
    FAULT = "cannot be read"


@dataclass(frozen=True)
class Row:
    """One line of the file, and what it will do."""

    line: int
    email: str
    name: str
    profession: str
    start: dt.date | None
    end: dt.date | None
    verdict: Verdict
    fault: str = ""
    membership: Membership | None = None


@dataclass(frozen=True)
class Plan:
    """What the file will do, row by row."""

    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()
    """The names of columns that the import does not know."""

    @property
    def faults(self) -> tuple[Row, ...]:
        """Rows that cannot be read; with any of them nothing is written."""
        return tuple(row for row in self.rows if row.verdict is Verdict.FAULT)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows do what, in the order of the verdicts."""
        count = Counter(row.verdict for row in self.rows)
        return [(verdict.value, count[verdict]) for verdict in Verdict if count[verdict]]

    @property
    def changes(self) -> int:
        """How many rows change something."""
        return sum(row.verdict not in (Verdict.SAME, Verdict.FAULT) for row in self.rows)


def plan_import(text: str) -> Plan:
    """Say what the CSV text would do, without writing. Raises Refused when it has not the needed columns."""
    sheet = sheet_of(text, known=COLUMNS, needed=NEEDED)
    known = _known({plain(line["email"]) for _, line in sheet.rows})
    seen: set[tuple[str, dt.date]] = set()
    rows = tuple(
        _row(number, line, known, seen, ragged=number in sheet.ragged) for number, line in sheet.rows
    )
    return Plan(rows, sheet.unread)


@transaction.atomic
def apply_import(*, by: Person, text: str) -> Plan:
    """Write what `plan_import` says and return the plan; with any faulty row raises Refused."""
    permit(by, "members.keep_memberships")
    plan = plan_import(text)
    if plan.faults:
        first = plan.faults[0]
        raise Refused(f"Line {first.line}: {first.fault} Nothing was imported.")
    with around_steps():
        _lock_everybody(plan)
        for row in plan.rows:
            try:
                _write(by, row)
            except Refused as refusal:
                raise Refused(f"Line {row.line}: {refusal.sentence} Nothing was imported.") from None
    return plan


@transaction.atomic
def _lock_everybody(plan: Plan) -> None:
    """Everybody the file names, at once and in order; each row then locks whom it holds already."""
    lock(
        Person.objects.filter(email__in=[row.email for row in plan.rows if row.email]).values_list(
            "pk", flat=True
        )
    )


Known = dict[str, dict[dt.date, Membership]]
"""The memberships of somebody by their first day, for each address; without one, for the name."""


def _known(emails: set[str]) -> Known:
    """Those whom the addresses belong to; whoever has none, by a name that nobody else of them has."""
    people = Person.objects.filter(Q(email__in=emails) | Q(email__isnull=True)).prefetch_related(
        "memberships"
    )
    known: Known = {}
    twice: set[str] = set()
    for person in people:
        key = person.email or person.name
        twice |= {key} & known.keys()
        known[key] = {one.start: one for one in person.memberships.all()}
    return {key: found for key, found in known.items() if key not in twice}


def _row(
    number: int, line: dict[str, str], known: Known, seen: set[tuple[str, dt.date]], *, ragged: bool
) -> Row:
    cells = {name: line.get(name, "") for name in COLUMNS}
    email = plain(cells["email"])
    whose = email or cells["name"]
    faults = ["There are more cells than columns."] if ragged else []
    start, end = _day(cells["start"], "start", faults), _day(cells["end"], "end", faults)
    profession = _profession(cells["profession"], faults)
    recorded = None if email else known.get(whose, {}).get(start) if start else None
    _check(email, cells["name"], start, end, (whose, start) in seen, recorded is not None, faults)
    verdict, membership = _verdict(known.get(whose), start, end)
    if faults:
        verdict = Verdict.FAULT
    elif start is not None:
        seen.add((whose, start))
    return Row(number, email, cells["name"], profession, start, end, verdict, " ".join(faults), membership)


def _check(
    email: str,
    name: str,
    start: dt.date | None,
    end: dt.date | None,
    again: bool,
    recorded: bool,
    faults: list[str],
) -> None:
    """Add what is wrong with a line; a period on record needs no address to be found by."""
    try:
        if not recorded:
            validate_email(email)
    except ValidationError:
        faults.append("The e-mail address is missing or wrong.")
    if not name or len(name) > 120:
        faults.append("The name is missing or longer than 120 characters.")
    if start is None and not faults:
        faults.append("The first day is missing.")
    if start and end and end < start:
        faults.append("The last day is before the first.")
    if again:
        faults.append("The same person and first day stand in an earlier line.")


def _day(text: str, column: str, faults: list[str]) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        faults.append(f"“{text[:20]}” in {column} is not a day such as 2026-05-31.")
        return None


def _profession(text: str, faults: list[str]) -> str:
    if not text:
        return Profession.OTHER
    for profession in Profession:
        if text.lower() in (profession.value, profession.label.lower()):
            return profession
    faults.append(f"“{text[:30]}” is not one of the professions: {', '.join(Profession.labels)}.")
    return Profession.OTHER


def _verdict(
    periods: dict[dt.date, Membership] | None, start: dt.date | None, end: dt.date | None
) -> tuple[Verdict, Membership | None]:
    if periods is None:
        return Verdict.NEW_PERSON, None
    recorded = periods.get(start) if start else None
    if recorded is None:
        return Verdict.NEW_PERIOD, None
    if recorded.end == end:
        return Verdict.SAME, recorded
    longer = recorded.end is not None and (end is None or end > recorded.end)
    return (Verdict.LONGER if longer else Verdict.SHORTER), recorded


def _lengthen(by: Person, row: Row) -> None:
    """A renewal where it still lasts; where it had ended, the file says that it never did."""
    if row.membership.end >= clock.today():
        renew_membership(by=by, membership=row.membership, end=row.end)
    else:
        correct_membership(
            by=by, membership=row.membership, start=row.start, end=row.end, reason="An imported file says so."
        )


def _write(by: Person, row: Row) -> None:
    if row.verdict is Verdict.LONGER:
        _lengthen(by, row)
    elif row.verdict is Verdict.SHORTER:
        end_membership(by=by, membership=row.membership, end=row.end)
    elif row.verdict in (Verdict.NEW_PERSON, Verdict.NEW_PERIOD):
        person = Person.objects.filter(email=row.email).first()
        if person is None:
            person = add_person(by=by, name=row.name, email=row.email, profession=row.profession)
        add_membership(by=by, person=person, start=row.start, end=row.end)
