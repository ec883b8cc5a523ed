"""Beginning, changing and ending a group, and who leads it with its leader (P98.BR.2, BR.3, R14.9)."""

import datetime as dt

from django.db import transaction

from members import clock
from members.models import Person
from members.refusals import Refused, Stale
from supervision.actions.locking import announce, leaders, lock, lock_group
from supervision.models import BalintGroup
from supervision.words import day_text

NOT_LEADER = "Only the group's leader can do this."


@transaction.atomic
def start_group(*, by: Person, name: str, setting: str, started_on: dt.date, site: str = "") -> BalintGroup:
    """Begin a group led by the person from the day on, inclusive.

    Raises Refused for a day to come, and for somebody who is no member and leads nothing.
    """
    if not by.has_perm("supervision.have_groups"):
        raise Refused("Groups are logged by members of the society. Your membership is not on record today.")
    lock([by.pk])
    _refuse_future(
        started_on, "The group begins on a day to come. Start it here when it has met.", "started_on"
    )
    group = BalintGroup(
        leader=by, name=name.strip(), site=site.strip(), setting=setting, started_on=started_on
    )
    group.full_clean()
    group.save()
    _announce("group_started", group, by)
    return group


@transaction.atomic
def change_group(
    *, by: Person, group: BalintGroup, name: str, setting: str, started_on: dt.date | None, site: str = ""
) -> BalintGroup:
    """Correct what is known about a group.

    Raises Refused for a first day to come, after the last, or after a session that is logged.
    """
    current = _led(group, by)
    if started_on is not None:
        _refuse_future(started_on, "The group cannot have begun on a day to come.", "started_on")
        if current.ended_on and started_on > current.ended_on:
            raise Refused(f"The group ended on {day_text(current.ended_on)}.", field="started_on")
        first = current.sessions.order_by("date", "pk").first()
        if first and first.date < started_on:
            raise Refused(f"A session is logged on {day_text(first.date)} already.", field="started_on")
    current.name, current.site = name.strip(), site.strip()
    current.setting, current.started_on = setting, started_on
    current.full_clean()
    current.save()
    _announce("group_changed", current, by)
    return current


@transaction.atomic
def end_group(*, by: Person, group: BalintGroup, on: dt.date) -> BalintGroup:
    """Let the group end on a day, inclusive.

    Raises Refused for a day to come, before it began, or before a session that is logged.
    """
    current = _led(group, by)
    if current.ended_on is not None:
        raise Stale(f"The group ended on {day_text(current.ended_on)} already.")
    _refuse_future(on, "The group still meets until that day. End it here when it has ended.", "on")
    if current.started_on and on < current.started_on:
        raise Refused(f"The group began on {day_text(current.started_on)}.", field="on")
    last = current.sessions.order_by("-date", "-pk").first()
    if last and last.date > on:
        raise Refused(f"A session is logged on {day_text(last.date)}, after that day.", field="on")
    current.ended_on = on
    current.save()
    _announce("group_ended", current, by)
    return current


@transaction.atomic
def resume_group(*, by: Person, group: BalintGroup) -> BalintGroup:
    """Let a group that was ended go on, as if it had not ended; raises Refused where it still runs."""
    current = _led(group, by)
    if current.ended_on is None:
        raise Stale("The group runs already.")
    current.ended_on = None
    current.save()
    _announce("group_resumed", current, by)
    return current


def _led(group: BalintGroup, by: Person) -> BalintGroup:
    current = lock_group(group)
    if not by.has_perm("supervision.lead_group", current):
        raise Refused(NOT_LEADER)
    return current


def _refuse_future(day: dt.date, sentence: str, field: str) -> None:
    if day > clock.latest_today():
        raise Refused(sentence, field=field)


def _announce(kind: str, group: BalintGroup, by: Person) -> None:
    announce(kind, sender=BalintGroup, people=leaders(group), by=by, detail=group.name)
