"""Determinations: a judgement by name, laid over a finding and never edited (T14b, T18b to T28)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse

from credentialing.actions.determining import Asked, asked_for, checked_terms, request_of, step_of
from credentialing.actions.freezing import freeze_into, require_standing_snapshot
from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.enums import DeterminationKind, State
from credentialing.models import Case, Determination, Event
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.offices import holds
from members.refusals import Refused

BODY = "Credentialing Committee"
COMMITTEE = (Office.CCC_CHAIR, Office.CCC_MEMBER)


@transaction.atomic
def determine(
    *,
    case: Case,
    kind: str,
    reason: str,
    members: Sequence[Person],
    by: Person,
    clauses: Sequence[str] = (),
    terms: Mapping[str, Any] | None = None,
    on: dt.date | None = None,
) -> Determination:
    """Record what the committee decided, by name; a later determination supersedes, none is edited.

    `terms`: `from`, `meetings`, `per_months` of a schedule; `sessions_by_year` {year: count} in lieu;
    `outcome` (met, not_met) of a judgement; `of` (a request kind or a credit's clause) of a refusal.
    In CCC review the snapshot has to stand, and is frozen anew with the determination in it. Raises
    Refused, or Stale where the review has to be taken again.
    """
    locked = lock_case(case)
    asked = asked_for(locked, kind, clauses, terms)
    stored = checked_terms(asked)
    decided_on = _day(on)
    _require_members(locked, members, decided_on)
    in_review = locked.state == State.REVIEW
    review = require_standing_snapshot(locked, by)[0] if in_review else None
    made = _written(asked, stored, reason, decided_on, members, by)
    step = step_of(asked.kind, stored)
    move_case(
        case=case,
        step=step,
        by=by,
        reason=reason,
        staff=_said(made),
        public=_said(made),
        data={"determination": made.pk},
    )
    if review is not None:
        freeze_into(review, locked)
    _tell_candidate(locked, made)
    return made


@transaction.atomic
def begin_without_supervisor(*, case: Case, by: Person) -> Event:
    """Begin training with co-leading accepted in lieu of both supervision years (T14b)."""
    locked = lock_case(case)
    event = move_case(case=case, step="T14b", by=by)
    notify("training_begun", to=locked.candidate, about=("case", locked.pk), path=reverse("home"))
    return event


def _day(on: dt.date | None) -> dt.date:
    if on is not None and on > clock.latest_today():
        raise Refused("A determination is recorded once it has been made; the day lies ahead.", field="on")
    return on or clock.today()


def _require_members(case: Case, members: Sequence[Person], on: dt.date) -> None:
    if not members:
        raise Refused("Name the committee members who decided.", field="members")
    for person in members:
        if person.pk == case.candidate_id:
            raise Refused(f"{person} is the candidate and decides nothing in this file.", field="members")
        if not holds(person, *COMMITTEE, on=on):
            raise Refused(f"{person} was not on the committee that day.", field="members")


def _written(
    asked: Asked, terms: dict[str, Any], reason: str, on: dt.date, members: Sequence[Person], by: Person
) -> Determination:
    request = request_of(asked.case, asked.kind, terms)
    made = Determination.objects.create(
        case=asked.case,
        kind=asked.kind,
        clauses=list(asked.clauses),
        terms=terms,
        decided_on=on,
        body=BODY,
        recorded_by=by,
        reason=reason.strip(),
        request=request,
    )
    made.members.set(members)
    if request is not None and request.closed_on is None:
        request.closed_on = clock.today()
        request.save(update_fields=["closed_on"])
    return made


def _said(made: Determination) -> str:
    """One line for the timeline: the kind and what it names."""
    kind = DeterminationKind(made.kind).label
    named = ", ".join(made.clauses) or made.terms.get("of", "").replace("_", " ")
    outcome = made.terms.get("outcome", "").replace("_", " ")
    return f"{kind}{f', {named}' if named else ''}{f': {outcome}' if outcome else ''}"


def _tell_candidate(case: Case, made: Determination) -> None:
    notify(
        "determination_made",
        to=case.candidate,
        about=("case", case.pk),
        path=reverse("credentialing:findings", args=[case.pk]),
        said=_said(made),
        reason=made.reason,
        on=made.decided_on,
    )
