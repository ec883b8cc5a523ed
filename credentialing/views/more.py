"""Everything a candidate can do with the own file now, with the reason where something is not possible."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing.actions.situation import situation_of
from credentialing.enums import ExperienceKind, State
from credentialing.models import Case
from credentialing.permissions import actors_on, get_case_for
from credentialing.workflow import CLAIMABLE, STAGES, offers
from members.models import Person
from members.views.pages import page

OWN_PAGES: dict[str, tuple[str, ...]] = {
    "T02": ("policy",),
    "T03": ("ask_supervisor",),
    "T05": ("recording",),
    "T06": ("send_application",),
    "T09b": ("send_application",),
    "T12": ("agreement",),
    "T18": ("ask_committee", "schedule"),
    "T21": ("ask_committee", "exception"),
    "T22": ("change_supervisor",),
    "T22e": ("change_supervisor",),
    "T22b": ("ask_supervisor",),
    "T22c": ("agreement",),
    "T23a": ("ask_final",),
    "T23b": ("call_off_final",),
    "T29": ("agree_work",),
    "T29b": ("answer_work",),
    "T35b": ("correct_record",),
    "T36": ("withdraw",),
    "T37": ("new_attempt",),
}
"""Step to the candidate's page, and what its address needs beside the case."""


@dataclass(frozen=True)
class Way:
    """Something the candidate can do, or the sentence that says why not now."""

    label: str
    url: str
    refusal: str = ""


@login_required
@require_safe
def more(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be done with one's own file, from the same table that guards each step."""
    case = get_case_for(request.user, pk, "own")
    ways = [*ways_of(case, request.user), *_in_lieu(case)]
    context = {
        "case": case,
        "stage": STAGES[State(case.state)].public,
        "open_ways": [way for way in ways if not way.refusal],
        "shut_ways": [way for way in ways if way.refusal],
        "application": case.state != State.ENQUIRY,
        "requests": case.requests.prefetch_related("determinations"),
        "earlier": Case.objects.of(request.user).exclude(pk=case.pk).order_by("-pk"),
    }
    return page(request, "credentialing/more.html", context)


def ways_of(case: Case, person: Person) -> list[Way]:
    """The steps that are the candidate's in this state; a reason is asked for on the step's own page."""
    situation = situation_of(case, by=person, reason="given on the page")
    found: dict[str, Way] = {}
    for offer in offers(State(case.state), actors_on(case, person), situation):
        if offer.step.id in OWN_PAGES:
            name, *more = OWN_PAGES[offer.step.id]
            url = reverse(f"credentialing:{name}", args=[case.pk, *more])
            found.setdefault(url, Way(offer.step.button, url, offer.refusal))
    return list(found.values())


def _in_lieu(case: Case) -> list[Way]:
    if case.state not in CLAIMABLE:
        return []
    label = "Ask that co-leading stands in for supervision"
    url = reverse("credentialing:ask_committee", args=[case.pk, "in-lieu"])
    named = case.experiences.filter(kind=ExperienceKind.CO_LEADING).exists()
    return [Way(label, url, "" if named else "It has to be named in your application as prior experience.")]
