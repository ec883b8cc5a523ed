"""Fees: who owes what, one case's receipts, and the schedule."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing.actions.fees import (
    confirm_receipt,
    correct_fee_schedule,
    let_supervision_begin,
    note_receipt,
    receive,
    reverse_receipt,
    set_fee_schedule,
)
from credentialing.enums import State
from credentialing.fee_filter import FeesFilter
from credentialing.forms.fees import CorrectScheduleForm, FeeScheduleForm, ReceiptForm
from credentialing.forms.supervisor import ConfirmForm, ReasonForm
from credentialing.models import Case, FeeReceipt, FeeSchedule
from credentialing.owing import Owing, owing, paying, schedule_in_force, waiting_first
from credentialing.permissions import get_case_for
from credentialing.views.agreement import current_agreement, receipts_of
from members.corrected import with_corrections
from members.models import Person
from members.reauth import fresh_required
from members.views.access import permission_required
from members.views.pages import page, submit
from members.words import day_text

FORM = "credentialing/form_page.html"
A_PAGE = 40


@permission_required("credentialing.set_fees")
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Who owes what; announced money first."""
    data = request.GET.copy()
    data.setdefault("show", "open")
    cases = waiting_first(paying(Case.objects.exclude(candidate=request.user)))
    chosen = FeesFilter(data, queryset=cases)
    page_obj = Paginator(chosen.qs, A_PAGE).get_page(request.GET.get("page"))
    in_force = schedule_in_force()
    context = {
        "filter": chosen,
        "page_obj": page_obj,
        "rows": [owing(case, in_force) for case in page_obj.object_list],
        "schedule": in_force,
    }
    return page(request, "credentialing/fees_due.html", context)


@login_required
@require_safe
def of_case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case's receipts with what became of them."""
    case = get_case_for(request.user, pk, "see_fees")
    agreement = current_agreement(case)
    row = owing_of(case)
    ready = row is not None and not row.for_the_first_year and agreement and agreement.supervisor_signed_on
    context = {
        "case": case,
        "own": case.candidate_id == request.user.pk,
        "may_keep": request.user.has_perm("credentialing.keep_fees", case),
        "agreement": agreement,
        "row": row,
        "receipts": receipts_of(case),
        "may_begin": bool(ready) and case.state == State.AGREED,
    }
    return page(request, "credentialing/fees.html", context)


def owing_of(case: Case) -> Owing | None:
    """What one case owes, None where no fee is due in its state."""
    row = paying(Case.objects.filter(pk=case.pk)).first()
    return owing(row, schedule_in_force()) if row else None


@login_required
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate says that money was sent."""
    case = get_case_for(request.user, pk, "own")
    form = _receipt_form(request, case)
    back = reverse("credentialing:agreement", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: note_receipt(case=case, by=request.user, **data),
        done="Noted. The Treasurer confirms it once the money is in.",
        to=back,
    )
    context = {
        "form": form,
        "title": "I have sent the fee",
        "lead": "Tell the Treasurer what you sent and when. The day on which you sent it counts.",
        "submit": "Tell the Treasurer",
        "cancel": back,
    }
    return response or page(request, FORM, context)


@fresh_required("confirm a fee")
def receive_money(request: HttpRequest, pk: int) -> HttpResponse:
    """The Treasurer notes and confirms money in one go."""
    case = get_case_for(request.user, pk, "keep_fees")
    form = _receipt_form(request, case)
    response = submit(
        request,
        form,
        lambda data: receive(case=case, by=request.user, **data),
        done=f"Confirmed. {case.candidate} is told.",
        to=reverse("credentialing:fees", args=[case.pk]),
    )
    row = owing_of(case)
    context = {
        "form": form,
        "title": f"Money from {case.candidate}",
        "lead": f"Open: {row.owed:.2f} {row.currency}. What you note here is confirmed at once."
        if row
        else "",
        "submit": "Confirm the receipt",
        "cancel": reverse("credentialing:fees_due"),
    }
    return response or page(request, FORM, context)


def _receipt_form(request: HttpRequest, case: Case) -> ReceiptForm:
    row = owing_of(case)
    currency, owed = (row.currency, row.owed) if row else ("", None)
    return ReceiptForm(request.POST or None, since=case.process_start, currency=currency, owed=owed)


@fresh_required("confirm a fee")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm money that was announced."""
    receipt = _receipt(request.user, pk)
    case = receipt.case
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda _: confirm_receipt(receipt=receipt, by=request.user),
        done=f"Confirmed. {case.candidate} is told.",
        to=reverse("credentialing:fees", args=[case.pk]),
    )
    context = {
        "form": form,
        "title": f"Confirm {receipt.amount} from {case.candidate}",
        "lead": f"Sent on {day_text(receipt.sent_on)}{f', {receipt.how}' if receipt.how else ''}.",
        "points": [
            "The candidate is told.",
            "Once the first year is paid in full and the agreement is signed, supervision may "
            "begin; the supervisor "
            "and the Coordinator of Supervision are told.",
        ],
        "submit": "The money is in",
        "cancel": reverse("credentialing:fees", args=[case.pk]),
    }
    return response or page(request, FORM, context)


@fresh_required("reverse a receipt")
def reverse_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a receipt back, with a reason."""
    receipt = _receipt(request.user, pk)
    case = receipt.case
    form = ReasonForm(request.POST or None, label="Why it is reversed")
    response = submit(
        request,
        form,
        lambda data: reverse_receipt(receipt=receipt, by=request.user, **data),
        done="The receipt is reversed, and those concerned are told.",
        to=reverse("credentialing:fees", args=[case.pk]),
    )
    context = {
        "form": form,
        "title": f"Reverse {receipt.amount} from {case.candidate}",
        "lead": f"Sent on {day_text(receipt.sent_on)}. The receipt stays on file, and counts no more.",
        "points": [
            "If the first year is then not paid in full, the agreement goes on hold: no "
            "supervision session can be "
            "recorded until the money is in.",
            "The candidate, the supervisor and the Coordinator of Supervision are told, with your reason.",
        ],
        "submit": "Reverse the receipt",
        "danger": True,
        "cancel": reverse("credentialing:fees", args=[case.pk]),
    }
    return response or page(request, FORM, context)


def _receipt(person: Person, pk: int) -> FeeReceipt:
    receipt = get_object_or_404(FeeReceipt.objects.select_related("case__candidate"), pk=pk)
    get_case_for(person, receipt.case_id, "keep_fees")
    return receipt


@fresh_required("confirm a fee")
def let_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the training begin where the fee was confirmed before."""
    case = get_case_for(request.user, pk, "keep_fees")
    form = ConfirmForm(request.POST or None)
    here = reverse("credentialing:fees", args=[case.pk])
    response = submit(
        request,
        form,
        lambda _: let_supervision_begin(case=case, by=request.user),
        done="Supervision may begin; those concerned are told.",
        to=here,
    )
    context = {
        "form": form,
        "title": f"Let supervision begin: {case.candidate}",
        "lead": "The agreement is signed and the first year's fee is confirmed in full.",
        "submit": "Let supervision begin",
        "cancel": here,
    }
    return response or page(request, FORM, context)


@permission_required("credentialing.set_fees")
def schedules(request: HttpRequest) -> HttpResponse:
    """The schedules of fees, and a new one; agreements keep what they were signed for."""
    form = FeeScheduleForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: set_fee_schedule(by=request.user, **data),
        done=lambda made: f"Schedule {made.version} is set, valid from {day_text(made.valid_from)}.",
        to="credentialing:fee_schedules",
    )
    context = {
        "form": form,
        "schedules": with_corrections(FeeSchedule.objects.select_related("set_by")),
        "in_force": schedule_in_force(),
    }
    return response or page(request, "credentialing/fee_schedules.html", context)


@permission_required("credentialing.set_fees")
def correct_schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """A schedule that is not in force yet, put right."""
    schedule = get_object_or_404(FeeSchedule, pk=pk)
    here = reverse("credentialing:fee_schedules")
    if request.method == "GET" and not schedule.may_be_corrected:
        messages.info(request, f"Schedule {schedule} is in force and stays as it was. Set a new one instead.")
        return redirect(here)
    form = CorrectScheduleForm(
        request.POST or None,
        initial={
            "version": schedule.version,
            "valid_from": schedule.valid_from,
            "first_year_amount": schedule.first_year_amount,
            "second_year_amount": schedule.second_year_amount,
        },
    )
    response = submit(
        request,
        form,
        lambda data: correct_fee_schedule(by=request.user, schedule=schedule, **data),
        done=lambda made: f"Schedule {made.version} is corrected, valid from {day_text(made.valid_from)}.",
        to=here,
    )
    context = {
        "form": form,
        "title": f"Correct schedule {schedule}",
        "lead": "It is not in force yet, so nobody has signed for it. What it said before is kept.",
        "submit": "Correct it",
        "cancel": here,
    }
    return response or page(request, FORM, context)
