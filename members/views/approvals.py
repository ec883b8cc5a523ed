"""The supervisors list, as the Coordinator of Supervision keeps it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.actions.approvals import approve_supervisor, correct_approval, end_approval, update_approval
from members.corrected import with_corrections
from members.filters import ApprovalFilter
from members.forms.officers import ApprovalForm, CorrectPeriodForm, EndForm, EntryForm
from members.models import SupervisorApproval
from members.views.access import permission_required
from members.views.pages import page, submit, told_or_not
from members.words import period_text

KEEP = "members.keep_supervisors"


@permission_required("members.see_supervisors")
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """Everybody on the list, with room and public entry."""
    data = request.GET.copy()
    data.setdefault("past", "false")
    rows = SupervisorApproval.objects.select_related("person").order_by("person__name", "start", "pk")
    chosen = ApprovalFilter(data, queryset=rows)
    context = {
        "filter": chosen,
        "rows": with_corrections(chosen.qs),
        "may_keep": request.user.has_perm(KEEP),
    }
    return page(request, "members/approvals.html", context)


@permission_required(KEEP)
def new(request: HttpRequest) -> HttpResponse:
    """Approve a supervisor."""
    form = ApprovalForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: approve_supervisor(by=request.user, **data),
        done=lambda made: f"{made.person} is on the supervisors list. {told_or_not(made.person)}",
        to="approvals",
    )
    lead = "Approved by the society to supervise candidates from the day on. The person is told by mail."
    return response or _form(request, form, "Approve a supervisor", lead, "Approve")


@permission_required(KEEP)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Room, whether new candidates are accepted, and the public entry."""
    approval = _approval(pk)
    now = {
        "capacity": approval.capacity,
        "accepting": approval.accepting,
        "public_entry": approval.public_entry,
    }
    form = EntryForm(request.POST or None, initial=now)
    response = submit(
        request,
        form,
        lambda data: update_approval(by=request.user, approval=approval, **data),
        done=f"The entry of {approval.person} is saved.",
        to="approvals",
    )
    lead = "How many candidates at one time, and what everybody may read."
    return response or _form(request, form, f"Entry of {approval.person}", lead, "Save")


@permission_required(KEEP)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What the days should have said, with a reason; the supervisor is told."""
    approval = _approval(pk)
    form = CorrectPeriodForm(request.POST or None, initial={"start": approval.start, "end": approval.end})
    response = submit(
        request,
        form,
        lambda data: correct_approval(by=request.user, approval=approval, **data),
        done=f"The days of {approval.person} on the list are corrected. {told_or_not(approval.person)}",
        to="approvals",
    )
    said = period_text(approval.start, approval.end)
    lead = f"On the list {said}. What it says now stays readable beside the correction."
    return response or _form(request, form, f"Correct: {approval.person}", lead, "Correct the days")


@permission_required(KEEP)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A last day on the list."""
    approval = _approval(pk)
    form = EndForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: end_approval(by=request.user, approval=approval, **data),
        done=f"The last day of {approval.person} on the list is recorded. {told_or_not(approval.person)}",
        to="approvals",
    )
    lead = "Sessions after the last day do not count with an approved supervisor. The person is told by mail."
    return response or _form(request, form, f"End: {approval.person}", lead, "End the approval", danger=True)


def _approval(pk: int) -> SupervisorApproval:
    return get_object_or_404(SupervisorApproval.objects.select_related("person"), pk=pk)


def _form(request, form, title: str, lead: str, button: str, danger: bool = False) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "submit": button, "danger": danger}
    return page(request, "members/form.html", {**context, "cancel": reverse("approvals")})
