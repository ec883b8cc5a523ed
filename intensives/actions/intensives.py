"""Announcing, changing and cancelling Intensives."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from intensives.actions.doors import (
    announce_change,
    candidates_of,
    lock_intensive,
    require,
)
from intensives.models import Attendance, Evaluation, Faculty, Intensive
from members import clock
from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.permitted import refuse_ended
from members.models import Person
from members.refusals import Refused
from members.words import day_text

LONGEST_DAYS = 10
ONLY_COORDINATOR = "Only the Coordinator of Intensives announces, changes and cancels Intensives."


@transaction.atomic
def announce(
    *,
    name: str,
    site: str,
    start: dt.date,
    end: dt.date,
    host: Person | None,
    capacity: int,
    by: Person,
) -> Intensive:
    """Announce an Intensive from start to end, both inclusive; one of the past is put on record likewise.

    Raises Refused without the right, where the days or the capacity cannot be, and for a host of one to come
    whose account has ended.
    """
    require(by, "intensives.announce", None, ONLY_COORDINATOR)
    _refuse_impossible(name, start, end, capacity, taken=0)
    if host is not None:
        lock([host.pk])
    _refuse_gone(host, end)
    return Intensive.objects.create(
        name=name.strip(), site=site.strip(), start=start, end=end, host=host, capacity=capacity
    )


@transaction.atomic
def change(
    *,
    intensive: Intensive,
    name: str,
    site: str,
    start: dt.date,
    end: dt.date,
    host: Person | None,
    capacity: int,
    by: Person,
) -> Intensive:
    """Change an Intensive; everybody who has a place or a seat there hears of new days or a new site.

    Raises Refused without the right, where the days or the capacity cannot be, for a new host whose account
    has ended, or where records of attendance, co-led sessions or a meeting hang on its days already.
    """
    require(by, "intensives.change_intensive", intensive, ONLY_COORDINATOR)
    people = _locked_with_people(intensive, host)
    current = lock_intensive(intensive)
    _refuse_impossible(name, start, end, capacity, taken=current.attendances.standing().count())
    if host is not None and host.pk != current.host_id:
        _refuse_gone(host, end)
    moved = (start, end) != (current.start, current.end)
    if moved:
        _refuse_when_recorded(current)
    moved = moved or site.strip() != current.site
    current.name, current.site, current.start, current.end = name.strip(), site.strip(), start, end
    current.host, current.capacity = host, capacity
    current.save()
    if moved:
        _tell_everybody("intensive_changed", current, people)
        _announce(current, by, "intensive_changed", f"{current} now runs from {day_text(start)}")
    return current


@transaction.atomic
def change_site(*, intensive: Intensive, site: str, by: Person) -> Intensive:
    """Change where it takes place, as its host or Coordinator; raises Refused without the right."""
    sentence = "Only the host and the Coordinator of Intensives say where it takes place."
    require(by, "intensives.change_site", intensive, sentence)
    people = _locked_with_people(intensive)
    current = lock_intensive(intensive)
    if current.site != site.strip():
        current.site = site.strip()
        current.save()
        _tell_everybody("intensive_changed", current, people)
    return current


@transaction.atomic
def cancel(*, intensive: Intensive, reason: str, by: Person) -> Intensive:
    """Cancel an Intensive; places stay, marked, and everybody who has one, teaches, hosts or evaluates hears.

    Raises Refused without the right or a reason, once it is over, and where it was cancelled before.
    """
    require(by, "intensives.cancel_intensive", intensive, ONLY_COORDINATOR)
    if not reason.strip():
        raise Refused("Give the reason: everybody who has a place will read it.", field="reason")
    people = _locked_with_people(intensive)
    current = lock_intensive(intensive)
    if current.end <= clock.today():
        raise Refused(f"{current} is over and cannot be cancelled.")
    if current.attendances.filter(completed__isnull=False).exists():
        raise Refused(f"Attendance at {current} has been attested, so it took place.")
    _announce(current, by, "intensive_cancelled", f"{current} was cancelled")
    current.cancelled_on, current.cancelled_reason = clock.today(), reason.strip()
    current.save()
    _tell_everybody("intensive_cancelled", current, people, reason=current.cancelled_reason)
    return current


def _refuse_impossible(name: str, start: dt.date, end: dt.date, capacity: int, *, taken: int) -> None:
    if not name.strip():
        raise Refused("Give the Intensive a name.", field="name")
    if end < start:
        raise Refused("The last day is before the first.", field="end")
    if (end - start).days >= LONGEST_DAYS:
        raise Refused(f"An Intensive lasts at most {LONGEST_DAYS} days; look at the year.", field="end")
    if capacity < 1:
        raise Refused("An Intensive has at least one place.", field="capacity")
    if capacity < taken:
        raise Refused(f"{taken} people have a place already; there cannot be fewer.", field="capacity")


def _refuse_gone(host: Person | None, end: dt.date) -> None:
    """Whoever has left may have hosted what is over; nothing that is to come."""
    if end >= clock.today():
        refuse_ended(host, field="host")


def _refuse_when_recorded(intensive: Intensive) -> None:
    places = Attendance.objects.filter(intensive=intensive)
    attested = places.filter(completed__isnull=False)
    met = places.filter(evaluations__meeting_on__isnull=False)
    if attested.exists() or met.exists() or places.filter(co_led__isnull=False).exists():
        raise Refused(
            "Attendance or sessions are on record for these days; they can no longer move.", field="start"
        )


def _people_of(intensive: Intensive) -> dict[int, Person]:
    places = intensive.attendances.standing().select_related("person")
    seats = Faculty.objects.filter(small_group__intensive=intensive).select_related("person")
    named = Evaluation.objects.standing().filter(attendance__intensive=intensive).select_related("evaluator")
    people = [place.person for place in places] + [seat.person for seat in seats]
    people += [row.evaluator for row in named if row.evaluator]
    people += [intensive.host] if intensive.host else []
    return {person.pk: person for person in people}


def _locked_with_people(intensive: Intensive, host: Person | None = None) -> dict[int, Person]:
    """Everybody who has a part in it, locked together with the host who is to be."""
    people = _people_of(intensive)
    lock([*people, host.pk if host else None])
    lock(_people_of(intensive))  # nobody has joined meanwhile, or the step is begun again
    return people


def _tell_everybody(kind: str, intensive: Intensive, people: dict[int, Person], **context: str) -> None:
    for person in people.values():
        notify(
            kind,
            to=person,
            about=("intensive", intensive.pk),
            path=reverse("intensives:intensive", args=[intensive.pk]),
            name=intensive.name,
            site=intensive.site,
            start=intensive.start,
            end=intensive.end,
            **context,
        )


def _announce(intensive: Intensive, by: Person, kind: str, detail: str) -> None:
    for candidate in candidates_of(intensive.attendances.standing().select_related("person")):
        announce_change(Intensive, candidate, by, kind, detail)
