"""The schedule of fees with the supervisor agreement: filled in, signed, ended."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from credentialing.actions.agreement import (
    accepted_request,
    change_supervisor,
    fill_in_schedule,
    sign_agreement,
)
from credentialing.forms.supervisor import ConfirmForm, ReasonForm
from credentialing.models import Case
from credentialing.owing import confirmed_of, schedule_in_force
from credentialing.permissions import get_case_for, is_an_insider
from credentialing.workflow import STEPS
from members.models import Person
from members.reauth import fresh_required
from members.views.pages import page, submit
from supervision.models import Agreement

FORM = "credentialing/form_page.html"


@login_required
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement as it stands, with both sides; the candidate fills it in here."""
    case = get_case_for(request.user, pk, "see_fees")
    own = case.candidate_id == request.user.pk
    if request.method == "POST" and not own:
        raise PermissionDenied
    agreement = current_agreement(case)
    form = ConfirmForm(request.POST or None)
    response = None
    if own:
        response = submit(
            request,
            form,
            lambda _: fill_in_schedule(case=case, by=request.user),
            done=lambda made: f"Filled in. {made.supervisor} is asked to sign.",
            to=reverse("credentialing:agreement", args=[case.pk]),
        )
    request_now = accepted_request(case)
    context = {
        "form": form,
        "case": case,
        "own": own,
        "agreement": agreement,
        "supervisor": agreement.supervisor if agreement else request_now and request_now.supervisor,
        "schedule": schedule_in_force(),
        "receipts": receipts_of(case),
        "paid": confirmed_of(case),
        "fillable": own
        and case.state in STEPS["T12"].sources | STEPS["T22c"].sources
        and request_now is not None
        and (agreement is None or agreement.supervisor_signed_on is None),
        "looking": case.state in STEPS["T03"].sources | STEPS["T22b"].sources,
        "changeable": own
        and case.state in STEPS["T22"].sources | STEPS["T22e"].sources
        and agreement is not None,
    }
    return response or page(request, "credentialing/agreement.html", context)


def current_agreement(case: Case) -> Agreement | None:
    """The agreement that has not ended."""
    current = Agreement.objects.current().filter(candidate=case.candidate_id)
    return current.select_related("supervisor", "candidate").first()


def receipts_of(case: Case):
    """The receipts with what became of them, newest first."""
    receipts = case.receipts.order_by("-sent_on", "-pk")
    seen = ("noted_by", "confirmation__by", "reversal__by", "corrects", "corrected_as")
    return list(receipts.select_related(*seen))


@fresh_required("sign the agreement")
def sign_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The supervisor's signature, on a page of its own that repeats what is signed and who is told."""
    agreement = _agreement_for(request.user, pk)
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda _: sign_agreement(agreement=agreement, by=request.user),
        done="Signed. Copies went to the Coordinator of Supervision and the Treasurer.",
        to=reverse("credentialing:sign_agreement", args=[agreement.pk]),
    )
    in_force = schedule_in_force()
    context = {"form": form, "agreement": agreement, "currency": in_force.currency if in_force else ""}
    return response or page(request, "credentialing/agreement_sign.html", context)


def _agreement_for(person: Person, pk: int) -> Agreement:
    """The agreement for its supervisor; 403 to those who may know of it, 404 to a stranger."""
    agreement = get_object_or_404(Agreement.objects.select_related("candidate", "supervisor"), pk=pk)
    if agreement.supervisor_id == person.pk:
        return agreement
    case = Case.objects.of(agreement.candidate).order_by("-pk").first()
    if agreement.candidate_id == person.pk or (case is not None and is_an_insider(person, case)):
        raise PermissionDenied
    raise Http404


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate or the supervisor ends the agreement, so that another supervisor can be asked."""
    case = get_case_for(request.user, pk, "take_part")
    agreement = current_agreement(case)
    if agreement is None or request.user.pk not in (agreement.candidate_id, agreement.supervisor_id):
        raise PermissionDenied
    own = case.candidate_id == request.user.pk
    form = ReasonForm(request.POST or None, label="Why the agreement ends")
    there = reverse("credentialing:ask_supervisor", args=[case.pk]) if own else reverse("supervision:desk")
    response = submit(
        request,
        form,
        lambda data: change_supervisor(case=case, by=request.user, **data),
        done="The agreement has ended." + (" Ask your new supervisor." if own else ""),
        to=there,
    )
    other = agreement.supervisor if own else agreement.candidate
    context = {
        "form": form,
        "title": f"End the agreement with {other}",
        "lead": "Sessions that are on record count on. The fee stays paid.",
        "points": [
            f"{other} and the Coordinator of Supervision are told, with your reason.",
            "The candidate asks another supervisor, fills in the schedule again, and the new "
            "supervisor signs.",
            "No session can be recorded until then.",
        ],
        "submit": "End the agreement",
        "danger": True,
        "cancel": reverse("home"),
    }
    return response or page(request, FORM, context)
