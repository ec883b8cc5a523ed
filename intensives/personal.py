"""What one person has to do with Intensives, read with a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from intensives.models import Attendance, Evaluation, Intensive
from members import clock
from members.models import Person

ROAD_ASKS_FOR = 3
"""Completed Intensives on the road (P98.CP.2, R14.11a); a credit may lower it, which the file tells."""


@dataclass(frozen=True)
class Personal:
    """One person's Intensives."""

    coming: list[Attendance]
    past: list[Attendance]
    staff: list[Intensive]
    evaluations: list[Evaluation]

    @property
    def completed(self) -> int:
        """How many have been attested as completed."""
        return sum(bool(place.completed) for place in self.past)

    @property
    def dots(self) -> list[bool]:
        """A dot for each Intensive the road asks for, filled for each that is completed."""
        return [number < self.completed for number in range(ROAD_ASKS_FOR)]


def personal_page(person: Person) -> Personal:
    """Gather the person's places, the Intensives they host or teach, and the evaluations they write."""
    today = clock.today()
    delivered = Evaluation.objects.filter(delivered_on__isnull=False)
    rows = Attendance.objects.filter(person=person, withdrawn_on__isnull=True).select_related(
        "intensive__host"
    )
    places = list(rows.select_related("small_group").prefetch_related(Prefetch("evaluations", delivered)))
    written = Evaluation.objects.standing().filter(evaluator=person)
    return Personal(
        coming=[place for place in places if place.intensive.end >= today and not place.completed],
        past=[place for place in places[::-1] if place.intensive.end < today or place.completed],
        staff=list(
            Intensive.objects.hosted_or_taught_by(person).select_related("host").order_by("-start", "-pk")
        ),
        evaluations=list(
            written.select_related("attendance__person", "attendance__intensive").order_by(
                "-attendance__intensive__start", "-pk"
            )
        ),
    )


@dataclass(frozen=True)
class Part:
    """A visitor's part in one Intensive."""

    place: Attendance | None = None
    may_register: bool = False
    may_withdraw: bool = False


def part_in(person: Any, intensive: Intensive) -> Part:
    """The person's place there, and whether one can be taken or given up by them today."""
    begun = intensive.start <= clock.today() or intensive.cancelled_on is not None
    if not person.is_authenticated:
        return Part(may_register=not begun)
    place = intensive.attendances.filter(person=person, withdrawn_on__isnull=True).first()
    if place:
        return Part(place=place, may_withdraw=not begun and place.role == "participant")
    teaches = intensive.small_groups.filter(faculty__person=person).exists()
    return Part(may_register=not begun and not teaches)


def places_taken(rows: QuerySet[Intensive]) -> QuerySet[Intensive]:
    """Add `left`, the number of places still free."""
    standing = Q(attendances__withdrawn_on__isnull=True)
    return rows.annotate(left=F("capacity") - Count("attendances", filter=standing))
