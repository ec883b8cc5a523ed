"""A supervisor answers a candidate who asks."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members.views import page, submit
from supervision.actions import requests as actions
from supervision.forms import AnswerForm
from supervision.models import SupervisorRequest
from supervision.views.lookup import find


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
