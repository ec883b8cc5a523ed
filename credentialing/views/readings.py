"""How the committee reads what the texts leave open: today, before, and from a day to come."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing.actions.readings import set_reading, withdraw_reading
from credentialing.forms.committee import SureForm
from credentialing.forms.readings import ReadingForm
from credentialing.in_use import society_in_use
from credentialing.models import ParameterChange
from credentialing.rules import AMERICAN_BALINT_SOCIETY, Clause, Parameter, Parameters, Version
from credentialing.rules.parameters import written
from credentialing.rules.words import figure
from credentialing.views.acting import act_page
from members import clock
from members.reauth import fresh_required
from members.views.access import permission_required
from members.views.pages import page, submit
from supervision.words import day_text

HERE = "credentialing:readings"


class Choice(NamedTuple):
    """One parameter that can be read otherwise: its version today, its other readings, and what was set."""

    parameter: Parameter
    today: Version
    others: list[tuple[Any, str]]
    clauses: list[Clause]
    changes: list[ParameterChange]


@permission_required("credentialing.see_readings")
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Every choice with its value today, those the committee has set first."""
    changes: dict[str, list[ParameterChange]] = {}
    for change in ParameterChange.objects.select_related("set_by", "withdrawn_by"):
        changes.setdefault(change.name, []).append(change)
    today = society_in_use().parameters.on(clock.today())
    found = [_choice(one, today, changes.get(one.name, [])) for one in today.choices]
    context = {
        "set": [one for one in found if one.changes],
        "unset": [one for one in found if not one.changes],
        "settled": sum(bool(one.today.set_by) for one in found),
        "number": len(found),
        "may_set": request.user.has_perm("credentialing.set_readings"),
    }
    return page(request, "credentialing/readings.html", context)


def _choice(parameter: Parameter, today: Parameters, changes: list[ParameterChange]) -> Choice:
    name = parameter.name
    others = [(value, f"{name}={written(value)}") for _, value in today.other_values((name,))]
    clauses = [one for one in AMERICAN_BALINT_SOCIETY.clauses.values() if name in one.parameters]
    return Choice(parameter, today.version(name), others, clauses, changes)


@fresh_required("settle how a clause is read")
@permission_required("credentialing.set_readings")
def set_one(request: HttpRequest, name: str) -> HttpResponse:
    """The Chair sets another reading of one parameter from a day on."""
    today = society_in_use().parameters.on(clock.today())
    parameter = next((one for one in today.choices if one.name == name), None)
    if parameter is None:
        raise Http404
    form = ReadingForm(request.POST or None, parameter=parameter, now=today[name])
    response = submit(
        request,
        form,
        lambda data: set_reading(by=request.user, name=name, **_typed(data)),
        done=lambda made: f"Set from {day_text(made.valid_from)} on. The committee is told.",
        to=HERE,
    )
    return response or act_page(
        request,
        form,
        title=parameter.meaning.rstrip("."),
        lead=f"Now: {figure(today[name])}. Whoever reads files sees what was set, by whom, and why.",
        button="Set this reading",
        cancel=reverse(HERE),
        happens=[
            "Every file is read so for the days from then on; earlier days keep their reading.",
            "A file under review whose requirements turn is reviewed again.",
            "What was frozen for a review or a vote stays as it is.",
        ],
    )


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    return {"value": str(data["value"]), "valid_from": data["valid_from"], "why": data["why"]}


@fresh_required("withdraw a reading")
@permission_required("credentialing.set_readings")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair takes back a value that was set by mistake."""
    change = get_object_or_404(ParameterChange, pk=pk)
    form = SureForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda _: withdraw_reading(change=change, by=request.user),
        done="Withdrawn. It stays on the list, with who withdrew it and when.",
        to=HERE,
    )
    definition = AMERICAN_BALINT_SOCIETY.parameters.definition(change.name)
    return response or act_page(
        request,
        form,
        title="Withdraw this value",
        lead=f"{definition.meaning} Read as {figure(definition.reads(change.value))} "
        f"from {day_text(change.valid_from)} on.",
        button="Withdraw it",
        cancel=reverse(HERE),
        happens=["Every file is read as before it was set.", "What was frozen meanwhile stays as it is."],
        nothing="It has been withdrawn already." if change.withdrawn_at and request.method == "GET" else "",
        danger=True,
    )
