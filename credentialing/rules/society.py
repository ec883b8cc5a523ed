"""What a society brings to the engine: its documents as rulebooks, and how they meet.

A second society is a second `Society` with rulebooks of its own; the engine holds no name of either.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from .clauses import Clause, Rulebook
from .editions import Edition, Standing, edition_on, standing_of
from .facts import Determination, Record
from .history import History
from .outcomes import Outcome
from .parameters import SHARED, Change, Parameters


@dataclass(frozen=True, slots=True)
class Bridge:
    """Something one document grants and another does not know: the open clause becomes a question.

    `waived` names the clause whose waiver is meant; otherwise `granted` gives the decision that granted it.
    The target clauses turn from one of `turns` into `becomes`.
    """

    subject: str
    targets: tuple[str, ...]
    turns: frozenset[Outcome]
    waived: str = ""
    granted: Callable[[History], Determination | None] = lambda _history: None
    becomes: Callable[[History], Outcome | None] = lambda _history: Outcome.NEEDS_JUDGEMENT


class ClauseVersion(NamedTuple):
    """One clause as it stands on one day, with the edition of its document, if any is in force."""

    clause: Clause
    standing: Standing
    edition: Edition | None


@dataclass(frozen=True)
class Society:
    """One society's pathway: its rulebooks in order, the bridges between them, and its parameters."""

    name: str
    rulebooks: tuple[Rulebook, ...]
    bridges: tuple[Bridge, ...]
    parameters: Parameters

    @classmethod
    def with_rulebooks(
        cls, name: str, rulebooks: tuple[Rulebook, ...], bridges: tuple[Bridge, ...]
    ) -> "Society":
        """The society with the shared parameters and those of its rulebooks."""
        definitions = [*SHARED, *(parameter for book in rulebooks for parameter in book.parameters)]
        return cls(name, rulebooks, bridges, Parameters(definitions))

    def changed(self, *changes: Change) -> "Society":
        """The society after further dated values of its parameters; this one stays as it was.

        Raises as `Parameters.changed` does.
        """
        return replace(self, parameters=self.parameters.changed(*changes))

    def history(self, record: Record, as_of: date | None = None) -> History:
        """The record at the end of the day, read with the parameters of that day."""
        day = as_of or record.as_of
        return History(record, day, self.parameters.on(day))

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by its id, in the order of the texts."""
        return {clause.id: clause for book in self.rulebooks for clause in book.clauses}

    @cached_property
    def book_of(self) -> dict[str, Rulebook]:
        """The rulebook of every clause, by the clause's id."""
        return {clause.id: book for book in self.rulebooks for clause in book.clauses}

    @cached_property
    def bridges_to(self) -> dict[str, tuple[Bridge, ...]]:
        """The bridges that lead to a clause, in their order; a clause nothing leads to is missing."""
        targets = {target for bridge in self.bridges for target in bridge.targets}
        return {
            target: tuple(bridge for bridge in self.bridges if target in bridge.targets) for target in targets
        }

    @property
    def documents(self) -> tuple[str, ...]:
        """The keys of its documents, in order."""
        return tuple(book.key for book in self.rulebooks)

    def rulebook(self, key: str) -> Rulebook:
        """The rulebook of a document; raises `KeyError` for a document it does not have."""
        for book in self.rulebooks:
            if book.key == key:
                return book
        raise KeyError(key)

    def clause_versions(self, day: date) -> dict[str, ClauseVersion]:
        """Exactly one version of every clause on the day, by id: in force, not held, or not in force."""
        versions = {}
        for book in self.rulebooks:
            edition = edition_on(book.editions, day)
            standing = standing_of(edition)
            versions.update({one.id: ClauseVersion(one, standing, edition) for one in book.clauses})
        return versions
