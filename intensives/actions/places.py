"""Places at an Intensive: taking, giving up, small group, attestation (P98.CP.2, R14.11a)."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from intensives.actions.doors import (
    announce_change,
    lock_any_place,
    lock_intensive,
    lock_place,
    require,
)
from intensives.enums import Role
from intensives.models import Attendance, Evaluation, Faculty, Intensive, SmallGroup
from members import clock
from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.permitted import refuse_ended
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale
from members.words import day_text

NOT_YOURS = "Only the person and the Coordinator of Intensives take or give up this place."
NOT_THE_HOST = "Only the host and the Coordinator of Intensives attest attendance."


@transaction.atomic
def register(*, intensive: Intensive, person: Person, by: Person) -> Attendance:
    """Give the person, member or not, a place as participant.

    Raises Refused without the right, when it has begun or is full, where the person has a place or
    teaches there; Stale when it has been cancelled.
    """
    if by.pk != person.pk:
        require(by, "intensives.register_others", intensive, NOT_YOURS)
    return _take(intensive, person, Role.PARTICIPANT)


@transaction.atomic
def register_candidate(*, intensive: Intensive, person: Person, by: Person) -> Attendance:
    """Give the person a place as credentialing candidate; whether the road is ready is the case's question.

    Raises as `register` does; the committee may act for the candidate.
    """
    if by.pk != person.pk:
        require(by, "intensives.place_candidate", intensive, NOT_YOURS)
    place = _take(intensive, person, Role.CANDIDATE)
    announce_change(
        Attendance, person, by, "candidate_registered", f"A place as candidate at {place.intensive}"
    )
    return place


@transaction.atomic
def record_place(*, intensive: Intensive, person: Person, by: Person) -> Attendance:
    """Put on record that somebody took part in an Intensive that has begun or is long over.

    For those who came unregistered, and for Intensives from before this application. Raises Refused
    without the right, before it begins, and where the person has a place or teaches there.
    """
    require(by, "intensives.register_others", intensive, NOT_YOURS)
    current = lock_intensive(intensive, [person.pk])
    if current.start > clock.today():
        raise Refused(f"{current} has not begun. Register the person instead.")
    _refuse_second(current, person)
    return Attendance.objects.create(intensive=current, person=person, role=Role.PARTICIPANT)


@transaction.atomic
def add(*, intensive: Intensive, person: Person, by: Person) -> Attendance:
    """Register somebody before it begins, or put on record afterwards that they were there."""
    begun = intensive.start <= clock.today()
    return (record_place if begun else register)(intensive=intensive, person=person, by=by)


@transaction.atomic
def withdraw(*, attendance: Attendance, by: Person) -> Attendance:
    """Give up a place as participant before the Intensive begins.

    Raises Refused without the right, once it has begun, and for a candidate's place, which is part of
    the candidate's file.
    """
    current = lock_place(attendance)
    require(by, "intensives.withdraw", current, NOT_YOURS)
    if current.role == Role.CANDIDATE:
        raise Refused("A candidate's place is given up from the candidate's file, with a reason.")
    if current.intensive.start <= clock.today():
        raise Refused(f"{current.intensive} has begun; its host says who completed it.")
    return give_up(current)


@transaction.atomic
def withdraw_candidate(*, attendance: Attendance, by: Person) -> Attendance:
    """Take back a candidate's place whose attendance is not attested; the case decides when.

    Raises Refused without the right, for a place attested already, and while a designation stands.
    """
    if by.pk != attendance.person_id:
        require(by, "intensives.place_candidate", attendance.intensive, NOT_YOURS)
    place = lock_any_place(attendance)
    if place.withdrawn_on:
        raise Stale(f"{place.person} has withdrawn from {place.intensive} already.")
    if place.completed:
        raise Refused("The attendance has been attested and cannot be taken back.")
    if place.evaluations.standing().exists():
        raise Refused("End the evaluator's designation first.")
    announce_change(Attendance, place.person, by, "candidate_withdrawn", f"Withdrawn from {place.intensive}")
    return give_up(place)


@transaction.atomic
def lapse_places(*, candidate: Person, reason: str) -> list[Attendance]:
    """Let the candidate's places at Intensives that are not over lapse; host and Coordinator are told.

    For the end of the file they belong to, which has locked the candidate and ended the designations.
    """
    asked = Attendance.objects.standing().as_candidate().filter(person=candidate)
    coming = asked.filter(completed=None, intensive__end__gte=clock.today())
    places = list(coming.select_related("person", "intensive__host"))
    for place in places:
        place.withdrawn_on, place.small_group = clock.today(), None
        place.save(update_fields=["withdrawn_on", "small_group"])
        told = [place.intensive.host] if place.intensive.host else []
        for to in (*told, Office.COORDINATOR_OF_INTENSIVES):
            _tell("place_lapsed", place, to=to, person=place.person.name, reason=reason)
    return places


@transaction.atomic
def assign_small_group(*, attendance: Attendance, small_group: SmallGroup | None, by: Person) -> Attendance:
    """Put a place into a small group of its Intensive, or into none.

    Raises Refused without the right, for a group of another Intensive, where the evaluator is faculty
    of the group, and once co-led sessions are recorded in the group the candidate is in.
    """
    sentence = "Only the host and the Coordinator of Intensives make up the small groups."
    place = lock_place(attendance)
    require(by, "intensives.keep_groups", place.intensive, sentence)
    if small_group == place.small_group:
        return place
    if small_group and small_group.intensive_id != place.intensive_id:
        raise Refused("This small group belongs to another Intensive.")
    if place.co_led.exists():
        raise Refused(f"{place.person} has co-led in {place.small_group}; those records would no longer fit.")
    _refuse_own_evaluator(place, small_group)
    place.small_group = small_group
    place.save(update_fields=["small_group"])
    if place.role == Role.CANDIDATE:
        where = str(small_group) if small_group else "no small group"
        announce_change(Attendance, place.person, by, "small_group_assigned", f"{place.intensive}: {where}")
    return place


@transaction.atomic
def assign_all(
    *, intensive: Intensive, groups: Mapping[int, SmallGroup | None], by: Person
) -> list[Attendance]:
    """Make up the small groups in one go; keys are those of places. Raises as `assign_small_group` does."""
    places = _places(intensive, groups)
    return [assign_small_group(attendance=place, small_group=groups[place.pk], by=by) for place in places]


@transaction.atomic
def attest(*, attendance: Attendance, completed: bool, by: Person) -> Attendance:
    """Say that the person completed the Intensive or not; corrected until an assessment is delivered.

    Raises Refused without the right, for one's own attendance, before its last day; Stale when the same
    was said before.
    """
    place = lock_place(attendance)
    require(by, "intensives.attest", place, NOT_THE_HOST)
    _refuse_attesting(place, by)
    if place.completed == completed:
        raise Stale(f"{place.person}: this has been attested already.")
    place.completed, place.attested_by, place.attested_on = completed, by, clock.today()
    place.save(update_fields=["completed", "attested_by", "attested_on"])
    _tell("attendance_attested", place, completed=completed, by=by.name)
    said = "completed" if completed else "not completed"
    announce_change(Attendance, place.person, by, "attendance_attested", f"{place.intensive}: {said}")
    return place


@transaction.atomic
def attest_all(*, intensive: Intensive, completed: Mapping[int, bool], by: Person) -> list[Attendance]:
    """Attest many places in one go; those that say so already are left alone. Raises as `attest` does."""
    places = [place for place in _places(intensive, completed) if place.completed != completed[place.pk]]
    return [attest(attendance=place, completed=completed[place.pk], by=by) for place in places]


def _take(intensive: Intensive, person: Person, role: Role) -> Attendance:
    current = lock_intensive(intensive, [person.pk])
    if current.start <= clock.today():
        raise Refused(f"{current} began on {day_text(current.start)}; places are no longer given.")
    refuse_ended(person)
    _refuse_second(current, person)
    if current.attendances.standing().count() >= current.capacity:
        raise Refused(f"{current} is full: all {current.capacity} places are taken.")
    place = Attendance.objects.create(intensive=current, person=person, role=role)
    _tell("intensive_registered", place, role=place.get_role_display(), site=current.site)
    return place


def _refuse_second(intensive: Intensive, person: Person) -> None:
    if intensive.attendances.filter(person=person, withdrawn_on__isnull=True).exists():
        raise Stale(f"{person} has a place at {intensive} already.", field="person")
    if Faculty.objects.filter(small_group__intensive=intensive, person=person).exists():
        raise Refused(f"{person} is faculty at {intensive}.", field="person")


def give_up(place: Attendance, *, kept_by: Person | None = None) -> Attendance:
    """Let a place go, and tell the host.

    `kept_by` is the same person's other record, which has a place there too: then the host hears of it only
    while the Intensive is to come or lasts. Belongs inside an action that has locked the person.
    """
    place.withdrawn_on, place.small_group = clock.today(), None
    place.save(update_fields=["withdrawn_on", "small_group"])
    intensive, words = place.intensive, {"person": place.person.name, "kept_by": str(kept_by or "")}
    passed = intensive.cancelled_on or intensive.end < clock.today()
    if intensive.host and not (kept_by and passed):
        _tell("place_given_up", place, to=intensive.host, **words)
    return place


def _refuse_own_evaluator(place: Attendance, small_group: SmallGroup | None) -> None:
    if small_group is None:
        return
    evaluators = place.evaluations.standing().values("evaluator")
    if small_group.faculty.filter(person__in=evaluators).exists():
        raise Refused(f"The evaluator of {place.person} is faculty of {small_group}; choose another group.")


def _refuse_attesting(place: Attendance, by: Person) -> None:
    if place.person_id == by.pk:
        raise Refused(
            "Nobody attests their own attendance; the host and the Coordinator do it for each other."
        )
    if place.intensive.end > clock.today():
        raise Refused(f"{place.intensive} ends on {day_text(place.intensive.end)}; attest attendance then.")
    delivered = Evaluation.objects.filter(attendance=place, delivered_on__isnull=False)
    if place.completed is not None and delivered.exists():
        raise Refused(f"The assessment of {place.person} has been delivered; the attestation stands.")


def _places(intensive: Intensive, keys: Mapping[int, object]) -> list[Attendance]:
    rows = intensive.attendances.filter(pk__in=keys).select_related("person", "intensive")
    places = list(rows)
    [current] = lock((place.person_id for place in places), rows)
    return current


def _tell(kind: str, place: Attendance, *, to: Person | Office | None = None, **context: object) -> None:
    notify(
        kind,
        to=to or place.person,
        about=("attendance", place.pk),
        path=reverse("intensives:intensive", args=[place.intensive_id]),
        name=place.intensive.name,
        start=place.intensive.start,
        end=place.intensive.end,
        **context,
    )
