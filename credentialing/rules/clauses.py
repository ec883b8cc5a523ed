"""A clause as a frozen record with its citation, and the decorator that puts its test beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from .editions import Edition
from .facts import Determination, Fact
from .outcomes import Modality, Outcome
from .parameters import Parameter

if TYPE_CHECKING:
    from .history import History

Excluded = tuple[Fact, str]
LeftOut = tuple[Excluded, ...] | Callable[[], tuple[Excluded, ...]]
"""What was left out and why; or a function that says so, for what only a reader of the finding needs."""


class Verdict(NamedTuple):
    """What one clause found: the outcome, one line with the figures, and the evidence left in and out.

    `next_step` is only given where it names a figure or a date; otherwise the clause's own is used.
    """

    outcome: Outcome
    measured: str
    evidence: tuple[Fact, ...] = ()
    excluded: LeftOut = ()
    next_step: str = ""
    determination: Determination | None = None


Check = Callable[["History"], Verdict]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of one document, in our words; `blocks` says that it counts towards readiness.

    A clause without a check is information: it has no finding. `parameters` are those it is measured
    against; `required_under` says what it asks for where one of them has another value.
    """

    id: str
    document: str
    section: str
    citation: str
    line: int
    paraphrase: str
    modality: Modality
    title: str
    required: str = ""
    test: str = ""
    readings: str = ""
    next_step: str = ""
    parameters: tuple[str, ...] = ()
    blocks: bool = False
    required_under: Mapping[tuple[str, Any], str] = field(default_factory=dict, compare=False, repr=False)
    check: Check | None = field(default=None, compare=False, repr=False)

    @property
    def has_finding(self) -> bool:
        """True if assessing a record gives an answer for this clause."""
        return self.check is not None

    @property
    def cited(self) -> str:
        """Document and place, as a finding cites them."""
        return f"{self.document}, {self.citation}"


@dataclass(frozen=True)
class Rulebook:
    """One written document as rules: its clauses in the order of the text, and its parameters.

    `editions` are its wordings by date. `in_force` is false for a process the document is too young
    for. `exception` names the clause
    under which a committee may waive others; `may_waive` says which. `may_reconcile` says whether the
    committee may answer an open clause by name.
    """

    key: str
    title: str
    clauses: tuple[Clause, ...]
    parameters: tuple[Parameter, ...]
    editions: tuple[Edition, ...]
    in_force: Callable[[History], bool]
    exception: str | None = None
    may_waive: Callable[[History, str], bool] = lambda _history, _clause: False
    may_reconcile: bool = False
    mark: Callable[[History], str] = lambda _history: ""

    @cached_property
    def with_findings(self) -> tuple[Clause, ...]:
        """The clauses that give a finding, in the order of the text."""
        return tuple(clause for clause in self.clauses if clause.has_finding)


class Section:
    """Collects the clauses of one section in the order they are written down."""

    def __init__(self, document: str, name: str) -> None:
        self.document = document
        self.name = name
        self.clauses: list[Clause] = []

    def information(
        self,
        id: str,
        *,
        title: str,
        cites: str,
        line: int,
        says: str,
        modality: Modality = Modality.INFO,
        test: str = "",
        readings: str = "",
        next_step: str = "",
        parameters: tuple[str, ...] = (),
    ) -> None:
        """Enter a clause that is quoted but never tested."""
        self.clauses.append(
            Clause(
                id=id,
                document=self.document,
                section=self.name,
                citation=cites,
                line=line,
                paraphrase=says,
                modality=modality,
                title=title,
                test=test,
                readings=readings,
                next_step=next_step,
                parameters=parameters,
            )
        )

    def clause(
        self,
        id: str,
        modality: Modality,
        *,
        title: str,
        cites: str,
        line: int,
        says: str,
        required: str,
        test: str,
        readings: str = "",
        next_step: str,
        parameters: tuple[str, ...] = (),
        required_under: Mapping[tuple[str, Any], str] = MappingProxyType({}),
        blocks: bool = False,
    ) -> Callable[[Check], Check]:
        """Enter a clause together with the function below it, which tests it."""

        def enter(check: Check) -> Check:
            self.clauses.append(
                Clause(
                    id=id,
                    document=self.document,
                    section=self.name,
                    citation=cites,
                    line=line,
                    paraphrase=says,
                    modality=modality,
                    title=title,
                    required=required,
                    test=test,
                    readings=readings,
                    next_step=next_step,
                    parameters=parameters,
                    blocks=blocks,
                    required_under=required_under,
                    check=check,
                )
            )
            return check

        return enter
