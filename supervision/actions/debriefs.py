"""Reviews of a group by its leaders (P98.BR.4, R14.10): date and minutes, never what was said."""

import datetime as dt

import pghistory
from django.db import transaction

from members import clock
from members.actions.notices import notify
from members.models import Person
from members.refusals import Refused, Stale
from members.words import moment_words
from supervision.actions.locking import announce, leaders_on, lock_group
from supervision.links import debrief_path
from supervision.models import BalintGroup, Debrief
from supervision.permissions import side_of
from supervision.words import count_text, day_text


@transaction.atomic
def log_debrief(*, by: Person, group: BalintGroup, date: dt.date, minutes: int, part: int = 1) -> Debrief:
    """Log a debrief of 1 to 600 minutes, confirmed by the side that logs it; the other side is asked to.

    Raises Refused for the future, a day before the group began, somebody who did not lead it that
    day, other minutes, and a debrief that is logged already.
    """
    current = lock_group(group)
    _refuse_day(current, date)
    side = _side(current, by, date)
    if not 1 <= minutes <= 600:
        raise Refused("Give between 1 and 600 minutes.", field="minutes")
    _refuse_duplicate(current, date, part)
    debrief = Debrief(group=current, date=date, part=part, minutes=minutes, recorded_by=by)
    setattr(debrief, f"confirmed_by_{side}_at", clock.now())
    debrief.full_clean()
    debrief.save()
    _ask_the_other(debrief, by, side)
    _announce("debrief_logged", debrief, by)
    return debrief


@transaction.atomic
def confirm_debrief(*, by: Person, debrief: Debrief) -> Debrief:
    """Confirm for one's own side that the debrief took place.

    Raises Refused for somebody who did not lead the group that day, or where it is confirmed already.
    """
    group = lock_group(debrief.group)
    current = Debrief.objects.filter(pk=debrief.pk).select_related("group").first()
    if current is None:
        raise Stale("This debrief has been removed meanwhile.")
    side = _side(group, by, current.date)
    confirmed = f"confirmed_by_{side}_at"
    if getattr(current, confirmed) is not None:
        raise Stale(f"You confirmed this debrief on {moment_words(getattr(current, confirmed))}.")
    setattr(current, confirmed, clock.now())
    current.save(update_fields=[confirmed])
    _announce("debrief_confirmed", current, by)
    return current


@transaction.atomic
def remove_debrief(*, by: Person, debrief: Debrief, reason: str) -> None:
    """Take out a debrief that was logged by mistake; row history keeps it, with the reason.

    By whoever logged it, or the group's leader. Raises Refused without a reason.
    """
    group = lock_group(debrief.group)
    current = Debrief.objects.filter(pk=debrief.pk).select_related("group").first()
    if current is None:
        raise Stale("This debrief has been removed already.")
    if not by.has_perm("supervision.remove_debrief", current):
        raise Refused("Only the group's leader, or whoever logged it, can remove it.")
    if not reason.strip():
        raise Refused("Say why it is removed.", field="reason")
    gone = Debrief(group=group, date=current.date, minutes=current.minutes)
    with pghistory.context(person=by.pk, reason=reason.strip()):
        current.delete()
    _announce("debrief_removed", gone, by)


def _refuse_day(group: BalintGroup, date: dt.date) -> None:
    if date > clock.latest_today():
        raise Refused("That day is still to come. Log the debrief once it has been held.", field="date")
    if group.started_on and date < group.started_on:
        raise Refused(f"The group began on {day_text(group.started_on)}.", field="date")


def _side(group: BalintGroup, by: Person, date: dt.date) -> str:
    side = side_of(by, group, date)
    if not side:
        raise Refused("Only those who led the group on that day log and confirm its debriefs.")
    return side


def _refuse_duplicate(group: BalintGroup, date: dt.date, part: int) -> None:
    row = group.debriefs.filter(date=date, part=part).select_related("recorded_by").first()
    if row is not None:
        who = f" by {row.recorded_by}" if row.recorded_by else ""
        more = "" if part == 2 else " If you debriefed twice that day, tick the box for a second one."
        raise Refused(
            f"A debrief of {count_text(row.minutes, 'minute')} is logged on that day already{who}.{more}",
            field="date",
        )


def _ask_the_other(debrief: Debrief, by: Person, side: str) -> None:
    for other in _others(debrief, side):
        notify(
            "debrief_to_confirm",
            to=other,
            about=("debrief", debrief.pk),
            path=debrief_path(debrief, other),
            who=by.name,
            group=debrief.group.name,
            minutes=debrief.minutes,
            day_text=day_text(debrief.date),
        )


def _others(debrief: Debrief, side: str) -> list[Person]:
    """The people of the other side on that day who are known here."""
    if side == "co_leader":
        return [debrief.group.leader]
    co_leaders = debrief.group.co_leaders.filter(person__isnull=False).select_related("person")
    return [
        row.person for row in co_leaders if side_of(row.person, debrief.group, debrief.date) == "co_leader"
    ]


def _announce(kind: str, debrief: Debrief, by: Person) -> None:
    detail = f"{day_text(debrief.date)}, {count_text(debrief.minutes, 'minute')}, {debrief.group}"
    announce(kind, sender=Debrief, people=leaders_on(debrief.group, debrief.date), by=by, detail=detail)
