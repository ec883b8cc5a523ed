"""Who may do what at an Intensive, as sentences."""

from typing import Any

import rules

from intensives.models import Attendance, Evaluation, Faculty, Intensive, SmallGroup
from intensives.querysets import COMMITTEE
from members.enums import Office
from members.offices import holds


def _place(thing: Any) -> Attendance | None:
    return thing.attendance if isinstance(thing, Evaluation) else thing


def _intensive(thing: Any) -> Intensive | None:
    thing = _place(thing)
    return thing.intensive if isinstance(thing, Attendance | SmallGroup) else thing


@rules.predicate
def is_coordinator(person: Any) -> bool:
    """Coordinates the Intensives today."""
    return holds(person, Office.COORDINATOR_OF_INTENSIVES)


@rules.predicate
def is_on_the_committee(person: Any) -> bool:
    """Chairs the Credentialing Committee or is a member of it today."""
    return holds(person, *COMMITTEE)


@rules.predicate
def is_host(person: Any, thing: Any = None) -> bool:
    """Hosts the Intensive."""
    intensive = _intensive(thing)
    return intensive is not None and person.pk is not None and intensive.host_id == person.pk


@rules.predicate
def is_faculty(person: Any, thing: Any = None) -> bool:
    """Is faculty of one of its small groups."""
    intensive = _intensive(thing)
    seats = Faculty.objects.filter(small_group__intensive=intensive, person_id=person.pk)
    return intensive is not None and seats.exists()


@rules.predicate
def is_faculty_of_the_group(person: Any, thing: Any = None) -> bool:
    """Is faculty of the small group that the place belongs to."""
    place = _place(thing)
    if place is None or place.small_group_id is None:
        return False
    return Faculty.objects.filter(small_group=place.small_group_id, person_id=person.pk).exists()


@rules.predicate
def takes_part(person: Any, intensive: Intensive | None = None) -> bool:
    """Has a place there, or evaluates somebody there."""
    if intensive is None or person.pk is None:
        return False
    places = intensive.attendances.filter(withdrawn_on__isnull=True)
    evaluates = Evaluation.objects.standing().filter(attendance__intensive=intensive, evaluator=person)
    return places.filter(person=person).exists() or evaluates.exists()


@rules.predicate
def is_own(person: Any, thing: Any = None) -> bool:
    """It is the person's own place, or the evaluation of it."""
    place = _place(thing)
    return place is not None and person.pk is not None and place.person_id == person.pk


@rules.predicate
def is_evaluator(person: Any, evaluation: Evaluation | None = None) -> bool:
    """Was named to write this assessment."""
    return evaluation is not None and person.pk is not None and evaluation.evaluator_id == person.pk


@rules.predicate
def evaluates(person: Any, place: Attendance | None = None) -> bool:
    """Was named to evaluate the person at this place."""
    return place is not None and person.pk is not None and place.evaluations.filter(evaluator=person).exists()


@rules.predicate
def takes_place(person: Any, intensive: Intensive | None = None) -> bool:
    """The Intensive has not been cancelled."""
    return intensive is not None and intensive.cancelled_on is None


@rules.predicate
def is_standing(person: Any, evaluation: Evaluation | None = None) -> bool:
    """The designation has not ended."""
    return evaluation is not None and evaluation.ended_on is None


@rules.predicate
def is_delivered(person: Any, evaluation: Evaluation | None = None) -> bool:
    """The assessment has been delivered."""
    return evaluation is not None and evaluation.delivered_on is not None


staff = is_coordinator | is_host
officers = is_coordinator | is_on_the_committee
readers = is_own | is_on_the_committee | is_faculty_of_the_group

rules.add_perm("intensives.announce", is_coordinator)
rules.add_perm("intensives.see_all", officers)
rules.add_perm("intensives.view_intensive", takes_place | officers | is_host | is_faculty | takes_part)
rules.add_perm("intensives.belong", is_host | is_faculty | takes_part)
rules.add_perm("intensives.change_intensive", is_coordinator)
rules.add_perm("intensives.change_site", staff)
rules.add_perm("intensives.cancel_intensive", is_coordinator)
rules.add_perm("intensives.see_desk", officers | is_host | is_faculty)
rules.add_perm("intensives.keep_groups", staff)
rules.add_perm("intensives.attest", staff)
rules.add_perm("intensives.register_others", is_coordinator)
rules.add_perm("intensives.view_attendance", is_own | officers | is_host | is_faculty | evaluates)
rules.add_perm("intensives.withdraw", is_own | is_coordinator)
rules.add_perm("intensives.place_candidate", is_on_the_committee | is_coordinator)
rules.add_perm("intensives.record_co_led", ~is_own & (staff | is_faculty_of_the_group))
rules.add_perm("intensives.designate", ~is_own & is_on_the_committee)
rules.add_perm("intensives.end_designation", is_own | is_on_the_committee)
rules.add_perm("intensives.record_meeting", is_standing & ~is_own & (is_evaluator | is_faculty_of_the_group))
rules.add_perm("intensives.write_assessment", is_standing & is_evaluator)
rules.add_perm("intensives.read_assessment", is_evaluator | (is_delivered & readers))
rules.add_perm(
    "intensives.view_evaluation",
    is_own | is_evaluator | is_faculty_of_the_group | is_host | officers,
)
