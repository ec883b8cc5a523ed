"""What every action here begins and ends with: the right, the locks in their order, the announcement."""

from collections.abc import Iterable
from typing import Any

from intensives.enums import Role
from intensives.models import Attendance, Evaluation, Intensive
from members.actions.locking import only
from members.models import Person
from members.refusals import Refused, Stale
from members.signals import evidence_changed


def require(by: Person, permission: str, about: Any, sentence: str) -> None:
    """Raise Refused with the sentence unless the person has the permission for the thing."""
    if not by.has_perm(permission, about):
        raise Refused(sentence)


def lock_intensive(intensive: Intensive, people: Iterable[int | None] = ()) -> Intensive:
    """Lock the people, then the Intensive, and return it as it is now; Stale when it has been cancelled."""
    current: Intensive = only(people, Intensive.objects.filter(pk=intensive.pk).select_related("host"))
    if current.cancelled_on:
        raise Stale(f"{current} has been cancelled.")
    return current


def lock_place(place: Attendance, *also: int | None) -> Attendance:
    """Lock the person and whoever else is named, then the place; return it as it is now.

    Raises Stale when it no longer stands.
    """
    current = lock_any_place(place, *also)
    if current.withdrawn_on:
        raise Stale(f"{current.person} has withdrawn from {current.intensive}.")
    if current.intensive.cancelled_on:
        raise Stale(f"{current.intensive} has been cancelled.")
    return current


def lock_any_place(place: Attendance, *also: int | None) -> Attendance:
    """The same for a place that stands or does not."""
    rows = Attendance.objects.select_related("person", "intensive", "small_group").filter(pk=place.pk)
    current: Attendance = only([place.person_id, *also], rows)
    return current


def lock_evaluation(evaluation: Evaluation) -> Evaluation:
    """Lock candidate and evaluator, then the evaluation, and return it as it is now."""
    related = ("attendance__person", "attendance__intensive", "attendance__small_group", "evaluator")
    rows = Evaluation.objects.select_related(*related).filter(pk=evaluation.pk)
    current: Evaluation = only([evaluation.attendance.person_id, evaluation.evaluator_id], rows)
    return current


def announce_change(model: type, person: Person, by: Person, kind: str, detail: str) -> None:
    """Tell whoever listens that something a person's file is judged by has changed."""
    evidence_changed.send(sender=model, person=person, by=by, kind=kind, detail=detail)


def candidates_of(places: Iterable[Attendance]) -> list[Person]:
    """The candidates among the places."""
    return [place.person for place in places if place.role == Role.CANDIDATE]
