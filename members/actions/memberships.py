"""Keeping memberships (P98.BR.1a, BR.1b, R14.2)."""

import datetime as dt

from django.db import transaction

from members import clock
from members.actions.locking import lock, only
from members.actions.notices import notify
from members.actions.permitted import permit
from members.models import Membership, Person
from members.refusals import Refused, Stale


@transaction.atomic
def add_membership(*, by: Person, person: Person, start: dt.date, end: dt.date | None = None) -> Membership:
    """Record a period of membership, both days inclusive.

    Raises Refused without the right, or where the days overlap a period recorded already.
    """
    permit(by, "members.keep_memberships")
    lock([person.pk])
    _refuse_backwards(start, end)
    _refuse_overlap(Membership(person=person), start, end)
    membership = Membership.objects.create(person=person, start=start, end=end)
    notify(
        "membership_recorded",
        to=person,
        about=("membership", membership.pk),
        path="/me/",
        start=start,
        end=end,
        essential=False,
    )
    return membership


@transaction.atomic
def renew_membership(*, by: Person, membership: Membership, end: dt.date | None) -> Membership:
    """Let a membership that has an end last until a later one, or without end.

    Raises Refused where the new end is not later.
    """
    permit(by, "members.keep_memberships")
    current = only([membership.person_id], Membership.objects.filter(pk=membership.pk))
    if current.end is None:
        raise Stale("This membership has no end already.")
    if end is not None and end <= current.end:
        raise Refused("A renewal ends later than the period did. To shorten it, end it.", field="end")
    _refuse_overlap(current, current.start, end)
    current.end = end
    current.save()
    notify(
        "membership_recorded",
        to=current.person,
        about=("membership", current.pk),
        path="/me/",
        start=current.start,
        end=end,
        essential=False,
    )
    return current


@transaction.atomic
def end_membership(*, by: Person, membership: Membership, end: dt.date) -> Membership:
    """Let a membership end on a day, inclusive, earlier than it would.

    Raises Refused where the day is before the first or not earlier than the recorded end.
    """
    permit(by, "members.keep_memberships")
    current = only([membership.person_id], Membership.objects.filter(pk=membership.pk))
    if end < current.start:
        raise Refused("The last day is before the first.", field="end")
    if current.end is not None and end >= current.end:
        raise Stale("This membership ends on that day or earlier already.", field="end")
    current.end = end
    current.save()
    notify(
        "membership_ending",
        to=current.person,
        about=("membership", current.pk),
        path="/me/",
        end=end,
        end_text=f"{end.day} {end:%B %Y}",
    )
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
            until = f"{other.end.day} {other.end:%B %Y}" if other.end else "further notice"
            since = f"{other.start.day} {other.start:%B %Y}"
            raise Refused(
                f"A membership from {since} until {until} is recorded already. Renew that one.", field="start"
            )
