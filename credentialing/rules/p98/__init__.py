"""The Procedures of 1998, as last revised in 2007."""

from credentialing.rules.clauses import Rulebook
from credentialing.rules.dates import spell
from credentialing.rules.editions import edition_on
from credentialing.rules.history import History

from . import (
    application,
    co_leaders,
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
from .parameters import EDITIONS, PARAMETERS
from .title import DOCUMENT, KEY


def _mark(history: History) -> str:
    """What is to be said of the wording to someone whose process began before the one we hold."""
    since, start = history.parameters.day("p98.effective_from"), history.process_start
    if start is None or start >= since:
        return ""
    if edition_on(EDITIONS, start) is None:
        return "not yet approved when the process began; shown in its later wording"
    return f"wording before {spell(since)} not held"


_SECTIONS = (
    application,
    leading,
    co_leaders,
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
    editions=EDITIONS,
    in_force=lambda _history: True,
    exception="P98.EXC.2",
    may_waive=exceptional.may_waive,
    mark=_mark,
)
