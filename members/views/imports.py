"""Memberships from and to a CSV file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from members.actions.imports import Plan, apply_import, plan_import
from members.exports import csv_file
from members.forms.officers import ConfirmImportForm, ImportForm
from members.models import Membership
from members.refusals import Refused
from members.views.access import permission_required
from members.views.pages import page, submit

KEEP = "members.keep_memberships"


@permission_required(KEEP)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file; the answer is a dry run that says what each line would do."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if form.is_valid():
            try:
                plan = plan_import(form.cleaned_data["file"])
            except Refused as refusal:
                form.add_error("file", refusal.sentence)
            else:
                return _dry_run(request, plan, ConfirmImportForm(initial={"text": form.cleaned_data["file"]}))
        form.status = 422
    return page(request, "members/import.html", {"form": form})


@require_POST
@permission_required(KEEP)
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what the dry run said."""
    form = ConfirmImportForm(request.POST)
    response = submit(
        request,
        form,
        lambda data: apply_import(by=request.user, text=data["text"]),
        done=lambda plan: f"Imported: {plan.changes} lines changed something.",
        to="memberships",
    )
    if response:
        return response
    try:
        plan = plan_import(form.cleaned_data.get("text", ""))
    except Refused:
        return redirect("memberships_import")
    return _dry_run(request, plan, form)


def _dry_run(request: HttpRequest, plan: Plan, form: ConfirmImportForm) -> HttpResponse:
    return page(request, "members/import_plan.html", {"plan": plan, "form": form})


@permission_required("members.see_memberships")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """All periods in the columns that the import reads."""
    rows = Membership.objects.select_related("person").order_by("person__name", "start", "pk")
    lines = ([row.person.email, row.person.name, row.person.profession, row.start, row.end] for row in rows)
    return csv_file("memberships", ["email", "name", "profession", "start", "end"], lines)
