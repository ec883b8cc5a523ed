"""The plainest test there is: a dated entry is on file."""

from datetime import date

from .clauses import Verdict
from .dates import spell
from .facts import Noted
from .outcomes import Outcome


def recorded(path: str, on: date | None, *, done: str, waiting: str) -> Verdict:
    """Met from the day the entry is on file, not yet before."""
    if on is None:
        return Verdict(Outcome.NOT_YET, waiting)
    return Verdict(Outcome.MET, f"{done} {spell(on)}", (Noted(path, on),))
