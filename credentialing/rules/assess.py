"""Assess one record: every clause of every document, side by side."""

from collections.abc import Sequence
from datetime import date

from .american_balint import AMERICAN_BALINT_SOCIETY
from .answers import Answers
from .facts import Record
from .findings import Assessment, Finding
from .history import History
from .parameters import Parameters
from .readiness import attention, observations, overall, readiness
from .society import Society


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

    Anything dated later is ignored, of each parameter the version of that day is used, the order of rows
    never matters, and nothing is written. The findings of one document are the same whether or not
    another is asked for. A finding works out what it left out and its readings when first asked;
    `explain` does so at once.
    Raises `KeyError` for a document the society does not have.
    """
    day = as_of or record.as_of
    books = [society.rulebook(key) for key in documents or society.documents]
    history = History(record, day, (parameters or society.parameters).on(day))
    answers = Answers(society, history)
    by_document = {
        book.key: tuple([Finding(clause, answers) for clause in book.with_findings]) for book in books
    }
    findings = tuple(finding for found in by_document.values() for finding in found)
    if explain:
        for finding in findings:
            _ = finding.readings, finding.excluded
    standing = {key: readiness(found) for key, found in by_document.items()}
    return Assessment(
        as_of=day,
        findings=findings,
        readiness=standing,
        overall=overall(history, standing),
        attention=attention(findings),
        observations=observations(society, history),
        marks={book.key: mark for book in books if (mark := book.mark(history))},
    )
