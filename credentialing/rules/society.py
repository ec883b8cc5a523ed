"""What a society brings to the engine: its documents as rulebooks, and how they meet.

A second society is a second `Society` with rulebooks of its own; the engine holds no name of either.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .clauses import Clause, Rulebook
from .history import History
from .outcomes import Outcome
from .parameters import SHARED, Parameters


@dataclass(frozen=True, slots=True)
class Bridge:
    """Something one document grants and another does not know: the open clause becomes a question.

    `waived` names the clause whose waiver is meant; otherwise `granted` says whether the grant is there.
    The target clauses turn from one of `turns` into `becomes`, which depends on the parameters.
    """

    subject: str
    targets: tuple[str, ...]
    turns: frozenset[Outcome]
    waived: str = ""
    granted: Callable[[History], bool] = lambda _history: False
    becomes: Callable[[History], Outcome | None] = lambda _history: Outcome.NEEDS_JUDGEMENT


@dataclass(frozen=True, slots=True)
class Society:
    """One society's pathway: its rulebooks in order, the bridges between them, and its parameters."""

    name: str
    rulebooks: tuple[Rulebook, ...]
    bridges: tuple[Bridge, ...]
    parameters: Parameters
    clauses: dict[str, Clause] = field(default_factory=dict)

    @classmethod
    def with_rulebooks(
        cls, name: str, rulebooks: tuple[Rulebook, ...], bridges: tuple[Bridge, ...]
    ) -> "Society":
        """The society with the shared parameters, those of its rulebooks, and every clause by its id."""
        definitions = [*SHARED, *(parameter for book in rulebooks for parameter in book.parameters)]
        clauses = {clause.id: clause for book in rulebooks for clause in book.clauses}
        return cls(name, rulebooks, bridges, Parameters(definitions), clauses)

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
