"""A Record as a dossier, so that reading it again gives the same Record."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from credentialing.rules.dates import Period
from credentialing.rules.facts import Determination, Person, ProcessGroup, Record

from .canonical import canonical
from .reading import VERSION

# Where a fact's own name and the file's key part ways.
KEYS = {"on": "date", "faculty": "with", "starts_on": "from"}
BY_KIND = {
    "grant_schedule": ("starts_on", "meetings", "per_months"),
    "accept_credit": ("clauses",),
    "waive": ("clauses",),
    "reconcile": ("clauses",),
    "judge": ("clauses", "outcome"),
    "in_lieu_of_supervision": ("sessions_by_year",),
    "refuse": ("of",),
}


def dumps(record: Record) -> str:
    """The one text of what the record says, as a dossier file: the same whatever its ids and its order."""
    return json.dumps(dump(canonical(record)), indent=1, ensure_ascii=False) + "\n"


def dump(record: Record) -> dict[str, Any]:
    """The record as a dossier, every key present, what has not begun as null.

    Rows stay where they are, so that the path of a fact leads to it: `dumps` puts them in order.
    """
    exception = record.exception_requested_on
    return {
        "dossier": VERSION,
        "as_of": plain(record.as_of),
        "candidate": _present(record.candidate._asdict()),
        "people": {person.id: _person(person) for person in record.people.values()},
        "memberships": _rows(record.memberships),
        "policy_acknowledged_on": plain(record.policy_acknowledged_on),
        "application": _block(record.application),
        "supervisor_request": _block(record.supervisor_request),
        "recording_arranged_on": plain(record.recording_arranged_on),
        "application_review": _block(record.application_review),
        "agreement": _block(record.agreement),
        "fee": _block(record.fee),
        "groups": _rows(record.groups),
        "group_sessions": _rows(record.group_sessions),
        "debriefs": _rows(record.debriefs),
        "supervision_sessions": _rows(record.supervision_sessions),
        "intensives": _rows(record.intensives),
        "final_intensive": _block(record.final_intensive, faculty="faculty"),
        "prior_experience": _block(record.prior_experience),
        "exceptional_circumstances": {"requested_on": plain(exception)} if exception else None,
        "determinations": [_determination(row) for row in record.determinations],
        "ccc_review": _block(record.ccc_review),
        "further_work": _block(record.further_work),
        "council_vote": _block(record.council_vote),
    }


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Period):
        return {"start": plain(value.start), "end": plain(value.end)}
    if isinstance(value, ProcessGroup):
        return _process_group(value)
    if hasattr(value, "_asdict"):
        return _object(value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def _object(fact: Any, **names: str) -> dict[str, Any]:
    keys = KEYS | names
    return {keys.get(name, name): plain(value) for name, value in fact._asdict().items() if name != "key"}


def _rows(rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [_object(row) for row in rows]


def _block(block: Any, **names: str) -> dict[str, Any] | None:
    return None if block == type(block)() else _object(block, **names)


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _person(person: Person) -> dict[str, Any]:
    def pairs(periods: tuple[Period, ...]) -> list[list[Any]] | None:
        return [[plain(day) for day in period] for period in periods] or None

    return _present(
        {
            "name": person.name,
            "profession": person.profession,
            "approved_supervisor": pairs(person.approved_supervisor),
            "credentialed_leader": pairs(person.credentialed_leader),
        }
    )


def _process_group(claim: ProcessGroup) -> dict[str, Any]:
    held = [plain(period) for period in claim.laboratory]
    laboratory = held if len(held) > 1 else held[0] if held else None
    return {"theory_training": claim.theory_training, "laboratory": laboratory}


def _determination(row: Determination) -> dict[str, Any]:
    written: dict[str, Any] = {"kind": row.kind, "date": plain(row.on), "by": row.by, "reason": row.reason}
    # A kind that no reader knows is written by its name, for the reader to refuse.
    for name in BY_KIND.get(row.kind, ()):
        value = getattr(row, name)
        if name == "sessions_by_year":
            written[name] = {str(year): sessions for year, sessions in value}
        else:
            written[KEYS.get(name, name)] = plain(value)
    return written
