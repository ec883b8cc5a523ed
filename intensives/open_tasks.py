"""What a person owes at Intensives at large; what belongs to one candidate is told with the file."""

from django.db.models import Count, Q
from django.urls import reverse

from intensives.models import Intensive
from members import clock
from members.models import Person
from members.open_task import OpenTask
from members.words import day_text

LATE_AFTER_DAYS = 14


def tasks_for(person: Person) -> list[OpenTask]:
    """Attendance to attest: the host's; the Coordinator sees it too."""
    waiting = Q(attendances__completed__isnull=True, attendances__withdrawn_on__isnull=True)
    waiting &= ~Q(attendances__person=person)
    over = Intensive.objects.held().filter(end__lte=clock.today())
    if not person.has_perm("intensives.announce"):
        over = over.filter(host=person)
    counted = over.annotate(waiting=Count("attendances", filter=waiting)).filter(waiting__gt=0)
    return [_attest(one) for one in counted]


def _attest(one: Intensive) -> OpenTask:
    people = f"{one.waiting} {'person' if one.waiting == 1 else 'people'}"
    return OpenTask(
        label=f"Attest attendance at {one} ({people})",
        url=reverse("intensives:attend", args=[one.pk]),
        due=f"ended {day_text(one.end)}",
        late=(clock.today() - one.end).days > LATE_AFTER_DAYS,
    )
