"""Keeping memberships (P98.BR.1a, BR.1b, R14.2)."""

import datetime as dt
from typing import Any

from django.db import transaction

from members import clock
from members.actions.corrections import note_correction, require_reason
from members.actions.locking import lock, only
from members.actions.notices import notify
from members.actions.permitted import permit
from members.models import Membership, Person
from members.refusals import Refused, Stale
from members.signals import evidence_changed
from members.words import day_text, period_text

DAY = dt.timedelta(days=1)


@transaction.atomic
def add_membership(*, by: Person, person: Person, start: dt.date, end: dt.date | None = None) -> Membership:
    """Record a period of membership, both days inclusive.

    Raises Refused without the right, or where the days overlap a period recorded already; Stale where it
    begins in the past, while what the person's file is judged by is closed.
    """
    permit(by, "members.keep_memberships")
    lock([person.pk])
    _refuse_backwards(start, end)
    _refuse_overlap(Membership(person=person), start, end)
    return _begin(by, person, start, end)


@transaction.atomic
def renew_membership(
    *, by: Person, membership: Membership, end: dt.date | None, start: dt.date | None = None
) -> Membership:
    """Let a membership go on until a later day, or without end, and return the period that covers it.

    Before a day is missed, the period itself becomes longer. After a gap this is a new period, from `start`,
    or from today: the days between stay without membership. Raises Refused where the new end is not later,
    and for a `start` on the day after the old end or before it, where that day is past: to say that there
    was no gap is a correction, with a reason.
    """
    permit(by, "members.keep_memberships")
    current = only([membership.person_id], Membership.objects.filter(pk=membership.pk))
    if current.end is None:
        raise Stale("This membership has no end already.")
    begins = first_day_of_renewal(current, start)
    if end is not None and (end <= current.end or end < begins):
        raise Refused("A renewal ends later than the period did. To shorten it, end it.", field="end")
    if begins > current.end + DAY:
        _refuse_backwards(begins, end)
        _refuse_overlap(Membership(person=current.person), begins, end)
        return _begin(by, current.person, begins, end)
    _refuse_overlap(current, current.start, end)
    current.end = end
    current.save()
    _tell("membership_recorded", current, essential=False, start=current.start, end=end)
    return current


def first_day_of_renewal(membership: Membership, start: dt.date | None = None) -> dt.date:
    """The first day that a renewal of today covers: the one after the last, or after a gap a new one."""
    next_day = membership.end + DAY
    if next_day >= clock.today():
        if start is not None and start != next_day:
            raise Refused(
                f"It lasts until {day_text(membership.end)}, so the renewal follows without a gap.",
                field="start",
            )
        return next_day
    if start is not None and start <= next_day:
        raise Refused(
            f"It ended on {day_text(membership.end)}, and days without membership have passed: a renewal "
            "begins a new period, after them. Where it never lapsed, correct the period instead.",
            field="start",
        )
    return start or clock.today()


@transaction.atomic
def correct_membership(
    *, by: Person, membership: Membership, start: dt.date, end: dt.date | None, reason: str
) -> Membership:
    """Put right a period that was recorded wrongly; what it said stays readable, with the reason.

    The member is told. Raises Refused without the right or a reason, where nothing is changed, or where the
    days overlap another period; Stale while what the person's file is judged by is closed.
    """
    permit(by, "members.keep_memberships")
    current = only([membership.person_id], Membership.objects.filter(pk=membership.pk))
    if by.pk == current.person_id:
        raise Refused("Nobody corrects their own membership: another membership officer does.")
    reason = require_reason(reason)
    _refuse_backwards(start, end)
    _refuse_overlap(current, start, end)
    was = period_text(current.start, current.end)
    current.start, current.end = start, end
    current.save()
    now = period_text(start, end)
    note_correction(of=current, person=current.person, was=was, now=now, by=by, reason=reason)
    _ask_the_door(current, by)
    _tell("membership_corrected", current, was=was, now=now, reason=reason)
    return current


def _begin(by: Person, person: Person, start: dt.date, end: dt.date | None) -> Membership:
    if by.pk == person.pk and start < clock.today():
        raise Refused("Nobody records days gone by for themselves: another membership officer does.")
    membership = Membership.objects.create(person=person, start=start, end=end)
    if start < clock.today():
        _ask_the_door(membership, by)
    _tell("membership_recorded", membership, essential=False, start=start, end=end)
    return membership


def _ask_the_door(membership: Membership, by: Person) -> None:
    """A past day of membership is evidence, and changed only while the record is open."""
    evidence_changed.send(
        sender=Membership,
        person=membership.person,
        by=by,
        kind="membership_corrected",
        detail=period_text(membership.start, membership.end),
    )


def _tell(kind: str, membership: Membership, *, essential: bool = True, **words: Any) -> None:
    about = ("membership", membership.pk)
    notify(kind, to=membership.person, about=about, path="/me/", essential=essential, **words)


@transaction.atomic
def end_membership(*, by: Person, membership: Membership, end: dt.date) -> Membership:
    """Let a membership end on a day, inclusive, earlier than it would.

    Raises Refused where the day is before the first or not earlier than the recorded end; Stale where it is
    past, while what the person's file is judged by is closed.
    """
    permit(by, "members.keep_memberships")
    current = only([membership.person_id], Membership.objects.filter(pk=membership.pk))
    if end < current.start:
        raise Refused("The last day is before the first.", field="end")
    if current.end is not None and end >= current.end:
        raise Stale("This membership ends on that day or earlier already.", field="end")
    current.end = end
    current.save()
    if end < clock.today():
        _ask_the_door(current, by)
    _tell("membership_ending", current, end=end, end_text=day_text(end))
    return current


def _refuse_backwards(start: dt.date, end: dt.date | None) -> None:
    if end is not None and end < start:
        raise Refused("The last day is before the first.", field="end")
    if start > clock.today().replace(year=clock.today().year + 1, day=1):
        raise Refused("A membership is recorded at most a year ahead.", field="start")


def _refuse_overlap(membership: Membership, start: dt.date, end: dt.date | None) -> None:
    others = Membership.objects.filter(person=membership.person).exclude(pk=membership.pk)
    for other in others:
        starts_in_time = end is None or other.start <= end
        if starts_in_time and (other.end is None or other.end >= start):
            until = day_text(other.end) if other.end else "further notice"
            since = day_text(other.start)
            sentence = f"A membership from {since} until {until} is recorded already. Renew that one."
            raise Refused(sentence, field="start")
