"""What every action here begins and ends with: the right, the locks in their order, the announcement."""

from collections.abc import Iterable
from typing import Any

from intensives.enums import Role
from intensives.models import Attendance, Evaluation, Intensive
from members.models import Person
from members.refusals import Refused, Stale
from members.signals import evidence_changed


def require(by: Person, permission: str, about: Any, sentence: str) -> None:
    """Raise Refused with the sentence unless the person has the permission for the thing."""
    if not by.has_perm(permission, about):
        raise Refused(sentence)


def lock_people(keys: Iterable[int]) -> None:
    """Lock these people's rows, always in the order of their key, before anything of theirs."""
    list(Person.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk").values_list("pk"))


def lock_intensive(intensive: Intensive) -> Intensive:
    """Lock the Intensive and return it as it is now; Stale when it has been cancelled."""
    current = Intensive.objects.select_for_update(of=("self",)).select_related("host").get(pk=intensive.pk)
    if current.cancelled_on:
        raise Stale(f"{current} has been cancelled.")
    return current


def lock_place(place: Attendance) -> Attendance:
    """Lock the person, then the place, and return it as it is now; Stale when it no longer stands."""
    lock_people([place.person_id])
    related = ("person", "intensive", "small_group")
    current = Attendance.objects.select_for_update(of=("self",)).select_related(*related).get(pk=place.pk)
    if current.withdrawn_on:
        raise Stale(f"{current.person} has withdrawn from {current.intensive}.")
    if current.intensive.cancelled_on:
        raise Stale(f"{current.intensive} has been cancelled.")
    return current


def lock_evaluation(evaluation: Evaluation) -> Evaluation:
    """Lock the candidate, then the evaluation, and return it as it is now."""
    lock_people([evaluation.attendance.person_id])
    related = ("attendance__person", "attendance__intensive", "attendance__small_group", "evaluator")
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related(*related)
    return rows.get(pk=evaluation.pk)


def announce_change(model: type, person: Person, by: Person, kind: str, detail: str) -> None:
    """Tell whoever listens that something a person's file is judged by has changed."""
    evidence_changed.send(sender=model, person=person, by=by, kind=kind, detail=detail)


def candidates_of(places: Iterable[Attendance]) -> list[Person]:
    """The candidates among the places."""
    return [place.person for place in places if place.role == Role.CANDIDATE]
