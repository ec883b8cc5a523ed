"""A group in every month, each followed by a debrief, until the two years are over."""

from collections.abc import Callable
from datetime import date, timedelta

from credentialing.rules.dates import month_of
from credentialing.rules.facts import Debrief, Group, GroupSession, Record

from .people import CO_LEADER
from .step import Ahead, Kind, appending, both

HOLD = "Hold a group, and talk it over afterwards."
MINUTES = 45
LAST_SAFE_DAY = 28


def lead_on(ahead: Ahead) -> None:
    """A group to lead, and a session in each month of the two years that has none."""
    if not ahead.any_open(("P98.BR.2a", "P98.BR.2c", "P98.BR.4a", "R14.9a", "R14.9b"), ahead.today):
        return
    group = group_going_on(ahead)
    history = ahead.answers(ahead.today).history
    leading = history.leading(history.parameters.choice("service.counts_from"))
    first = ahead.tomorrow
    months = (
        leading.months
        if leading.has_begun
        else range(month_of(first), month_of(first) + leading.months_asked)
    )
    usual = leading.sessions[-1].on.day if leading.has_begun else first.day
    for month in range(max(months.start, month_of(first)), months.stop):
        if month not in leading.meetings:
            _hold(ahead, group, _day_in(month, usual, first))


def group_going_on(ahead: Ahead) -> Group:
    """The group that still meets, one with a co-leader first; a new one if all have ended."""
    going = [group for group in ahead.final.groups if group.ended_on is None]
    if going:
        return min(going, key=lambda group: (group.co_leader is None, group.key))
    group = Group(len(ahead.final.groups), "planned-group", co_leader=CO_LEADER.id, started_on=ahead.tomorrow)
    added = appending("groups", lambda _key: group, CO_LEADER)
    ahead.add(ahead.tomorrow, Kind.GROUP, "Begin a group, with a co-leader if you can.", added)
    return group


def _hold(ahead: Ahead, group: Group, day: date) -> None:
    held: Callable[[Record], Record] = appending(
        "group_sessions", lambda key: GroupSession(key, group.id, day)
    )
    if group.co_leader is not None:
        held = both(held, appending("debriefs", lambda key: Debrief(key, group.id, day, MINUTES)))
    ahead.add(day, Kind.GROUP, HOLD, held, by=_last_day(month_of(day)))


def _day_in(month: int, day: int, first: date) -> date:
    return max(first, date(month // 12, month % 12 + 1, min(day, LAST_SAFE_DAY)))


def _last_day(month: int) -> date:
    return date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
