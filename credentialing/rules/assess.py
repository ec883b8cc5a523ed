"""Assess one record: every clause of every document, side by side."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .american_balint import AMERICAN_BALINT_SOCIETY
from .clauses import Clause, Verdict
from .dates import NoSuchDayError
from .determinations import Decided, decide
from .facts import Record
from .findings import Assessment, Finding, Reading
from .history import History
from .outcomes import OPEN, Outcome
from .parameters import Parameters
from .readiness import attention, observations, overall, readiness
from .society import Society

SHOWS_NEXT_STEP = OPEN | {Outcome.ADVISORY}


def assess(
    record: Record,
    as_of: date | None = None,
    *,
    parameters: Parameters | None = None,
    documents: Sequence[str] | None = None,
    explain: bool = False,
    society: Society = AMERICAN_BALINT_SOCIETY,
) -> Assessment:
    """The findings of the asked documents about one record, read at the end of `as_of`.

    Anything dated later is ignored, the order of rows never matters, and nothing is written. The
    findings of one document are the same whether or not another is asked for. With `explain` each
    finding also says what it would be under the other listed readings, which costs one assessment
    for each. Raises `KeyError` for a document the society does not have.
    """
    parameters = parameters or society.parameters
    books = [society.rulebook(key) for key in documents or society.documents]
    history = History(record, as_of or record.as_of, parameters)
    computed = {
        clause.id: _compute(clause, history) for book in society.rulebooks for clause in book.with_findings
    }
    decided = decide(society, history, computed)
    by_document = {
        book.key: tuple(
            _finding(clause, computed[clause.id], decided, parameters) for clause in book.with_findings
        )
        for book in books
    }
    findings = tuple(finding for found in by_document.values() for finding in found)
    if explain:
        findings = _explained(findings, record, history.as_of, parameters, society)
    standing = {key: readiness(found) for key, found in by_document.items()}
    return Assessment(
        as_of=history.as_of,
        findings=findings,
        readiness=standing,
        overall=overall(history, standing),
        attention=attention(findings),
        observations=observations(society, history),
        marks={book.key: mark for book in books if (mark := book.mark(history))},
    )


def _compute(clause: Clause, history: History) -> Verdict:
    assert clause.check is not None
    try:
        return clause.check(history)
    except NoSuchDayError as missing:
        # Only under the reading that refuses to round: then a person decides.
        return Verdict(Outcome.NEEDS_JUDGEMENT, f"no such day: {missing}")


def _finding(clause: Clause, verdict: Verdict, decided: Decided, parameters: Parameters) -> Finding:
    outcome = decided.outcomes[clause.id]
    step = verdict.next_step or clause.next_step
    return Finding(
        clause=clause,
        outcome=outcome,
        computed=verdict.outcome,
        measured=verdict.measured,
        evidence=verdict.evidence,
        excluded=verdict.excluded,
        next_step=step if outcome in SHOWS_NEXT_STEP else "",
        determination=decided.by[clause.id],
        parameter_set=parameters,
        reason=decided.reasons.get(clause.id, ""),
    )


def _explained(
    findings: tuple[Finding, ...], record: Record, as_of: date, parameters: Parameters, society: Society
) -> tuple[Finding, ...]:
    """The findings with the outcome each would have under every other listed reading."""
    outcomes = {
        (definition.name, value): assess(
            record, as_of, parameters=parameters.with_({definition.name: value}), society=society
        ).outcomes
        for definition in parameters
        for value in (definition.value, *definition.readings)
        if definition.readings and value != parameters[definition.name]
    }
    return tuple(
        replace(
            finding,
            readings=tuple(
                Reading(name, value, found[finding.clause.id])
                for (name, value), found in outcomes.items()
                if name in finding.clause.parameters
            ),
        )
        for finding in findings
    )
