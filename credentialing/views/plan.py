"""The candidate's plan: the earliest day for the committee, and the dates to keep until then."""

import datetime as dt
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing.dates_to_keep import SecondYear, by_month, dates_to_keep, next_of, still_to_hold
from credentialing.models import Case, FeeSchedule
from credentialing.permissions import get_case_for
from credentialing.rules import CLAUSES, Outcome
from credentialing.rules.clauses import Clause
from credentialing.rules.plan import Coming, Plan
from credentialing.rules.plan import plan as plan_of
from credentialing.views.reading import Reading, read
from credentialing.workflow import PAYING
from intensives.models import Intensive
from members import clock
from members.models import Person
from members.views.pages import page
from supervision.models import Agreement


@login_required
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What is next, how much by when, the dates by month, and what only the committee can answer."""
    case = get_case_for(request.user, pk, "see_file")
    context: dict[str, Any] = {"case": case, "own": case.candidate_id == request.user.pk}
    if case.is_open:
        context |= _ahead(case, request.user)
    return page(request, "credentialing/plan.html", context)


def _ahead(case: Case, reader: Person) -> dict[str, Any]:
    today, reading = clock.today(), read(case)
    coming = list(Intensive.objects.coming(today).order_by("start", "pk"))
    found = plan_of(reading.record, today, coming=[Coming(one.name, one.start, one.end) for one in coming])
    addresses = {(one.name, one.end): reverse("intensives:intensive", args=[one.pk]) for one in coming}
    dates = dates_to_keep(found, _second_year(case, reader), addresses)
    return {
        "plan": found,
        "next": next_of(dates),
        "still": still_to_hold(found, reading.pictures),
        "months": by_month(dates),
        "earliest": _earliest(found),
        "without_date": _without_date(found, reading),
        "questions": [reading.assessment[clause] for clause in found.attention],
    }


def _second_year(case: Case, reader: Person) -> SecondYear | None:
    """What the second year costs by the agreement, for a reader who may see fees, while they fall due."""
    if case.state not in PAYING or not reader.has_perm("credentialing.see_fees", case):
        return None
    schedules = FeeSchedule.objects.filter(valid_from__lte=clock.today()).order_by("-valid_from")
    agreed = Agreement.objects.current().filter(candidate=case.candidate_id)
    found = agreed.values_list("second_year_amount", Subquery(schedules.values("currency")[:1])).first()
    if found is None:
        return None
    url = reverse("credentialing:fees", args=[case.pk])
    return SecondYear(amount=found[0] or Decimal(0), currency=found[1] or "", url=url)


def _earliest(found: Plan) -> list[tuple[dt.date, list[Clause]]]:
    """The open requirements by the earliest day each could be met, in the order of the texts."""
    days = sorted(found.earliest.items(), key=lambda item: item[1])
    return [
        (day, [CLAUSES[clause] for clause, _ in rows]) for day, rows in groupby(days, key=lambda row: row[1])
    ]


def _without_date(found: Plan, reading: Reading) -> list[Clause]:
    """The open requirements to which no date leads."""
    findings = reading.assessment.findings
    still_open = [one.clause for one in findings if one.clause.blocks and one.outcome is Outcome.NOT_YET]
    return [clause for clause in still_open if clause.id not in found.earliest]
