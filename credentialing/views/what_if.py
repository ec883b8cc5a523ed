"""What if a clause were read otherwise: whose findings would change, before anybody decides it."""

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from credentialing.forms.what_if import WhatIfForm
from credentialing.in_use import society_in_use
from credentialing.models import Case
from credentialing.permissions import READERS
from credentialing.record import records
from credentialing.rules import Parameter
from credentialing.rules.otherwise import Difference, difference, settings_of, written
from credentialing.rules.words import figure
from members import clock
from members.offices import holds, offices_of
from members.views.pages import page

SHOWN = 200


class Trial(NamedTuple):
    """One parameter read otherwise, and the open files whose findings that would change."""

    parameter: Parameter
    now: Any
    then: Any
    changed: list[tuple[Case, Difference]]
    of: int


@login_required
@require_safe
def simulate(request: HttpRequest) -> HttpResponse:
    """Choose another listed reading and see whose findings it would change; nothing is stored."""
    if not offices_of(request.user):
        raise Http404
    if not holds(request.user, *READERS):
        raise PermissionDenied
    asked = bool(request.GET.get("reading"))
    form = WhatIfForm(request.GET if asked else None, readings=_readings())
    may_set = request.user.has_perm("credentialing.set_readings")
    context: dict[str, Any] = {"form": form, "may_set": may_set}
    if asked and form.is_valid():
        trial = _tried(form.cleaned_data["reading"])
        context |= {"trial": trial, "rows": trial.changed[:SHOWN], "count": len(trial.changed)}
    return page(request, "credentialing/what_if.html", context, status=422 if form.errors else 200)


def _readings() -> list[tuple[str, list[tuple[str, str]]]]:
    """The other readings of each parameter, under what the parameter means and how it is read today."""
    today = society_in_use().parameters.on(clock.today())
    return [
        (
            f"{one.meaning} Now: {figure(today[one.name])}",
            [
                (f"{one.name}={written(value)}", f"{figure(value)} ({one.name})")
                for value in one.all_readings
                if value != today[one.name]
            ],
        )
        for one in today.choices
    ]


def _tried(text: str) -> Trial:
    """Read every open file twice, with as many queries as for one."""
    today, society = clock.today(), society_in_use()
    now = society.parameters
    [(name, value)] = settings_of([text], now).items()
    parameters = now.with_({name: value})
    cases = list(Case.objects.open().select_related("candidate").order_by("candidate__name", "pk"))
    found = records([case.pk for case in cases], today)
    differences = ((case, difference(found[case.pk], parameters, society=society)) for case in cases)
    changed = [(case, one) for case, one in differences if one.findings]
    return Trial(now.definition(name), now.on(today)[name], value, changed, len(cases))
