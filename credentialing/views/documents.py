"""The decision with its papers, and the papers themselves, for the candidate and the committee."""

from io import BytesIO

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from credentialing.actions import documents
from credentialing.enums import DocumentState
from credentialing.forms.committee import SureForm
from credentialing.models import Assessment, Document, Motion
from credentialing.permissions import get_case_for
from credentialing.views.acting import act_page
from credentialing.views.reading import read_as_decided
from members import clock
from members.access import look
from members.models import Credential
from members.views.pages import page, submit
from members.words import day_text


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
    """One paper as PDF, its opening logged; or a page that says why it is not there, with a 404."""
    document = _document(pk)
    case = get_case_for(request.user, document.case_id, "see_decision")
    content = documents.content_of(document) if document.file else None
    if content is None:
        documents.note_whether_lost(document=document)
        own = case.candidate_id == request.user.pk
        there = {"case": case, "document": _document(pk), "own": own}
        return page(request, "credentialing/paper_not_there.html", there, status=404)
    look(request.user, case.candidate, document.kind, document.pk)
    name = f"{document.kind}-{slugify(case.candidate.name)}.pdf"
    answer = FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _document(pk: int) -> Document:
    return get_object_or_404(Document.objects.select_related("case__candidate"), pk=pk)


@login_required
def remake(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee asks for a paper again that could not be made, or whose file is gone."""
    document = _document(pk)
    case = get_case_for(request.user, document.case_id, "make_papers")
    back = reverse("credentialing:decision", args=[case.pk])
    form = SureForm(request.POST if request.method == "POST" else None)
    response = submit(
        request,
        form,
        lambda data: documents.make_again(document=document, by=request.user),
        done=lambda made: (
            f"The {made.what} is being made again."
            if made.state is DocumentState.WAITING
            else f"The file of the {made.what} is back in its place, so nothing had to be made."
        ),
        to=back,
    )
    return response or act_page(
        request,
        form,
        title=f"Make the {document.what} again",
        lead=_how_it_is(document),
        button="Make it again",
        cancel=back,
        happens=[
            "It is the same paper, with the words and the day of the decision.",
            f"{case.candidate} gets a mail when it is ready.",
        ],
    )


def _how_it_is(document: Document) -> str:
    """What is known of the paper, for the officer."""
    if document.state is DocumentState.FAILED:
        return f"It could not be made. {document.last_error}"
    if document.state is DocumentState.LOST:
        return f"Its file was found gone or damaged on {day_text(clock.day_of(document.lost_at))}."
    if document.state is DocumentState.WAITING:
        return "It is being made. Nothing has to be done."
    return (
        f"It was made on {day_text(clock.day_of(document.made_at))} and is on file. Nothing has to be done."
    )
