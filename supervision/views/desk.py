"""The supervisor's desk: what waits, and the people I supervise."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from members import clock
from members.models import Person
from members.open_task import OpenTask
from members.views import page
from supervision.models import Agreement, SupervisionSession, SupervisorRequest
from supervision.open_tasks import requests_to_answer
from supervision.views.lookup import need, page_of
from supervision.words import day_text
from supervision.years import Progress, progress

LONG_SILENCE = dt.timedelta(days=75)
PEOPLE_A_PAGE = 10


@dataclass(frozen=True, kw_only=True)
class Supervisee:
    """One person I supervise, and how far we are."""

    agreement: Agreement
    progress: Progress
    today: dt.date

    @property
    def candidate(self) -> Person:
        """The person."""
        return self.agreement.candidate

    @property
    def is_cleared(self) -> bool:
        """Sessions can be recorded."""
        return self.agreement.cleared_on is not None

    @property
    def is_silent(self) -> bool:
        """No session for so long that six in this year become hard."""
        since = self.progress.last or self.agreement.cleared_on
        return since is not None and self.today - since > LONG_SILENCE


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Requests to answer, agreements to sign, people to supervise."""
    need(request, "supervision.have_desk")
    mine = Agreement.objects.filter(supervisor=request.user).select_related("candidate")
    people = page_of(request, mine.current().signed().order_by("candidate__name", "pk"), PEOPLE_A_PAGE)
    context = {
        "waiting": [*requests_to_answer(request.user), *_to_sign(request.user)],
        "people": _supervisees(list(people)),
        "page_obj": people,
        "earlier": mine.filter(ended_on__isnull=False).order_by("-ended_on", "-pk")[:10],
        "promised": _promised(request.user),
    }
    return page(request, "supervision/desk.html", context)


def _promised(supervisor: Person):
    rows = SupervisorRequest.objects.waiting_for_agreement().filter(supervisor=supervisor)
    return rows.select_related("candidate").order_by("answered_on", "pk")


def _supervisees(agreements: list[Agreement]) -> list[Supervisee]:
    days: dict[int, list[dt.date]] = {agreement.candidate_id: [] for agreement in agreements}
    rows = (
        SupervisionSession.objects.filter(candidate__in=days).order_by().values_list("candidate_id", "date")
    )
    for candidate, date in rows:
        days[candidate].append(date)
    today = clock.today()
    return [
        Supervisee(agreement=one, progress=progress(days[one.candidate_id], today), today=today)
        for one in agreements
    ]


def _to_sign(supervisor: Person) -> list[OpenTask]:
    waiting = Agreement.objects.to_sign().filter(supervisor=supervisor).select_related("candidate")
    return [
        OpenTask(
            label=f"Sign the agreement with {agreement.candidate}",
            url=sign_path(agreement),
            due=f"filled in {day_text(agreement.form_filled_on)}",
        )
        for agreement in waiting
    ]


def sign_path(agreement: Agreement) -> str:
    """Where the agreement is signed: with the case, which this app does not know; may be empty."""
    try:
        return reverse("credentialing:sign_agreement", args=[agreement.pk])
    except NoReverseMatch:
        return ""
