"""Groups, sessions, debriefs and supervision of an older file."""

from collections import Counter
from collections.abc import Hashable
from datetime import date

from credentialing.rules.dates import ONE_DAY
from credentialing.rules.facts import Group
from supervision.enums import Recording, Setting
from supervision.models import (
    Agreement,
    BalintGroup,
    CoLeader,
    Debrief,
    GroupSession,
    SupervisionSession,
)

from .paper import Paper


def write(paper: Paper) -> None:
    """The groups and all that happened in them."""
    record = paper.record
    groups = {group.id: _group(paper, group) for group in record.groups}
    part = Parts()
    GroupSession.objects.bulk_create(
        GroupSession(group=groups[row.group], date=row.on, part=part.of("session", row.group, row.on))
        for row in record.group_sessions
    )
    Debrief.objects.bulk_create(
        Debrief(
            group=groups[row.group],
            date=row.on,
            minutes=row.minutes,
            part=part.of("debrief", row.group, row.on),
        )
        for row in record.debriefs
    )
    _supervision(paper, groups)


class Parts:
    """Numbers what happened twice on one day."""

    def __init__(self) -> None:
        self._seen: Counter[Hashable] = Counter()

    def of(self, *what: Hashable) -> int:
        """1 for the first of its kind, 2 for the second."""
        self._seen[what] += 1
        return self._seen[what]


def _group(paper: Paper, group: Group) -> BalintGroup:
    row = BalintGroup.objects.create(
        leader=paper.candidate,
        name=(group.site or f"Group {group.id}")[:120],
        site=group.site or "",
        setting=group.setting or Setting.OTHER,
        started_on=group.started_on,
        ended_on=group.ended_on,
    )
    past = _before_anything(paper, group)
    leaders = [(id, past) for id in group.past_co_leaders]
    leaders += [(group.co_leader, None)] if group.co_leader else []
    CoLeader.objects.bulk_create(CoLeader(group=row, person=paper.people[id], end=end) for id, end in leaders)
    return row


def _before_anything(paper: Paper, group: Group) -> date:
    """The last day of past co-leaders, for whom a file gives no dates: no day of the group was theirs."""
    days = [row.on for row in paper.record.group_sessions if row.group == group.id]
    known = [day for day in (group.started_on, group.ended_on) if day is not None]
    first = min([*days, *known, paper.record.as_of])
    return first - ONE_DAY if first > date.min else first


def _supervision(paper: Paper, groups: dict[str, BalintGroup]) -> None:
    """Each session with the group it was about; where the file names none, with one that nobody leads.

    A record names only the candidate's own groups, so that it names none there either.
    """
    part, agreement = Parts(), Agreement.objects.filter(candidate=paper.candidate).last()
    sessions = paper.record.supervision_sessions
    unnamed = _unnamed(paper) if any(row.group is None for row in sessions) else None
    SupervisionSession.objects.bulk_create(
        SupervisionSession(
            candidate=paper.candidate,
            supervisor=paper.people[row.supervisor],
            agreement=agreement,
            group=groups[row.group] if row.group else unnamed,
            date=row.on,
            part=part.of(row.supervisor, row.on),
            recording=row.recording or Recording.NONE,
        )
        for row in sessions
    )


def _unnamed(paper: Paper) -> BalintGroup:
    return BalintGroup.objects.create(
        leader=paper.nobody(), name="Group not named in the older file", setting=Setting.OTHER
    )
