"""Locking and announcing, the first and the last thing every action does."""

import datetime as dt

from django.db.models import Model, Q

from members.actions.locking import lock, only
from members.models import Person
from members.signals import evidence_changed
from supervision.models import BalintGroup

__all__ = ["announce", "leaders", "leaders_on", "lock", "lock_group"]


def lock_group(group: BalintGroup, *also: int | None) -> BalintGroup:
    """Lock everybody who leads or has led the group, then the group; return it as it is now."""
    found: BalintGroup = only([*leaders(group), *also], BalintGroup.objects.filter(pk=group.pk))
    lock(leaders(found))  # nobody has joined meanwhile, or the step is begun again
    return found


def leaders(group: BalintGroup) -> list[int]:
    """The keys of leader and co-leaders, past ones included, whose evidence the group is."""
    others = group.co_leaders.filter(person__isnull=False).order_by("person_id", "pk")
    keys = [group.leader_id, *others.values_list("person_id", flat=True)]
    return list(dict.fromkeys(keys))


def leaders_on(group: BalintGroup, day: dt.date) -> list[int]:
    """The keys of those who led the group on the day, leader and co-leaders."""
    then = (Q(start__isnull=True) | Q(start__lte=day)) & (Q(end__isnull=True) | Q(end__gte=day))
    others = group.co_leaders.filter(then, person__isnull=False).order_by("person_id", "pk")
    return list(dict.fromkeys([group.leader_id, *others.values_list("person_id", flat=True)]))


def announce(kind: str, *, sender: type[Model], people: list[int], by: Person, detail: str) -> None:
    """Tell whoever listens that evidence of each of the people has changed."""
    for person in Person.objects.filter(pk__in=people).order_by("pk"):
        evidence_changed.send(sender=sender, person=person, by=by, kind=kind, detail=detail)
