"""Intensives the candidate attended, and the evaluation at the final one (P98.CP.2, CP.3; R14.11)."""

import datetime as dt

from credentialing.rules.facts import CoLedSession, EvaluationMeeting, FinalIntensive, Intensive
from intensives.enums import Role

from .arrays import Row, day, stands
from .people import id_of


def standing_places(rows: list[Row], as_of: dt.date) -> list[Row]:
    """The places that are neither withdrawn nor at a cancelled Intensive."""
    return [
        row
        for row in rows
        if stands(row["withdrawn_on"], as_of) and stands(row["intensive__cancelled_on"], as_of)
    ]


def intensives(places: list[Row]) -> tuple[Intensive, ...]:
    """Each place as the rules read it; completed only once somebody attested to it."""
    return tuple(
        Intensive(
            at,
            f"I{row['intensive']}",
            row["intensive__start"],
            row["intensive__end"],
            row["role"],
            bool(row["completed"]),
        )
        for at, row in enumerate(places)
    )


def final_place(places: list[Row], as_of: dt.date) -> Row | None:
    """The latest place that is being evaluated; until there is one, the latest as a candidate."""
    latest_first = places[::-1]
    evaluated = (row for row in latest_first if row["co_led"] or standing_evaluation(row, as_of))
    as_candidate = (row for row in latest_first if row["role"] == Role.CANDIDATE)
    return next(evaluated, None) or next(as_candidate, None)


def standing_evaluation(place: Row | None, as_of: dt.date) -> Row | None:
    """The evaluation whose designation has not ended."""
    standing = [row for row in place["evaluations"] if stands(row["ended_on"], as_of)] if place else []
    return standing[-1] if standing else None


def final_intensive(place: Row | None, evaluation: Row | None) -> FinalIntensive:
    """The final Intensive with its faculty, co-led sessions and evaluation."""
    if place is None:
        return FinalIntensive()
    final = FinalIntensive(
        intensive=f"I{place['intensive']}",
        faculty=tuple(f"P{row['person']}" for row in place["faculty"]),
        co_led=tuple(
            CoLedSession(at, dt.date.fromisoformat(row["on"]), f"P{row['faculty']}")
            for at, row in enumerate(place["co_led"])
        ),
    )
    if evaluation is None:
        return final
    return final._replace(
        evaluator=id_of(evaluation["evaluator"]),
        evaluator_designated_on=day(evaluation["designated_on"]),
        meeting=_meeting(evaluation),
        assessment_to_candidate_on=day(evaluation["delivered_on"]),
        assessment_to_ccc_on=day(evaluation["delivered_to_ccc_on"]),
        recommendation_to_ccc_on=day(evaluation["advice_to_ccc_on"]),
    )


def _meeting(evaluation: Row) -> EvaluationMeeting | None:
    on = day(evaluation["meeting_on"])
    present = tuple(f"P{row['person']}" for row in evaluation["present"])
    return EvaluationMeeting(on, present) if on else None


def people_at(place: Row | None, evaluation: Row | None) -> set[int]:
    """The keys of everybody the final Intensive names."""
    if place is None:
        return set()
    found = {row["person"] for row in place["faculty"]} | {row["faculty"] for row in place["co_led"]}
    if evaluation is not None:
        found |= {evaluation["evaluator"]} | {row["person"] for row in evaluation["present"]}
    return found - {None}
