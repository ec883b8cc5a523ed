"""The committee's page of a file: review, the gate of a recommendation, the recommendation itself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing import guards
from credentialing.actions.committee import open_review, record_review
from credentialing.actions.recommendation import recommend, return_to_committee
from credentialing.actions.situation import open_work, situation_of, standing_recommendation, standing_review
from credentialing.enums import Direction, State
from credentialing.forms.committee import ReasonForm, RecommendForm, ReviewForm
from credentialing.guards import Situation
from credentialing.models import Assessment, Case, CommitteeReview, Recommendation
from credentialing.permissions import actors_on, get_case_for
from credentialing.step_pages import as_filled_in, buttons
from credentialing.turns import turns_of
from credentialing.views.acting import act_page
from credentialing.views.reading import links_to, read, read_as_decided
from credentialing.workflow import BEFORE_THE_COUNCIL, offers
from intensives.models import Evaluation
from members.access import look
from members.reauth import fresh_required
from members.views.pages import page, submit


@login_required
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """What the committee has done and what stands before a recommendation, with the buttons of the day."""
    case = get_case_for(request.user, pk, "work_in_committee")
    look(request.user, case.candidate, "committee", case.pk)
    live, review, recommendation = read(case), standing_review(case), standing_recommendation(case)
    situation = situation_of(case, by=request.user, loaded=live.loaded, assessment=live.assessment)
    reading = read_as_decided(case, frozen_for(case, review, recommendation), live)
    mine = [turn for turn in turns_of(Case.objects.filter(pk=case.pk)) if turn.is_for(request.user)]
    mine = [turn for turn in mine if turn.task.url != request.path]
    possible = offers(State(case.state), actors_on(case, request.user), as_filled_in(situation))
    context = {
        "case": case,
        "reading": reading,
        "links": links_to(reading, request.user),
        "review": review,
        "snapshot_stands": situation.snapshot_stands,
        "recommendation": recommendation,
        "work": open_work(case),
        "gate": gate_lines(situation),
        "is_chair": request.user.has_perm("credentialing.chair", case),
        "buttons": buttons(case, possible, mine),
        "determinations": case.determinations.prefetch_related("members").order_by("-decided_on", "-pk"),
        "evaluation": delivered_evaluation(case),
        "motions": case.motions.order_by("-opened_at", "-pk"),
    }
    return page(request, "credentialing/committee.html", context)


REVIEWED = (State.REVIEW, *BEFORE_THE_COUNCIL, State.CREDENTIALED, State.NOT_CREDENTIALED)


def frozen_for(
    case: Case, review: CommitteeReview | None, recommendation: Recommendation | None
) -> Assessment | None:
    """What the committee decides on: frozen for the recommendation, or for the review once it is recorded."""
    if case.state not in REVIEWED:
        return None
    if recommendation is not None and recommendation.assessment is not None:
        return recommendation.assessment
    return review.assessment if review is not None and review.reviewed_on else None


def delivered_evaluation(case: Case) -> Evaluation | None:
    """The latest assessment that has been delivered."""
    found = Evaluation.objects.standing().filter(
        attendance__person=case.candidate_id, delivered_on__isnull=False
    )
    return found.select_related("evaluator", "attendance__intensive").order_by("-delivered_on", "-pk").first()


def gate_lines(situation: Situation) -> list[tuple[bool, str]]:
    """Each condition of a recommendation for: whether it holds, and in words."""
    left = situation.work_items_open
    conditions = (
        (not situation.not_yet, "Nothing is still to come", f"Not met yet: {', '.join(situation.not_yet)}"),
        (
            not situation.unanswered,
            "No must waits for an answer by name",
            f"To be answered by name: {', '.join(situation.unanswered)}",
        ),
        (
            situation.review_recorded,
            "The committee's review is recorded",
            "The committee's review is not recorded",
        ),
        (
            situation.snapshot_stands,
            "Nothing has changed since the review",
            "The findings have changed since they were frozen, or are not frozen",
        ),
        (not left, "No further work is open", f"Activities of further work still open: {left}"),
        (situation.member_today, "The candidate is a member today", "The candidate is not a member today"),
        (situation.assessment_delivered, "The assessment is delivered", "The assessment is not delivered"),
    )
    return [(holds, yes if holds else no) for holds, yes, no in conditions]


@login_required
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair opens the review."""
    case = get_case_for(request.user, pk, "chair")
    situation = situation_of(case, by=request.user)
    form = ReasonForm(
        request.POST or None, required=False, label="Reason to review although something is open"
    )
    if not situation.not_yet and not situation.work_items_open:
        del form.fields["reason"]
    response = submit(
        request,
        form,
        lambda data: open_review(case=case, by=request.user, **data),
        done="The review is open, and the committee is told.",
        to=reverse("credentialing:committee", args=[case.pk]),
    )
    warnings = [f"Not met yet: {', '.join(situation.not_yet)}."] if situation.not_yet else []
    if situation.work_items_open:
        warnings.append(f"{situation.work_items_open} activities of the further work are still open.")
    return response or act_page(
        request,
        form,
        title=f"Open the review of {case.candidate}",
        lead="The findings of both documents are frozen as they stand now.",
        button="Open the review",
        cancel=reverse("credentialing:case", args=[case.pk]),
        happens=[
            "The CCC Chair and members are told.",
            "The candidate reads that the file is with the committee.",
        ],
        warnings=warnings,
    )


@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair records who reviewed the file."""
    case = get_case_for(request.user, pk, "chair")
    form = ReviewForm(request.POST or None, case=case, initial={"members": [request.user.pk]})
    response = submit(
        request,
        form,
        lambda data: record_review(case=case, by=request.user, **data),
        done="The review is recorded, and the findings are frozen as they stand.",
        to=reverse("credentialing:committee", args=[case.pk]),
    )
    return response or act_page(
        request,
        form,
        title=f"The committee's review of {case.candidate}",
        lead="Who was present, and a note if you wish.",
        button="Record the review",
        cancel=reverse("credentialing:committee", args=[case.pk]),
        happens=["The findings are frozen as they stand today; the recommendation rests on them."],
    )


@fresh_required("recommend to the Council")
def recommend_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Which way and why; a second page repeats it before it is sent."""
    case = get_case_for(request.user, pk, "chair")
    form = RecommendForm(request.POST or None)
    if request.method == "POST" and "sure" in request.POST:
        response = submit(
            request,
            form,
            lambda data: recommend(case=case, by=request.user, **data),
            done="The recommendation is with the Council, and the candidate is told.",
            to=reverse("credentialing:committee", args=[case.pk]),
        )
        if response:
            return response
    elif request.method == "POST" and "change" not in request.POST:
        form.status = 200 if form.is_valid() else 422
        if form.is_valid():
            return _check_recommendation(request, case, form)
    return _recommendation_form(request, case, form)


def _recommendation_form(request: HttpRequest, case: Case, form: RecommendForm) -> HttpResponse:
    situation = situation_of(case, by=request.user)
    return act_page(
        request,
        form,
        template="credentialing/recommend.html",
        title=f"Recommend on {case.candidate}",
        lead="One for needs a file with nothing open; one against needs the review and reasons alone.",
        button="Go on",
        cancel=reverse("credentialing:committee", args=[case.pk]),
        case=case,
        gate=gate_lines(situation),
        may_for=not guards.gate_for(situation) and situation.review_recorded,
        review_recorded=situation.review_recorded,
    )


def _check_recommendation(request: HttpRequest, case: Case, form: RecommendForm) -> HttpResponse:
    context = {
        "case": case,
        "words": Direction(form.cleaned_data["direction"]).label,
        "direction": form.cleaned_data["direction"],
        "reasons": form.cleaned_data["reasons"],
        "once": form.cleaned_data["once"],
    }
    return page(request, "credentialing/recommend_check.html", context)


@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Chair or President return a recommended file to the committee."""
    case = get_case_for(request.user, pk, "return_file")
    form = ReasonForm(request.POST or None)
    voting = case.state == State.VOTING
    response = submit(
        request,
        form,
        lambda data: return_to_committee(case=case, by=request.user, **data),
        done="The file is back with the committee.",
        to=lambda _: (
            reverse("credentialing:committee", args=[case.pk])
            if request.user.has_perm("credentialing.work_in_committee", case)
            else reverse("credentialing:motions")
        ),
    )
    happens = [
        "Review, snapshot and recommendation are dropped; the committee reviews again.",
        "The Chair and the candidate are told.",
    ]
    if voting:
        happens.insert(0, "The open vote is called off; no ballot is counted, and the Council is told.")
    return response or act_page(
        request,
        form,
        title=f"Return {case.candidate} to the committee",
        lead="When evidence has changed, or the Council asks for more.",
        button="Return the file",
        cancel=reverse("credentialing:packet", args=[case.pk]),
        happens=happens,
        danger=True,
    )
