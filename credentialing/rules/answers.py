"""What every clause says about one history: worked out when first asked, under any listed reading."""

from typing import Any

from .clauses import Clause, Verdict
from .consulted import Asked
from .dates import NoSuchDayError
from .determinations import Decided, decide
from .history import History
from .outcomes import Outcome
from .society import Society

Answer = tuple[Verdict, Decided, Asked]
"""What one clause computed, what was decided about it, and what was asked on the way to both."""


class Answers:
    """The answer of each clause about one history; each is worked out once.

    No parameter but those that were asked could change it.
    """

    def __init__(self, society: Society, history: History) -> None:
        self.society = society
        self.history = history
        self._verdicts: dict[str, tuple[Verdict, Asked]] = {}
        self._answers: dict[str, Answer] = {}
        self._other: dict[tuple[str, Any], Answers | None] = {}

    def __getitem__(self, clause: Clause) -> Answer:
        found = self._answers.get(clause.id)
        if found is None:
            decided, asked = self.history.parameters.noting(self._decide, clause)
            found = self._answers[clause.id] = self._verdicts[clause.id][0], decided, asked
        return found

    def outcome(self, clause: Clause) -> Outcome:
        """The outcome of the clause with every determination laid over."""
        return self[clause][1].outcome

    def verdict(self, clause_id: str) -> Verdict:
        """What the clause computes, before anything anybody decided."""
        known = self._verdicts.get(clause_id)
        if known is None:
            clause = self.society.clauses[clause_id]
            known = self._verdicts[clause_id] = self.history.parameters.noting(self._compute, clause)
        self.history.parameters.asked |= known[1]
        return known[0]

    def trying(self, name: str, value: Any) -> "Answers":
        """The answers about the same file with one parameter changed; no clause is run before it is asked."""
        if (name, value) not in self._other:
            alike = self.history.leads_alike(name, value)
            tried = None if alike else Answers(self.society, self.history.trying(name, value))
            self._other[name, value] = tried
        return self._other[name, value] or self

    def _decide(self, clause: Clause) -> Decided:
        return decide(self.society, self.history, clause, self.verdict)

    def _compute(self, clause: Clause) -> Verdict:
        assert clause.check is not None
        try:
            return clause.check(self.history)
        except NoSuchDayError as missing:
            # Only under the reading that refuses to round: then a person decides.
            return Verdict(Outcome.NEEDS_JUDGEMENT, f"no such day: {missing}")
