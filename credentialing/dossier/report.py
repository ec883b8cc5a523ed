"""An assessment as JSON for machines and as text for people."""

import textwrap
from typing import Any

from credentialing.rules import Assessment, Finding, Row, pairing
from credentialing.rules.clauses import Excluded
from credentialing.rules.dates import spell
from credentialing.rules.outcomes import OPEN

from .writing import plain


def to_json(assessment: Assessment) -> dict[str, Any]:
    """The assessment as `assess` prints it: one entry for each finding, in the order of the texts."""
    return {
        "as_of": plain(assessment.as_of),
        "findings": [_finding(finding) for finding in assessment.findings],
        "readiness": {
            **{key: str(value) for key, value in assessment.readiness.items()},
            "overall": str(assessment.overall),
        },
        "attention": list(assessment.attention),
        "observations": list(assessment.observations),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "clause": finding.clause.id,
        "outcome": str(finding.outcome),
        "measured": finding.measured,
        "required": finding.required,
        "citation": finding.citation,
        "evidence": list(finding.evidence_paths),
        "excluded": [_excluded(one) for one in finding.excluded],
        "readings": [
            {"parameter": name, "value": plain(value), "outcome": str(outcome)}
            for name, value, outcome in finding.readings
        ],
        "determination": _determination(finding),
        "next_step": finding.next_step,
    }


def _excluded(excluded: Excluded) -> dict[str, str]:
    fact, why = excluded
    return {"evidence": fact.path, "why": why}


def _determination(finding: Finding) -> dict[str, Any] | None:
    made = finding.determination
    if made is None:
        return None
    return {
        "evidence": made.path,
        "kind": made.kind,
        "date": plain(made.on),
        "by": made.by,
        "reason": made.reason,
    }


def to_text(assessment: Assessment, *, width: int = 100) -> str:
    """The assessment for people: where it stands, the two columns, then what is left to do."""
    lines = [f"As of {spell(assessment.as_of)}", f"Overall: {_words(assessment.overall)}"]
    lines += [f"{key}: {_words(value)}" for key, value in assessment.readiness.items()]
    lines += [f"{key}: {mark}" for key, mark in assessment.marks.items()]
    if assessment.attention:
        lines.append(f"For the committee: {', '.join(assessment.attention)}")
    if assessment.observations:
        lines.append(f"Observed: {', '.join(_words(one) for one in assessment.observations)}")
    relation = None
    for row in pairing(assessment):
        if row.relation is not relation:
            relation = row.relation
            lines += ["", f"== {relation} ".ljust(width, "=")]
        lines += ["", row.subject.title, *_columns(row, width)]
    lines += ["", "== left to do ".ljust(width, "="), "", *_left_to_do(assessment, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _words(token: str) -> str:
    return token.replace("_", " ")


def _columns(row: Row, width: int) -> list[str]:
    """The findings of both documents beside each other."""
    half = (width - 3) // 2
    older, newer = (_cell(findings, half) for findings in (row.older, row.newer))
    height = max(len(older), len(newer))
    older += [""] * (height - len(older))
    newer += [""] * (height - len(newer))
    return [f"{left:<{half}} | {right}" for left, right in zip(older, newer, strict=True)]


def _cell(findings: tuple[Finding, ...], width: int) -> list[str]:
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{finding.clause.id}  {finding.outcome.label}"[:width])
        lines += textwrap.wrap(finding.measured, width, initial_indent="  ", subsequent_indent="  ")
        for reading in finding.readings:
            if reading.outcome is not finding.outcome:
                other = f"{reading.parameter} = {reading.value}: {reading.outcome.label}"
                lines += textwrap.wrap(other, width, initial_indent="  or, ", subsequent_indent="      ")
    return lines or ["-"]


def _left_to_do(assessment: Assessment, width: int) -> list[str]:
    lines: list[str] = []
    for finding in assessment.findings:
        if finding.outcome in OPEN and finding.next_step:
            step = f"{finding.clause.id}  {finding.next_step} ({finding.citation})"
            lines += textwrap.wrap(step, width, subsequent_indent="    ")
    return lines or ["Nothing."]
