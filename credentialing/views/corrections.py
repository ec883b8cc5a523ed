"""Putting right what an office entered wrongly: the old value stays beside the new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from credentialing.actions.fees import correct_receipt
from credentialing.forms.fees import CorrectReceiptForm
from credentialing.models import FeeReceipt
from credentialing.permissions import get_case_for
from credentialing.views.fees import owing_of
from members.reauth import fresh_required
from members.views.pages import page, submit
from members.words import day_text

FORM = "credentialing/form_page.html"


@fresh_required("correct a receipt")
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the day, the amount or how it came, with a reason."""
    found = get_object_or_404(FeeReceipt.objects.select_related("case__candidate"), pk=pk)
    case = get_case_for(request.user, found.case_id, "keep_fees")
    row = owing_of(case)
    form = CorrectReceiptForm(
        request.POST or None,
        since=case.process_start,
        currency=row.currency if row else "",
        initial={"sent_on": found.sent_on, "amount": found.amount, "how": found.how},
    )
    here = reverse("credentialing:fees", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: correct_receipt(receipt=found, by=request.user, **data),
        done="The receipt is corrected, and those concerned are told.",
        to=here,
    )
    context = {
        "form": form,
        "title": f"Correct {found.amount} from {case.candidate}",
        "lead": f"It says: sent on {day_text(found.sent_on)}. That stays on file beside what you write now.",
        "points": [
            "The day on which the first year is paid in full is reckoned anew, and with it from when "
            "supervision counts.",
            "The candidate, the supervisor and the Coordinator of Supervision are told, with your reason.",
        ],
        "submit": "Correct the receipt",
        "cancel": here,
    }
    return response or page(request, FORM, context)
