"""Logging a group, and taking out what was logged by mistake."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members.views import page, submit
from supervision.actions import sessions as actions
from supervision.forms import LogForm, ReasonForm
from supervision.models import BalintGroup, GroupSession
from supervision.months import month_of, month_text
from supervision.views.lookup import find, need
from supervision.words import count_text, day_text


@login_required
def log(request: HttpRequest) -> HttpResponse:
    """A group met: the main job, in under twenty seconds on a phone."""
    need(request, "supervision.have_groups")
    form = LogForm(request.POST or None, person=request.user, asked=_asked(request))
    done = submit(
        request,
        form,
        lambda data: actions.log_group(by=request.user, **data),
        done=logged,
        to=lambda session: reverse("supervision:group", args=[session.group_id]),
    )
    return done or page(request, "supervision/log.html", {"form": form})


def logged(session: GroupSession) -> str:
    """What the log says afterwards."""
    month = month_of(session.date)
    count = session.group.sessions.filter(date__year=month[0], date__month=month[1]).count()
    so_far = f"{count_text(count, 'session')} in {month_text(month)}"
    return f"Logged: {day_text(session.date)}, {session.group}. {so_far}."


@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a meeting that was logged by mistake."""
    session = find(request, GroupSession.objects.select_related("group"), pk, "supervision.remove_session")
    form = ReasonForm(request.POST or None)
    back = reverse("supervision:group", args=[session.group_id])
    done = submit(
        request,
        form,
        lambda data: actions.remove_session(by=request.user, session=session, **data),
        done="Removed. The history keeps what stood here, and why.",
        to=back,
    )
    context = {
        "form": form,
        "title": f"Remove the session of {day_text(session.date)}",
        "lead": f"{session.group}. It will not count any more; its history and your reason are kept.",
        "submit": "Remove the session",
        "danger": True,
        "cancel": back,
    }
    return done or page(request, "members/form.html", context)


def _asked(request: HttpRequest) -> BalintGroup | None:
    key = request.GET.get("group") or request.POST.get("group") or ""
    if not key.isdecimal() or len(key) > 15:
        return None
    return BalintGroup.objects.led_by(request.user).filter(pk=key).first()
