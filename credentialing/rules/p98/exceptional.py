"""Exceptional circumstances: what the CCC may modify for one person, and what it may not."""

from fnmatch import fnmatchcase

from credentialing.rules.clauses import Section, Verdict
from credentialing.rules.history import History
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import listed

from .title import DOCUMENT, KEY

section = Section(DOCUMENT, "Exceptional circumstances")


def may_waive(history: History, clause_id: str) -> bool:
    """True for a clause of the Procedures outside the list no exception reaches."""
    kept = history.parameters["exc.nonwaivable"]
    return clause_id.startswith(f"{KEY}.") and not any(fnmatchcase(clause_id, pattern) for pattern in kept)


def is_waived(history: History, clause_id: str) -> bool:
    """True if a waiver of the clause has effect: asked for, and of a waivable clause."""
    asked = history.exception_requested and may_waive(history, clause_id)
    return asked and bool(history.naming("waive", clause_id))


section.information(
    "P98.EXC.1",
    title="Several routes exist",
    cites="Exceptional circumstances, sentence 1",
    line=45,
    says="Notes that the criteria already contain several routes.",
)


@section.clause(
    "P98.EXC.2",
    Modality.MAY,
    title="Modified for an individual",
    cites="Exceptional circumstances, sentence 2",
    line=45,
    says="The CCC may modify the procedures for an individual.",
    required="a decision of the CCC on the request",
    test=(
        "none n/a; requested needs judgement; granted waived and each named clause becomes "
        "waived, its counterpart in 2014 needs judgement; refused not_met."
    ),
    readings=(
        "What can be modified: A: everything above, B: not membership, application or the "
        "demonstration. Recommend B, exc.nonwaivable = BR.1a, BR.1c, CP.2c, CP.3*, FR.*. A "
        "membership lapse (BR.1b) stays waivable."
    ),
    next_step="Say which clauses and why.",
    parameters=("exc.nonwaivable",),
)
def modified(history: History) -> Verdict:
    if not history.exception_requested:
        return Verdict(Outcome.NOT_APPLICABLE, "not requested")
    named = sorted(
        {clause for row in history.decided("waive") for clause in row.clauses if may_waive(history, clause)}
    )
    if named:
        grant = next(row for row in reversed(history.decided("waive")) if set(row.clauses) & set(named))
        measured = f"granted for {listed(named, at_most=6)}"
        return Verdict(Outcome.WAIVED, measured, history.decided("waive"), determination=grant)
    refused = history.refused("exception", "P98.EXC.2")
    if refused is not None:
        return Verdict(
            Outcome.NOT_MET,
            "refused",
            (refused,),
            next_step="Go on along the usual steps, or ask the CCC for its reasons.",
            determination=refused,
        )
    return Verdict(
        Outcome.NEEDS_JUDGEMENT,
        "requested; nobody has decided",
        next_step="Wait for the CCC; say which clauses you ask about and why.",
    )


section.information(
    "P98.EXC.3",
    title="For whom it is meant",
    cites="Exceptional circumstances, sentence 3",
    line=45,
    says=(
        "Meant for people without the chance to qualify the usual way, but with far greater group"
        " experience or leadership-training experience, readily shown."
    ),
    test=("none computable; the request form asks for each of the three elements, the CCC records its view."),
    readings='"Much greater" has no measure. Recommend none be invented.',
)

section.information(
    "P98.EXC.4",
    modality=Modality.MAY,
    title="Equivalence and demonstration",
    cites="Exceptional circumstances, sentence 4",
    line=45,
    says=(
        "Then the CCC may recommend on equivalent training plus competency shown as a candidate "
        "at an intensive."
    ),
    test=(
        "an exception can support a recommendation only if CP.3a-g are met. Waiver of them is "
        "refused and logged."
    ),
    readings=(
        "A: the demonstration is always needed, B: it is one possible basis. Recommend A, the "
        'sentence joins equivalence and demonstrated competency with "and".'
    ),
    next_step="Plan the credentialing intensive; it cannot be waived.",
)

CLAUSES = tuple(section.clauses)
