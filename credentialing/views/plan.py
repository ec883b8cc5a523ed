"""The candidate's plan: the earliest day for the committee, and the dates to keep until then."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from credentialing.permissions import get_case_for
from credentialing.record import record
from credentialing.rules import CLAUSES
from credentialing.rules.plan import Coming
from credentialing.rules.plan import plan as plan_of
from intensives.models import Intensive
from members import clock
from members.views.pages import page


@login_required
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates to keep in order, and what only the committee can answer."""
    case = get_case_for(request.user, pk, "see_file")
    today = clock.today()
    ahead = Intensive.objects.coming(today).order_by("start", "pk").values_list("name", "start", "end")
    found = plan_of(record(case, today), today, coming=[Coming(*one) for one in ahead])
    context = {
        "case": case,
        "own": case.candidate_id == request.user.pk,
        "plan": found,
        "questions": [CLAUSES[clause] for clause in found.attention],
    }
    return page(request, "credentialing/plan.html", context)
