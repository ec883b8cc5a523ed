"""What every clause says about one history: worked out when first asked, under any listed reading."""

from typing import Any

from .clauses import Clause, Verdict
from .consulted import Journal
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
        self._verdicts: dict[str, tuple[Verdict, Journal]] = {}
        self._decided: dict[str, tuple[Decided, Journal]] = {}
        self._other: dict[tuple[str, Any], Answers | None] = {}

    def verdict(self, clause_id: str) -> Verdict:
        """What the clause computes, before anything anybody decided."""
        journal, known = self.history.parameters.journal, self._verdicts.get(clause_id)
        if known is not None:
            journal += known[1]
            return known[0]
        begun = len(journal)
        verdict = _compute(self.society.clauses[clause_id], self.history)
        self._verdicts[clause_id] = verdict, journal[begun:]
        return verdict

    def decided(self, clause: Clause) -> Decided:
        """The outcome of the clause with every determination laid over."""
        return self._noted(clause)[0]

    def asked(self, clause: Clause) -> frozenset[str]:
        """The parameters that were asked on the way to the outcome; no other could change it."""
        return frozenset(self._noted(clause)[1])

    def computed(self, clause: Clause) -> Verdict:
        """What the clause computed, once its outcome has been asked."""
        return self._verdicts[clause.id][0]

    def _noted(self, clause: Clause) -> tuple[Decided, Journal]:
        known = self._decided.get(clause.id)
        if known is None:
            journal = self.history.parameters.journal
            begun = len(journal)
            decided = decide(self.society, self.history, clause, self.verdict)
            known = self._decided[clause.id] = decided, journal[begun:]
        return known

    def trying(self, name: str, value: Any) -> "Answers":
        """The answers about the same file with one parameter changed; no clause is run before it is asked."""
        if (name, value) not in self._other:
            alike = self.history.leads_alike(name, value)
            tried = None if alike else Answers(self.society, self.history.trying(name, value))
            self._other[name, value] = tried
        return self._other[name, value] or self


def _compute(clause: Clause, history: History) -> Verdict:
    assert clause.check is not None
    try:
        return clause.check(history)
    except NoSuchDayError as missing:
        # Only under the reading that refuses to round: then a person decides.
        return Verdict(Outcome.NEEDS_JUDGEMENT, f"no such day: {missing}")
