"""The case file: where it stands, whose the next step is, its button, its sections, its timeline."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from credentialing.actions.situation import situation_of
from credentialing.enums import State
from credentialing.models import Case
from credentialing.permissions import actors_on, get_case_for
from credentialing.step_pages import as_filled_in, buttons
from credentialing.turns import gathered, turns_on, who_is_next
from credentialing.views.reading import read
from credentialing.views.sections import sections_of, with_sections
from credentialing.workflow import Actor, offers
from members import clock
from members.models import Person
from members.views.pages import page


@login_required
@require_safe
def case_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file for officers; candidates have their home instead."""
    case = get_case_for(request.user, pk, "see_file")
    if case.candidate_id == request.user.pk:
        return redirect("home")
    reading = read(case)
    actors = actors_on(case, request.user)
    situation = situation_of(case, by=request.user, loaded=reading.loaded, assessment=reading.assessment)
    (row,) = gathered(with_sections(Case.objects.filter(pk=case.pk), reading.loaded))
    turns = turns_on(row)
    mine = [turn for turn in turns if turn.is_for(request.user)]
    context = {
        "case": case,
        "reading": reading,
        "waits": [turn.for_others for turn in turns if not turn.is_for(request.user)],
        "days": (clock.now() - case.state_since).days,
        "buttons": buttons(case, offers(State(case.state), actors, as_filled_in(situation)), mine),
        "next": who_is_next(turns, request.user),
        "mine": mine,
        "on_committee": request.user.has_perm("credentialing.work_in_committee", case),
        "sees_final": request.user.has_perm("credentialing.see_final", case),
        **sections_of(row, reading.loaded),
    }
    return page(request, "credentialing/file.html", context)


def timeline_for(case: Case, person: Person):
    """The events the person may read: a candidate reads the public words alone, newest first."""
    events = case.events.select_related("by")
    if Actor.CANDIDATE in actors_on(case, person):
        events = events.exclude(public="")
    return events


@login_required
@require_safe
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that has happened, newest first, fifty a page."""
    case = get_case_for(request.user, pk, "see_file")
    own = case.candidate_id == request.user.pk
    pages = Paginator(timeline_for(case, request.user), 50)
    page_obj = pages.get_page(request.GET.get("page"))
    context = {"case": case, "own": own, "page_obj": page_obj, "events": page_obj.object_list}
    return page(request, "credentialing/timeline.html", context)
