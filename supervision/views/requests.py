"""Asking a supervisor and answering, from both sides."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members.views import page, submit
from supervision.actions import requests as actions
from supervision.forms import AnswerForm, AskForm, StepForm
from supervision.models import SupervisorRequest
from supervision.views.lookup import find, need


@login_required
def ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody on the supervisors list."""
    need(request, "supervision.ask_supervisor")
    form = AskForm(request.POST or None, person=request.user)
    done = submit(
        request,
        form,
        lambda data: actions.ask_supervisor(by=request.user, **data),
        done=lambda asked: f"{asked.supervisor} has been asked, and is told by mail.",
        to=reverse("supervision:mine"),
    )
    return done or page(
        request, "supervision/ask.html", {"form": form, "cancel": reverse("supervision:mine")}
    )


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a request."""
    one = find(request, _requests(), pk, "supervision.withdraw_request")
    form = StepForm(request.POST or None)
    back = reverse("supervision:mine")
    done = submit(
        request,
        form,
        lambda data: actions.withdraw_request(by=request.user, request=one),
        done="The request is withdrawn. You can ask somebody else now.",
        to=back,
    )
    context = {
        "form": form,
        "title": f"Withdraw the request to {one.supervisor}",
        "lead": f"{one.supervisor} will be told, and you can ask somebody else.",
        "submit": "Withdraw the request",
        "danger": True,
        "cancel": back,
    }
    return done or page(request, "members/form.html", context)


@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes or no to a candidate; an answered request shows what was said."""
    one = find(request, _requests(), pk)
    context = {"one": one, "may_answer": request.user.has_perm("supervision.answer_request", one)}
    if not context["may_answer"] and request.method == "POST":
        find(request, _requests(), pk, "supervision.answer_request")
    form = AnswerForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda data: actions.answer_request(by=request.user, request=one, **data),
        done=lambda answered: f"{answered.candidate} is told: {'yes' if answered.accepted else 'no'}.",
        to=reverse("supervision:desk"),
    )
    context |= {"form": form, "cancel": reverse("supervision:desk")}
    return done or page(request, "supervision/answer.html", context)


def _requests():
    return SupervisorRequest.objects.select_related("candidate", "supervisor")
