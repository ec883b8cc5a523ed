"""Putting right what was recorded of groups and supervision; the old value stays beside the new one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members.views import page, submit
from supervision.actions import supervision as actions
from supervision.forms import ReasonForm
from supervision.models import SupervisionSession
from supervision.views.lookup import find
from supervision.words import day_text


@login_required
def stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a session stand that is dated before the fee, with an officer's reason."""
    sessions = SupervisionSession.objects.select_related("candidate", "supervisor", "agreement")
    session = find(request, sessions, pk, "supervision.let_stand")
    form = ReasonForm(request.POST or None)
    back = reverse("supervision:person", args=[session.candidate_id])
    done = submit(
        request,
        form,
        lambda data: actions.let_stand(by=request.user, session=session, **data),
        done="It stands, with your name and reason.",
        to=back,
    )
    counting = f"; {session.agreement.counting}" if session.agreement else ""
    context = {
        "form": form,
        "title": f"Let supervision of {day_text(session.date)} stand",
        "lead": f"{session.candidate} with {session.supervisor}{counting}. "
        "Your name and reason stay with it. Whether the fee came first remains for the committee to judge.",
        "submit": "Let it stand",
        "cancel": back,
    }
    return done or page(request, "members/form.html", context)
