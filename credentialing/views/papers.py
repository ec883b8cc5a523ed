"""A case's record to take away."""

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from credentialing.dossier import dossier_json
from credentialing.permissions import get_case_for
from credentialing.record import record
from members import clock
from members.access import look


@login_required
@require_GET
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The record as the rules read it today, as a file; the opening is logged."""
    case = get_case_for(request.user, pk, "see_file")
    look(by=request.user, about=case.candidate, kind="dossier", key=case.pk)
    text = json.dumps(dossier_json(record(case, clock.today())), indent=1, ensure_ascii=False)
    answer = HttpResponse(text + "\n", content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="record-{case.pk}.json"'
    return answer
