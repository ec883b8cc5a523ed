"""The Council: motions, the packet, the ballot, recusal, the result."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing.actions.counting import release_result, turnout_of
from credentialing.actions.motions import cast_ballot, open_motion, recuse
from credentialing.actions.situation import council_today, standing_recommendation
from credentialing.enums import Choice
from credentialing.forms.council import BallotForm, OpenVoteForm, RecuseForm, ReleaseForm
from credentialing.models import Ballot, Motion
from credentialing.permissions import get_case_for, visible_cases
from credentialing.views.acting import act_page
from credentialing.views.committee import delivered_evaluation
from credentialing.views.reading import links_to, read_as_decided
from members import clock
from members.access import look
from members.models import Person
from members.offices import offices_of
from members.reauth import fresh_required
from members.views.access import permission_required
from members.views.pages import page, submit


@permission_required("credentialing.see_motions")
@require_safe
def motions(request: HttpRequest) -> HttpResponse:
    """Open votes first with what is asked of the person, then those that have closed."""
    rows = Motion.objects.visible_to(request.user).for_list(request.user)
    closed = Paginator(rows.closed(), 25).get_page(request.GET.get("page"))
    context = {
        "open": rows.open().order_by("closes_at", "pk"),
        "page_obj": closed,
        "waiting": _waiting(request.user),
    }
    return page(request, "credentialing/motions.html", context)


def _waiting(person: Person):
    """Recommended files without a vote, for the President."""
    if not person.has_perm("credentialing.see_waiting"):
        return []
    return (
        visible_cases(person)
        .filter(state="recommended")
        .exclude(candidate=person)
        .select_related("candidate")
    )


def _motion_for(person: Person, pk: int) -> Motion:
    """The motion; 404 to a stranger, 403 to an insider without the right."""
    found = Motion.objects.select_related("case__candidate", "recommendation").filter(pk=pk).first()
    if found is None:
        raise Http404
    if Motion.objects.visible_to(person).filter(pk=pk).exists():
        return found
    if found.case.candidate_id == person.pk or offices_of(person):
        raise PermissionDenied
    raise Http404


@login_required
@require_safe
def motion(request: HttpRequest, pk: int) -> HttpResponse:
    """One vote: while it is open who has voted, never how; once closed the counts."""
    found = _motion_for(request.user, pk)
    mine = found.roll.filter(person=request.user).first()
    done = set(found.ballots.values_list("person", flat=True))
    aside = {row.person_id: row for row in found.recusals.all()}
    context = {
        "motion": found,
        "case": found.case,
        "turnout": turnout_of(found),
        "mine": mine,
        "voted": request.user.pk in done,
        "recused": request.user.pk in aside,
        "shut": found.closed_at is not None or found.closes_at <= clock.now(),
        "roll": [(row, _standing(row.person_id, done, aside)) for row in found.roll.select_related("person")],
        "reasons": _reasons(found),
        "may_read": request.user.has_perm("credentialing.see_packet", found.case),
        "may_return": request.user.has_perm("credentialing.return_file", found.case),
        "may_release": request.user.has_perm("credentialing.open_vote", found.case)
        and request.user.pk not in aside,
    }
    return page(request, "credentialing/motion.html", context)


def _standing(person: int, done: set[int], aside: dict) -> str:
    if person in aside:
        return f"recused{f': {aside[person].reason}' if aside[person].reason else ''}"
    return "has voted" if person in done else "has not voted"


def _reasons(found: Motion) -> list[str]:
    """The reasons without names, in the order of their letters, once the count is made."""
    if not found.has_decided:
        return []
    return sorted(Ballot.objects.filter(motion=found).exclude(reason="").values_list("reason", flat=True))


@login_required
@require_safe
def packet(request: HttpRequest, pk: int) -> HttpResponse:
    """Recommendation, findings, determinations, evaluation, application; each opening is logged."""
    case = get_case_for(request.user, pk, "see_packet")
    look(request.user, case.candidate, "packet", case.pk)
    recommendation = standing_recommendation(case)
    reading = read_as_decided(case, recommendation and recommendation.assessment)
    may_read = request.user.has_perm("credentialing.read_evaluation", case)
    evaluation = delivered_evaluation(case) if may_read else None
    context = {
        "case": case,
        "reading": reading,
        "links": links_to(reading, request.user),
        "recommendation": recommendation,
        "evaluation": evaluation,
        "evaluation_closed": not may_read,
        "application": getattr(case, "application", None),
        "experiences": case.experiences.all(),
        "determinations": case.determinations.prefetch_related("members"),
        "motion": case.motions.open().first(),
        "may_open": request.user.has_perm("credentialing.open_vote", case) and case.state == "recommended",
        "may_return": request.user.has_perm("credentialing.return_file", case)
        and case.state in ("recommended", "voting"),
    }
    return page(request, "credentialing/packet.html", context)


@login_required
def open_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """The President opens the vote."""
    case = get_case_for(request.user, pk, "open_vote")
    form = OpenVoteForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: open_motion(case=case, closes_at=form.closes_at, by=request.user),
        done="The vote is open, and every member on the roll is told.",
        to=lambda made: reverse("credentialing:motion", args=[made.pk]),
    )
    recommendation = standing_recommendation(case)
    roll = council_today(case).count()
    return response or act_page(
        request,
        form,
        title=f"Open the vote on {case.candidate}",
        lead=f"{recommendation.get_direction_display()}, says the committee." if recommendation else "",
        button="Open the vote",
        cancel=reverse("credentialing:packet", args=[case.pk]),
        happens=[
            f"{roll} Council members are on the roll, which is then fixed; each is told.",
            "More than half of them have to cast a ballot; more have to approve than deny.",
            "The vote closes at this moment and counts itself. When everybody has voted before, "
            "you may release the result earlier.",
        ],
    )


@fresh_required("cast your ballot")
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """Three choices; a second page repeats the choice before the ballot is sealed."""
    found = _motion_for(request.user, pk)
    if not found.roll.filter(person=request.user).exists():
        raise PermissionDenied
    form = BallotForm(request.POST or None)
    if request.method == "POST" and "sure" in request.POST:
        response = submit(
            request,
            form,
            lambda data: cast_ballot(motion=found, by=request.user, **data),
            done=lambda _: _sealed(found),
            to=reverse("credentialing:motion", args=[found.pk]),
        )
        if response:
            return response
    elif request.method == "POST" and "change" not in request.POST:
        form.status = 200 if form.is_valid() else 422
        if form.is_valid():
            return _check_ballot(request, found, form)
    return _ballot_form(request, found, form)


def _sealed(found: Motion) -> str:
    turnout = turnout_of(found)
    return f"Your ballot is sealed. {turnout.cast} of {turnout.eligible} have voted."


def _ballot_form(request: HttpRequest, found: Motion, form: BallotForm) -> HttpResponse:
    context = {
        "motion": found,
        "case": found.case,
        "form": form,
        "mine": found.roll.filter(person=request.user).first(),
        "voted": found.ballots.filter(person=request.user).exists(),
        "recused": found.recusals.filter(person=request.user).exists(),
        "shut": found.closed_at is not None or found.closes_at <= clock.now(),
        "turnout": turnout_of(found),
    }
    return page(request, "credentialing/ballot.html", context)


def _check_ballot(request: HttpRequest, found: Motion, form: BallotForm) -> HttpResponse:
    data = form.cleaned_data
    context = {
        "motion": found,
        "case": found.case,
        "choice": data["choice"],
        "words": Choice(data["choice"]).label,
        "reason": data["reason"],
        "once": data["once"],
    }
    return page(request, "credentialing/ballot_check.html", context)


@fresh_required("release the result")
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """The President releases the result of a vote in which everybody has voted."""
    found = _motion_for(request.user, pk)
    if not request.user.has_perm("credentialing.open_vote", found.case):
        raise PermissionDenied
    form = ReleaseForm(request.POST or None)
    here = reverse("credentialing:motion", args=[found.pk])
    response = submit(
        request,
        form,
        lambda data: release_result(motion=found, by=request.user, **data),
        done="Released. The candidate, the committee and the Council are told.",
        to=here,
    )
    return response or act_page(
        request,
        form,
        title=f"Release the result on {found.case.candidate}",
        lead="Everybody has voted. The ballots are counted when you release the result.",
        button="Count and release",
        cancel=here,
        happens=[
            "The ballots are counted, and the result stands.",
            "The candidate, the committee and the Council are told at once.",
            "Without you the result releases itself when the vote closes.",
        ],
        nothing=_why_not_released(found),
    )


def _why_not_released(found: Motion) -> str:
    if found.closed_at is not None:
        return "This vote has closed, and its result is told."
    return "" if found.complete_at else "Somebody has still to vote; the result cannot be released yet."


@fresh_required("cast your ballot")
def stand_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Recusal."""
    found = _motion_for(request.user, pk)
    mine = found.roll.filter(person=request.user).first()
    if mine is None:
        raise PermissionDenied
    form = RecuseForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: recuse(motion=found, by=request.user, **data),
        done="You have recused yourself. Thank you for saying so.",
        to=reverse("credentialing:motion", args=[found.pk]),
    )
    return response or act_page(
        request,
        form,
        title="I have a conflict",
        lead=mine.conflict or "Whoever stands too near to a candidate stands aside. You need not say why.",
        button="Recuse myself",
        cancel=reverse("credentialing:ballot", args=[found.pk]),
        happens=[
            "You do not vote on this file, and that cannot be taken back.",
            "You no longer count towards the quorum.",
            "Council and committee see that you stand aside.",
        ],
    )
