"""Small groups and their two faculty (P98.CP.3b)."""

from django.db import IntegrityError, transaction
from django.urls import reverse

from intensives.actions.doors import announce_change, candidates_of, lock_intensive, require
from intensives.models import CoLedSession, Evaluation, Faculty, Intensive, SmallGroup
from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.permitted import refuse_ended
from members.models import Person
from members.refusals import Refused, Stale

SEATS = (1, 2)
NOT_THE_HOST = "Only the host and the Coordinator of Intensives make up the small groups."


@transaction.atomic
def create_small_group(*, intensive: Intensive, name: str, by: Person) -> SmallGroup:
    """Add a small group to an Intensive; raises Refused without the right or where the name is taken."""
    require(by, "intensives.keep_groups", intensive, NOT_THE_HOST)
    current = lock_intensive(intensive)
    if not name.strip():
        raise Refused("Give the small group a name.", field="name")
    if current.small_groups.filter(name__folded=name).exists():
        raise Refused(f"There is a small group {name.strip()} already.", field="name")
    return SmallGroup.objects.create(intensive=current, name=name.strip())


@transaction.atomic
def remove_small_group(*, small_group: SmallGroup, by: Person) -> None:
    """Remove a small group that nobody is in; raises Refused without the right or where it is not empty."""
    require(by, "intensives.keep_groups", small_group.intensive, NOT_THE_HOST)
    lock_intensive(small_group.intensive)
    if small_group.attendances.exists() or small_group.faculty.exists():
        raise Refused(f"{small_group} has people in it; move them first.")
    small_group.delete()


@transaction.atomic
def seat_faculty(*, small_group: SmallGroup, seat: int, person: Person, by: Person) -> Faculty:
    """Give the person seat 1 or 2 of the small group.

    Raises Refused without the right, for a taken seat, for somebody who attends, teaches another small
    group there or evaluates a candidate of this one, and once an assessment from this group is
    delivered. Whether the person supervises a candidate is a warning (hooks), never an obstacle.
    """
    require(by, "intensives.keep_groups", small_group.intensive, NOT_THE_HOST)
    if seat not in SEATS:
        raise Refused("A small group has seat 1 and seat 2.", field="seat")
    candidates = _locked_candidates(small_group, person.pk)
    intensive = lock_intensive(small_group.intensive)
    _refuse_taken(small_group, seat)
    _refuse_unfit(intensive, small_group, person)
    _refuse_after_delivery(small_group)
    chair = _seated(small_group, seat, person)
    notify(
        "faculty_seated",
        to=person,
        about=("intensive", intensive.pk),
        path=reverse("intensives:desk", args=[intensive.pk]),
        name=intensive.name,
        site=intensive.site,
        group=small_group.name,
        start=intensive.start,
        end=intensive.end,
    )
    for candidate in candidates:
        detail = f"{person} is faculty of {small_group}, {intensive}"
        announce_change(Faculty, candidate, by, "faculty_seated", detail)
    return chair


@transaction.atomic
def unseat(*, faculty: Faculty, by: Person) -> None:
    """Free the seat; raises Refused without the right, and once the person has co-led with a candidate."""
    group = faculty.small_group
    require(by, "intensives.keep_groups", group.intensive, NOT_THE_HOST)
    candidates = _locked_candidates(group, faculty.person_id)
    lock_intensive(group.intensive)
    if not Faculty.objects.filter(pk=faculty.pk).exists():
        raise Stale("This seat has been freed already.")
    if CoLedSession.objects.filter(attendance__small_group=group, faculty=faculty.person_id).exists():
        raise Refused(f"{faculty.person} has co-led with a candidate of {group}; that stays on record.")
    _refuse_after_delivery(group)
    faculty.delete()
    for candidate in candidates:
        announce_change(Faculty, candidate, by, "faculty_unseated", f"{faculty.person} left {group}")


def _locked_candidates(small_group: SmallGroup, seated: int) -> list[Person]:
    candidates = candidates_of(small_group.attendances.standing().select_related("person"))
    lock([seated, *(person.pk for person in candidates)])
    return candidates


def _refuse_taken(small_group: SmallGroup, seat: int) -> None:
    held = small_group.faculty.filter(seat=seat).select_related("person").first()
    if held:
        raise Stale(f"{held.person} has this seat of {small_group}; free it first.", field="person")


def _refuse_unfit(intensive: Intensive, small_group: SmallGroup, person: Person) -> None:
    refuse_ended(person)
    if intensive.attendances.standing().filter(person=person).exists():
        raise Refused(f"{person} has a place at {intensive} and cannot be faculty too.", field="person")
    elsewhere = Faculty.objects.filter(small_group__intensive=intensive, person=person).first()
    if elsewhere:
        raise Refused(f"{person} is faculty of {elsewhere.small_group} there.", field="person")
    named = Evaluation.objects.standing().filter(attendance__small_group=small_group, evaluator=person)
    if named.exists():
        raise Refused(
            f"{person} evaluates a candidate of {small_group}; evaluator and faculty are three people.",
            field="person",
        )


def _refuse_after_delivery(small_group: SmallGroup) -> None:
    delivered = Evaluation.objects.filter(attendance__small_group=small_group, delivered_on__isnull=False)
    if delivered.exists():
        raise Refused("An assessment from this small group has been delivered; its faculty stays on record.")


def _seated(small_group: SmallGroup, seat: int, person: Person) -> Faculty:
    try:
        with transaction.atomic():
            return Faculty.objects.create(small_group=small_group, seat=seat, person=person)
    except IntegrityError:
        raise Stale("Somebody was given this seat a moment ago.", field="person") from None
