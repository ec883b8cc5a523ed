"""The clean file of case D01, to be spoilt one thing at a time."""

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

from credentialing.dossier import load
from credentialing.rules import PARAMETERS, Assessment, assess

CASES = Path(__file__).parent.parent / "cases"
CLEAN = json.loads((CASES / "D01.json").read_text())["dossier"]

Dossier = dict[str, Any]


def clean(**changes: Any) -> Dossier:
    """The clean dossier with the named top-level keys replaced."""
    return {**copy.deepcopy(CLEAN), **changes}


def assessed(dossier: Dossier, /, **parameters: Any) -> Assessment:
    """The assessment under changed parameters, as `**{"r14.9a.gap": "extend"}`."""
    return assess(load(dossier), parameters=PARAMETERS.with_(parameters))


def outcome(dossier: Dossier, clause: str, /, **parameters: Any) -> str:
    return str(assessed(dossier, **parameters)[clause].outcome)


def outcomes(dossier: Dossier, *clauses: str) -> list[str]:
    found = assessed(dossier).outcomes
    return [str(found[clause]) for clause in clauses]


def at(dossier: Dossier, path: str, value: Any) -> Dossier:
    """The dossier with one nested key changed, as `at(d, "fee.payments.0.amount", 5)`."""
    changed = copy.deepcopy(dossier)
    *parents, last = path.split(".")
    block: Any = changed
    for key in parents:
        block = block[int(key)] if isinstance(block, list) else block[key]
    block[int(last) if isinstance(block, list) else last] = value
    return changed


def sessions(*days: str, group: str = "G1") -> list[Dossier]:
    return [{"group": group, "date": day} for day in days]


def supervisions(*days: str, **more: Any) -> list[Dossier]:
    return [{"date": day, "supervisor": "S1", "group": "G1", "recording": "video"} | more for day in days]


def monthly(first: str, months: int, day: int) -> list[str]:
    """One date in each of so many months, all on the same day of the month."""
    start = dt.date.fromisoformat(first)
    index = start.year * 12 + start.month - 1
    return [dt.date(m // 12, m % 12 + 1, day).isoformat() for m in range(index, index + months)]


def decision(kind: str, date: str = "2024-01-10", **more: Any) -> Dossier:
    return {"kind": kind, "date": date, "by": "CCC", "reason": "as discussed", **more}


def fee(*payments: Dossier) -> Dossier:
    """The clean dossier with these payments of a fee of 600."""
    return clean(fee={"first_year_amount": 600, "payments": list(payments)})


def paid(day: str, amount: float = 600, **more: Any) -> Dossier:
    return {"sent_on": day, "amount": amount, **more}
