"""Appointing people to offices and ending that."""

import datetime as dt

from django.db import transaction

from members import clock
from members.actions.notices import notify
from members.actions.permitted import permit
from members.enums import HELD_BY_ONE, Office
from members.models import Appointment, Person
from members.refusals import Refused, Stale


@transaction.atomic
def appoint(
    *, by: Person, person: Person, office: str, start: dt.date, end: dt.date | None = None
) -> Appointment:
    """Put a person into an office from start to end, both inclusive.

    Raises Refused without the right, or where the office is held by another on one of those days.
    """
    permit(by, "members.keep_offices")
    Person.objects.select_for_update().get(pk=person.pk)
    if end is not None and end < start:
        raise Refused("The last day is before the first.", field="end")
    _refuse_second(person, Office(office), start, end)
    appointment = Appointment(person=person, office=office, start=start, end=end)
    appointment.full_clean()
    appointment.save()
    notify(
        "office_begins",
        to=person,
        about=("appointment", appointment.pk),
        path="/home/",
        office=appointment.get_office_display(),
        start=start,
        end=end,
    )
    return appointment


@transaction.atomic
def end_appointment(*, by: Person, appointment: Appointment, end: dt.date) -> Appointment:
    """Let the time in office end on a day, inclusive, earlier than it would.

    Raises Refused where the day is before the first, or it ends by then already.
    """
    permit(by, "members.keep_offices")
    Person.objects.select_for_update().get(pk=appointment.person_id)
    current = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if end < current.start:
        raise Refused("The last day is before the first.", field="end")
    if current.end is not None and end >= current.end:
        raise Stale("The time in office ends on that day or earlier already.", field="end")
    current.end = end
    current.save()
    notify(
        "office_ends",
        to=current.person,
        about=("appointment", current.pk),
        path="/home/",
        office=current.get_office_display(),
        end=end,
    )
    return current


def _refuse_second(person: Person, office: Office, start: dt.date, end: dt.date | None) -> None:
    held = Appointment.objects.select_related("person").filter(office=office)
    for other in held if office in HELD_BY_ONE else held.filter(person=person):
        if (end is None or other.start <= end) and (other.end is None or other.end >= start):
            raise Refused(
                f"{other.person} is {office.label} from {_text(other.start)}"
                f"{f' to {_text(other.end)}' if other.end else ''}. End that first, or choose another day.",
                field="start",
            )


def _text(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def vacant_on(day: dt.date | None = None) -> list[Office]:
    """The offices nobody holds on the day (default: today), in their order."""
    held = set(Appointment.objects.on(day or clock.today()).values_list("office", flat=True))
    return [office for office in Office if office not in held]
