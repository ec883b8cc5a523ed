"""What named people decided, laid over what was computed, in one settled order.

Compute; waive and bridge; not applicable where a document is too young; judge; reconcile. Nothing else
changes an outcome, and the computed one stays visible underneath.
"""

from collections.abc import Mapping

from .clauses import Verdict
from .facts import Determination
from .history import History
from .outcomes import FOR_THE_COMMITTEE, Outcome
from .society import Bridge, Society

BEYOND_WAIVING = frozenset({Outcome.MET, Outcome.CREDITED, Outcome.NOT_APPLICABLE})


class Decided:
    """The outcome of every clause, and the decision or the bridge that made it what it is."""

    def __init__(self, computed: Mapping[str, Verdict]) -> None:
        self.outcomes = {clause: verdict.outcome for clause, verdict in computed.items()}
        self.by = {clause: verdict.determination for clause, verdict in computed.items()}
        self.reasons: dict[str, str] = {}

    def set(self, clause: str, outcome: Outcome, by: Determination | None, reason: str) -> None:
        self.outcomes[clause] = outcome
        self.reasons[clause] = reason
        if by is not None:
            self.by[clause] = by


def decide(society: Society, history: History, computed: Mapping[str, Verdict]) -> Decided:
    """The computed verdicts with every determination of the record laid over them."""
    decided = Decided(computed)
    waive(society, history, decided)
    for bridge in society.bridges:
        cross(bridge, history, decided)
    for book in society.rulebooks:
        if not book.in_force(history):
            for clause in book.with_findings:
                decided.set(clause.id, Outcome.NOT_APPLICABLE, None, "document not yet issued")
    judge(history, decided)
    reconcile(society, history, decided)
    return decided


def waive(society: Society, history: History, decided: Decided) -> None:
    """A waiver asked for lifts the named waivable clauses that are not met, credited or not applicable."""
    if not history.exception_requested:
        return
    for waiver in history.decided("waive"):
        for clause in waiver.clauses:
            outcome = decided.outcomes.get(clause)
            if outcome is not None and outcome not in BEYOND_WAIVING and _may_waive(society, history, clause):
                decided.set(clause, Outcome.WAIVED, waiver, "waived")


def refused_waivers(society: Society, history: History) -> tuple[str, ...]:
    """The clauses a waiver names although no exception reaches them, asked for or not."""
    named = {clause for waiver in history.decided("waive") for clause in waiver.clauses}
    return tuple(sorted(clause for clause in named if not _may_waive(society, history, clause)))


def _may_waive(society: Society, history: History, clause: str) -> bool:
    return any(book.exception and book.may_waive(history, clause) for book in society.rulebooks)


def cross(bridge: Bridge, history: History, decided: Decided) -> None:
    """What one document grants turns the other's open clause into a question."""
    open_targets = [clause for clause in bridge.targets if decided.outcomes[clause] in bridge.turns]
    if not open_targets:
        return
    if bridge.waived:
        # A clause can read waived for another reason, a schedule kept; only an exception crosses here.
        there = decided.reasons.get(bridge.waived) == "waived"
    else:
        there = bridge.granted(history)
    becomes = bridge.becomes(history) if there else None
    if becomes is not None:
        for clause in open_targets:
            decided.set(clause, becomes, decided.by.get(bridge.waived), f"bridged: {bridge.subject}")


def judge(history: History, decided: Decided) -> None:
    """A clause that needs judgement becomes met or not met, by name; the later judgement holds."""
    open_before = {
        clause for clause, outcome in decided.outcomes.items() if outcome is Outcome.NEEDS_JUDGEMENT
    }
    # On one day the stricter judgement holds, so that the order of the file does not matter.
    for judgement in sorted(history.decided("judge"), key=lambda row: (row.on, row.outcome == "not_met")):
        for clause in judgement.clauses:
            if clause in open_before and judgement.outcome is not None:
                decided.set(clause, Outcome(judgement.outcome), judgement, "judged")


def reconcile(society: Society, history: History, decided: Decided) -> None:
    """The committee's answer, by name, to an open clause of a document that allows it."""
    reconcilable = {
        clause.id for book in society.rulebooks if book.may_reconcile for clause in book.with_findings
    }
    for answer in history.decided("reconcile"):
        for clause in reconcilable.intersection(answer.clauses):
            if decided.outcomes[clause] in FOR_THE_COMMITTEE:
                decided.set(clause, Outcome.WAIVED, answer, "reconciled")
