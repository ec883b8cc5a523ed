"""Prior experience that the application names (P98.CR, R14.6b)."""

import datetime as dt

from credentialing.enums import ExperienceKind
from credentialing.rules.dates import Period
from credentialing.rules.facts import (
    CoLeading,
    GroupMembership,
    Person,
    PriorExperience,
    ProcessGroup,
)

from .application import amount
from .arrays import Row, by_then, day
from .people import id_of, leader_id


def prior_experience(rows: list[Row], people: dict[str, Person], as_of: dt.date) -> PriorExperience:
    """The experiences as claims; several laboratories make one training in group process."""
    if not rows:
        return PriorExperience()
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row)
    member = by_kind.get(ExperienceKind.GROUP_MEMBER)
    process = by_kind.get(ExperienceKind.PROCESS_GROUP)
    co_leading = by_kind.get(ExperienceKind.CO_LEADING)
    return PriorExperience(
        True,
        _group_member(member[-1]) if member else None,
        _process_group(process) if process else None,
        _co_leading(co_leading[-1], people, as_of) if co_leading else None,
    )


def _group_member(row: Row) -> GroupMembership:
    return GroupMembership(
        _period(row["start"], row["end"]),
        _period(row["group_start"], row["group_end"]),
        amount(row["meetings_per_month"]),
    )


def _process_group(rows: list[Row]) -> ProcessGroup:
    held = (_period(row["start"], row["end"]) for row in rows)
    return ProcessGroup(
        any(row["theory_training"] for row in rows), tuple(period for period in held if period is not None)
    )


def _co_leading(row: Row, people: dict[str, Person], as_of: dt.date) -> CoLeading:
    attested = [one for one in row["attestations"] if one["time"] and by_then(one["on"], as_of)]
    said = [one["debriefing"] for one in attested if one["debriefing"] is not None]
    leader = _leader(row)
    person = people.get(leader or "")
    credentialed = (
        min((period.start for period in person.credentialed_leader), default=None) if person else None
    )
    return CoLeading(
        leader=leader,
        leader_credentialed_from=credentialed or day(row["leader_credentialed_from"]),
        period=_period(row["start"], row["end"]),
        attested_on=day(attested[0]["on"]) if attested else None,
        # The leader's word on the debriefing stands before the candidate's.
        ongoing_debriefing=bool(said[-1] if said else row["ongoing_debriefing"]),
    )


def _leader(row: Row) -> str | None:
    return id_of(row["leader"]) or (leader_id(row["key"]) if row["leader_name"] else None)


def outside_leaders(rows: list[Row]) -> dict[str, Person]:
    """Leaders whom the candidate names and the society does not know."""
    named = (row for row in rows if row["leader"] is None and row["leader_name"])
    return {leader_id(row["key"]): Person(leader_id(row["key"]), row["leader_name"]) for row in named}


def _period(start: str | None, end: str | None) -> Period | None:
    return Period(dt.date.fromisoformat(start), day(end)) if start else None
