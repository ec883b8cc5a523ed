"""Today: what needs this officer, where the files stand, what to watch."""

from statistics import median

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from credentialing.filters import PIPELINE, stage_key
from credentialing.models import Case
from credentialing.open_tasks import tasks_for
from credentialing.permissions import READERS
from credentialing.views.listing import rows_of, with_supervisor
from credentialing.watch import watch
from members import clock
from members.offices import holds, offices_of
from members.views.pages import page

LONGEST = 8


@login_required
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The Chair's first page of the day; Coordinator and CCC members see the same."""
    if not offices_of(request.user):
        raise Http404
    if not holds(request.user, *READERS):
        raise PermissionDenied
    open_cases = Case.objects.open()
    counts = dict(open_cases.order_by().values_list("state").annotate(n=Count("pk")))
    now = clock.now()
    ages = [(now - since).days for since in open_cases.values_list("state_since", flat=True)]
    longest = with_supervisor(open_cases).longest_in_stage()[:LONGEST]
    tasks = tasks_for(request.user)
    context = {
        "tasks": tasks,
        "stages": [
            (words, stage_key(key, states), sum(counts.get(state, 0) for state in states))
            for key, words, states in PIPELINE
        ],
        "total": sum(counts.values()),
        "median": round(median(ages)) if ages else 0,
        "watch": watch(),
        "rows": rows_of(list(longest)),
    }
    return page(request, "credentialing/today.html", context)
