"""What the findings add up to: readiness of each document, the overall status, and observations."""

from collections.abc import Iterable, Mapping

from .determinations import refused_waivers
from .findings import Finding
from .further_work import open_items, overdue_items
from .history import History
from .intensives import home_co_leaders
from .outcomes import FOR_THE_COMMITTEE, Outcome, Overall, Readiness
from .society import Society


def readiness(findings: Iterable[Finding]) -> Readiness:
    """In progress while any must is not yet; else a decision while any is open; else ready."""
    outcomes = {finding.outcome for finding in findings if finding.clause.blocks}
    if Outcome.NOT_YET in outcomes:
        return Readiness.IN_PROGRESS
    if outcomes & FOR_THE_COMMITTEE:
        return Readiness.NEEDS_CCC_DECISION
    return Readiness.READY


def overall(history: History, by_document: Mapping[str, Readiness]) -> Overall:
    """The first that holds; only a recorded vote of the Council makes anyone credentialed."""
    review = history.record.ccc_review
    recommended = review.recommendation if review.recommended_on is not None else None
    standing = set(by_document.values())
    if history.vote is not None:
        return Overall.CREDENTIALED if history.vote.outcome == "credentialed" else Overall.NOT_CREDENTIALED
    if recommended == "against":
        return Overall.READY_FOR_COUNCIL
    if Readiness.IN_PROGRESS in standing:
        return Overall.ENQUIRY if history.submitted_on is None else Overall.IN_PROGRESS
    if Readiness.NEEDS_CCC_DECISION in standing:
        return Overall.NEEDS_CCC_DECISION
    if open_items(history):
        return Overall.FURTHER_WORK
    return Overall.READY_FOR_COUNCIL if recommended == "for" else Overall.READY_FOR_CCC_REVIEW


def attention(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The must clauses a person has to decide about, sorted as strings."""
    return tuple(sorted(finding.clause.id for finding in findings if finding.is_for_the_committee))


def observations(society: Society, history: History) -> tuple[str, ...]:
    """Facts worth a person's eye that no clause judges, sorted."""
    seen = [f"refused_waiver:{clause}" for clause in refused_waivers(society, history)]
    if overdue_items(history):
        seen.append("further_work_overdue")
    evaluation = history.evaluation
    evaluator = evaluation.final.evaluator if evaluation is not None else None
    if evaluator is not None:
        if evaluator in history.supervision.supervisors_until(history.as_of):
            seen.append("evaluator_was_supervisor")
        if evaluator in home_co_leaders(history.record.groups, until=history.as_of):
            seen.append("evaluator_is_home_co_leader")
    return tuple(sorted(seen))
