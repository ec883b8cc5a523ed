"""Determinations in a dossier: what each kind may hold."""

from collections.abc import Collection
from datetime import date

from credentialing.rules import CLAUSES
from credentialing.rules.answerable import CREDITS as MAY_BE_CREDITED
from credentialing.rules.facts import Determination

from .faults import Block, read_whole

CREDITS = tuple(clause.id for clause in CLAUSES.values() if clause.section.startswith("Credit given"))
REFUSABLE = ("schedule", "exception", "in_lieu_of_supervision", *CREDITS)
KINDS = (
    "grant_schedule",
    "accept_credit",
    "in_lieu_of_supervision",
    "waive",
    "reconcile",
    "judge",
    "refuse",
)
NAMING_CLAUSES = ("accept_credit", "waive", "reconcile", "judge")
JUDGEMENTS = ("met", "not_met")


def determination(index: int, row: Block) -> Determination | None:
    """One determination with the keys of its kind; any other key is unknown."""
    kind, day = row.choice("kind", KINDS, required=True), row.day("date", required=True)
    by, reason = row.text("by"), row.text("reason")
    if kind is None:
        row.keys()
        return None
    read = Determination(index, kind, day or date.max, by, reason)
    if kind in NAMING_CLAUSES:
        read = read._replace(clauses=_clauses(row, MAY_BE_CREDITED if kind == "accept_credit" else CLAUSES))
    if kind == "judge":
        read = read._replace(outcome=row.choice("outcome", JUDGEMENTS, required=True))
    elif kind == "refuse":
        read = read._replace(of=row.choice("of", REFUSABLE, required=True))
    elif kind == "in_lieu_of_supervision":
        read = read._replace(sessions_by_year=_sessions_by_year(row))
    elif kind == "grant_schedule":
        read = read._replace(
            starts_on=row.day("from", required=True),
            meetings=row.whole("meetings", least=1, required=True) or 0,
            per_months=row.whole("per_months", least=1, required=True) or 0,
        )
    return read if day is not None else None


def _clauses(row: Block, known: Collection[str]) -> tuple[str, ...]:
    """The clauses it names, one at least; a credit can be accepted under the clauses of credit alone."""
    found = row.all_known("clauses", "clause", CLAUSES, required=True)
    if row.value("clauses") == []:
        row.fault("clauses", "must name at least one clause")
    for clause in dict.fromkeys(found):
        if clause not in known:
            row.fault("clauses", f'must be of {", ".join(known)}, not "{clause}"')
    return found


def _sessions_by_year(row: Block) -> tuple[tuple[int, int], ...]:
    """Sessions granted by supervision year, as {"1": 6, "2": 6}."""
    row.value("sessions_by_year", required=True)
    block = row.block("sessions_by_year")
    granted = []
    for key in block.keys() if block else ():
        assert block is not None
        if not (key.isascii() and key.isdigit() and not key.startswith("0") and len(key) < 4):
            block.fault(key, "must be the number of a supervision year, 1 or more")
            continue
        sessions = read_whole(block.value(key, required=True), block.at(key), block.faults, least=0)
        if sessions is not None:
            granted.append((int(key), sessions))
    return tuple(sorted(granted))
