"""The decision with its papers, and the papers themselves, for the candidate and the committee."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from credentialing.models import Assessment, Document, Motion
from credentialing.permissions import get_case_for
from credentialing.views.reading import read_as_decided
from members import clock
from members.access import look
from members.models import Credential
from members.views.pages import page


@login_required
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What the Council decided, and the papers."""
    case = get_case_for(request.user, pk, "see_decision")
    decided = case.motions.filter(outcome__in=("credentialed", "not_credentialed"))
    motion = decided.select_related("recommendation__assessment").first()
    if motion is None:
        raise Http404
    awarded = Credential.objects.filter(
        person=case.candidate_id, awarded_on__gte=clock.day_of(motion.opened_at)
    )
    context = {
        "case": case,
        "own": case.candidate_id == request.user.pk,
        "motion": motion,
        "credential": awarded.first() if motion.outcome == "credentialed" else None,
        "documents": case.documents.all(),
        "reading": read_as_decided(case, _decided_on(motion)),
    }
    return page(request, "credentialing/decision.html", context)


def _decided_on(motion: Motion) -> Assessment | None:
    """The findings that lay before the Council, where they were frozen."""
    return motion.recommendation.assessment if motion.recommendation else None


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper as PDF; the opening is logged."""
    document = get_object_or_404(Document.objects.select_related("case__candidate"), pk=pk)
    case = get_case_for(request.user, document.case_id, "see_decision")
    if document.made_at is None or not document.file:
        raise Http404
    look(request.user, case.candidate, document.kind, document.pk)
    name = f"{document.kind}-{slugify(case.candidate.name)}.pdf"
    answer = FileResponse(
        document.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
