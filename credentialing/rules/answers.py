"""What every clause says about one history: worked out when first asked, under any listed reading."""

from typing import Any

from .clauses import Clause, Verdict
from .dates import NoSuchDayError
from .determinations import Decided, decide
from .history import History
from .outcomes import Outcome
from .society import Society


class Answers:
    """The verdict of each clause and what was decided about it; each is worked out once."""

    def __init__(self, society: Society, history: History) -> None:
        self.society = society
        self.history = history
        self._verdicts: dict[str, Verdict] = {}
        self._decided: dict[str, Decided] = {}
        self._other: dict[tuple[str, Any], Answers] = {}

    def verdict(self, clause_id: str) -> Verdict:
        """What the clause computes, before anything anybody decided."""
        verdict = self._verdicts.get(clause_id)
        if verdict is None:
            verdict = self._verdicts[clause_id] = _compute(self.society.clauses[clause_id], self.history)
        return verdict

    def decided(self, clause: Clause) -> Decided:
        """The outcome of the clause with every determination laid over."""
        decided = self._decided.get(clause.id)
        if decided is None:
            decided = self._decided[clause.id] = decide(self.society, self.history, clause, self.verdict)
        return decided

    def reaching(self, clause: Clause) -> frozenset[str]:
        """The parameters that can reach the clause from elsewhere; without a decision nothing was granted."""
        of_book = frozenset(self.society.book_of[clause.id].in_force_by)
        return of_book | self.society.reaches[clause.id] if self.history.determinations else of_book

    def trying(self, name: str, value: Any) -> "Answers":
        """The answers about the same file with one parameter changed; no clause is run before it is asked."""
        if (name, value) not in self._other:
            self._other[name, value] = Answers(self.society, self.history.trying(name, value))
        return self._other[name, value]


def _compute(clause: Clause, history: History) -> Verdict:
    assert clause.check is not None
    try:
        return clause.check(history)
    except NoSuchDayError as missing:
        # Only under the reading that refuses to round: then a person decides.
        return Verdict(Outcome.NEEDS_JUDGEMENT, f"no such day: {missing}")
