"""What people have determined, reviewed, recommended, agreed and voted."""

import datetime as dt

from credentialing.enums import MotionOutcome, RequestKind
from credentialing.rules.facts import (
    CCCReview,
    CouncilVote,
    Determination,
    FurtherWork,
    FurtherWorkItem,
)

from .arrays import Row, by_then, day, stands

VOTES = {str(MotionOutcome.CREDENTIALED), str(MotionOutcome.NOT_CREDENTIALED)}


def exception_requested_on(rows: list[Row]) -> dt.date | None:
    """The first day on which exceptional circumstances were put to the committee (P98.EXC)."""
    days = [row["asked_on"] for row in rows if row["kind"] == RequestKind.EXCEPTION]
    return day(min(days, default=None))


def determinations(rows: list[Row]) -> tuple[Determination, ...]:
    """Each determination with the terms of its kind."""
    return tuple(_determination(at, row) for at, row in enumerate(rows))


def _determination(at: int, row: Row) -> Determination:
    terms = row["terms"]
    sessions = terms.get("sessions_by_year", {}).items()
    return Determination(
        at,
        row["kind"],
        dt.date.fromisoformat(row["on"]),
        row["body"] or None,
        row["reason"] or None,
        tuple(row["clauses"]),
        terms.get("outcome"),
        terms.get("of"),
        day(terms.get("from")),
        terms.get("meetings", 0),
        terms.get("per_months", 0),
        tuple(sorted((int(year), held) for year, held in sessions)),
    )


def ccc_review(reviews: list[Row], recommendations: list[Row], as_of: dt.date) -> CCCReview:
    """The committee's review and recommendation, as long as they have not been dropped (T35)."""
    review, recommendation = _standing(reviews, as_of), _standing(recommendations, as_of)
    return CCCReview(
        day(review["on"]) if review else None,
        day(recommendation["on"]) if recommendation else None,
        (recommendation["direction"] or None) if recommendation else None,
    )


def _standing(rows: list[Row], as_of: dt.date) -> Row | None:
    standing = [row for row in rows if stands(row["dropped_on"], as_of)]
    return standing[-1] if standing else None


def chosen_work(rows: list[Row], as_of: dt.date) -> Row | None:
    """The latest further work to which a side had agreed by the day."""
    agreed = [
        row
        for row in rows
        if by_then(row["agreed_by_ccc_on"], as_of) or by_then(row["agreed_by_candidate_on"], as_of)
    ]
    return agreed[-1] if agreed else None


def items_that_count(work: Row | None, as_of: dt.date) -> list[Row]:
    """Its activities; once it is closed with a reason, those left undone are asked for no more (T30)."""
    if work is None:
        return []
    closed = by_then(work["closed_on"], as_of)
    return [row for row in work["items"] if row["done_on"] or not closed]


def further_work(work: Row | None, items: list[Row]) -> FurtherWork:
    """The further work as the rules read it."""
    if work is None:
        return FurtherWork()
    return FurtherWork(
        day(work["agreed_by_ccc_on"]),
        day(work["agreed_by_candidate_on"]),
        tuple(
            FurtherWorkItem(at, row["activity"] or None, day(row["deadline"]), day(row["done_on"]))
            for at, row in enumerate(items)
        ),
    )


def council_vote(rows: list[Row], as_of: dt.date) -> CouncilVote:
    """The last vote that decided; a motion that lapsed or was returned decided nothing."""
    decided = [row for row in rows if row["outcome"] in VOTES]
    counted = [row for row in decided if by_then(row["on"], as_of)] or decided
    return CouncilVote(day(counted[-1]["on"]), counted[-1]["outcome"]) if counted else CouncilVote()
