"""What every claim to credit shares: what is prior, and which decision holds."""

from datetime import date
from typing import Final

from credentialing.rules.clauses import Verdict
from credentialing.rules.facts import Determination
from credentialing.rules.history import History
from credentialing.rules.outcomes import Outcome

NOT_CLAIMED: Final = Verdict(Outcome.NOT_APPLICABLE, "not claimed")


def in_force(granted: tuple[Determination, ...], refused: Determination | None) -> Determination | None:
    """The last acceptance, unless a refusal came after it."""
    if not granted or (refused is not None and refused.on > granted[-1].on):
        return None
    return granted[-1]


def cutoff(history: History, decisions: tuple[Determination | None, ...]) -> date | None:
    """The last day that is prior: `None` for submission, or under the other reading the last decision."""
    if history.parameters.choice("credit.cutoff") == "submission":
        return None
    return max((row.on for row in decisions if row is not None), default=history.as_of)
