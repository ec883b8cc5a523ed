"""The Roadmap of 2014."""

from credentialing.rules.clauses import Rulebook
from credentialing.rules.history import History, derived

from . import admission, agreement, debriefing, final_intensive, leading, preparation, training
from .parameters import EDITIONS, PARAMETERS
from .title import DOCUMENT, KEY


@derived
def _in_force(history: History) -> bool:
    """Whoever began before it was issued is not measured against it."""
    since = history.parameters.day("r14.effective_from")
    if all(day is None or day >= since for day in (history.submitted_on, history.approved_on)):
        return True
    start = history.process_start
    return start is None or start >= since


_SECTIONS = (admission, preparation, agreement, leading, training, debriefing, final_intensive)

RULEBOOK = Rulebook(
    key=KEY,
    title=DOCUMENT,
    clauses=tuple(clause for section in _SECTIONS for clause in section.CLAUSES),
    parameters=PARAMETERS,
    editions=EDITIONS,
    in_force=_in_force,
    may_reconcile=True,
    mark=lambda history: "" if _in_force(history) else "not yet issued",
)
