"""The first query: each case with its candidate, its application, and its small collections as arrays.

Each collection is one array of JSON objects, in the order of its dates and keys, so that a case with
all its papers is one row. Figures of money travel as text, since JSON would make them inexact.
"""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate

from credentialing.in_use import what_was_set
from credentialing.models import (
    ApplicationReview,
    Attestation,
    Case,
    CommitteeRequest,
    CommitteeReview,
    Determination,
    ExperienceView,
    FeeReceipt,
    FeeSchedule,
    FurtherWork,
    FurtherWorkItem,
    Motion,
    PriorExperience,
    Recommendation,
)
from members import clock
from members.models import Membership
from supervision.models import Agreement, SupervisorRequest

from .arrays import array, exact

COLUMNS = {
    "person": F("candidate_id"),
    "name": F("candidate__name"),
    "email": F("candidate__email"),
    "profession": F("candidate__profession"),
    "policy_acknowledged_on": F("application__policy_acknowledged_on"),
    "recording_arranged_on": F("application__recording_arranged_on"),
    "completed_on": F("application__completed_on"),
    "submitted_on": F("application__submitted_on"),
    "sent_to_chair_on": F("application__sent_to_chair_on"),
    "sent_to_coordinator_on": F("application__sent_to_coordinator_on"),
}


def cases_with_papers(keys: Any, as_of: dt.date) -> QuerySet:
    """One row a case of the keys, given as a list or a subquery."""
    zone = clock.zone()
    in_force = FeeSchedule.objects.begun(as_of)
    return (
        Case.objects.filter(pk__in=keys)
        .order_by("pk")
        .values("pk", "previous")
        .annotate(
            **COLUMNS,
            opened_on=TruncDate("opened_at", tzinfo=zone),
            next_opened_on=TruncDate("next__opened_at", tzinfo=zone),
            what_was_set=what_was_set(),
            scheduled_amount=Subquery(in_force.values("first_year_amount")[:1]),
            **_of_the_candidate(),
            **_of_the_case(),
        )
    )


def _of_the_candidate() -> dict[str, ArraySubquery]:
    def own(model: Any) -> QuerySet:
        return model.objects.filter(**{CANDIDATE[model]: OuterRef("candidate")})

    return {
        "memberships": array(own(Membership), "start", key="pk", start="start", end="end"),
        "requests": array(
            own(SupervisorRequest),
            "asked_on",
            key="pk",
            supervisor="supervisor",
            supervisor_name="supervisor__name",
            asked_on="asked_on",
            answered_on="answered_on",
            accepted="accepted",
            withdrawn_on="withdrawn_on",
        ),
        "agreements": array(
            own(Agreement),
            key="pk",
            amount=exact("first_year_amount"),
            terms_version="terms_version",
            form_filled_on="form_filled_on",
            supervisor_signed_on="supervisor_signed_on",
            copy_to_coordinator_on="copy_to_coordinator_on",
            copy_to_treasurer_on="copy_to_treasurer_on",
            ended_on="ended_on",
        ),
    }


CANDIDATE = {Membership: "person", SupervisorRequest: "candidate", Agreement: "candidate"}


def _of_the_case() -> dict[str, ArraySubquery]:
    def own(model: Any) -> QuerySet:
        return model.objects.filter(case=OuterRef("pk"))

    return {
        "reviews": array(
            own(ApplicationReview), "round", key="pk", round="round", role="role", on="on", outcome="outcome"
        ),
        "experiences": _experiences(own(PriorExperience)),
        "receipts": array(
            own(FeeReceipt).filter(corrected_as__isnull=True),
            "sent_on",
            key="pk",
            sent_on="sent_on",
            amount=exact("amount"),
            confirmed_on="confirmation__on",
            reversed_on="reversal__on",
        ),
        "committee_requests": array(
            own(CommitteeRequest), "asked_on", key="pk", kind="kind", asked_on="asked_on"
        ),
        "determinations": array(
            own(Determination),
            "decided_on",
            key="pk",
            kind="kind",
            clauses="clauses",
            terms="terms",
            on="decided_on",
            body="body",
            reason="reason",
        ),
        "committee_reviews": array(
            own(CommitteeReview), "opened_on", key="pk", on="reviewed_on", dropped_on="dropped_on"
        ),
        "recommendations": array(
            own(Recommendation), "on", key="pk", on="on", direction="direction", dropped_on="dropped_on"
        ),
        "further_works": _further_works(own(FurtherWork)),
        "motions": array(
            own(Motion).filter(closed_at__isnull=False),
            "closed_at",
            key="pk",
            on=TruncDate("closed_at", tzinfo=clock.zone()),
            outcome="outcome",
        ),
    }


def _experiences(experiences: QuerySet) -> ArraySubquery:
    views = ExperienceView.objects.filter(experience=OuterRef("pk"))
    attestations = Attestation.objects.filter(experience=OuterRef("pk"))
    return array(
        experiences,
        key="pk",
        kind="kind",
        start="start",
        end="end",
        group_start="group_start",
        group_end="group_end",
        meetings_per_month=exact("meetings_per_month"),
        theory_training="theory_training",
        leader="leader",
        leader_name="leader_name",
        leader_credentialed_from="leader_credentialed_from",
        ongoing_debriefing="ongoing_debriefing",
        views=array(views, "on", role="role", on="on"),
        attestations=array(
            attestations, "on", on="on", time="time_confirmed", debriefing="debriefing_confirmed"
        ),
    )


def _further_works(works: QuerySet) -> ArraySubquery:
    items = FurtherWorkItem.objects.filter(work=OuterRef("pk"))
    return array(
        works,
        "proposed_on",
        key="pk",
        agreed_by_ccc_on="agreed_by_ccc_on",
        agreed_by_candidate_on="agreed_by_candidate_on",
        closed_on="closed_on",
        items=array(items, "deadline", key="pk", activity="activity", deadline="deadline", done_on="done_on"),
    )
