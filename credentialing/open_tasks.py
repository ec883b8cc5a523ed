"""A person's open tasks, gathered from every app; late ones first."""

from collections.abc import Iterable

from django.db.models import Exists

from credentialing.models import Case
from credentialing.turns import Turn, on_turn, turns_of
from intensives import open_tasks as intensives
from intensives.models import Intensive
from members import open_tasks as members
from members.models import Person
from members.offices import offices_of
from members.open_task import OpenTask
from supervision import open_tasks as supervision
from supervision.models import Debrief, SupervisorRequest


def tasks_for(person: Person, own: Iterable[Turn] | None = None) -> list[OpenTask]:
    """Everything the person owes today.

    `own` are the turns on the person's own file, where they are known already. One query finds out which of
    the sources can have anything for the person; only those are asked.
    """
    if own is None:
        own = turns_of(Case.objects.of(person))
    found = [turn.task for turn in own if turn.is_for(person)]
    parts = _parts(person)
    if "supervision" in parts:
        found += supervision.tasks_for(person)
    if "intensives" in parts or offices_of(person):
        found += intensives.tasks_for(person)
    if "proposals" in parts and offices_of(person):
        found += members.tasks_for(person)
    if "turns" in parts:
        there = {task.url for task in found if task.url}
        others = (turn.task for turn in turns_of(on_turn(person)) if turn.is_for(person))
        found += {(task.url, task.label): task for task in others if task.url not in there}.values()
    return sorted(found, key=lambda task: not task.late)


def _parts(person: Person) -> set[str]:
    """The sources that hold a row which could make the person owe something."""
    rows = {
        "turns": on_turn(person).order_by(),
        "supervision": SupervisorRequest.objects.open().filter(supervisor=person),
        "debriefs": Debrief.objects.to_confirm_by(person),
        "intensives": Intensive.objects.filter(host=person),
        "proposals": members.proposals_of_others(person),
    }
    asked = Person.objects.filter(pk=person.pk).values_list(*(Exists(queryset) for queryset in rows.values()))
    found = {name for name, there in zip(rows, asked.get(), strict=True) if there}
    return found | {"supervision"} if "debriefs" in found else found
