"""A finding, and the assessment that holds them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .clauses import Clause, Excluded
from .facts import Determination, Fact
from .outcomes import FOR_THE_COMMITTEE, OPEN, Outcome, Overall, Readiness
from .parameters import Parameters
from .remembered import remembered
from .words import filled

if TYPE_CHECKING:
    from .answers import Answers

SHOWS_NEXT_STEP = OPEN | {Outcome.ADVISORY}


class Reading(NamedTuple):
    """What the clause would say if one parameter had another of its readings."""

    parameter: str
    value: Any
    outcome: Outcome


class ParameterUsed(NamedTuple):
    """A figure a finding was measured against: from which day on, where it comes from, who set it and why."""

    name: str
    value: Any
    valid_from: date
    origin: str
    set_by: str = ""
    why: str = ""


class Finding:
    """What one clause says about one candidate on one day, and why; never changed once made.

    `computed` is the outcome before any waiver, bridge, judgement or reconciliation; it stays visible
    under `outcome`, with the `determination` that changed it and in `reason` how. `evidence` is what the
    clause counted, `excluded` what it left out, with the reason for each.
    """

    def __init__(self, clause: Clause, answers: Answers) -> None:
        self._verdict, decided, self._asked = answers[clause]
        self.clause = clause
        self.outcome: Outcome
        self.determination: Determination | None
        self.reason: str
        self.outcome, self.determination, self.reason = decided
        self._answers = answers

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash((self.clause.id, self.outcome))

    def __repr__(self) -> str:
        return f"<{self.clause.id} {self.outcome}: {self.measured}>"

    def _told(self) -> tuple[Any, ...]:
        verdict = self._verdict._replace(excluded=self.excluded)
        return (self.clause, self.outcome, self.determination, self.reason, verdict, self.parameters)

    @property
    def computed(self) -> Outcome:
        return self._verdict.outcome

    @property
    def measured(self) -> str:
        return self._verdict.measured

    @property
    def evidence(self) -> tuple[Fact, ...]:
        return self._verdict.evidence

    @remembered
    def excluded(self) -> tuple[Excluded, ...]:
        left_out = self._verdict.excluded
        return left_out() if callable(left_out) else left_out

    @property
    def next_step(self) -> str:
        """What can be done next, while there is anything to do; empty otherwise."""
        step = self._verdict.next_step or self.clause.next_step
        return step if self.outcome in SHOWS_NEXT_STEP else ""

    @property
    def required(self) -> str:
        """What the clause asks for as it was read, with the figures it was measured against."""
        asked = self.clause.required
        for (name, value), words in self.clause.required_under.items():
            asked = words if self._read_with[name] == value else asked
        return filled(asked, self._read_with)

    @property
    def citation(self) -> str:
        return self.clause.cited

    @property
    def parameters(self) -> tuple[ParameterUsed, ...]:
        """The parameters the clause was measured against, in the version of the day."""
        version = self._read_with.version
        return tuple(ParameterUsed(name, *version(name)) for name in self.clause.parameters)

    @property
    def _read_with(self) -> Parameters:
        return self._answers.history.parameters.parameters

    @remembered
    def readings(self) -> tuple[Reading, ...]:
        """The outcome under every other listed reading, for which only this clause is run again.

        A parameter that nobody asked on the way to the outcome cannot change it and is not tried. One
        that the clause does not list, asked elsewhere, is named only where it changes the outcome.
        """
        asked, parameters, outcome = self._asked, self._read_with, self.outcome
        bits, listed = parameters.bits, self.clause.parameters
        found = [
            Reading(name, value, self._under(name, value) if asked & bits[name] else outcome)
            for name, value in parameters.other_values(listed)
        ]
        if asked & parameters.choosable:
            for name, value in parameters.other_values(parameters.choices_among(asked, listed)):
                turned = self._under(name, value)
                if turned is not outcome:
                    found.append(Reading(name, value, turned))
        return tuple(found)

    def _under(self, name: str, value: Any) -> Outcome:
        return self._answers.trying(name, value).outcome(self.clause)

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
