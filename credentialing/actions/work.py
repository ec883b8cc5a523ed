"""Further work agreed by committee and candidate: activities with deadlines (P98.FR.2; T29 to T30)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse

from credentialing.actions.committee import drop_review
from credentialing.actions.evidence import require_not_before_the_council
from credentialing.actions.locking import lock_case
from credentialing.actions.move import append_event, move_case
from credentialing.actions.situation import open_work
from credentialing.models import Case, Event, FurtherWork, FurtherWorkItem
from credentialing.permissions import actors_on
from credentialing.workflow import Actor
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale
from members.words import day_text
from supervision.models import Agreement


@transaction.atomic
def propose_work(
    *, case: Case, items: Sequence[Mapping[str, Any]], by: Person, further_intensive: bool = False
) -> FurtherWork:
    """Propose further work to the candidate (T29a); the committee agrees by proposing.

    Each item has `area`, `activity` and `deadline`, a day after today. Raises Refused.
    """
    locked = lock_case(case)
    named = [item for item in items if str(item.get("activity", "")).strip()]
    undated = sum(item.get("deadline") is None for item in named)
    move_case(case=case, step="T29a", by=by, work_items=len(named), items_without_deadline=undated)
    for item in named:
        _require_ahead(item["deadline"])
    today = clock.today()
    work = FurtherWork.objects.create(
        case=locked,
        proposed_on=today,
        proposed_by=by,
        agreed_by_ccc_on=today,
        further_intensive=further_intensive,
    )
    for item in named:
        FurtherWorkItem.objects.create(
            work=work,
            area=str(item.get("area", "")).strip(),
            activity=str(item["activity"]).strip(),
            deadline=item["deadline"],
        )
    _tell("work_proposed", locked.candidate, locked, items=len(named))
    return work


def _require_ahead(deadline: dt.date) -> None:
    if deadline <= clock.today():
        raise Refused("A deadline lies ahead: choose a day after today.", field="deadline")


@transaction.atomic
def agree_work(*, case: Case, by: Person) -> FurtherWork:
    """The candidate agrees to the proposed further work, and it begins (T29)."""
    locked = lock_case(case)
    work = _proposed(locked)
    if work.agreed_by_candidate_on is None and work.case.candidate_id == by.pk:
        work.agreed_by_candidate_on = clock.today()
        work.save(update_fields=["agreed_by_candidate_on"])
    move_case(case=case, step="T29", by=by)
    _tell("work_agreed", Office.CCC_CHAIR, locked)
    for agreement in (
        Agreement.objects.filter(candidate=locked.candidate_id).current().select_related("supervisor")
    ):
        _tell("work_agreed", agreement.supervisor, locked, path="")
    return work


@transaction.atomic
def answer_work(*, case: Case, reason: str, by: Person) -> FurtherWork:
    """The candidate does not agree to the proposed further work and says why (T29b)."""
    work = _give_up(case, reason, by)
    _tell("work_not_agreed", Office.CCC_CHAIR, work.case, reason=work.closed_reason)
    return work


@transaction.atomic
def take_back_work(*, case: Case, reason: str, by: Person) -> FurtherWork:
    """The Chair takes the proposed further work back and says why (T29b)."""
    work = _give_up(case, reason, by)
    _tell("work_taken_back", work.case.candidate, work.case, reason=work.closed_reason)
    return work


def _give_up(case: Case, reason: str, by: Person) -> FurtherWork:
    locked = lock_case(case)
    work = open_work(locked)
    move_case(case=case, step="T29b", by=by, reason=reason, staff=reason.strip())
    assert work is not None  # the guard has refused otherwise
    return _close(work, reason)


def _close(work: FurtherWork, reason: str) -> FurtherWork:
    work.closed_on, work.closed_reason = clock.today(), reason.strip()[:500]
    work.save(update_fields=["closed_on", "closed_reason"])
    return work


@transaction.atomic
def close_work(*, case: Case, by: Person, reason: str = "") -> Event:
    """Close the further work, all done or with a reason, and go back into review (T30)."""
    locked = lock_case(case)
    work = open_work(locked)
    event = move_case(
        case=case, step="T30", by=by, reason=reason, staff=reason.strip(), public=reason.strip()
    )
    if work is not None:
        _close(work, reason or "Every activity is done.")
    drop_review(locked)  # the committee reviews again, on the file as it is now
    _tell("work_closed", locked.candidate, locked, reason=reason.strip())
    return event


@transaction.atomic
def mark_done(*, item: FurtherWorkItem, on: dt.date, by: Person) -> FurtherWorkItem:
    """The Chair notes that an activity was done, on a day since the work was proposed and not ahead."""
    case, current = _locked_item(item)
    _require_chair(case, by)
    if current.done_on:
        raise Stale("This activity has been marked as done already.")
    if current.work.closed_on:
        closed = day_text(current.work.closed_on)
        raise Stale(f"This further work was closed on {closed}, and stays as it was.")
    require_not_before_the_council(case=case, by=by)
    if on > clock.latest_today():
        raise Refused("The day lies ahead.", field="on")
    if on < current.work.proposed_on:
        raise Refused("The day is before the further work was proposed.", field="on")
    current.done_on, current.proposed_deadline = on, None
    current.save(update_fields=["done_on", "proposed_deadline"])
    said = f"Activity done: {current.activity}"
    append_event(case=case, kind="work_done", by=by, staff=said, public=said)
    return current


@transaction.atomic
def change_deadline(*, item: FurtherWorkItem, deadline: dt.date, by: Person) -> FurtherWorkItem:
    """The Chair proposes another deadline; it holds once the candidate has agreed (P98.FR.2b)."""
    case, current = _locked_item(item)
    _require_chair(case, by)
    _require_open(current)
    _require_ahead(deadline)
    if deadline == current.deadline:
        raise Refused("This is the present deadline.", field="deadline")
    current.proposed_deadline = deadline
    current.save(update_fields=["proposed_deadline"])
    said = f"Another deadline proposed, {day_text(deadline)}: {current.activity}"
    append_event(case=case, kind="deadline_proposed", by=by, staff=said, public=said)
    _tell("deadline_proposed", case.candidate, case, activity=current.activity, deadline=deadline)
    return current


@transaction.atomic
def answer_deadline(*, item: FurtherWorkItem, agree: bool, by: Person) -> FurtherWorkItem:
    """The candidate agrees to a proposed deadline, which then holds, or does not, and the old one stays."""
    case, current = _locked_item(item)
    if case.candidate_id != by.pk:
        raise Refused("A new deadline is agreed by the candidate.")
    _require_open(current)
    if current.proposed_deadline is None:
        raise Stale("No other deadline is proposed any more.")
    asked, current.proposed_deadline = current.proposed_deadline, None
    if agree:
        current.deadline = asked
    current.save(update_fields=["deadline", "proposed_deadline"])
    said = f"New deadline {'agreed' if agree else 'not agreed'}, {day_text(asked)}: {current.activity}"
    append_event(case=case, kind="deadline_answered", by=by, staff=said, public=said)
    _tell(
        "deadline_answered", Office.CCC_CHAIR, case, activity=current.activity, deadline=asked, agreed=agree
    )
    return current


def _proposed(case: Case) -> FurtherWork:
    work = open_work(case)
    if work is None:
        raise Stale("No further work is proposed.")
    return work


def _locked_item(item: FurtherWorkItem) -> tuple[Case, FurtherWorkItem]:
    case = lock_case(item.work.case)
    return case, FurtherWorkItem.objects.select_related("work").get(pk=item.pk)


def _require_chair(case: Case, by: Person) -> None:
    if Actor.CHAIR not in actors_on(case, by):
        raise Refused("This is for the CCC Chair.")


def _require_open(item: FurtherWorkItem) -> None:
    if item.done_on or item.work.closed_on or item.work.agreed_by_candidate_on is None:
        raise Stale("Deadlines change while agreed work is open, and this activity's is not.")


def _tell(kind: str, to: Person | Office, case: Case, *, path: str | None = None, **context: object) -> None:
    where = reverse("credentialing:work", args=[case.pk]) if path is None else path
    notify(kind, to=to, about=("case", case.pk), path=where, candidate=case.candidate.name, **context)
