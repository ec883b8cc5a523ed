"""What the committee may decide about a clause, asked before it decides."""

from datetime import date

from .american_balint import AMERICAN_BALINT_SOCIETY
from .clauses import Clause
from .facts import Record
from .p98.group_credit import GROUP_MEMBER, PROCESS_GROUP
from .society import Society

CREDITS: tuple[str, ...] = (GROUP_MEMBER, PROCESS_GROUP)
"""The clauses under which prior experience can be credited."""


DECIDED_BY: dict[str, str] = {
    **dict.fromkeys(CREDITS, "accept_credit"),
    **dict.fromkeys(("P98.CR.2a", "P98.CR.2b", "P98.CR.2c", "P98.CR.2d"), "in_lieu_of_supervision"),
    "P98.EXC.2": "waive",
}
"""The kind of determination that decides about a clause under which something is granted."""


def clause_named(clause_id: str, society: Society = AMERICAN_BALINT_SOCIETY) -> Clause | None:
    """The clause, or None where no document has it."""
    return society.clauses.get(clause_id)


def may_be_waived(
    record: Record,
    clause_id: str,
    as_of: date | None = None,
    *,
    society: Society = AMERICAN_BALINT_SOCIETY,
) -> bool:
    """True if exceptional circumstances reach the clause (P98.EXC.2, EXC.4)."""
    history = society.history(record, as_of)
    return any(
        book.exception is not None and book.may_waive(history, clause_id) for book in society.rulebooks
    )


def may_be_reconciled(clause_id: str, society: Society = AMERICAN_BALINT_SOCIETY) -> bool:
    """True if the clause belongs to a document whose open clauses the committee may answer by name."""
    books = [book for book in society.rulebooks if book.may_reconcile]
    return any(clause.id == clause_id for book in books for clause in book.with_findings)


def council_rules(society: Society = AMERICAN_BALINT_SOCIETY) -> tuple[str, str]:
    """Quorum and majority as they are set today, to be recorded on a motion when it opens."""
    return society.parameters.choice("council.quorum"), society.parameters.choice("council.majority")
