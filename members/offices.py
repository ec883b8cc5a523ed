"""Who holds which office on a day."""

import datetime as dt

from django.db.models import QuerySet

from members import clock
from members.models import Appointment, Person


def offices_of(person: Person, on: dt.date | None = None) -> frozenset[str]:
    """Return the offices the person holds on the day (default: today); remembered on the person object."""
    if not getattr(person, "is_authenticated", False) or person.pk is None:
        return frozenset()
    day = on or clock.today()
    known: dict[dt.date, frozenset[str]] | None = getattr(person, "_offices_by_day", None)
    if known is None:
        # Set through the attribute, so that the person of a request and its lazy wrapper share it.
        known = person._offices_by_day = {}
    if day not in known:
        known[day] = frozenset(
            Appointment.objects.on(day).filter(person=person).values_list("office", flat=True)
        )
    return known[day]


def holds(person: Person, *offices: str, on: dt.date | None = None) -> bool:
    """Say whether the person holds at least one of the offices on the day (default: today)."""
    return not offices_of(person, on).isdisjoint(str(office) for office in offices)


def holders(office: str, on: dt.date | None = None) -> QuerySet[Person]:
    """Return the people who hold the office on the day (default: today)."""
    return Person.objects.in_office(office, on=on or clock.today())
