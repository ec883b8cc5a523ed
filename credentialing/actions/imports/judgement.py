"""Determinations, committee review, further work and vote of an older file."""

import datetime as dt

from credentialing.enums import RequestKind, State
from credentialing.frozen import freeze
from credentialing.in_use import society_in_use
from credentialing.models import (
    Assessment,
    CommitteeRequest,
    CommitteeReview,
    Determination,
    FurtherWork,
    FurtherWorkItem,
    Motion,
    Recommendation,
)
from credentialing.record import record
from credentialing.rules import assess
from credentialing.rules.dates import Period
from credentialing.rules.facts import Determination as Determined
from members import clock

from .paper import FROM_PAPER, Paper
from .people import credential


def write(paper: Paper) -> None:
    """What people judged; a review stands on an assessment frozen as the file stood."""
    _requested(paper)
    for row in paper.record.determinations:
        Determination.objects.create(
            case=paper.case,
            kind=row.kind,
            clauses=list(row.clauses),
            terms=_terms(row),
            decided_on=row.on,
            body=row.by or "",
            reason=row.reason or "",
        )
    _further_work(paper)
    _vote(paper, _reviewed(paper))


def _requested(paper: Paper) -> None:
    on = paper.record.exception_requested_on
    if on is not None:
        CommitteeRequest.objects.create(
            case=paper.case, kind=RequestKind.EXCEPTION, asked_on=on, reason=FROM_PAPER
        )


def _terms(row: Determined) -> dict[str, object]:
    """What the kind needs, and nothing else."""
    if row.kind == "grant_schedule":
        began = row.starts_on.isoformat() if row.starts_on else None
        return {"from": began, "meetings": row.meetings, "per_months": row.per_months}
    if row.kind == "in_lieu_of_supervision":
        return {"sessions_by_year": {str(year): held for year, held in row.sessions_by_year}}
    return {name: value for name in ("outcome", "of") if (value := getattr(row, name)) is not None}


def _further_work(paper: Paper) -> None:
    work = paper.record.further_work
    agreed = [on for on in (work.agreed_by_ccc_on, work.agreed_by_candidate_on) if on is not None]
    if not agreed and not work.items:
        return
    done = [item.done_on for item in work.items if item.done_on is not None]
    is_done = bool(done) and len(done) == len(work.items)
    row = FurtherWork.objects.create(
        case=paper.case,
        proposed_on=min(agreed, default=paper.record.as_of),
        agreed_by_ccc_on=work.agreed_by_ccc_on,
        agreed_by_candidate_on=work.agreed_by_candidate_on,
        closed_on=max(done) if is_done else None,
        closed_reason=FROM_PAPER if is_done else "",
    )
    FurtherWorkItem.objects.bulk_create(
        FurtherWorkItem(work=row, activity=item.activity or "", deadline=item.deadline, done_on=item.done_on)
        for item in work.items
    )


def _reviewed(paper: Paper) -> Recommendation | None:
    review = paper.record.ccc_review
    if review.reviewed_on is None and review.recommended_on is None:
        return None
    frozen = _freeze(paper)
    looked = None
    if review.reviewed_on is not None:
        looked = CommitteeReview.objects.create(
            case=paper.case,
            opened_on=review.reviewed_on,
            reviewed_on=review.reviewed_on,
            assessment=frozen,
            note=FROM_PAPER,
        )
    if review.recommended_on is None:
        return None
    return Recommendation.objects.create(
        case=paper.case,
        review=looked,
        assessment=frozen,
        direction=review.recommendation or "",
        on=review.recommended_on,
        reasons=FROM_PAPER,
    )


def _freeze(paper: Paper) -> Assessment:
    as_of = paper.record.as_of
    held = record(paper.case, as_of)
    content, sha256 = freeze(held, assess(held, as_of, society=society_in_use()))
    return Assessment.objects.create(case=paper.case, as_of=as_of, content=content, sha256=sha256)


def _vote(paper: Paper, recommendation: Recommendation | None) -> None:
    """The vote as a closed motion whose counts nobody knows; and the credential, if it was given."""
    vote = paper.record.council_vote
    if vote.voted_on is None or vote.outcome is None:
        return
    noon = clock.at(vote.voted_on, 12)
    Motion.objects.create(
        case=paper.case,
        recommendation=recommendation,
        opened_at=noon - dt.timedelta(hours=1),
        closes_at=noon,
        closed_at=noon,
        outcome=vote.outcome,
    )
    if paper.case.state == State.CREDENTIALED:
        credential(paper.candidate, Period(vote.voted_on)).save()
