"""Step 10: a debrief after every group."""

from bisect import bisect_left
from collections import defaultdict
from datetime import date, timedelta
from functools import partial

from credentialing.rules.clauses import Excluded, Section, Verdict
from credentialing.rules.facts import Debrief, GroupSession
from credentialing.rules.history import History, derived
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.words import counted

from .leading import service
from .title import DOCUMENT

section = Section(DOCUMENT, "Steps")


@section.clause(
    "R14.10",
    Modality.IDEALLY,
    title="Debrief after every group",
    cites="step 10",
    line=19,
    says="Ideally the candidate debriefs with the co-leader after every group.",
    required="a debrief after every group",
    test=(
        "every counted session has a debrief, any length, same day or within debrief.attach_days "
        '(7) and before the next group: met; else advisory "n of m".'
    ),
    readings='does "ideally" govern the debriefing or the "every"? Recommend both.',
    next_step="Log a debrief after each group.",
    parameters=("debrief.attach_days", "r14.service.counts_from", "process.starts_on"),
)
def debriefed(history: History) -> Verdict:
    sessions = service(history).sessions
    if not sessions:
        return Verdict(
            Outcome.NOT_YET, "no counted group session yet", next_step="Log your first group session."
        )
    attached = _attached_to(history, sessions)
    evidence = tuple(row for row in attached if row is not None)
    missing = attached.count(None)
    measured = f"{len(sessions) - missing} of {counted(len(sessions), 'group')} debriefed"
    left_out = partial(_left_out, history, evidence)
    if not missing:
        return Verdict(Outcome.MET, measured, evidence, left_out)
    step = f"{counted(missing, 'group')} without a debrief; log one after each."
    return Verdict(Outcome.ADVISORY, measured, evidence, left_out, step)


def _left_out(history: History, attached: tuple[Debrief, ...]) -> tuple[Excluded, ...]:
    used, why = set(attached), f"not within {_within(history).days} days of a group"
    return tuple((row, why) for row in history.on_file.debriefs if row not in used)


def _within(history: History) -> timedelta:
    return timedelta(days=history.parameters.number("debrief.attach_days"))


def _attached_to(history: History, sessions: tuple[GroupSession, ...]) -> list[Debrief | None]:
    """For each session the debrief that belongs to it."""
    held: dict[str, list[Debrief]] = defaultdict(list)
    for row in history.on_file.debriefs:
        held[row.group].append(row)
    days = {group: [row.on for row in rows] for group, rows in held.items()}
    attached: list[Debrief | None] = []
    for session in sessions:
        group, on = session.group, session.on
        at = bisect_left(days.get(group, ()), on)
        first = held[group][at] if at < len(held[group]) else None
        attached.append(first if first and (first.on == on or _attaches(history, session, first)) else None)
    return attached


def _attaches(history: History, session: GroupSession, debrief: Debrief) -> bool:
    """True for a later debrief within the days that attach, before the group meets again."""
    before = _next_sessions(history).get((session.group, session.on), date.max)
    return debrief.on < before and debrief.on - session.on <= _within(history)


@derived
def _next_sessions(history: History) -> dict[tuple[str, date], date]:
    """For each group and day it met, the next day it met."""
    following: dict[tuple[str, date], date] = {}
    last: dict[str, date] = {}
    for row in history.on_file.group_sessions:
        before = last.get(row.group)
        if before is not None and before != row.on:
            following[row.group, before] = row.on
        last[row.group] = row.on
    return following


CLAUSES = tuple(section.clauses)
