"""The findings of a file: both documents side by side, for candidate, committee and Council."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from credentialing.permissions import get_case_for
from credentialing.views.reading import read
from members.views.pages import page


@login_required
@require_GET
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """One row a subject, the differing ones first; what the committee must decide, what comes next."""
    case = get_case_for(request.user, pk, "see_file")
    reading = read(case)
    own = case.candidate_id == request.user.pk
    return page(request, "credentialing/findings.html", {"case": case, "reading": reading, "own": own})
