"""The very first appointment, which nobody in office can make."""

import datetime as dt

from django.db import transaction

from members.enums import Office
from members.models import Appointment, Membership, Person
from members.refusals import Refused


@transaction.atomic
def appoint_first_officer(*, name: str, email: str, start: dt.date, profession: str = "other") -> Person:
    """Make the first membership officer known, a member and in office from the day on.

    For whoever sets the system up; everybody else is appointed by this officer. Raises Refused once
    any appointment exists.
    """
    if Appointment.objects.select_for_update().exists():
        raise Refused("There are officers already. The membership officer appoints the others.")
    person = Person.objects.filter(email__iexact=email).first()
    person = person or Person.objects.create_user(email, name=name.strip(), profession=profession)
    Appointment.objects.create(person=person, office=Office.MEMBERSHIP_OFFICER, start=start)
    if not Membership.objects.on(start).filter(person=person).exists():
        Membership.objects.create(person=person, start=start)
    return person
