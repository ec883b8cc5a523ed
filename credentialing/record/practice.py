"""Groups at home, and what happened in them: sessions, debriefs, supervision."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, NamedTuple

from credentialing.rules.facts import Debrief, Group, GroupSession, Person, SupervisionSession
from supervision.enums import Recording

from .arrays import Row, by_then, day
from .people import id_of, outside_id

LONG_AGO, FAR_AHEAD = dt.date.min, dt.date.max


class GroupRow(NamedTuple):
    """One group as it is stored, with its co-leaders."""

    key: int
    leader: int
    name: str
    site: str
    setting: str
    started_on: dt.date | None
    ended_on: dt.date | None
    co_leaders: list[Row]


class Led(NamedTuple):
    """One group as it counts for one candidate; `stretches` are the days of co-leading, if it is co-led."""

    row: GroupRow
    first: dt.date
    last: dt.date
    co_leader: str | None
    past_co_leaders: tuple[str, ...] = ()
    stretches: tuple[tuple[dt.date, dt.date], ...] = ()

    @property
    def key(self) -> int:
        return self.row.key

    @property
    def co_leaders(self) -> tuple[str, ...]:
        """The ids of the present co-leader and the past ones."""
        return (*([self.co_leader] if self.co_leader else []), *self.past_co_leaders)

    def counts(self, on: dt.date) -> bool:
        """Of a co-led group those days count on which the candidate co-led it."""
        return any(first <= on <= last for first, last in self.stretches)

    def fact(self, at: int) -> Group:
        """The group as the rules read it."""
        began = None if self.first == LONG_AGO else self.first
        ended = None if self.last == FAR_AHEAD else self.last
        site, setting = self.row.site or None, self.row.setting
        return Group(at, f"G{self.key}", site, setting, self.co_leader, self.past_co_leaders, began, ended)


def groups_by_person(rows: Iterable[tuple[Any, ...]], as_of: dt.date) -> dict[int, list[Led]]:
    """The groups of each person: those they lead, and those they co-lead or have co-led by the day."""
    found: dict[int, list[Led]] = defaultdict(list)
    for row in map(GroupRow._make, rows):
        found[row.leader].append(_led(row, as_of))
        co_leading: dict[int, list[Row]] = defaultdict(list)
        for one in row.co_leaders:
            if one["person"] not in (None, row.leader) and _has_begun(one, as_of):
                co_leading[one["person"]].append(one)
        for person, mine in co_leading.items():
            found[person].append(_co_led(row, mine))
    return found


def _led(row: GroupRow, as_of: dt.date) -> Led:
    """A group of one's own; who co-led on its last day stays its co-leader."""
    on = min(as_of, row.ended_on or as_of)
    begun = [one for one in row.co_leaders if _has_begun(one, on)]
    present = [one for one in begun if not _is_over(one, on)]
    co_leader = _id(present[-1]) if present else None
    past = dict.fromkeys(_id(one) for one in begun if _is_over(one, on))
    past.pop(co_leader or "", None)
    return Led(row, row.started_on or LONG_AGO, row.ended_on or FAR_AHEAD, co_leader, tuple(past))


def _has_begun(co_leader: Row, on: dt.date) -> bool:
    return co_leader["start"] is None or by_then(co_leader["start"], on)


def _is_over(co_leader: Row, on: dt.date) -> bool:
    """Over once the last day, which still counts, has passed."""
    return by_then(co_leader["end"], on - dt.timedelta(days=1))


def _co_led(row: GroupRow, mine: list[Row]) -> Led:
    """A group led by somebody else, who is the co-leader then, on the days of one's own co-leading."""
    began, ended = row.started_on or LONG_AGO, row.ended_on or FAR_AHEAD
    stretches = tuple(
        (max(began, day(one["start"]) or LONG_AGO), min(ended, day(one["end"]) or FAR_AHEAD)) for one in mine
    )
    first, last = min(first for first, _ in stretches), max(last for _, last in stretches)
    return Led(row, first, last, id_of(row.leader), (), stretches)


def _id(co_leader: Row) -> str:
    return id_of(co_leader["person"]) or outside_id(co_leader["key"])


def outside_co_leaders(groups: Iterable[Led]) -> dict[str, Person]:
    """The co-leaders of the groups whom the society does not know."""
    named = {
        outside_id(one["key"]): Person(outside_id(one["key"]), one["name"], one["profession"] or None)
        for led in groups
        for one in led.row.co_leaders
        if one["person"] is None
    }
    return {id: named[id] for led in groups for id in led.co_leaders if id in named}


def by_owner(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Rows of (owner, date, key, ...) by owner."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def within(groups: Iterable[Led], rows: dict[int, list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    """The rows of the groups that count, by date and key."""
    found: list[tuple[Any, ...]] = []
    for led in groups:
        own = rows.get(led.key, [])
        found += [row for row in own if led.counts(row[1])] if led.stretches else own
    return sorted(found, key=itemgetter(1, 2))


def group_sessions(rows: list[tuple[Any, ...]]) -> tuple[GroupSession, ...]:
    """Sessions as the rules read them."""
    return tuple([GroupSession(at, f"G{group}", on) for at, (group, on, _key) in enumerate(rows)])


def debriefs(rows: list[tuple[Any, ...]]) -> tuple[Debrief, ...]:
    """Debriefs as the rules read them."""
    return tuple(
        [Debrief(at, f"G{group}", on, minutes) for at, (group, on, _key, minutes) in enumerate(rows)]
    )


def supervision_sessions(
    rows: list[tuple[Any, ...]], groups: frozenset[int]
) -> tuple[SupervisionSession, ...]:
    """Supervision as the rules read it, with the groups that are the candidate's own."""
    return tuple(
        SupervisionSession(
            at,
            on,
            f"P{supervisor}",
            f"G{group}" if group in groups else None,
            None if recording == Recording.NONE else recording,
        )
        for at, (_candidate, on, _key, supervisor, group, recording) in enumerate(rows)
    )
