"""Gathering the `Situation` of a case: from its record, its findings, and the rows a guard asks about."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from credentialing.actions.standing import council_today, standing_rows
from credentialing.enums import ReviewRole
from credentialing.frozen import still_stands
from credentialing.guards import Situation
from credentialing.models import Case, CommitteeReview, FurtherWork, Recommendation
from credentialing.models.application import missing_of
from credentialing.record import Loaded, load
from credentialing.rules import Assessment, Outcome, Record, assess
from credentialing.rules.dates import Period
from credentialing.rules.outcomes import FOR_THE_COMMITTEE
from credentialing.rules.paid import paid
from credentialing.rules.pathway import participant_intensives_left, supervision_replaced
from intensives.enums import Role
from intensives.models import Attendance
from members import clock
from members.models import Person
from members.offices import offices_of

__all__ = [
    "asked_place",
    "council_today",
    "final_place",
    "open_work",
    "situation_of",
    "standing_recommendation",
    "standing_review",
]

Row = Mapping[str, Any]


def situation_of(
    case: Case,
    *,
    by: Person | None,
    loaded: Loaded | None = None,
    assessment: Assessment | None = None,
    **typed: Any,
) -> Situation:
    """What the guards may know of the case today; `typed` facts come with the step and win."""
    today = clock.today()
    loaded = loaded or load([case.pk], today)[case.pk]
    record, society = loaded.record, loaded.society
    assessment = assessment or assess(record, today, society=society)
    rows = standing_rows(case)
    facts: dict[str, Any] = {
        "member_today": any(Period(one.start, one.end).covers(today) for one in record.memberships),
        "participant_intensives_left": participant_intensives_left(record, today, society=society),
        "in_lieu_covers_both_years": supervision_replaced(record, today, society=society),
        "not_yet": _musts(assessment, {Outcome.NOT_YET}),
        "unanswered": _musts(assessment, FOR_THE_COMMITTEE),
        "roll_size": len(rows.roll),
        "ballot_open": rows.ballot_open,
        "credentialed": rows.credentialed,
        **_application(rows, by),
        **_supervisor(rows, record),
        **_final(rows, loaded, today),
        **_committee(rows, assessment),
        **_work(rows),
    }
    return Situation(**{**facts, **typed})


def _musts(assessment: Assessment, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    wanted = set(outcomes)
    return tuple(f.clause.id for f in assessment.findings if f.clause.blocks and f.outcome in wanted)


def _application(rows: Case, by: Person | None) -> dict[str, Any]:
    application = getattr(rows, "application", None)
    round_ = application.round if application else 1
    reviews = {row["role"]: row["outcome"] for row in rows.reviews_given if row["round"] == round_}
    views = {(row["experience"], row["role"]) for row in rows.views_given if row["round"] == round_}
    mine = _reviewing_roles(by)
    return {
        "missing": missing_of(application),
        "recording_arranged": bool(application and application.recording_arranged_on),
        "chair_outcome": reviews.get(ReviewRole.CHAIR, ""),
        "coordinator_outcome": reviews.get(ReviewRole.COORDINATOR, ""),
        "reviewed_by_me": bool(mine) and mine <= set(reviews),
        "experiences_unviewed": sum(any((pk, role) not in views for role in ReviewRole) for pk in rows.named),
        "views_owed_by_me": sum((pk, role) not in views for pk in rows.named for role in mine),
    }


def _reviewing_roles(by: Person | None) -> set[str]:
    return set() if by is None else {role for role in ReviewRole.values if role in offices_of(by)}


def _supervisor(rows: Case, record: Record) -> dict[str, Any]:
    current = _only(rows.current_agreements)
    return {
        "request_open": rows.request_open,
        "supervisor_accepted": rows.has_a_yes,
        "current_agreement": current is not None,
        "form_filled": bool(current and current["form_filled_on"]),
        "signed": bool(current and current["supervisor_signed_on"]),
        "first_year_confirmed": bool(current) and paid(record.fee, only_confirmed=True).in_full,
    }


def _only(found: list[Row]) -> Row | None:
    return found[0] if found else None


def final_place(case: Case, loaded: Loaded | None = None) -> Attendance | None:
    """The place of the final Intensive as the record has it: being evaluated, else asked for (P98.CP.3a)."""
    loaded = loaded or load([case.pk])[case.pk]
    found = Attendance.objects.filter(pk__in=loaded.keys["final_intensive"])
    return found.select_related("intensive", "small_group").first()


def asked_place(case: Case) -> Attendance | None:
    """The standing place as credentialing candidate that was asked for last, evaluated or not (P98.CP.2c)."""
    places = Attendance.objects.standing().as_candidate().filter(person=case.candidate_id)
    return places.select_related("intensive", "small_group").order_by("-intensive__start", "-pk").first()


def _final(rows: Case, loaded: Loaded, today: dt.date) -> dict[str, Any]:
    asked = [row for row in rows.places if row["role"] == Role.CANDIDATE]
    final = _only([row for row in rows.places if row["key"] in loaded.keys["final_intensive"]])
    if final is None:
        return {}
    faculty = {row["person"] for row in final["faculty"]}
    return {
        "asked_for_final": bool(asked) and asked[-1]["completed"] is None and _end(asked[-1]) >= today,
        "place_stands": True,
        "faculty_named": len(faculty),
        "intensive_over": _end(final) <= today,
        "attendance_completed": bool(final["completed"]),
        "co_led": len(final["co_led"]),
        **_evaluation(_only(final["evaluations"]), faculty),
    }


def _end(place: Row) -> dt.date:
    return dt.date.fromisoformat(place["end"])


def _evaluation(evaluation: Row | None, faculty: set[int]) -> dict[str, Any]:
    if evaluation is None:
        return {}
    return {
        "evaluator_named": evaluation["evaluator"] is not None,
        "evaluator_distinct": evaluation["evaluator"] not in faculty,
        "meeting_recorded": evaluation["meeting_on"] is not None,
        "assessment_written": bool(evaluation["written"]),
        "assessment_delivered": None not in (evaluation["delivered_on"], evaluation["delivered_to_ccc_on"]),
    }


def standing_review(case: Case) -> CommitteeReview | None:
    """The committee's review that has not been dropped."""
    return CommitteeReview.objects.filter(case=case, dropped_on=None).select_related("assessment").first()


def standing_recommendation(case: Case) -> Recommendation | None:
    """The recommendation that has not been dropped."""
    return Recommendation.objects.filter(case=case, dropped_on=None).select_related("assessment").first()


def _committee(rows: Case, assessment: Assessment) -> dict[str, Any]:
    review, recommendation = _only(rows.standing_reviews), _only(rows.standing_recommendations)
    frozen = (recommendation and recommendation["frozen"]) or (review and review["frozen"])
    return {
        "review_recorded": bool(review and review["reviewed_on"]),
        "snapshot_stands": bool(frozen and still_stands(frozen, assessment)),
        "direction": recommendation["direction"] if recommendation else "",
    }


def open_work(case: Case) -> FurtherWork | None:
    """The further work that is not closed, proposed or agreed (P98.FR.2)."""
    return FurtherWork.objects.filter(case=case, closed_on=None).prefetch_related("items").first()


def _work(rows: Case) -> dict[str, Any]:
    work = _only(rows.open_works)
    if work is None:
        return {}
    items = work["items"]
    return {
        "work_proposed": True,
        "work_agreed": None not in (work["agreed_by_ccc_on"], work["agreed_by_candidate_on"]),
        "work_items": len(items),
        "work_items_open": sum(item["done_on"] is None for item in items),
        "items_without_deadline": sum(item["deadline"] is None for item in items),
        "work_has_intensive": work["further_intensive"],
    }
