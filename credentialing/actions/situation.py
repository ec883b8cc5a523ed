"""Gathering the `Situation` of a case: from its record, its findings, and the rows a guard asks about."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Sum

from credentialing.enums import ReviewRole
from credentialing.frozen import still_stands
from credentialing.guards import Situation
from credentialing.models import (
    Application,
    ApplicationReview,
    Case,
    CommitteeReview,
    ExperienceView,
    FeeReceipt,
    FurtherWork,
    PriorExperience,
    Recommendation,
)
from credentialing.record import record
from credentialing.rules import Assessment, Outcome, Record, assess
from credentialing.rules.outcomes import FOR_THE_COMMITTEE
from credentialing.rules.pathway import participant_intensives_left, supervision_replaced
from intensives.models import Attendance, Evaluation
from members import clock
from members.enums import Office
from members.models import Membership, Person
from members.offices import offices_of
from supervision.models import Agreement, SupervisorRequest

REQUIRED_OF_AN_APPLICATION = {
    "degree": "degree and licence",
    "practice": "what you practise, and where",
    "group_plan": "the group you lead or will lead",
    "balint_history": "how you came to Balint work",
    "reasons": "why you seek the credential",
    "policy_acknowledged_on": "that you have read the policy",
}


def situation_of(
    case: Case,
    *,
    by: Person | None,
    loaded: Record | None = None,
    assessment: Assessment | None = None,
    **typed: Any,
) -> Situation:
    """What the guards may know of the case today; `typed` facts come with the step and win."""
    today = clock.today()
    loaded = loaded or record(case, today)
    assessment = assessment or assess(loaded, today)
    facts: dict[str, Any] = {
        "member_today": Membership.objects.on(today).filter(person=case.candidate_id).exists(),
        "participant_intensives_left": participant_intensives_left(loaded, today),
        "in_lieu_covers_both_years": supervision_replaced(loaded, today),
        "not_yet": _musts(assessment, {Outcome.NOT_YET}),
        "unanswered": _musts(assessment, FOR_THE_COMMITTEE),
        "roll_size": council_today(case).count(),
        **_application(case, by),
        **_supervisor(case),
        **_final(case, today),
        **_committee(case, assessment),
        **_work(case),
    }
    return Situation(**{**facts, **typed})


def council_today(case: Case):
    """The Council in office today, President included, without the candidate: the roll of a motion."""
    council = Person.objects.in_office(Office.COUNCIL_MEMBER, Office.COUNCIL_PRESIDENT, on=clock.today())
    return council.exclude(pk=case.candidate_id)


def _musts(assessment: Assessment, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    wanted = set(outcomes)
    return tuple(f.clause.id for f in assessment.findings if f.clause.blocks and f.outcome in wanted)


def missing_of(application: Application | None) -> tuple[str, ...]:
    """What an application still lacks, in the words of its form (P98.BR.1c)."""
    return tuple(
        words for name, words in REQUIRED_OF_AN_APPLICATION.items() if not getattr(application, name, None)
    )


def _application(case: Case, by: Person | None) -> dict[str, Any]:
    application = Application.objects.filter(case=case).first()
    round_ = application.round if application else 1
    reviews = dict(ApplicationReview.objects.filter(case=case, round=round_).values_list("role", "outcome"))
    given = ExperienceView.objects.filter(experience__case=case, round=round_)
    views = set(given.values_list("experience", "role"))
    named = list(PriorExperience.objects.filter(case=case).values_list("pk", flat=True))
    mine = _reviewing_roles(by)
    return {
        "missing": missing_of(application),
        "recording_arranged": bool(application and application.recording_arranged_on),
        "chair_outcome": reviews.get(ReviewRole.CHAIR, ""),
        "coordinator_outcome": reviews.get(ReviewRole.COORDINATOR, ""),
        "reviewed_by_me": bool(mine) and mine <= set(reviews),
        "experiences_unviewed": sum(any((pk, role) not in views for role in ReviewRole) for pk in named),
        "views_owed_by_me": sum((pk, role) not in views for pk in named for role in mine),
    }


def _reviewing_roles(by: Person | None) -> set[str]:
    return set() if by is None else {role for role in ReviewRole.values if role in offices_of(by)}


def _supervisor(case: Case) -> dict[str, Any]:
    requests = SupervisorRequest.objects.filter(candidate=case.candidate_id)
    agreements = Agreement.objects.filter(candidate=case.candidate_id)
    current = agreements.current().first()
    ended = agreements.exclude(ended_on=None).order_by("-ended_on").values_list("ended_on", flat=True).first()
    accepted = requests.accepted()
    if ended:
        accepted = accepted.filter(answered_on__gte=ended)
    return {
        "request_open": requests.open().exists(),
        "supervisor_accepted": accepted.exists(),
        "current_agreement": current is not None,
        "form_filled": bool(current and current.form_filled_on),
        "signed": bool(current and current.supervisor_signed_on),
        "first_year_confirmed": bool(current and confirmed_total(case) >= current.first_year_amount),
    }


def confirmed_total(case: Case):
    """The money confirmed and not reversed, in the currency of the schedule (R14.8a)."""
    standing = FeeReceipt.objects.filter(case=case, confirmation__isnull=False, reversal__isnull=True)
    return standing.aggregate(total=Sum("amount"))["total"] or 0


def final_place(case: Case) -> Attendance | None:
    """The standing place as credentialing candidate, the latest of them (P98.CP.3a)."""
    places = Attendance.objects.standing().as_candidate().filter(person=case.candidate_id)
    return places.select_related("intensive", "small_group").order_by("-intensive__start", "-pk").first()


def _final(case: Case, today: dt.date) -> dict[str, Any]:
    place = final_place(case)
    if place is None:
        return {}
    evaluation = Evaluation.objects.standing().filter(attendance=place).first()
    faculty = (
        set(place.small_group.faculty.values_list("person", flat=True)) if place.small_group_id else set()
    )
    return {
        "asked_for_final": place.completed is None and place.intensive.end >= today,
        "faculty_named": len(faculty),
        "intensive_over": place.intensive.end <= today,
        "attendance_completed": bool(place.completed),
        "co_led": place.co_led.count(),
        **_evaluation(evaluation, faculty),
    }


def _evaluation(evaluation: Evaluation | None, faculty: set[int]) -> dict[str, Any]:
    if evaluation is None:
        return {}
    delivered = (evaluation.delivered_on, evaluation.delivered_to_ccc_on)
    return {
        "evaluator_named": evaluation.evaluator_id is not None,
        "evaluator_distinct": evaluation.evaluator_id not in faculty,
        "meeting_recorded": evaluation.meeting_on is not None,
        "assessment_written": bool((evaluation.draft or evaluation.assessment).strip() and evaluation.advice),
        "assessment_delivered": None not in delivered,
    }


def standing_review(case: Case) -> CommitteeReview | None:
    """The committee's review that has not been dropped."""
    return CommitteeReview.objects.filter(case=case, dropped_on=None).select_related("assessment").first()


def standing_recommendation(case: Case) -> Recommendation | None:
    """The recommendation that has not been dropped."""
    return Recommendation.objects.filter(case=case, dropped_on=None).select_related("assessment").first()


def _committee(case: Case, assessment: Assessment) -> dict[str, Any]:
    review, recommendation = standing_review(case), standing_recommendation(case)
    frozen = (recommendation.assessment if recommendation else None) or (
        review.assessment if review else None
    )
    return {
        "review_recorded": bool(review and review.reviewed_on),
        "snapshot_stands": bool(frozen and still_stands(frozen.content, assessment)),
        "direction": recommendation.direction if recommendation else "",
    }


def open_work(case: Case) -> FurtherWork | None:
    """The further work that is not closed, proposed or agreed (P98.FR.2)."""
    return FurtherWork.objects.filter(case=case, closed_on=None).prefetch_related("items").first()


def _work(case: Case) -> dict[str, Any]:
    work = open_work(case)
    if work is None:
        return {}
    items = list(work.items.all())
    return {
        "work_proposed": True,
        "work_agreed": work.agreed_by_ccc_on is not None and work.agreed_by_candidate_on is not None,
        "work_items": len(items),
        "work_items_open": sum(item.done_on is None for item in items),
        "items_without_deadline": sum(item.deadline is None for item in items),
        "work_has_intensive": work.further_intensive,
    }
