"""The Procedures of 1998, as last revised in 2007."""

from credentialing.rules.clauses import Rulebook
from credentialing.rules.dates import spell
from credentialing.rules.history import History

from . import (
    application,
    credit,
    decision,
    exceptional,
    final_intensive,
    group_credit,
    leading,
    process,
    reviews,
    supervision,
)
from .parameters import PARAMETERS
from .title import DOCUMENT, KEY


def _mark(history: History) -> str:
    since = history.parameters.day("p98.effective_from")
    start = history.process_start
    return f"wording before {spell(since)} not held" if start is not None and start < since else ""


_SECTIONS = (
    application,
    leading,
    reviews,
    supervision,
    process,
    final_intensive,
    group_credit,
    credit,
    exceptional,
    decision,
)

RULEBOOK = Rulebook(
    key=KEY,
    title=DOCUMENT,
    clauses=tuple(clause for section in _SECTIONS for clause in section.CLAUSES),
    parameters=PARAMETERS,
    in_force=lambda _history: True,
    exception="P98.EXC.2",
    may_waive=exceptional.may_waive,
    mark=_mark,
)
