"""A finding, and the assessment that holds them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .clauses import Clause, Excluded
from .facts import Determination, Fact
from .outcomes import FOR_THE_COMMITTEE, Outcome, Overall, Readiness

if TYPE_CHECKING:
    from .parameters import Parameters


class Reading(NamedTuple):
    """What the clause would say if one parameter had another of its readings."""

    parameter: str
    value: Any
    outcome: Outcome


class ParameterUsed(NamedTuple):
    """A figure a finding was measured against, with its date and origin."""

    name: str
    value: Any
    valid_from: date
    origin: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one clause says about one candidate on one day, and why.

    `computed` is the outcome before any waiver, bridge, judgement or reconciliation; it stays visible
    under `outcome`. `readings` is filled when an assessment was asked to explain itself.
    """

    clause: Clause
    outcome: Outcome
    computed: Outcome
    measured: str
    evidence: tuple[Fact, ...]
    excluded: tuple[Excluded, ...]
    next_step: str
    determination: Determination | None
    parameter_set: Parameters
    reason: str = ""
    readings: tuple[Reading, ...] = ()

    @property
    def required(self) -> str:
        return self.clause.required

    @property
    def citation(self) -> str:
        return self.clause.cited

    @property
    def parameters(self) -> tuple[ParameterUsed, ...]:
        """The parameters the clause was measured against, with value, date and origin."""
        used = []
        for name in self.clause.parameters:
            definition = self.parameter_set.definition(name)
            used.append(
                ParameterUsed(name, self.parameter_set[name], definition.valid_from, definition.origin)
            )
        return tuple(used)

    @property
    def depends_on_reading(self) -> bool:
        """True if another listed reading gives another outcome."""
        return any(reading.outcome is not self.outcome for reading in self.readings)

    @property
    def evidence_paths(self) -> tuple[str, ...]:
        """Where in the record the evidence stands, as "group_sessions[3]"."""
        return tuple(fact.path for fact in self.evidence)

    @property
    def is_for_the_committee(self) -> bool:
        """True if a person has to decide about this clause."""
        return self.clause.blocks and self.outcome in FOR_THE_COMMITTEE


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every finding about one candidate on one day, in the order of the texts, and what follows.

    It never says that anyone is credentialed unless the Council has voted so.
    """

    as_of: date
    findings: tuple[Finding, ...]
    readiness: Mapping[str, Readiness]
    overall: Overall
    attention: tuple[str, ...]
    observations: tuple[str, ...]
    marks: Mapping[str, str]

    def __getitem__(self, clause_id: str) -> Finding:
        for finding in self.findings:
            if finding.clause.id == clause_id:
                return finding
        raise KeyError(clause_id)

    def __contains__(self, clause_id: object) -> bool:
        return any(finding.clause.id == clause_id for finding in self.findings)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcome of every clause by its id."""
        return {finding.clause.id: finding.outcome for finding in self.findings}

    def of(self, document: str) -> tuple[Finding, ...]:
        """The findings of one document, by its key."""
        return tuple(finding for finding in self.findings if finding.clause.id.startswith(f"{document}."))
