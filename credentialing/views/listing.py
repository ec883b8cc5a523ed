"""The list of files."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from credentialing.filters import CaseFilter
from credentialing.models import Case
from credentialing.permissions import COUNCIL, READERS, visible_cases
from credentialing.turns import turns_by_case, who_is_next
from credentialing.views.reading import Reading, read_many
from members import clock
from members.offices import holds, offices_of
from members.views.pages import page
from supervision.models import Agreement

A_PAGE = 25


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The files this person may open, longest in their stage first, with both documents' readiness."""
    if not offices_of(request.user):
        raise Http404
    if not holds(request.user, *READERS, *COUNCIL):
        raise PermissionDenied
    shown = CaseFilter(request.GET, queryset=with_supervisor(visible_cases(request.user)))
    pages = Paginator(shown.qs.longest_in_stage(), A_PAGE)
    page_obj = pages.get_page(request.GET.get("page"))
    context = {
        "filter": shown,
        "page_obj": page_obj,
        "rows": rows_of(list(page_obj.object_list)),
        "count": pages.count,
        "filtered": any(value for name, value in request.GET.items() if name != "page"),
    }
    return page(request, "credentialing/cases.html", context)


def with_supervisor(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with their candidate, and the name of the current supervisor."""
    current = Agreement.objects.current().filter(candidate=OuterRef("candidate"))
    return cases.select_related("candidate").annotate(
        supervisor_name=Subquery(current.values(name=F("supervisor__name"))[:1])
    )


@dataclass(frozen=True)
class CaseRow:
    """One line of a list of files: the case as read, the days in its stage, and whose turn it is."""

    reading: Reading
    days: int
    next: str


def rows_of(cases: list[Case]) -> list[CaseRow]:
    """Each case read, with the days it has been in its stage and whose turn it is."""
    now, turns = clock.now(), turns_by_case([case.pk for case in cases])
    return [
        CaseRow(reading, (now - reading.case.state_since).days, who_is_next(turns[reading.case.pk]))
        for reading in read_many(cases)
    ]
