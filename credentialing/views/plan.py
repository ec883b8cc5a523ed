"""The candidate's plan: the earliest day for the committee, and the dates to keep until then."""

import datetime as dt
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing.dates_to_keep import SecondYear, by_month, dates_to_keep, next_of, still_to_hold
from credentialing.models import Case, FeeSchedule
from credentialing.permissions import get_case_for
from credentialing.record.arrays import array, day, exact
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
    coming, fee = _coming_and_fee(case, reader)
    found = plan_of(
        reading.record,
        today,
        coming=[Coming(one.name, one.start, one.end) for one in coming],
        parameters=reading.society.parameters,
    )
    addresses = {(one.name, one.end): reverse("intensives:intensive", args=[one.pk]) for one in coming}
    dates = dates_to_keep(found, fee, addresses)
    return {
        "plan": found,
        "next": next_of(dates),
        "still": still_to_hold(found, reading.pictures),
        "months": by_month(dates),
        "earliest": _earliest(found),
        "without_date": _without_date(found, reading),
        "questions": [reading.assessment[clause] for clause in found.attention],
    }


def _coming_and_fee(case: Case, reader: Person) -> tuple[list[Intensive], SecondYear | None]:
    """The Intensives announced, and what the second year costs by the agreement, in one query.

    The fee is for a reader who may see fees, while they fall due.
    """
    schedules = FeeSchedule.objects.begun(clock.today())
    agreed = Agreement.objects.current().filter(candidate=OuterRef("candidate"))
    amounts = agreed.values(json=JSONObject(amount=exact("second_year_amount")))
    announced = array(
        Intensive.objects.coming(clock.today()), "start", id="pk", name="name", start="start", end="end"
    )
    row = Case.objects.values(
        coming=announced, agreed=ArraySubquery(amounts), currency=Subquery(schedules.values("currency")[:1])
    ).get(pk=case.pk)
    coming = [
        Intensive(**{**one, "start": day(one["start"]), "end": day(one["end"])}) for one in row["coming"]
    ]
    if case.state not in PAYING or not row["agreed"] or not reader.has_perm("credentialing.see_fees", case):
        return coming, None
    amount = Decimal(row["agreed"][0]["amount"] or 0)
    url = reverse("credentialing:fees", args=[case.pk])
    return coming, SecondYear(amount=amount, currency=row["currency"] or "", url=url)


def _earliest(found: Plan) -> list[tuple[dt.date, list[Clause]]]:
    """The open requirements by the earliest day each could be met, in the order of the texts."""
    days = sorted(found.earliest.items(), key=lambda item: item[1])
    return [
        (on, [CLAUSES[clause] for clause, _ in rows]) for on, rows in groupby(days, key=lambda row: row[1])
    ]


def _without_date(found: Plan, reading: Reading) -> list[Clause]:
    """The open requirements to which no date leads."""
    findings = reading.assessment.findings
    still_open = [one.clause for one in findings if one.clause.blocks and one.outcome is Outcome.NOT_YET]
    return [clause for clause in still_open if clause.id not in found.earliest]
