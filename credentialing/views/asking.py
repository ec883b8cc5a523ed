"""What a candidate asks of the committee."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from credentialing.actions.requests import ask_exception, ask_in_lieu, ask_schedule
from credentialing.forms.supervisor import RequestForm
from credentialing.permissions import get_case_for
from members.views.pages import page, submit


class Asking(NamedTuple):
    """One thing that can be asked: what it is called, what it means, and the action."""

    title: str
    lead: str
    points: tuple[str, ...]
    act: Callable[..., object]


ASKINGS = {
    "schedule": Asking(
        "Ask for another schedule",
        "For settings in which a group cannot meet twice a month.",
        (
            "Say how often your group can meet, in which setting, and from when.",
            "The committee decides; until it does, the usual rhythm is what your file is measured by.",
        ),
        ask_schedule,
    ),
    "exception": Asking(
        "Ask for an exception",
        "For much greater experience than the training asks for, gained in another way.",
        (
            "Say which requirement you mean, and what you have done instead.",
            "The committee decides requirement by requirement. Membership, the application and "
            "the final Intensive "
            "stay as they are.",
        ),
        ask_exception,
    ),
    "in-lieu": Asking(
        "Ask that co-leading stands in for supervision",
        "For more than two years of co-leading with a credentialed leader, who attests to it.",
        (
            "Name the co-leading as prior experience in your application, and ask the leader to attest.",
            "The committee says how many supervision sessions it replaces, if any.",
        ),
        ask_in_lieu,
    ),
}


@login_required
def ask(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One page for each thing that can be asked."""
    if kind not in ASKINGS:
        raise Http404
    asking = ASKINGS[kind]
    case = get_case_for(request.user, pk, "chair" if _for_the_chair(request, pk, kind) else "own")
    form = RequestForm(request.POST or None)
    own = case.candidate_id == request.user.pk
    back = reverse("home") if own else reverse("credentialing:case", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: asking.act(case=case, by=request.user, **data),
        done="The committee is asked, and you will read its decision here."
        if own
        else "Put to the committee.",
        to=back,
    )
    context = {
        "form": form,
        "title": asking.title,
        "lead": asking.lead,
        "points": asking.points,
        "submit": "Ask the committee",
        "cancel": back,
    }
    return response or page(request, "credentialing/form_page.html", context)


def _for_the_chair(request: HttpRequest, pk: int, kind: str) -> bool:
    """The Chair may put exceptional circumstances to the committee on somebody else's file."""
    return kind == "exception" and not request.user.cases.filter(pk=pk).exists()
