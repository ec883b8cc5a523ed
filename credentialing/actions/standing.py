"""The rows that guards ask about besides the record: gathered with one query, whatever a case holds."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from credentialing.models import (
    ApplicationReview,
    Case,
    CommitteeReview,
    ExperienceView,
    FurtherWork,
    FurtherWorkItem,
    Motion,
    PriorExperience,
    Recommendation,
    Recusal,
)
from credentialing.record.arrays import array, exact
from intensives.models import Attendance, CoLedSession, Evaluation, Faculty
from members import clock
from members.enums import Office
from members.models import Credential, Person
from supervision.models import Agreement, SupervisorRequest


def standing_rows(case: Case) -> Case:
    """The case with its application, and beside it, as arrays of JSON, the rows a guard asks about."""
    rows = Case.objects.select_related("application").annotate(
        roll=ArraySubquery(council_today(case).order_by("pk").values("pk")),
        **_of_the_application(),
        **_of_the_candidate(),
        **_of_the_committee(),
    )
    return rows.get(pk=case.pk)


def council_today(case: Case) -> QuerySet:
    """The Council in office today, President included: the roll of a motion.

    Without the candidate, and without whoever has stood aside from an earlier vote on the case: they have no
    packet to vote on.
    """
    council = Person.objects.in_office(Office.COUNCIL_MEMBER, Office.COUNCIL_PRESIDENT, on=clock.today())
    aside = Recusal.objects.filter(motion__case=case.pk, person=OuterRef("pk"))
    return council.filter(~Exists(aside)).exclude(pk=case.candidate_id)


def _of_the_application() -> dict[str, Any]:
    own = {"case": OuterRef("pk")}
    reviews = ApplicationReview.objects.filter(**own)
    views = ExperienceView.objects.filter(experience__case=OuterRef("pk"))
    return {
        "reviews_given": array(reviews, role="role", outcome="outcome", round="round"),
        "views_given": array(views, experience="experience", role="role", round="round"),
        "named": ArraySubquery(PriorExperience.objects.filter(**own).order_by("pk").values("pk")),
    }


def _of_the_candidate() -> dict[str, Any]:
    own = {"candidate": OuterRef("candidate")}
    requests, agreements = SupervisorRequest.objects.filter(**own), Agreement.objects.filter(**own)
    held = Credential.objects.valid_on(clock.today()).filter(person=OuterRef("candidate"))
    return {
        "credentialed": Exists(held),
        "request_open": Exists(requests.open()),
        "has_a_yes": Exists(requests.to_agree_on()),
        "current_agreements": array(
            agreements.current(),
            form_filled_on="form_filled_on",
            supervisor_signed_on="supervisor_signed_on",
            first_year_amount=exact("first_year_amount"),
        ),
        "places": _places(),
    }


def _places() -> ArraySubquery:
    own = {"attendance": OuterRef("pk")}
    faculty = Faculty.objects.filter(small_group=OuterRef("small_group"))
    evaluations = Evaluation.objects.standing().filter(**own).annotate(written=_is_written())
    return array(
        Attendance.objects.standing().filter(person=OuterRef("candidate")),
        "intensive__start",
        key="pk",
        role="role",
        completed="completed",
        end="intensive__end",
        faculty=array(faculty, person="person"),
        co_led=array(CoLedSession.objects.filter(**own), key="pk"),
        evaluations=array(
            evaluations,
            evaluator="evaluator",
            meeting_on="meeting_on",
            delivered_on="delivered_on",
            delivered_to_ccc_on="delivered_to_ccc_on",
            written="written",
        ),
    )


def _is_written() -> ExpressionWrapper:
    """The text, of the draft before the one delivered, and the recommendation are both there."""
    text = Q(draft__regex=r"\S") | Q(draft="", assessment__regex=r"\S")
    return ExpressionWrapper(text & ~Q(advice=""), output_field=BooleanField())


def _of_the_committee() -> dict[str, Any]:
    own = {"case": OuterRef("pk")}
    items = FurtherWorkItem.objects.filter(work=OuterRef("pk"))
    return {
        "ballot_open": Exists(Motion.objects.open().filter(**own)),
        "standing_reviews": array(
            CommitteeReview.objects.filter(**own, dropped_on=None),
            reviewed_on="reviewed_on",
            frozen=F("assessment__content"),
        ),
        "standing_recommendations": array(
            Recommendation.objects.filter(**own, dropped_on=None),
            direction="direction",
            frozen=F("assessment__content"),
        ),
        "open_works": array(
            FurtherWork.objects.filter(**own, closed_on=None),
            agreed_by_ccc_on="agreed_by_ccc_on",
            agreed_by_candidate_on="agreed_by_candidate_on",
            further_intensive="further_intensive",
            items=array(items, done_on="done_on", deadline="deadline"),
        ),
    }
