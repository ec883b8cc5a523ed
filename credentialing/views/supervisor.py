"""Finding a supervisor: asking, taking back, suggesting."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from credentialing.actions.supervisor import ask, suggest_supervisor, withdraw_ask
from credentialing.forms.supervisor import AskForm, ConfirmForm
from credentialing.permissions import get_case_for
from credentialing.workflow import STEPS
from members import clock
from members.models import SupervisorApproval
from members.views.pages import page, submit
from supervision.models import Agreement, SupervisorRequest

FORM = "credentialing/form_page.html"


@login_required
def ask_one(request: HttpRequest, pk: int) -> HttpResponse:
    """The supervisors who accept candidates, and a request to one of them."""
    case = get_case_for(request.user, pk, "own")
    initial = {"supervisor": request.GET.get("supervisor")}
    form = AskForm(request.POST or None, candidate=case.candidate, initial=initial)
    response = submit(
        request,
        form,
        lambda data: ask(case=case, by=request.user, **data),
        done=lambda made: f"{made.supervisor} is asked, and you hear as soon as there is an answer.",
        to=reverse("credentialing:ask_supervisor", args=[case.pk]),
    )
    asked = SupervisorRequest.objects.filter(candidate=case.candidate_id).select_related("supervisor")
    context = {
        "form": form,
        "case": case,
        "asked": asked.order_by("-pk"),
        "standing": asked.exclude(accepted=False).filter(withdrawn_on=None).order_by("-pk").first(),
        "approvals": _on_the_list(case.candidate_id),
        "fillable": case.state in STEPS["T12"].sources | STEPS["T22c"].sources,
    }
    return response or page(request, "credentialing/supervisor_ask.html", context)


def _on_the_list(without: int) -> list[SupervisorApproval]:
    """Those who accept candidates today."""
    approvals = SupervisorApproval.objects.on(clock.today()).filter(accepting=True).exclude(person=without)
    return list(approvals.select_related("person").order_by("person__name", "pk"))


@login_required
def take_back(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Withdraw a request, so that somebody else can be asked."""
    case = get_case_for(request.user, pk, "own")
    asked = get_object_or_404(
        SupervisorRequest.objects.select_related("supervisor"), pk=request_pk, candidate=case.candidate_id
    )
    form = ConfirmForm(request.POST or None)
    back = reverse("credentialing:ask_supervisor", args=[case.pk])
    response = submit(
        request,
        form,
        lambda _: withdraw_ask(case=case, by=request.user, request=asked),
        done=f"Your request to {asked.supervisor} is withdrawn.",
        to=back,
    )
    context = {
        "form": form,
        "title": f"Withdraw the request to {asked.supervisor}",
        "lead": "The supervisor is told, and you can ask somebody else.",
        "submit": "Withdraw the request",
        "cancel": back,
    }
    return response or page(request, FORM, context)


@login_required
def suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """The Coordinator suggests a supervisor to the candidate."""
    case = get_case_for(request.user, pk, "suggest")
    form = AskForm(request.POST or None, candidate=case.candidate, accepting=False)
    form.fields["message"].label = "A word to the candidate"
    here = reverse("credentialing:case", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: suggest_supervisor(case=case, by=request.user, **data),
        done=f"{case.candidate} reads your suggestion.",
        to=here,
    )
    context = {
        "form": form,
        "title": f"Suggest a supervisor to {case.candidate}",
        "lead": "The candidate decides whom to ask.",
        "points": _places(),
        "submit": "Suggest",
        "cancel": here,
    }
    return response or page(request, FORM, context)


def _places() -> list[str]:
    """Who on the list has how many candidates now."""
    current = (
        Agreement.objects.current().filter(supervisor=OuterRef("person")).order_by().values("supervisor")
    )
    count = Subquery(current.annotate(n=Count("pk")).values("n"))
    approvals = (
        SupervisorApproval.objects.on(clock.today()).select_related("person").order_by("person__name", "pk")
    )
    return [
        f"{one.person}: {one.now or 0} of {one.capacity} places taken"
        + ("" if one.accepting else ", not accepting now")
        for one in approvals.annotate(now=count)
    ]
