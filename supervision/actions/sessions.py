"""Logging that a group met (P98.BR.2, R14.9a): a date, never what was said."""

import datetime as dt

import pghistory
from django.db import transaction

from members import clock
from members.models import Person
from members.refusals import Refused, Stale
from members.words import moment_words
from supervision.actions.debriefs import log_debrief
from supervision.actions.locking import announce, leaders_on, lock_group
from supervision.models import BalintGroup, GroupSession
from supervision.permissions import side_of
from supervision.words import day_text


@transaction.atomic
def log_session(*, by: Person, group: BalintGroup, date: dt.date, part: int = 1) -> GroupSession:
    """Log one meeting by the leader or the present co-leader; `part=2` is a second meeting on that day.

    Raises Refused for the future, for days before the group began or after it ended, and for a meeting
    that is logged already.
    """
    current = lock_group(group)
    _refuse_day(current, date)
    _refuse_person(current, by, date)
    _refuse_duplicate(current, date, part)
    session = GroupSession(group=current, date=date, part=part, recorded_by=by)
    session.full_clean()
    session.save()
    _announce("group_logged", session, by)
    return session


@transaction.atomic
def log_group(
    *, by: Person, group: BalintGroup, date: dt.date, second: bool = False, debrief_minutes: int | None = None
) -> GroupSession:
    """Log a meeting and, where minutes are given, its debrief: both or neither.

    Raises Refused as `log_session` and `log_debrief` do.
    """
    part = 2 if second else 1
    session = log_session(by=by, group=group, date=date, part=part)
    if debrief_minutes is not None:
        log_debrief(by=by, group=group, date=date, minutes=debrief_minutes, part=part)
    return session


@transaction.atomic
def remove_session(*, by: Person, session: GroupSession, reason: str) -> None:
    """Take out a meeting that was logged by mistake; row history keeps it, with the reason.

    By whoever logged it, or the group's leader. Raises Refused without a reason, or where a
    supervision session is about it.
    """
    group = lock_group(session.group)
    current = GroupSession.objects.filter(pk=session.pk).select_related("group").first()
    if current is None:
        raise Stale("This session has been removed already.")
    if not by.has_perm("supervision.remove_session", current):
        raise Refused("Only the group's leader, or whoever logged it, can remove it.")
    if not reason.strip():
        raise Refused("Say why it is removed.", field="reason")
    about = current.supervised_in.select_related("supervisor").first()
    if about is not None:
        raise Refused(
            f"Supervision of {day_text(about.date)} is about this session. "
            f"Ask {about.supervisor} to correct that first."
        )
    with pghistory.context(person=by.pk, reason=reason.strip()):
        current.delete()
    _announce("group_session_removed", GroupSession(group=group, date=session.date), by)


def _refuse_day(group: BalintGroup, date: dt.date) -> None:
    if date > clock.latest_today():
        raise Refused("That day is still to come. Log the session once it has been held.", field="date")
    if group.started_on and date < group.started_on:
        raise Refused(f"The group began on {day_text(group.started_on)}.", field="date")
    if group.ended_on and date > group.ended_on:
        raise Refused(f"The group ended on {day_text(group.ended_on)}.", field="date")


def _refuse_person(group: BalintGroup, by: Person, date: dt.date) -> None:
    if not by.has_perm("supervision.log_group", group):
        raise Refused("Only the group's leader and its present co-leader log its sessions.")
    if not side_of(by, group, date):
        raise Refused("You were not yet the co-leader on that day; the leader can log it.", field="date")


def _refuse_duplicate(group: BalintGroup, date: dt.date, part: int) -> None:
    logged = {row.part: row for row in group.sessions.filter(date=date).select_related("recorded_by")}
    if part in logged:
        row = logged[part]
        who = f" by {row.recorded_by}" if row.recorded_by else ""
        more = "" if part == 2 else " If the group met twice that day, tick the box for a second meeting."
        raise Refused(f"Logged already{who} on {moment_words(row.recorded_at)}.{more}", field="date")
    if part == 2 and 1 not in logged:
        raise Refused("No first meeting is logged on that day, so leave this box empty.", field="second")


def _announce(kind: str, session: GroupSession, by: Person) -> None:
    detail = f"{day_text(session.date)}, {session.group}"
    announce(kind, sender=GroupSession, people=leaders_on(session.group, session.date), by=by, detail=detail)
