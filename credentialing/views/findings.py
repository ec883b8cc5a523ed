"""The findings of a file: both documents side by side, for candidate, committee and Council."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from credentialing.evidence_links import EvidenceLinks
from credentialing.permissions import get_case_for
from credentialing.views.reading import read
from members.views.pages import page


@login_required
@require_safe
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """One row a subject, the differing ones first; what the committee must decide, what comes next.

    `?all=` names a clause whose evidence is then listed to the last piece.
    """
    case = get_case_for(request.user, pk, "see_file")
    reading = read(case)
    context = {
        "case": case,
        "reading": reading,
        "own": case.candidate_id == request.user.pk,
        "links": EvidenceLinks(case, reading.loaded, request.user),
        "in_full": request.GET.get("all", ""),
        "may_decide": request.user.has_perm("credentialing.chair", case),
    }
    return page(request, "credentialing/findings.html", context)
