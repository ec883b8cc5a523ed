"""How a vote is counted: pure functions of figures, by the rules recorded on the motion."""

from collections.abc import Callable
from dataclasses import dataclass

QUORUMS: dict[str, Callable[[int, int], bool]] = {
    "more than half of the roll": lambda cast, eligible: 2 * cast > eligible,
}
MAJORITIES: dict[str, Callable[[int, int], bool]] = {
    "more approve than deny": lambda approve, deny: approve > deny,
}


@dataclass(frozen=True)
class Turnout:
    """How many may vote (the roll less those recused) and how many have; never how."""

    roll: int
    recused: int
    cast: int

    @property
    def eligible(self) -> int:
        """The roll less those recused."""
        return self.roll - self.recused

    @property
    def all_voted(self) -> bool:
        """Nobody is left who may still vote; also when everybody is recused."""
        return self.cast >= self.eligible

    def reaches(self, quorum_rule: str) -> bool:
        """Whether enough ballots were cast; never when everybody is recused."""
        return self.eligible > 0 and _named(QUORUMS, quorum_rule)(self.cast, self.eligible)


def is_carried(majority_rule: str, approve: int, deny: int) -> bool:
    """Whether the motion is carried; a tie is not."""
    return _named(MAJORITIES, majority_rule)(approve, deny)


def _named(rules: dict[str, Callable[[int, int], bool]], name: str) -> Callable[[int, int], bool]:
    return rules[name]
