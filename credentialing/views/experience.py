"""Prior experience: naming, changing, removing it, and its attestation."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from credentialing.actions.experience import (
    add_experience,
    ask_attestation,
    attest,
    change_experience,
    remove_experience,
)
from credentialing.enums import ExperienceKind
from credentialing.forms.application import AttestForm, ExperienceForm
from credentialing.forms.supervisor import ConfirmForm
from credentialing.models import PriorExperience
from credentialing.permissions import get_case_for
from members.access import look
from members.models import Person
from members.views.pages import page, submit

FORM = "credentialing/form_page.html"
LEADS = {
    ExperienceKind.GROUP_MEMBER: (
        "A group that met at least twice a month for two years can stand in for one Intensive. "
        "Give its dates and your own."
    ),
    ExperienceKind.PROCESS_GROUP: (
        "Formal training in group process with at least three months of laboratory can stand in for one "
        "Intensive. Give the dates of the laboratory."
    ),
    ExperienceKind.CO_LEADING: (
        "More than two years of co-leading with a credentialed leader, who attests to it, can "
        "stand in for some "
        "or all of the supervision. The committee says how much."
    ),
    ExperienceKind.OTHER: "Anything else that the reviewers should know.",
}


@login_required
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Name a prior experience."""
    case = get_case_for(request.user, pk, "own")
    if kind not in ExperienceKind.values:
        raise Http404
    form = ExperienceForm(request.POST or None, case=case, kind=kind)
    back = reverse("credentialing:application", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: add_experience(case=case, by=request.user, kind=kind, **data),
        done="Added to your application.",
        to=back,
    )
    context = {
        "form": form,
        "title": ExperienceKind(kind).label,
        "lead": LEADS[ExperienceKind(kind)],
        "submit": "Add to my application",
        "cancel": back,
    }
    return response or page(request, FORM, context)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a prior experience better."""
    experience = _own(request.user, pk)
    form = ExperienceForm(
        request.POST or None, instance=experience, case=experience.case, kind=experience.kind
    )
    back = reverse("credentialing:application", args=[experience.case_id])
    response = submit(
        request,
        form,
        lambda data: change_experience(experience=experience, by=request.user, **data),
        done="Saved.",
        to=back,
    )
    context = {
        "form": form,
        "title": experience.get_kind_display(),
        "lead": LEADS[ExperienceKind(experience.kind)],
        "cancel": back,
    }
    return response or page(request, FORM, context)


@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a prior experience out of the application."""
    experience = _own(request.user, pk)
    form = ConfirmForm(request.POST or None)
    back = reverse("credentialing:application", args=[experience.case_id])
    response = submit(
        request,
        form,
        lambda _: remove_experience(experience=experience, by=request.user),
        done="Removed from your application.",
        to=back,
    )
    context = {
        "form": form,
        "title": f"Remove: {experience.title or experience.get_kind_display()}",
        "lead": "It will no longer stand in your application.",
        "submit": "Remove",
        "danger": True,
        "cancel": back,
        "cancel_label": "Keep it",
    }
    return response or page(request, FORM, context)


@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the leader to attest."""
    experience = _own(request.user, pk)
    form = ConfirmForm(request.POST or None)
    back = reverse("credentialing:application", args=[experience.case_id])
    response = submit(
        request,
        form,
        lambda _: ask_attestation(experience=experience, by=request.user),
        done=f"{experience.leader} is asked to attest.",
        to=back,
    )
    context = {
        "form": form,
        "title": "Ask for the attestation",
        "lead": (
            f"{experience.leader or 'The leader'} gets a mail with a link to one page, signs in and confirms."
        ),
        "submit": "Ask",
        "cancel": back,
    }
    return response or page(request, FORM, context)


@login_required
def attest_to(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader's own page from the link in the mail."""
    experience = get_object_or_404(PriorExperience.objects.select_related("case__candidate", "leader"), pk=pk)
    if experience.leader_id != request.user.pk:
        get_case_for(request.user, experience.case_id, "take_part")
        raise PermissionDenied
    given = experience.attestations.filter(by=request.user).first()
    form = AttestForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: attest(experience=experience, by=request.user, debriefing_confirmed=data["debriefing"]),
        done=f"Thank you. Your attestation stands in the application of {experience.case.candidate}.",
        to="home",
    )
    if response is None:
        look(by=request.user, about=experience.case.candidate, kind="prior_experience", key=experience.pk)
    context = {"form": form, "experience": experience, "given": given}
    return response or page(request, "credentialing/attest.html", context)


def _own(person: Person, pk: int) -> PriorExperience:
    experience = get_object_or_404(PriorExperience.objects.select_related("case__candidate", "leader"), pk=pk)
    get_case_for(person, experience.case_id, "own")
    return experience
