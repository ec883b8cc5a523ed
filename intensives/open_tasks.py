"""What a person owes at Intensives, for their home page: attendance, co-led sessions, meeting, assessment."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from intensives.models import Attendance, CoLedSession, Evaluation, Faculty, Intensive
from intensives.words import in_words
from members import clock
from members.models import Person

LATE_AFTER_DAYS = 14


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """One thing to do: what, where, since when, and whether that is long ago."""

    label: str
    url: str
    due: str = ""
    late: bool = False


def tasks_for(person: Person) -> list[OpenTask]:
    """Attendance to attest, co-led sessions and meetings to record, assessments to write, in this order."""
    return [*_attendance(person), *_co_led(person), *_meetings(person), *_assessments(person)]


def _task(label: str, url: str, intensive: Intensive) -> OpenTask:
    late = (clock.today() - intensive.end).days > LATE_AFTER_DAYS
    return OpenTask(label=label, url=url, due=f"ended {in_words(intensive.end)}", late=late)


def _attendance(person: Person) -> list[OpenTask]:
    """The host attests; where there is no host, or it is late, the Coordinator sees it too."""
    waiting = Q(attendances__completed__isnull=True, attendances__withdrawn_on__isnull=True)
    waiting &= ~Q(attendances__person=person)
    over = Intensive.objects.held().filter(end__lte=clock.today())
    if not person.has_perm("intensives.announce"):
        over = over.filter(host=person)
    counted = over.annotate(waiting=Count("attendances", filter=waiting)).filter(waiting__gt=0)
    return [
        _task(
            f"Attest attendance at {one} ({one.waiting} {'person' if one.waiting == 1 else 'people'})",
            reverse("intensives:attend", args=[one.pk]),
            one,
        )
        for one in counted
    ]


def _co_led(person: Person) -> list[OpenTask]:
    """Each faculty member records the sessions a candidate co-led with them."""
    seats = Faculty.objects.filter(person=person).values("small_group")
    done = CoLedSession.objects.filter(attendance=OuterRef("pk"), faculty=person)
    delivered = Evaluation.objects.filter(attendance=OuterRef("pk"), delivered_on__isnull=False)
    places = Attendance.objects.standing().as_candidate().ended(clock.today()).filter(small_group__in=seats)
    named = Evaluation.objects.standing().filter(attendance=OuterRef("pk"))
    open_ones = places.filter(Exists(named), ~Exists(done), ~Exists(delivered)).exclude(person=person)
    return [
        _task(
            f"Record what {place.person} co-led with you",
            reverse("intensives:co_led", args=[place.pk]),
            place.intensive,
        )
        for place in open_ones.select_related("person", "intensive")
    ]


def _mine(person: Person) -> Q:
    """Evaluations whose meeting the person records: as evaluator, or as faculty of the small group."""
    seats = Faculty.objects.filter(person=person).values("small_group")
    return Q(evaluator=person) | Q(attendance__small_group__in=seats)


def _over(person: Person):
    rows = Evaluation.objects.to_deliver().select_related("attendance__person", "attendance__intensive")
    held = rows.filter(
        attendance__withdrawn_on__isnull=True, attendance__intensive__cancelled_on__isnull=True
    )
    return held.filter(attendance__intensive__end__lte=clock.today()).exclude(attendance__person=person)


def _meetings(person: Person) -> list[OpenTask]:
    return [
        _task(
            f"Record the evaluation meeting about {row.attendance.person}",
            reverse("intensives:meeting", args=[row.pk]),
            row.attendance.intensive,
        )
        for row in _over(person).filter(_mine(person), meeting_on__isnull=True)
    ]


def _assessments(person: Person) -> list[OpenTask]:
    return [
        _task(
            f"Write and deliver the assessment of {row.attendance.person}",
            reverse("intensives:write", args=[row.pk]),
            row.attendance.intensive,
        )
        for row in _over(person).filter(evaluator=person)
    ]
