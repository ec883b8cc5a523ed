"""Further work: proposed by the Chair, agreed or answered by the candidate, done item by item."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from credentialing.actions import work
from credentialing.actions.situation import open_work
from credentialing.forms.committee import DayForm, DeadlineForm, ItemForms, ProposeForm, ReasonForm, SureForm
from credentialing.models import Case, FurtherWorkItem
from credentialing.permissions import get_case_for
from credentialing.views.acting import act_page
from members import clock
from members.views.pages import page, submit


def _home(case: Case) -> str:
    return reverse("credentialing:work", args=[case.pk])


@login_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The timeline of activities, with what each side can do now."""
    case = get_case_for(request.user, pk, "see_work")
    context = {
        "case": case,
        "own": case.candidate_id == request.user.pk,
        "is_chair": request.user.has_perm("credentialing.chair", case),
        "work": open_work(case),
        "earlier": case.further_works.filter(closed_on__isnull=False)
        .prefetch_related("items")
        .order_by("-closed_on", "-pk"),
    }
    return page(request, "credentialing/work.html", context)


@login_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair names activities with their deadlines."""
    case = get_case_for(request.user, pk, "chair")
    form, items = ProposeForm(request.POST or None), ItemForms(request.POST or None, prefix="items")
    response = None
    if request.method == "POST" and items.is_valid():
        response = submit(
            request,
            form,
            lambda data: work.propose_work(case=case, items=items.items(), by=request.user, **data),
            done="Proposed. The candidate is told, and agrees or answers.",
            to=_home(case),
        )
    elif request.method == "POST":
        form.is_valid()
        form.status = 422
    return response or act_page(
        request,
        form,
        template="credentialing/work_propose.html",
        title=f"Propose further work to {case.candidate}",
        lead="An activity for each area of need, each with its deadline. Rows left empty are left out.",
        button="Propose",
        cancel=reverse("credentialing:committee", args=[case.pk]),
        happens=["The candidate is told, and the work begins when the candidate agrees."],
        items=items,
    )


@login_required
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate agrees."""
    case = get_case_for(request.user, pk, "own")
    form = SureForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: work.agree_work(case=case, by=request.user),
        done="Agreed. Your further work has begun.",
        to=_home(case),
    )
    return response or act_page(
        request,
        form,
        template="credentialing/work_agree.html",
        title="Agree to the further work",
        lead="With your agreement these activities and their deadlines hold for both sides.",
        button="I agree",
        cancel=_home(case),
        happens=["The Chair and your supervisor are told.", "You are reminded a week before each deadline."],
        work=open_work(case),
    )


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate does not agree, or the Chair takes the proposal back; with the reason."""
    case = get_case_for(request.user, pk, "answer_work")
    own = case.candidate_id == request.user.pk
    act = work.answer_work if own else work.take_back_work
    return _reason_page(
        request,
        case,
        lambda data: act(case=case, by=request.user, **data),
        done="Your answer is with the Chair." if own else "Taken back; the candidate is told.",
        title="I do not agree" if own else "Take the proposal back",
        lead="Say what does not fit; the Chair can propose again."
        if own
        else "The candidate reads the reason.",
        button="Send my answer" if own else "Take it back",
    )


@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair closes the work and goes back into review."""
    case = get_case_for(request.user, pk, "chair")
    found = open_work(case)
    left = sum(item.done_on is None for item in found.items.all()) if found else 0
    return _reason_page(
        request,
        case,
        lambda data: work.close_work(case=case, by=request.user, **data),
        done="The further work is closed; the file is in review again.",
        title="Close the further work",
        lead=f"{left} of its activities are still open: say why they are not needed."
        if left
        else "Every activity is done.",
        button="Close it",
        required=bool(left),
        danger=False,
    )


def _reason_page(
    request: HttpRequest,
    case: Case,
    act: Any,
    *,
    done: str,
    title: str,
    lead: str,
    button: str,
    required: bool = True,
    danger: bool = True,
) -> HttpResponse:
    form = ReasonForm(request.POST or None, required=required)
    response = submit(request, form, act, done=done, to=_home(case))
    return response or act_page(
        request, form, title=title, lead=lead, button=button, cancel=_home(case), danger=danger
    )


def _item(pk: int) -> FurtherWorkItem:
    return get_object_or_404(FurtherWorkItem.objects.select_related("work__case__candidate"), pk=pk)


@login_required
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair marks an activity as done."""
    item = _item(pk)
    case = get_case_for(request.user, item.work.case_id, "chair")
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    response = submit(
        request,
        form,
        lambda data: work.mark_done(item=item, by=request.user, **data),
        done="Marked as done.",
        to=_home(case),
    )
    return response or act_page(
        request, form, title="Done", lead=item.activity, button="Mark as done", cancel=_home(case)
    )


@login_required
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair proposes another deadline."""
    item = _item(pk)
    case = get_case_for(request.user, item.work.case_id, "chair")
    form = DeadlineForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: work.change_deadline(item=item, by=request.user, **data),
        done="Proposed; it holds once the candidate agrees.",
        to=_home(case),
    )
    return response or act_page(
        request,
        form,
        title="Another deadline",
        lead=item.activity,
        button="Propose it",
        cancel=_home(case),
        happens=["The present deadline stays until the candidate agrees."],
    )


@login_required
@require_POST
def answer_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate agrees to another deadline, or does not."""
    item = _item(pk)
    case = get_case_for(request.user, item.work.case_id, "own")
    agreed = request.POST.get("agree") == "yes"
    form = SureForm(request.POST)
    response = submit(
        request,
        form,
        lambda data: work.answer_deadline(item=item, agree=agreed, by=request.user),
        done="Agreed: the new deadline holds." if agreed else "The present deadline stays.",
        to=_home(case),
    )
    return response or act_page(
        request, form, title="The deadline", lead=item.activity, button="Back", cancel=_home(case)
    )
