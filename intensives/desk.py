"""What the desk of one Intensive shows, read with a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Prefetch

from intensives.enums import Role
from intensives.hooks import warnings_about
from intensives.models import Attendance, CoLedSession, Evaluation, Faculty, Intensive, SmallGroup
from members.models import Person


@dataclass(frozen=True)
class Seat:
    """One of the two seats of a small group, taken or free."""

    number: int
    faculty: Faculty | None


@dataclass(frozen=True)
class GroupOnDesk:
    """A small group with its seats and the places in it."""

    group: SmallGroup
    seats: list[Seat]
    places: list[Attendance]


@dataclass(frozen=True)
class CoLeading:
    """Whether the candidate has co-led with this faculty member."""

    faculty: Person
    sessions: list[CoLedSession]


@dataclass(frozen=True)
class FinalRecord:
    """What is recorded of a candidate's final Intensive."""

    place: Attendance
    evaluation: Evaluation | None
    co_leading: list[CoLeading]
    warnings: list[str]


@dataclass(frozen=True)
class Desk:
    """Everything about one Intensive for those who run it."""

    intensive: Intensive
    places: list[Attendance]
    groups: list[GroupOnDesk]
    unplaced: list[Attendance]
    candidates: list[FinalRecord]

    @property
    def to_attest(self) -> int:
        """How many places nobody has attested yet."""
        return sum(place.completed is None for place in self.places)


def desk_of(intensive: Intensive) -> Desk:
    """Gather small groups, places and the candidates' final records."""
    places = places_of(intensive)
    faculty = Prefetch("faculty", Faculty.objects.select_related("person"))
    groups = [_on_desk(group, places) for group in intensive.small_groups.prefetch_related(faculty)]
    seated = {one.group.pk: [seat.faculty.person for seat in one.seats if seat.faculty] for one in groups}
    return Desk(
        intensive=intensive,
        places=places,
        groups=groups,
        unplaced=[place for place in places if place.small_group_id is None],
        candidates=[
            final_record(place, seated.get(place.small_group_id, []))
            for place in places
            if place.role == Role.CANDIDATE
        ],
    )


def places_of(intensive: Intensive) -> list[Attendance]:
    """The places that were not given up, by name, with what is recorded of each candidate."""
    evaluations = (
        Evaluation.objects.standing().select_related("evaluator").prefetch_related("present__person")
    )
    sessions = CoLedSession.objects.select_related("faculty")
    rows = intensive.attendances.filter(withdrawn_on__isnull=True).order_by("person__name", "pk")
    related = rows.select_related("person", "small_group", "attested_by")
    return list(related.prefetch_related(Prefetch("evaluations", evaluations), Prefetch("co_led", sessions)))


def final_record(place: Attendance, faculty: list[Person]) -> FinalRecord:
    """What is recorded of one candidate, with the warnings about this faculty."""
    sessions = list(place.co_led.all())
    evaluation = next((row for row in place.evaluations.all() if row.ended_on is None), None)
    return FinalRecord(
        place=place,
        evaluation=evaluation,
        co_leading=[
            CoLeading(person, [row for row in sessions if row.faculty_id == person.pk]) for person in faculty
        ],
        warnings=[sentence for person in faculty for sentence in warnings_about(person, place.person)],
    )


def _on_desk(group: SmallGroup, places: list[Attendance]) -> GroupOnDesk:
    taken = {one.seat: one for one in group.faculty.all()}
    numbers = sorted({1, 2, *taken})
    return GroupOnDesk(
        group=group,
        seats=[Seat(number, taken.get(number)) for number in numbers],
        places=[place for place in places if place.small_group_id == group.pk],
    )
