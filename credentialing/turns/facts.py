"""What says whose turn it is, for many cases at once and with a constant number of queries."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from credentialing.enums import DeterminationKind, ReviewOutcome
from credentialing.models import (
    ApplicationReview,
    Attestation,
    Ballot,
    Case,
    CommitteeRequest,
    CommitteeReview,
    Determination,
    Document,
    Event,
    FeeReceipt,
    FurtherWork,
    FurtherWorkItem,
    Motion,
    PriorExperience,
    Recusal,
    RollMember,
)
from credentialing.owing import with_sums
from credentialing.permissions import officer_for_papers
from credentialing.record import load
from credentialing.record.arrays import Row, array, day, exact
from credentialing.rules.pathway import supervision_replaced
from intensives.models import Attendance, CoLedSession, Evaluation, Faculty
from members import clock
from members.models import Membership, Person
from supervision.models import Agreement, GroupSession, SupervisorRequest


def gathered(cases: QuerySet[Case]) -> list[Case]:
    """The cases with everything that says whose turn it is, as annotations.

    One query whatever there is; one more where co-leading was accepted in lieu of supervision, and one where
    a paper has to be made again.
    """
    rows = list(
        with_sums(cases)
        .select_related("application")
        .annotate(**_of_the_application(), **_of_the_candidate(), **_of_the_committee())
    )
    replaced = _in_lieu_of_both_years([case.pk for case in rows if case.has_in_lieu])
    troubled = {case.candidate_id for case in rows if case.papers_in_trouble}
    officers = officer_for_papers(troubled) if troubled else {}
    for case in rows:
        case.officer_for_papers = officers.get(case.candidate_id)
        case.needs_no_supervisor = case.pk in replaced
        case.candidate.current_agreements = [_agreement(row) for row in case.agreed]
    return rows


def _agreement(row: Row) -> Agreement:
    """The agreement with its supervisor, as far as a turn asks about it."""
    supervisor = Person(pk=row["supervisor"], name=row["supervisor_name"])
    return Agreement(
        pk=row["pk"],
        supervisor=supervisor,
        form_filled_on=day(row["form_filled_on"]),
        supervisor_signed_on=day(row["supervisor_signed_on"]),
        cleared_on=day(row["cleared_on"]),
        first_year_amount=Decimal(row["first_year_amount"]),
        second_year_amount=Decimal(row["second_year_amount"]) if row["second_year_amount"] else None,
    )


def _in_lieu_of_both_years(keys: list[int]) -> set[int]:
    """Those in which the committee accepted co-leading in lieu of all supervision (P98.CR.2d)."""
    if not keys:
        return set()
    loaded = load(keys, clock.today())
    return {key for key, one in loaded.items() if supervision_replaced(one.record, society=one.society)}


def _of_the_application() -> dict[str, Any]:
    own = {"case": OuterRef("pk")}
    reviews = ApplicationReview.objects.filter(**own)
    asked = Event.objects.filter(kind="attestation_asked", case=OuterRef("case"))
    given = Attestation.objects.filter(experience=OuterRef("pk"))
    unattested = PriorExperience.objects.filter(Exists(asked), ~Exists(given), leader__is_active=True, **own)
    returned = reviews.filter(outcome=ReviewOutcome.RETURN).order_by("-round", "-pk")
    return {
        "reviews_given": array(reviews, role="role", outcome="outcome", round="round"),
        "unattested": array(unattested, pk="pk", leader="leader", name="leader__name"),
        "returned_because": Subquery(returned.values("reason")[:1]),
    }


def _of_the_candidate() -> dict[str, Any]:
    own = {"candidate": OuterRef("candidate")}
    requests, agreements = SupervisorRequest.objects.filter(**own), Agreement.objects.filter(**own)
    member = Membership.objects.on(clock.today()).filter(person=OuterRef("candidate"))
    return {
        "is_member_today": Exists(member),
        "member_periods": array(
            Membership.objects.filter(person=OuterRef("candidate")), "start", start="start", end="end"
        ),
        "asked_supervisors": array(
            requests.open(), pk="pk", supervisor="supervisor", name="supervisor__name", asked_on="asked_on"
        ),
        "agreed": array(
            agreements.current(),
            pk="pk",
            supervisor="supervisor",
            supervisor_name="supervisor__name",
            form_filled_on="form_filled_on",
            supervisor_signed_on="supervisor_signed_on",
            cleared_on="cleared_on",
            first_year_amount=exact("first_year_amount"),
            second_year_amount=exact("second_year_amount"),
        ),
        "has_a_yes": Exists(requests.to_agree_on()),
        "last_group": Subquery(_last_group()),
        "announced": array(
            FeeReceipt.objects.announced().filter(case=OuterRef("pk")),
            pk="pk",
            amount=exact("amount"),
            sent_on="sent_on",
            noted_on="noted_on",
        ),
        "places": _places(),
    }


def _last_group() -> QuerySet:
    """The day of the candidate's last group, of one's own or co-led."""
    candidate = OuterRef("candidate")
    led = Q(group__leader=candidate) | Q(group__co_leaders__person=candidate)
    rows = GroupSession.objects.filter(led, date__lte=clock.latest_today())
    return rows.order_by("-date", "-pk").values("date")[:1]


def _places() -> ArraySubquery:
    """The latest standing place of this attempt to which the candidate comes as a candidate."""
    asked = Attendance.objects.standing().as_candidate()
    candidate, opened_at = OuterRef(OuterRef("candidate")), OuterRef(OuterRef("opened_at"))
    rows = asked.filter(person=candidate, registered_at__gte=opened_at)
    latest = rows.order_by("-intensive__start", "-pk").values("pk")[:1]
    faculty = Faculty.objects.filter(small_group=OuterRef("small_group"))
    evaluations = Evaluation.objects.standing().filter(attendance=OuterRef("pk"))
    return array(
        Attendance.objects.filter(pk__in=latest),
        pk="pk",
        completed="completed",
        intensive="intensive",
        name="intensive__name",
        start="intensive__start",
        end="intensive__end",
        host="intensive__host",
        host_name="intensive__host__name",
        host_active="intensive__host__is_active",
        faculty=array(faculty, "seat", person="person", name="person__name", active="person__is_active"),
        co_led=array(CoLedSession.objects.filter(attendance=OuterRef("pk")), faculty="faculty"),
        evaluations=array(
            evaluations,
            pk="pk",
            evaluator="evaluator",
            name="evaluator__name",
            meeting_on="meeting_on",
            delivered_on="delivered_on",
        ),
    )


def _of_the_committee() -> dict[str, Any]:
    own = {"case": OuterRef("pk")}
    items = FurtherWorkItem.objects.filter(work=OuterRef("pk"))
    reviewed = CommitteeReview.objects.filter(dropped_on=None, reviewed_on__isnull=False, **own)
    return {
        "has_in_lieu": Exists(Determination.objects.filter(kind=DeterminationKind.IN_LIEU, **own)),
        "clauses_named": ArraySubquery(
            Determination.objects.filter(**own).order_by("pk").values("clauses"),
        ),
        "is_reviewed": Exists(reviewed),
        "asked_of_the_committee": array(
            CommitteeRequest.objects.filter(closed_on=None, **own),
            "asked_on",
            kind="kind",
            asked_on="asked_on",
        ),
        "open_works": array(
            FurtherWork.objects.filter(closed_on=None, **own),
            proposed_on="proposed_on",
            agreed_by_candidate_on="agreed_by_candidate_on",
            further_intensive="further_intensive",
            items=array(
                items,
                activity="activity",
                deadline="deadline",
                proposed_deadline="proposed_deadline",
                done_on="done_on",
            ),
        ),
        "papers_in_trouble": array(
            Document.objects.in_trouble().filter(**own),
            pk="pk",
            kind="kind",
            issue="issue",
            failed_at="failed_at",
            lost_at="lost_at",
        ),
        "open_motions": array(
            Motion.objects.open().filter(**own),
            pk="pk",
            closes_at="closes_at",
            complete_at="complete_at",
            roll=_people(RollMember),
            done=_people(Ballot),
            aside=_people(Recusal),
        ),
    }


def _people(model: Any) -> ArraySubquery:
    return ArraySubquery(model.objects.filter(motion=OuterRef("pk")).order_by("pk").values("person"))
