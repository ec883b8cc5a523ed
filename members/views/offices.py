"""Who holds which office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.actions.office_corrections import propose_correction
from members.actions.offices import end_appointment, propose_appointment, vacant_on
from members.actions.proposals import label_of, open_proposals
from members.corrected import with_corrections
from members.filters import AppointmentFilter
from members.forms.officers import AppointmentForm, CorrectPeriodForm, EndForm
from members.models import Appointment
from members.reauth import fresh_required
from members.views.access import permission_required
from members.views.pages import page, submit
from members.words import period_text

KEEP = "members.keep_offices"


@permission_required("members.see_offices")
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Every office with its holders; vacant ones first, because mail to them waits."""
    data = request.GET.copy()
    data.setdefault("past", "false")
    rows = Appointment.objects.select_related(
        "person", "proposal__proposed_by", "proposal__settled_by"
    ).order_by("office", "start", "pk")
    chosen = AppointmentFilter(data, queryset=rows)
    context = {
        "filter": chosen,
        "rows": with_corrections(chosen.qs),
        "vacant": vacant_on(),
        "may_keep": request.user.has_perm(KEEP),
        "waiting": request.user.has_perm("members.see_proposals") and open_proposals(),
    }
    return page(request, "members/offices.html", context)


@permission_required(KEEP)
def new(request: HttpRequest) -> HttpResponse:
    """Appoint somebody."""
    form = AppointmentForm(request.POST or None, initial={"office": request.GET.get("office")})
    response = submit(
        request,
        form,
        lambda data: propose_appointment(by=request.user, **data),
        done=lambda made: f"Proposed: {label_of(made)}. It takes effect when a second officer confirms it.",
        to=lambda made: reverse("proposal", args=[made.pk]),
    )
    context = {
        "form": form,
        "title": "Appoint to an office",
        "lead": "It takes effect when a second officer confirms it: another membership officer, the Council "
        "President or the CCC Chair. Some offices are held by one person at a time.",
        "submit": "Propose",
        "cancel": reverse("offices"),
    }
    return response or page(request, "members/form.html", context)


@permission_required(KEEP)
@fresh_required("propose a correction of an office")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What the days should have said; a second officer confirms it."""
    appointment = get_object_or_404(Appointment.objects.select_related("person"), pk=pk)
    initial = {"start": appointment.start, "end": appointment.end}
    form = CorrectPeriodForm(request.POST or None, initial=initial)
    response = submit(
        request,
        form,
        lambda data: propose_correction(by=request.user, appointment=appointment, **data),
        done=lambda made: f"Proposed: {label_of(made)}. It takes effect when a second officer confirms it.",
        to=lambda made: reverse("proposal", args=[made.pk]),
    )
    context = {
        "form": form,
        "title": f"Correct: {appointment.person}",
        "lead": f"{appointment.get_office_display()}, {period_text(appointment.start, appointment.end)}. "
        "It takes effect when a second officer confirms it; what it says now stays readable.",
        "submit": "Propose the correction",
        "cancel": reverse("offices"),
    }
    return response or page(request, "members/form.html", context)


@permission_required(KEEP)
@fresh_required("end somebody's time in office")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A last day in office."""
    appointment = get_object_or_404(Appointment.objects.select_related("person"), pk=pk)
    form = EndForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: end_appointment(by=request.user, appointment=appointment, **data),
        done=f"The last day of {appointment.person} as {appointment.get_office_display()} is recorded.",
        to="offices",
    )
    context = {
        "form": form,
        "title": f"End: {appointment.person}",
        "lead": f"{appointment.get_office_display()}. The person and the whole office are told by mail.",
        "submit": "End the time in office",
        "danger": True,
        "cancel": reverse("offices"),
    }
    return response or page(request, "members/form.html", context)
