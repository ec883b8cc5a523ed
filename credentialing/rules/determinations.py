"""What named people decided, laid over what was computed, in one settled order.

Compute; waive and bridge; not applicable where a document is too young; judge; reconcile. Nothing else
changes an outcome, and the computed one stays visible underneath.
"""

from collections.abc import Callable
from typing import NamedTuple

from .clauses import Clause, Verdict
from .facts import Determination
from .history import History
from .outcomes import FOR_THE_COMMITTEE, Outcome
from .society import Bridge, Society

BEYOND_WAIVING = frozenset({Outcome.MET, Outcome.CREDITED, Outcome.NOT_APPLICABLE})
WAIVED = "waived"

Ask = Callable[[str], Verdict]


class Decided(NamedTuple):
    """The outcome of one clause, the decision that made it what it is, and in one phrase how."""

    outcome: Outcome
    by: Determination | None = None
    reason: str = ""


AS_COMPUTED = {outcome: Decided(outcome) for outcome in Outcome}
"""Where nobody decided anything."""


def decide(society: Society, history: History, clause: Clause, ask: Ask) -> Decided:
    """The clause with every determination of the record laid over its verdict; `ask` gives any verdict."""
    book, verdict = society.book_of[clause.id], ask(clause.id)
    if not book.in_force(history):
        return Decided(Outcome.NOT_APPLICABLE, verdict.determination, "document not yet issued")
    # Without a decision there is nothing to lay over and nothing that was granted.
    if not history.determinations:
        return AS_COMPUTED[verdict.outcome]
    decided = Decided(verdict.outcome, verdict.determination)
    decided = waive(society, history, clause.id, decided)
    for bridge in society.bridges_to.get(clause.id, ()):
        decided = cross(bridge, society, history, decided, ask)
    decided = judge(history, clause.id, decided)
    return reconcile(history, clause.id, decided) if book.may_reconcile else decided


def waive(society: Society, history: History, clause: str, decided: Decided) -> Decided:
    """A waiver asked for lifts a waivable clause that is not met, credited or not applicable."""
    if not history.exception_requested or decided.outcome in BEYOND_WAIVING:
        return decided
    waivers = history.naming("waive", clause)
    if not waivers or not _may_waive(society, history, clause):
        return decided
    return Decided(Outcome.WAIVED, waivers[-1], WAIVED)


def refused_waivers(society: Society, history: History) -> tuple[str, ...]:
    """The clauses a waiver names although no exception reaches them, asked for or not."""
    named = {clause for waiver in history.decided("waive") for clause in waiver.clauses}
    return tuple(sorted(clause for clause in named if not _may_waive(society, history, clause)))


def _may_waive(society: Society, history: History, clause: str) -> bool:
    return any(book.exception and book.may_waive(history, clause) for book in society.rulebooks)


def cross(bridge: Bridge, society: Society, history: History, decided: Decided, ask: Ask) -> Decided:
    """What one document grants turns the other's open clause into a question."""
    if decided.outcome not in bridge.turns:
        return decided
    if bridge.waived:
        # A clause can read waived for another reason, a schedule kept; only an exception crosses here.
        there = Decided(ask(bridge.waived).outcome)
        waived = waive(society, history, bridge.waived, there)
        granted = waived.by if waived.reason == WAIVED else None
    else:
        granted = bridge.granted(history)
    becomes = bridge.becomes(history) if granted is not None else None
    return decided if becomes is None else Decided(becomes, granted, f"bridged: {bridge.subject}")


def judge(history: History, clause: str, decided: Decided) -> Decided:
    """A clause that needs judgement becomes met or not met, by name; the later judgement holds."""
    if decided.outcome is not Outcome.NEEDS_JUDGEMENT:
        return decided
    made = [row for row in history.naming("judge", clause) if row.outcome is not None]
    if not made:
        return decided
    # On one day the stricter judgement holds, so that the order of the file does not matter.
    last = sorted(made, key=lambda row: (row.on, row.outcome == "not_met"))[-1]
    return Decided(Outcome(str(last.outcome)), last, "judged")


def reconcile(history: History, clause: str, decided: Decided) -> Decided:
    """The committee's answer, by name, to an open clause of a document that allows it."""
    if decided.outcome not in FOR_THE_COMMITTEE:
        return decided
    answers = history.naming("reconcile", clause)
    return Decided(Outcome.WAIVED, answers[0], "reconciled") if answers else decided
