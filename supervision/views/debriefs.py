"""Logging and confirming debriefs, signed in or from the link in a mail."""

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from members.models import Person
from members.views import page, submit
from supervision.actions import debriefs as actions
from supervision.forms import DebriefForm, ReasonForm, StepForm
from supervision.links import debrief_and_person
from supervision.models import BalintGroup, Debrief
from supervision.permissions import side_of
from supervision.views.lookup import find
from supervision.words import count_text, day_text

GONE = {
    "old": "This link is older than 30 days. Sign in and look under My groups for what waits.",
    "wrong": "This link is not complete. Open it from the message again, or sign in and look there.",
    "removed": "This debrief has been removed meanwhile, so there is nothing to confirm.",
}


@login_required
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a debrief of a group."""
    group = find(request, BalintGroup.objects, pk, "supervision.log_group")
    form = DebriefForm(request.POST or None)
    back = reverse("supervision:group", args=[group.pk])

    def act(data: dict) -> Debrief:
        part = 2 if data.pop("second") else 1
        return actions.log_debrief(by=request.user, group=group, part=part, **data)

    done = submit(request, form, act, done=logged, to=back)
    context = {
        "form": form,
        "title": f"Log a debrief of {group}",
        "lead": "You and your co-leader looked back at the group. Date and minutes are enough.",
        "submit": "Log the debrief",
        "cancel": back,
    }
    return done or page(request, "members/form.html", context)


def logged(debrief: Debrief) -> str:
    """What the log says afterwards."""
    return f"Logged: debrief of {day_text(debrief.date)}, {count_text(debrief.minutes, 'minute')}."


@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a debrief that the other side has logged."""
    debrief = find(request, Debrief.objects.select_related("group", "recorded_by"), pk)
    if not request.user.has_perm("supervision.confirm_debrief", debrief) and request.method != "POST":
        return redirect("supervision:group", debrief.group_id)
    if not side_of(request.user, debrief.group, debrief.date):
        raise PermissionDenied
    to = reverse("supervision:group", args=[debrief.group_id])
    return _confirmation(request, debrief, request.user, to=to)


@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm a debrief from the link in a mail: looking changes nothing, only the button does."""
    try:
        debrief_key, person_key = debrief_and_person(token)
    except signing.SignatureExpired:
        return _gone(request, "old")
    except signing.BadSignature:
        return _gone(request, "wrong")
    debrief = Debrief.objects.select_related("group", "recorded_by").filter(pk=debrief_key).first()
    person = Person.objects.filter(pk=person_key, is_active=True).first()
    if debrief is None or person is None:
        return _gone(request, "removed")
    return _confirmation(request, debrief, person, to=request.path)


@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a debrief that was logged by mistake."""
    debrief = find(request, Debrief.objects.select_related("group"), pk, "supervision.remove_debrief")
    form = ReasonForm(request.POST or None)
    back = reverse("supervision:group", args=[debrief.group_id])
    done = submit(
        request,
        form,
        lambda data: actions.remove_debrief(by=request.user, debrief=debrief, **data),
        done="Removed. The history keeps what stood here, and why.",
        to=back,
    )
    context = {
        "form": form,
        "title": f"Remove the debrief of {day_text(debrief.date)}",
        "lead": f"{debrief.group}. It will not count any more; its history and your reason are kept.",
        "submit": "Remove the debrief",
        "danger": True,
        "cancel": back,
    }
    return done or page(request, "members/form.html", context)


def _confirmation(request: HttpRequest, debrief: Debrief, person: Person, *, to: str) -> HttpResponse:
    form = StepForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda data: actions.confirm_debrief(by=person, debrief=debrief),
        done="Thank you, the debrief is confirmed.",
        to=to,
    )
    side = side_of(person, debrief.group, debrief.date)
    confirmed_at = getattr(debrief, f"confirmed_by_{side}_at") if side else None
    context = {"form": form, "debrief": debrief, "person": person, "side": side, "confirmed_at": confirmed_at}
    return done or page(request, "supervision/debrief_confirm.html", context)


def _gone(request: HttpRequest, why: str) -> HttpResponse:
    return page(request, "supervision/link_gone.html", {"sentence": GONE[why]}, status=410)
