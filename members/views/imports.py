"""Memberships from a table, CSV or workbook, and to one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from members.actions.imports import COLUMNS, WHY_LEFT_OUT, Plan, Row, Verdict, apply_import, plan_import
from members.exports import csv_file, workbook_file
from members.forms.base import PageForm
from members.forms.officers import ConfirmImportForm, ImportForm, SameFileForm
from members.models import Membership
from members.refusals import Refused
from members.sheets import as_typed
from members.views.access import permission_required
from members.views.pages import carry_out, page

KEEP = "members.keep_memberships"
PREVIEW, REPORT = "members/import_plan.html", "members/import_done.html"
NO_FILE = "The page sent no file with it, or one that is too long for a page."
IN_A_PART = 25
"""So many rows of a group are unfolded at a time."""
MOST_LISTED = 500
"""So many rows at most are listed that change nothing and say nothing new; of the others the number."""


@permission_required(KEEP)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file; the answer is a preview that says what each row would do."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if form.is_valid():
            text = form.cleaned_data["file"]
            try:
                plan = plan_import(by=request.user, text=text)
            except Refused as refusal:
                form.add_error("file", refusal.sentence)
            else:
                return _report(
                    request, PREVIEW, plan, _to_confirm(plan, text=text, told=form.told, order="", who=[])
                )
        form.status = 422
    return page(request, "members/import.html", {"form": form})


@require_POST
@permission_required(KEEP)
def look(request: HttpRequest) -> HttpResponse:
    """The preview again, after the officer has said how days are read, or who somebody is."""
    form = SameFileForm(request.POST)
    try:
        plan = _plan(request, form)
    except Refused as refusal:
        return _begin_again(request, refusal)
    return _report(request, PREVIEW, plan, _to_confirm(plan, **_file(form)))


@require_POST
@permission_required(KEEP)
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what the preview said; where it would do something else by now, show that instead."""
    form = ConfirmImportForm(request.POST)
    acted = carry_out(form, lambda data: _apply(request, data))
    if acted is not None:
        [plan] = acted
        return _report(request, REPORT, plan, SameFileForm(initial=_file(form)))
    refusals = [sentence for sentences in form.errors.values() for sentence in sentences]
    try:
        plan = _plan(request, form)
    except Refused as refusal:
        return _begin_again(request, refusal)
    again = _to_confirm(plan, **_file(form))
    return _report(request, PREVIEW, plan, again, refusals=refusals, status=form.status)


@require_POST
@permission_required(KEEP)
def left_out(request: HttpRequest) -> HttpResponse:
    """The rows of the file that are left out, as they stand, with why: to be put right and sent again."""
    try:
        plan = _plan(request, SameFileForm(request.POST))
    except Refused as refusal:
        return _begin_again(request, refusal)
    lines = ([f"Row {row.line}: {row.fault}", *map(as_typed, row.whole)] for row in plan.faults)
    return csv_file("left-out", [WHY_LEFT_OUT, *plan.headers], lines)


def _apply(request: HttpRequest, data: dict[str, str]) -> Plan:
    return apply_import(
        by=request.user, text=data["text"], seen=data["seen"], order=data["order"], who=_who(data)
    )


def _plan(request: HttpRequest, form: SameFileForm) -> Plan:
    """What the file of the form would do. Raises Refused where it carries none that can be read."""
    form.is_valid()
    file = _file(form)
    if not file["text"]:
        raise Refused(NO_FILE)
    return plan_import(by=request.user, text=file["text"], order=file["order"], who=_who(file))


def _begin_again(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Back to the choice of a file, with why."""
    messages.error(request, f"Nothing was done. {refusal.sentence} Choose the file again.")
    return redirect("memberships_import")


def _file(form: SameFileForm) -> dict[str, Any]:
    """The file as its page carries it, with what is said about it."""
    return {name: form.cleaned_data.get(name, "") for name in ("text", "told", "order", "who")}


def _who(file: Mapping[str, Any]) -> dict[str, str]:
    """Whose each address is, as far as the officer has said it."""
    answers = (one.split(" ") for one in file["who"])
    return {address: answer for answer, address in answers}


def _to_confirm(plan: Plan, **file: Any) -> ConfirmImportForm:
    return ConfirmImportForm(initial={**file, "seen": plan.digest})


def _report(
    request: HttpRequest,
    template: str,
    plan: Plan,
    form: PageForm,
    refusals: Sequence[str] = (),
    status: int | None = None,
) -> HttpResponse:
    context = {"plan": plan, "form": form, "refusals": refusals, "groups": list(map(_in_parts, plan.groups))}
    return page(request, template, context, status)


def _in_parts(group: tuple[Verdict, list[Row]]) -> dict[str, Any]:
    """A group of rows, folded into parts that a page can show one at a time."""
    verdict, rows = group
    tells_nothing = verdict in (Verdict.SAME, Verdict.AGAIN)
    listed = rows[:MOST_LISTED] if tells_nothing else rows
    return {
        "verdict": verdict,
        "count": len(rows),
        "parts": [listed[at : at + IN_A_PART] for at in range(0, len(listed), IN_A_PART)],
        "more": len(rows) - len(listed),
        "opens": verdict is Verdict.FAULT or (len(rows) <= IN_A_PART and not tells_nothing),
    }


@permission_required("members.see_memberships")
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """All periods in the columns that the import reads, as CSV or as a workbook."""
    rows = Membership.objects.select_related("person").order_by("person__name", "start", "pk")
    lines = ([row.person.email, row.person.name, row.person.profession, row.start, row.end] for row in rows)
    as_file = workbook_file if kind == "xlsx" else csv_file
    return as_file("memberships", COLUMNS, lines)
