"""The one door: nobody else writes the state of a case, and each step leaves an event.

`move_case` locks whom the step's row names and then the case, asks the workflow table, moves, appends
the event, and lets go of what the new state has no use for. Steps that stay in their state go through it
too, so that every act on a case is guarded by the same table that offered its button.
"""

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

from django.db import transaction

from credentialing.actions.ending import release
from credentialing.actions.locking import lock_case
from credentialing.actions.situation import situation_of
from credentialing.enums import State
from credentialing.guards import Situation
from credentialing.models import Case, Event
from credentialing.permissions import actors_on, forget_bonds
from credentialing.workflow import STAGES, STEPS, Actor, Step, refusal
from members import clock
from members.actions.locking import lock
from members.models import Person
from members.refusals import Refused, Stale
from members.words import day_text


@transaction.atomic
def move_case(
    *,
    case: Case,
    step: str,
    by: Person | None,
    situation: Situation | None = None,
    data: dict[str, Any] | None = None,
    staff: str = "",
    public: str = "",
    **typed: Any,
) -> Event:
    """Take a step of the workflow table on the case and append its event.

    `by` is None for what follows by itself: the count of a ballot, the end of an account. `typed` are facts
    of the situation that come with the step itself (`reason="..."`, `direction="for"`); the rest is gathered
    here unless given. `staff` and
    `public` add particulars to the table's words. Raises Refused, or Stale where the state has changed
    meanwhile, and has then changed nothing.
    """
    row, locked = STEPS[step], lock_case(case, step)
    forget_bonds(locked)
    actors = frozenset({Actor.SYSTEM}) if by is None else actors_on(locked, by)
    state = State(locked.state)
    if state not in row.sources:
        raise Stale(_what_happened(locked, row, state))
    facts = replace(situation, **typed) if situation else situation_of(locked, by=by, **typed)
    sentence = refusal(row, state, actors, facts)
    if sentence:
        raise Refused(sentence, field="reason" if sentence.startswith("Give the reason") else None)
    return _take(case, locked, row, by, data or {}, staff, public, typed.get("reason", ""))


def _take(
    case: Case,
    locked: Case,
    row: Step,
    by: Person | None,
    data: dict[str, Any],
    staff: str,
    public: str,
    reason: str,
) -> Event:
    came_from, now = locked.state, clock.now()
    if row.target is not None:
        locked.state = case.state = row.target
        locked.state_since = case.state_since = now
        locked.version = case.version = locked.version + 1
        locked.save(update_fields=["state", "state_since", "version"])
    event = append_event(
        case=locked,
        kind=row.id,
        by=by,
        from_state=came_from,
        to_state=locked.state,
        staff=f"{row.said}: {staff}" if staff else row.said,
        public=f"{row.told}: {public}" if row.told and public else row.told,
        data=data,
        at=now,
    )
    if row.target is not None:
        release(case=locked, came_from=State(came_from), by=by, reason=reason)
    return event


def append_event(
    *, case: Case, kind: str, by: Person | None, staff: str, public: str = "", **fields: Any
) -> Event:
    """Append one entry to the timeline; texts longer than their columns are cut with an ellipsis."""
    return Event.objects.create(
        case=case,
        kind=kind,
        by=by,
        staff=_fit(staff, 500),
        public=_fit(public, 300),
        **{"at": clock.now(), **fields},
    )


def _fit(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _what_happened(case: Case, row: Step, state: State) -> str:
    """What to tell somebody whose page is older than the case."""
    last = case.events.filter(to_state=state).select_related("by").first()
    who = f" by {last.by}" if last and last.by else ""
    when = f" on {day_text(clock.day_of(last.at))}" if last else ""
    name = row.button or row.said
    return (
        f"“{name}” is not possible any more, or not yet. Meanwhile the file has become "
        f"“{STAGES[state].staff}”{who}{when}. Nothing was changed."
    )


@transaction.atomic
def open_case(*, candidate: Person, by: Person, previous: Case | None = None) -> Case:
    """Open a case for the candidate: an enquiry, or a new attempt that is linked to the old (T37).

    Raises Refused where an open case exists.
    """
    lock([candidate.pk])
    if Case.objects.open().filter(candidate=candidate).exists():
        raise Refused("There is an open case already; a person has one at a time.")
    now = clock.now()
    case = Case.objects.create(
        candidate=candidate, state=State.ENQUIRY, state_since=now, opened_at=now, previous=previous
    )
    append_event(
        case=case,
        kind="opened",
        by=by,
        at=now,
        to_state=State.ENQUIRY,
        staff="Enquiry opened",
        public="Your file was opened",
    )
    return case


@transaction.atomic
def open_imported(
    *,
    candidate: Person,
    state: State,
    process_start: dt.date | None,
    begun_on: dt.date | None,
    by: Person,
    chair: Person,
) -> Case:
    """Open a case in the state an older file has reached (T00); nothing is sent, no entry guard applies.

    It counts as opened when it began on paper, so that it finds its place among the attempts of its person.
    """
    now = clock.now()
    case = Case.objects.create(
        candidate=candidate,
        state=state,
        state_since=now,
        opened_at=clock.at(begun_on) if begun_on else now,
        process_start=process_start,
    )
    link_attempts(candidate)
    append_event(
        case=case,
        kind="T00",
        by=by,
        at=now,
        to_state=state,
        staff=f"{STEPS['T00'].said}; agreed by {chair}",
        public=STEPS["T00"].told,
    )
    return case


def link_attempts(candidate: Person) -> None:
    """Link each attempt of the person to the one before it, if that one has ended (T37)."""
    attempts = Case.objects.filter(candidate=candidate).order_by("opened_at", "pk")
    # From the last to the first, so that no two are linked to the same one meanwhile.
    for earlier, later in reversed([*pairwise(attempts)]):
        if not earlier.is_open and later.previous_id != earlier.pk:
            Case.objects.filter(pk=later.pk).update(previous=earlier)


@transaction.atomic
def start_process(*, case: Case, on: dt.date) -> None:
    """Fix the day the process began: the first submission, and never moved after it (P98.BR.1e)."""
    Case.objects.filter(pk=case.pk, process_start=None).update(process_start=on)
    case.process_start = case.process_start or on
