"""What the road asks of a record before a step, answered from the same clauses as the findings."""

from datetime import date

from .american_balint import AMERICAN_BALINT_SOCIETY
from .facts import Record
from .p98.credit import covers_both_years
from .p98.group_credit import CLAUSE_OF
from .p98.process import participants_before
from .society import Society


def participant_intensives_left(
    record: Record, as_of: date | None = None, *, society: Society = AMERICAN_BALINT_SOCIETY
) -> int:
    """How many participant Intensives are still to be finished before the one as a candidate (P98.CP.2c)."""
    history = society.history(record, as_of)
    return max(0, participants_before(history) - len(history.intensives.as_participant))


def supervision_replaced(
    record: Record, as_of: date | None = None, *, society: Society = AMERICAN_BALINT_SOCIETY
) -> bool:
    """True if co-leading was accepted in lieu of both supervision years in full (P98.CR.2d)."""
    return covers_both_years(society.history(record, as_of))


def credit_clause(kind: str) -> str | None:
    """The clause that an accepted prior experience of the kind is credited under, if there is one."""
    return CLAUSE_OF.get(kind)


def policy_version() -> str:
    """The documents in force, as a candidate acknowledges them (R14.1)."""
    return "; ".join(book.title for book in AMERICAN_BALINT_SOCIETY.rulebooks)
