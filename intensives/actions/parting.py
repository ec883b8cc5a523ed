"""What becomes of somebody's part in Intensives that are to come, when their account ends.

What was held stays on record with their name; what is still to be attested there the Coordinator attests.
"""

from collections import defaultdict

from django.urls import reverse

from intensives.models import Attendance, Faculty, Intensive
from members import clock
from members.actions.accounts import Part, register_part
from members.actions.locking import only
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.signals import evidence_changed


def _hosted(person: Person) -> list[Intensive]:
    """Intensives of the person that are not over."""
    return list(Intensive.objects.coming(clock.today()).filter(host=person).order_by("pk"))


def _seats(person: Person) -> list[Faculty]:
    """The person's seats at Intensives that have not begun."""
    found = Faculty.objects.filter(person=person, small_group__intensive__start__gt=clock.today())
    held = found.filter(small_group__intensive__cancelled_on=None)
    return list(held.select_related("small_group__intensive", "person").order_by("pk"))


def _places(person: Person) -> list[Attendance]:
    """The person's places at Intensives that have not begun."""
    found = Attendance.objects.standing().filter(person=person, intensive__start__gt=clock.today())
    return list(found.select_related("intensive").order_by("pk"))


def _candidates(seat: Faculty) -> list[Person]:
    places = seat.small_group.attendances.standing().as_candidate().select_related("person")
    return [place.person for place in places]


def _whom(person: Person) -> set[int | None]:
    return {candidate.pk for seat in _seats(person) for candidate in _candidates(seat)}


def _lines(person: Person) -> dict[Intensive, list[str]]:
    """What is let go of, by Intensive."""
    found: dict[Intensive, list[str]] = defaultdict(list)
    for intensive in _hosted(person):
        found[intensive].append("It needs another host.")
    for seat in _seats(person):
        found[seat.small_group.intensive].append(f"A seat of {seat.small_group} is free.")
    for place in _places(person):
        found[place.intensive].append("Their place is free.")
    return found


def _follows(person: Person) -> list[str]:
    return [f"{intensive}: {' '.join(lines)}" for intensive, lines in _lines(person).items()]


def _let_go(person: Person) -> None:
    lines = _lines(person)
    for intensive in _hosted(person):
        current = only([], Intensive.objects.filter(pk=intensive.pk))
        current.host = None
        current.save(update_fields=["host"])
    for seat in _seats(person):
        seat.delete()
        for candidate in _candidates(seat):
            detail = f"{person} left {seat.small_group}"
            evidence_changed.send(
                sender=Faculty, person=candidate, by=None, kind="faculty_unseated", detail=detail
            )
    for place in _places(person):
        place.withdrawn_on, place.small_group = clock.today(), None
        place.save(update_fields=["withdrawn_on", "small_group"])
    for intensive, said in lines.items():
        notify(
            "intensive_without",
            to=Office.COORDINATOR_OF_INTENSIVES,
            about=("intensive", intensive.pk),
            path=reverse("intensives:desk", args=[intensive.pk]),
            person=person.name,
            name=intensive.name,
            start=intensive.start,
            end=intensive.end,
            lines=said,
        )


register_part(Part(whom=_whom, in_the_way=lambda person: (), follows=_follows, let_go=_let_go))
