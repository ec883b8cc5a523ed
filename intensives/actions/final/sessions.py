"""Sessions a candidate co-leads at the final Intensive (P98.CP.3b, R14.11c)."""

import datetime as dt

from django.db import transaction

from intensives.actions.doors import announce_change, lock_place, require
from intensives.enums import Role
from intensives.models import Attendance, CoLedSession
from members import clock
from members.models import Person
from members.refusals import Refused, Stale
from members.words import day_text

NOT_FACULTY = (
    "Co-led sessions are recorded by the faculty of the small group, the host or the Coordinator of "
    "Intensives, and by nobody for themselves."
)


@transaction.atomic
def record_co_led(*, attendance: Attendance, faculty: Person, date: dt.date, by: Person) -> CoLedSession:
    """Record that the candidate co-led a session with faculty of the small group (P98.CP.3b, R14.11c).

    Raises Refused without the right, for a participant, outside the Intensive or in the future, with
    anybody but that faculty; Stale when it is recorded already.
    """
    place = lock_place(attendance, faculty.pk)
    require(by, "intensives.record_co_led", place, NOT_FACULTY)
    _refuse_co_led(place, faculty, date)
    if place.co_led.filter(faculty=faculty, date=date).exists():
        raise Stale(f"The session with {faculty} on {day_text(date)} is recorded already.")
    session = CoLedSession.objects.create(attendance=place, faculty=faculty, date=date, recorded_by=by)
    detail = f"Co-led with {faculty} on {day_text(date)}"
    announce_change(CoLedSession, place.person, by, "co_led_recorded", detail)
    return session


@transaction.atomic
def remove_co_led(*, session: CoLedSession, by: Person) -> None:
    """Take back a co-led session recorded by mistake; refused once the assessment is delivered."""
    place = lock_place(session.attendance, session.faculty_id)
    require(by, "intensives.record_co_led", place, NOT_FACULTY)
    if place.evaluations.filter(delivered_on__isnull=False).exists():
        raise Refused("The assessment has been delivered; its record stays as it is.")
    detail = f"Co-led with {session.faculty} on {day_text(session.date)}: taken back"
    session.delete()
    announce_change(CoLedSession, place.person, by, "co_led_removed", detail)


def _refuse_co_led(place: Attendance, faculty: Person, date: dt.date) -> None:
    intensive = place.intensive
    if place.role != Role.CANDIDATE:
        raise Refused("Only a credentialing candidate co-leads for the record.")
    if place.small_group is None or not place.small_group.faculty.filter(person=faculty).exists():
        raise Refused(f"{faculty} is not faculty of the small group of {place.person}.", field="faculty")
    if not intensive.start <= date <= intensive.end:
        days = f"{day_text(intensive.start)} to {day_text(intensive.end)}"
        raise Refused(f"The session was at the Intensive, so on a day from {days}.", field="date")
    if date > clock.latest_today():
        raise Refused("A session is recorded once it has been held.", field="date")
