"""Who leads a group with its leader (P98.BR.3); those who did before stay on record as past co-leaders."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from members import clock
from members.actions.notices import notify
from members.models import Person
from members.refusals import Refused, Stale
from supervision.actions.locking import announce, leaders, lock, lock_group
from supervision.models import BalintGroup, CoLeader
from supervision.words import day_text


@transaction.atomic
def set_co_leader(
    *, by: Person, group: BalintGroup, start: dt.date, email: str = "", name: str = "", profession: str = ""
) -> CoLeader:
    """Name the co-leader from the day on: somebody known by e-mail address, or a name and profession.

    The one before becomes a past co-leader whose last day is the day before. Raises Refused for a day
    to come or before the group began, for an unknown address, for oneself, or for both kinds at once.
    """
    person = _known(email.strip())
    lock([*leaders(group), person.pk if person else None])
    current = _led(group, by)
    _refuse_day(current, start)
    _refuse_naming(current, person, email, name, profession)
    _end_the_one_before(current, person, name, start)
    co_leader = CoLeader(group=current, person=person, start=start)
    if person is None:
        co_leader.outside_name, co_leader.outside_profession = name.strip(), profession
    co_leader.full_clean()
    co_leader.save()
    _tell(co_leader, by)
    _announce("co_leader_set", current, by, f"{co_leader}, {current}")
    return co_leader


@transaction.atomic
def end_co_leader(*, by: Person, group: BalintGroup, on: dt.date) -> CoLeader:
    """Let the present co-leader's time end on a day, inclusive.

    Raises Refused where there is none, and for a day to come or before that time began.
    """
    lock(leaders(group))
    current = _led(group, by)
    present = current.co_leaders.filter(end__isnull=True).first()
    if present is None:
        raise Stale("The group has no co-leader at present.")
    if on > clock.latest_today():
        raise Refused("Choose today or an earlier day.", field="on")
    if present.start and on < present.start:
        raise Refused(f"{present} began on {day_text(present.start)}.", field="on")
    present.end = on
    present.save()
    _announce("co_leader_ended", current, by, f"{present}, {current}")
    return present


def _tell(co_leader: CoLeader, by: Person) -> None:
    if co_leader.person is None:
        return
    group = co_leader.group
    notify(
        "co_leader_named",
        to=co_leader.person,
        about=("group", group.pk),
        path=reverse("supervision:group", args=[group.pk]),
        leader=by.name,
        group=group.name,
        start=co_leader.start,
    )


def _known(email: str) -> Person | None:
    if not email:
        return None
    person = Person.objects.with_address(email).first()
    if person is None:
        raise Refused(
            "Nobody here uses this address. Check it, or give the name and profession instead.", field="email"
        )
    if not person.is_active:
        sentence = f"The account of {person} has ended. Give the name and profession instead."
        raise Refused(sentence, field="email")
    return person


def _led(group: BalintGroup, by: Person) -> BalintGroup:
    current = lock_group(group)
    if not by.has_perm("supervision.lead_group", current):
        raise Refused("Only the group's leader can do this.")
    return current


def _refuse_day(group: BalintGroup, start: dt.date) -> None:
    if start > clock.latest_today():
        raise Refused("Choose today or an earlier day.", field="start")
    if group.started_on and start < group.started_on:
        raise Refused(f"The group began on {day_text(group.started_on)}.", field="start")
    if group.ended_on and start > group.ended_on:
        raise Refused(f"The group ended on {day_text(group.ended_on)}.", field="start")


def _refuse_naming(group: BalintGroup, person: Person | None, email: str, name: str, profession: str) -> None:
    if person is not None and name.strip():
        raise Refused("Give either an e-mail address or a name, not both.", field="name")
    if person is not None and person.pk == group.leader_id:
        raise Refused("You are the leader; the co-leader is somebody else.", field="email")
    if person is None and not name.strip():
        raise Refused("Give an e-mail address, or a name and a profession.", field="email")
    if person is None and not profession:
        raise Refused(
            "Give the profession, too: a medical group asks for two professions.", field="profession"
        )


def _end_the_one_before(group: BalintGroup, person: Person | None, name: str, start: dt.date) -> None:
    present = group.co_leaders.filter(end__isnull=True).first()
    if present is None:
        return
    same = present.person_id == person.pk if person else present.outside_name == name.strip()
    if same:
        raise Stale(f"{present} is the co-leader already.")
    if present.start and start <= present.start:
        raise Refused(f"{present} began on {day_text(present.start)}; choose a later day.", field="start")
    present.end = start - dt.timedelta(days=1)
    present.save()


def _announce(kind: str, group: BalintGroup, by: Person, detail: str) -> None:
    announce(kind, sender=CoLeader, people=leaders(group), by=by, detail=detail)
