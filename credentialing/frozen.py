"""Freezing an assessment, so that what was decided on can be shown and checked for ever after."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from credentialing.dossier import dump, load, to_json
from credentialing.rules import CLAUSES, Assessment, Outcome, Record
from credentialing.rules.clauses import Clause
from credentialing.rules.facts import Determination, Fact, Noted
from credentialing.rules.findings import ParameterUsed, Reading
from credentialing.rules.outcomes import FOR_THE_COMMITTEE, Overall, Readiness

Content = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenFinding:
    """A finding as it was frozen: what a page shows of a `Finding`, and nothing is computed again."""

    clause: Clause
    outcome: Outcome
    computed: Outcome
    measured: str
    required: str
    citation: str
    reason: str
    next_step: str
    evidence: tuple[Fact, ...]
    excluded: tuple[tuple[Fact, str], ...]
    readings: tuple[Reading, ...]
    determination: Determination | None
    parameters: tuple[ParameterUsed, ...] = ()

    @property
    def is_for_the_committee(self) -> bool:
        """True if a person had to decide about this clause."""
        return self.clause.blocks and self.outcome in FOR_THE_COMMITTEE


@dataclass(frozen=True, slots=True)
class Change:
    """What a clause says today, where that is not what was frozen."""

    clause: Clause
    was: Outcome
    now: Outcome
    measured_was: str
    measured_now: str


def freeze(record: Record, assessment: Assessment) -> tuple[Content, str]:
    """The dossier and the findings as one JSON object, and the SHA-256 of its canonical text.

    What comes back from the database is equal to what went in, so its digest can be computed again.
    """
    told = to_json(assessment)
    for row, finding in zip(told["findings"], assessment.findings, strict=True):
        row |= {"computed": str(finding.computed), "reason": finding.reason}
    content = json.loads(canonical({"dossier": dump(record), "assessment": told}))
    return content, digest(content)


def thaw(content: Mapping[str, Any]) -> tuple[Record, Assessment]:
    """The record and the findings as they were frozen, in the words of that day.

    A clause that no document has any more is left out. Raises DossierError where the dossier in it cannot
    be read.
    """
    record, told = load(content["dossier"]), content["assessment"]
    facts = _Evidence(content["dossier"], record)
    findings = tuple(_thawed(row, facts) for row in told["findings"] if row["clause"] in CLAUSES)
    readiness = {key: Readiness(value) for key, value in told["readiness"].items() if key != "overall"}
    assessment = Assessment(
        as_of=date.fromisoformat(told["as_of"]),
        findings=findings,  # type: ignore[arg-type]
        readiness=readiness,
        overall=Overall(told["readiness"]["overall"]),
        attention=tuple(told["attention"]),
        observations=tuple(told["observations"]),
        marks={},
    )
    return record, assessment


def changes(was: Assessment, now: Assessment) -> list[Change]:
    """The clauses that say something else today than when they were frozen, in the order of the texts."""
    then = {finding.clause.id: finding for finding in was.findings}
    return [
        Change(found.clause, before.outcome, found.outcome, before.measured, found.measured)
        for found in now.findings
        if (before := then.get(found.clause.id))
        and (before.outcome, before.measured) != (found.outcome, found.measured)
    ]


class _Evidence(dict[str, Fact]):
    """The facts of a frozen dossier by their paths; a single dated entry is one too."""

    def __init__(self, dossier: Mapping[str, Any], record: Record) -> None:
        super().__init__({fact.path: fact for fact in _facts(record)})
        self._dossier = dossier

    def of(self, paths: Iterable[str]) -> tuple[Fact, ...]:
        """What stands at the paths."""
        return tuple(fact for path in paths if (fact := self.get(path) or self._noted(path)))

    def _noted(self, path: str) -> Noted | None:
        found: Any = self._dossier
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return Noted(path, date.fromisoformat(found)) if isinstance(found, str) else None


def _thawed(row: Mapping[str, Any], facts: _Evidence) -> FrozenFinding:
    made = facts.get(row["determination"]["evidence"]) if row["determination"] else None
    outcome = Outcome(row["outcome"])
    return FrozenFinding(
        clause=CLAUSES[row["clause"]],
        outcome=outcome,
        computed=Outcome(row.get("computed", outcome)),
        measured=row["measured"],
        required=row["required"],
        citation=row["citation"],
        reason=row.get("reason", ""),
        next_step=row["next_step"],
        evidence=facts.of(row["evidence"]),
        excluded=tuple((fact, one["why"]) for one in row["excluded"] for fact in facts.of([one["evidence"]])),
        readings=tuple(
            Reading(one["parameter"], one["value"], Outcome(one["outcome"])) for one in row["readings"]
        ),
        determination=made if isinstance(made, Determination) else None,
    )


def _facts(thing: Any) -> Iterator[Fact]:
    """Every fact of a record that can say where it stands."""
    if hasattr(thing, "path"):
        yield thing
    if isinstance(thing, Mapping):
        thing = tuple(thing.values())
    if hasattr(thing, "__dataclass_fields__"):
        thing = tuple(getattr(thing, name) for name in thing.__dataclass_fields__)
    if isinstance(thing, tuple):
        for part in thing:
            yield from _facts(part)


def canonical(content: Mapping[str, Any]) -> str:
    """The one text of a content: keys sorted, no spaces, characters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def changed_musts(frozen: Mapping[str, Any], now: Assessment) -> tuple[str, ...]:
    """The must clauses, in the order of the texts, whose outcome is not what was frozen."""
    was = {found["clause"]: found["outcome"] for found in frozen["assessment"]["findings"]}
    return tuple(
        id for id, outcome in now.outcomes.items() if CLAUSES[id].blocks and was.get(id) != str(outcome)
    )


def still_stands(frozen: Mapping[str, Any], now: Assessment) -> bool:
    """True unless the outcome of a must clause differs from the frozen one."""
    return not changed_musts(frozen, now)
