"""A group in every month, each followed by a debrief, until the two years are over."""

from collections.abc import Callable
from datetime import date, timedelta

from credentialing.rules.dates import month_of
from credentialing.rules.facts import Debrief, Group, GroupSession, Record
from credentialing.rules.p98.leading import granted_periods, held_in

from .people import CO_LEADER
from .step import Ahead, Kind, appending, both

HOLD = "Hold a group, and talk it over afterwards."
MINUTES = 45
LAST_SAFE_DAY = 28


def lead_on(ahead: Ahead) -> None:
    """A group to lead, and a session in each month of the two years that has none.

    From the month in which a schedule was granted on, as many as it asks for in each of its periods.
    """
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
    periods, grant = granted_periods(history), history.schedule
    free = {month for period in periods for month in period}
    if periods:
        free |= set(range(periods[-1].stop, months.stop))
    for month in range(max(months.start, month_of(first)), months.stop):
        if month not in leading.meetings and month not in free:
            day = _day_in(month, usual, first)
            _hold(
                ahead,
                group,
                day,
                range(month, month + 1),
                begins=not leading.has_begun and month == months[0],
            )
    for period in periods:
        if grant is not None and period[-1] >= month_of(first):
            _hold_in(ahead, group, period, grant.meetings - held_in(leading, period), usual)


def _hold_in(ahead: Ahead, group: Group, period: range, wanted: int, usual: int) -> None:
    """The groups that a period of a granted schedule still asks for, spread over what is left of it."""
    left = [month for month in period if month >= month_of(ahead.tomorrow)]
    for number in range(wanted):
        month = left[number * len(left) // wanted]
        before = sum(1 for earlier in range(number) if left[earlier * len(left) // wanted] == month)
        day = _day_in(month, usual, ahead.tomorrow) + timedelta(days=before)
        _hold(ahead, group, day, period)


def group_going_on(ahead: Ahead) -> Group:
    """The group that still meets, one with a co-leader first; a new one if all have ended."""
    going = [group for group in ahead.final.groups if group.ended_on is None]
    if going:
        return min(going, key=lambda group: (group.co_leader is None, group.key))
    group = Group(len(ahead.final.groups), "planned-group", co_leader=CO_LEADER.id, started_on=ahead.tomorrow)
    added = appending("groups", lambda _key: group, CO_LEADER)
    ahead.add(ahead.tomorrow, Kind.GROUP, "Begin a group, with a co-leader if you can.", added)
    return group


def _hold(ahead: Ahead, group: Group, day: date, months: range, *, begins: bool = False) -> None:
    """A group on a day, that counts as well on any other day of the months; not where the two years begin."""

    def on_day(other: date) -> Callable[[Record], Record]:
        held: Callable[[Record], Record] = appending(
            "group_sessions", lambda key: GroupSession(key, group.id, other)
        )
        if group.co_leader is None:
            return held
        return both(held, appending("debriefs", lambda key: Debrief(key, group.id, other, MINUTES)))

    opens, by = max(_first_day(months[0]), group.started_on or date.min), _last_day(months[-1])
    if begins:
        opens = by = day
    ahead.add_within(day, Kind.GROUP, HOLD, on_day, opens=opens, by=by)


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _day_in(month: int, day: int, first: date) -> date:
    return max(first, date(month // 12, month % 12 + 1, min(day, LAST_SAFE_DAY)))


def _last_day(month: int) -> date:
    return date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
