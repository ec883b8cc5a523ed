"""The committee settles how a clause is read from a day on (rules: parameters are dated)."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from credentialing.in_use import society_in_use
from credentialing.models import ParameterChange
from credentialing.rules import Parameter, Parameters, UnknownParameterError
from credentialing.rules.parameters import written
from members import clock
from members.actions.locking import only
from members.actions.notices import notify
from members.actions.permitted import permit
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale
from supervision.words import day_text

TOLD = (Office.CCC_CHAIR, Office.CCC_MEMBER, Office.COORDINATOR_OF_SUPERVISION)


@transaction.atomic
def set_reading(*, by: Person, name: str, value: str, valid_from: dt.date, why: str) -> ParameterChange:
    """Set a parameter to one of its readings from a day on, that day included, as the Chair.

    Findings computed from then on use it for every day from `valid_from`; frozen assessments stay. Raises
    Refused for a parameter without a choice, for what is none of its readings, for the value it has
    already, and for a day not after the first version or that has a value.
    """
    permit(by, "credentialing.set_readings")
    parameters = society_in_use().parameters
    definition = _choice(name, parameters)
    meant = _meant(definition, value)
    if valid_from <= definition.valid_from:
        raise Refused(
            f"The first reading stands since {day_text(definition.valid_from)}. Choose a later day.",
            "valid_from",
        )
    if parameters.on(valid_from)[name] == meant:
        raise Refused(f"It is read so on {day_text(valid_from)} already.", field="value")
    change = ParameterChange(
        name=name, value=written(meant), valid_from=valid_from, why=why.strip(), set_by=by, set_at=clock.now()
    )
    change.full_clean()
    change.save()
    for office in TOLD:
        notify(
            "reading_set",
            to=office,
            about=("reading", change.pk),
            path=reverse("credentialing:readings"),
            meaning=definition.meaning,
            valid_from=valid_from.isoformat(),
            why=change.why,
        )
    return change


@transaction.atomic
def withdraw_reading(*, change: ParameterChange, by: Person) -> ParameterChange:
    """Take back a value that was set by mistake, as the Chair; the row stays with who withdrew it and when.

    Raises Stale where it was withdrawn meanwhile.
    """
    permit(by, "credentialing.set_readings")
    change = only([], ParameterChange.objects.filter(pk=change.pk))
    if change.withdrawn_at is not None:
        raise Stale("This value has been withdrawn already.")
    change.withdrawn_at, change.withdrawn_by = clock.now(), by
    change.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return change


def _choice(name: str, parameters: Parameters) -> Parameter:
    for one in parameters.choices:
        if one.name == name:
            return one
    raise Refused("There is no choice between readings of that name.")


def _meant(definition: Parameter, value: str) -> object:
    try:
        return definition.reads(value.strip())
    except UnknownParameterError:
        raise Refused("This is none of its readings.", field="value") from None
