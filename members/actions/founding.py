"""Appointments that nobody in office can make: the very first, and where no two officers are left."""

import datetime as dt

from django.db import transaction

from members import clock
from members.actions.addresses import refuse_taken
from members.actions.locking import lock
from members.actions.offices import appoint_by_hand
from members.enums import Office
from members.models import Appointment, Membership, Person
from members.refusals import Refused


@transaction.atomic
def appoint_first_officer(*, name: str, email: str, start: dt.date, profession: str = "other") -> Person:
    """Make the first membership officer known, a member and in office from the day on.

    For whoever sets the system up; everybody else is appointed by two officers together, of whom the
    second is appointed by hand. Raises Refused once any appointment exists.
    """
    if Appointment.objects.exists():
        raise Refused("There are officers already. The membership officer appoints the others.")
    person = _member(name=name, email=email, start=start, profession=profession)
    Appointment.objects.create(person=person, office=Office.MEMBERSHIP_OFFICER, start=start)
    return person


@transaction.atomic
def appoint_where_nobody_can(
    *, name: str, email: str, office: str, asked_by: str, done_by: str, profession: str = "other"
) -> Appointment:
    """Put a person into an office from today, at the server: a member, made known where nobody knows them.

    Raises Refused as `appoint_by_hand` does: while two officers can do it, or without two names.
    """
    person = _member(name=name, email=email, start=clock.today(), profession=profession)
    return appoint_by_hand(person=person, office=office, asked_by=asked_by, done_by=done_by)


def _member(*, name: str, email: str, start: dt.date, profession: str) -> Person:
    person = Person.objects.with_address(email).first()
    if person is None:
        refuse_taken(email)
        person = Person.objects.create_user(email, name=name.strip(), profession=profession)
    lock([person.pk])
    if not Membership.objects.on(start).filter(person=person).exists():
        Membership.objects.create(person=person, start=start)
    return person
