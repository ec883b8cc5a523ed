"""A case's record to take away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from credentialing.dossier import dumps
from credentialing.permissions import get_case_for
from credentialing.record import record
from members import clock
from members.access import look


@login_required
@require_safe
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The one text of what the record says today, as a file that can be imported; the opening is logged."""
    case = get_case_for(request.user, pk, "see_file")
    look(by=request.user, about=case.candidate, kind="dossier", key=case.pk)
    today = clock.today()
    name = f"record-{slugify(case.candidate.name) or 'of-a-candidate'}-{today}.json"
    answer = HttpResponse(dumps(record(case, today)), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
