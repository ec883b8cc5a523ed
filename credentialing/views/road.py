"""The public road, and everybody's home."""

from django.contrib.auth.decorators import login_required
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from credentialing.models import Case
from credentialing.open_tasks import tasks_for
from credentialing.permissions import READERS
from credentialing.rules import CLAUSES
from credentialing.rules.steps import STEPS
from credentialing.turns import gathered, turns_on, waits_of
from credentialing.views.reading import read
from members import clock
from members.enums import Office
from members.models import Membership
from members.offices import holds, offices_of
from members.views.pages import page


@require_safe
def road(request: HttpRequest) -> HttpResponse:
    """Eleven steps as a path, each opening to what is asked, why, and by which clause."""
    steps = [(step, [CLAUSES[clause] for clause in step.clauses]) for step in STEPS]
    return page(request, "credentialing/road.html", {"steps": steps})


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What I owe, what I wait for, where I stand."""
    person = request.user
    latest = Case.objects.of(person).order_by("-pk").values("pk")[:1]
    case = next(iter(gathered(Case.objects.filter(pk=Subquery(latest)))), None)
    turns = turns_on(case) if case else []
    context = {
        "greeting": _greeting(),
        "tasks": tasks_for(person, turns),
        "case": case,
        "reading": read(case) if case else None,
        "is_member": case is not None or Membership.objects.on(clock.today()).filter(person=person).exists(),
        "waiting": waits_of(turns),
        "office_labels": [Office(office).label for office in sorted(offices_of(person))],
        "reads_cases": holds(person, *READERS),
    }
    return page(request, "credentialing/home.html", context)


def _greeting() -> str:
    hour = clock.now().astimezone(clock.zone()).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"
