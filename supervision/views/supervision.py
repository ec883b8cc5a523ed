"""Supervision as the candidate, the supervisor and the committee see it, and recording it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from members import clock
from members.access import look
from members.models import Person
from members.views import page, submit
from supervision.actions import supervision as actions
from supervision.forms import OverrideForm, ReasonForm, RecordForm
from supervision.hooks import months_free_for
from supervision.models import Agreement, BalintGroup, SupervisionSession, SupervisorRequest
from supervision.permissions import reads_until
from supervision.strips import strips_of
from supervision.views.lookup import find, find_person, need, page_of
from supervision.words import day_text
from supervision.years import progress


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My supervision: who supervises me, the years as dots, the sessions with their notes."""
    need(request, "supervision.ask_supervisor")
    asked = SupervisorRequest.objects.filter(candidate=request.user).select_related("supervisor")
    context = {
        "open_request": asked.open().first(),
        "yes": asked.waiting_for_agreement().order_by("-answered_on", "-pk").first(),
        "declined": asked.filter(accepted=False).order_by("-answered_on", "-pk").first(),
        **_supervision_of(request, request.user),
    }
    return page(request, "supervision/mine.html", context)


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A candidate's groups and supervision, for the supervisor and the committee; each opening is logged."""
    candidate = find_person(request, pk, "supervision.see_practice_of")
    look(request.user, candidate, "supervision", candidate.pk)
    until = reads_until(request.user, candidate)
    groups = BalintGroup.objects.ever_led_by(candidate).visible_to(request.user).select_related("leader")
    groups = list(groups.prefetch_related("co_leaders__person").order_by("-ended_on", "-pk"))
    strips = strips_of(groups, until or clock.today(), months_free_for(candidate))
    for group in groups:
        group.strip = strips[group.pk]
    context = {
        "candidate": candidate,
        "groups": groups,
        "may_record": request.user.has_perm("supervision.record_for", candidate),
        "may_override": request.user.has_perm("supervision.override_for", candidate),
        "until": until,
        "reads_notes": request.user.has_perm("supervision.oversee"),
        **_supervision_of(request, candidate),
    }
    return page(request, "supervision/person.html", context)


def _supervision_of(request: HttpRequest, candidate: Person) -> dict[str, Any]:
    agreements = Agreement.objects.filter(candidate=candidate).select_related("supervisor").order_by("-pk")
    until = reads_until(request.user, candidate)
    if until is not None:
        agreements = agreements.filter(supervisor=request.user)
    sessions = SupervisionSession.objects.filter(candidate=candidate).visible_to(request.user)
    rows = sessions.select_related(
        "supervisor", "group", "about_session", "override_by", "agreement"
    ).latest_first()
    return {
        "agreement": next((one for one in agreements if one.ended_on is None), None),
        "earlier": [one for one in agreements if one.ended_on is not None],
        "progress": progress(sessions.values_list("date", flat=True), until or clock.today()),
        "page_obj": page_of(request, rows),
    }


@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a session as the supervisor, in under a minute on a phone."""
    candidate = find_person(request, pk, "supervision.record_for")
    last = SupervisionSession.objects.filter(supervisor=request.user).latest_first().first()
    form = RecordForm(
        request.POST or None, candidate=candidate, initial={"minutes": (last and last.minutes) or 60}
    )
    done = submit(
        request,
        form,
        lambda data: actions.record_session(by=request.user, candidate=candidate, **_with_notes(data)),
        done=recorded,
        to=reverse("supervision:desk"),
    )
    context = {
        "form": form,
        "candidate": candidate,
        "progress": _progress(candidate),
        "title": f"Supervision of {candidate}",
        "cancel": reverse("supervision:desk"),
    }
    return done or page(request, "supervision/record.html", context)


@login_required
def override(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a session in office, with a reason, that the fee date forbids the supervisor."""
    candidate = find_person(request, pk, "supervision.override_for")
    form = OverrideForm(request.POST or None, candidate=candidate)
    back = reverse("supervision:person", args=[candidate.pk])
    done = submit(
        request,
        form,
        lambda data: actions.record_session(by=request.user, candidate=candidate, **data),
        done=recorded,
        to=back,
    )
    context = {
        "form": form,
        "candidate": candidate,
        "progress": _progress(candidate),
        "title": f"Record for the supervisor of {candidate}",
        "lead": "A session held before the fee was sent. Your name and reason stay with it.",
        "cancel": back,
    }
    return done or page(request, "supervision/record.html", context)


@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a session that was recorded."""
    session = find(request, _sessions(), pk, "supervision.correct_supervision")
    form = RecordForm(
        request.POST or None,
        candidate=session.candidate,
        keep=session.about_session,
        initial=_initial(session),
    )
    back = reverse("supervision:person", args=[session.candidate_id])
    done = submit(
        request,
        form,
        lambda data: actions.correct_session(by=request.user, session=session, **_with_notes(data)),
        done=recorded,
        to=back,
    )
    context = {
        "form": form,
        "candidate": session.candidate,
        "session": session,
        "title": f"Supervision of {day_text(session.date)}",
        "cancel": back,
    }
    return done or page(request, "supervision/record.html", context)


@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a session recorded by mistake."""
    session = find(request, _sessions(), pk, "supervision.correct_supervision")
    form = ReasonForm(request.POST or None)
    back = reverse("supervision:person", args=[session.candidate_id])
    done = submit(
        request,
        form,
        lambda data: actions.remove_session(by=request.user, session=session, **data),
        done="Removed. The history keeps what stood here, and why.",
        to=back,
    )
    context = {
        "form": form,
        "title": f"Remove supervision of {day_text(session.date)}",
        "lead": f"With {session.candidate}. It will not count any more; its history and your reason stay.",
        "submit": "Remove the session",
        "danger": True,
        "cancel": back,
    }
    return done or page(request, "members/form.html", context)


def recorded(session: SupervisionSession) -> str:
    """7 of 12. Year 2: 1 of 6, closes 14 March 2027."""
    return f"Recorded. {_progress(session.candidate).sentence(session.date)}"


def _progress(candidate: Person):
    days = SupervisionSession.objects.filter(candidate=candidate).values_list("date", flat=True)
    return progress(days, clock.today())


def _with_notes(data: dict[str, Any]) -> dict[str, Any]:
    notes = actions.Notes(to_candidate=data.pop("note_to_candidate"), to_self=data.pop("note_to_self"))
    return {**data, "notes": notes}


def _initial(session: SupervisionSession) -> dict[str, Any]:
    about = f"s{session.about_session_id}" if session.about_session_id else f"g{session.group_id}"
    names = ("date", "minutes", "recording", "note_to_candidate", "note_to_self")
    return {**{name: getattr(session, name) for name in names}, "about": about}


def _sessions():
    return SupervisionSession.objects.select_related("candidate", "supervisor", "group", "about_session")
