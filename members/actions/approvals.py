"""The supervisors list, kept by the Coordinator of Supervision (P98.CP.1c, R14.4)."""

import datetime as dt

from django.db import transaction

from members import clock
from members.actions.corrections import note_correction, require_reason
from members.actions.locking import lock, only
from members.actions.notices import notify
from members.actions.permitted import permit, refuse_ended
from members.models import Person, SupervisorApproval
from members.refusals import Refused, Stale
from members.signals import standing_changed
from members.words import period_text


@transaction.atomic
def approve_supervisor(
    *,
    by: Person,
    person: Person,
    start: dt.date,
    capacity: int = 3,
    accepting: bool = True,
    public_entry: str = "",
) -> SupervisorApproval:
    """Put a person on the supervisors list from the day on.

    Raises Refused without the right, for oneself, or where an approval covers a day from then on already.
    """
    permit(by, "members.keep_supervisors")
    if by.pk == person.pk:
        raise Refused(
            "Nobody approves themselves; the CCC Chair can ask another Coordinator.", field="person"
        )
    lock([person.pk])
    refuse_ended(person)
    later = SupervisorApproval.objects.filter(person=person)
    if any(other.end is None or other.end >= start for other in later):
        raise Refused(f"{person} is on the list already on that day or later.", field="start")
    approval = SupervisorApproval(
        person=person, start=start, capacity=capacity, accepting=accepting, public_entry=public_entry.strip()
    )
    approval.full_clean()
    approval.save()
    if start < clock.today():
        standing_changed.send(sender=SupervisorApproval, person=person, by=by)
    notify("supervisor_approved", to=person, about=("approval", approval.pk), path="/home/", start=start)
    return approval


@transaction.atomic
def update_approval(
    *, by: Person, approval: SupervisorApproval, capacity: int, accepting: bool, public_entry: str
) -> SupervisorApproval:
    """Keep how many candidates a supervisor takes, whether they accept new ones, and the public entry."""
    permit(by, "members.keep_supervisors")
    current = _locked(approval)
    current.capacity = capacity
    current.accepting = accepting
    current.public_entry = public_entry.strip()
    current.full_clean()
    current.save()
    return current


@transaction.atomic
def end_approval(*, by: Person, approval: SupervisorApproval, end: dt.date) -> SupervisorApproval:
    """Take a supervisor off the list after a day, inclusive; raises Refused where it ends by then already."""
    permit(by, "members.keep_supervisors")
    current = _locked(approval)
    if end < current.start:
        raise Refused("The last day is before the first.", field="end")
    if current.end is not None and end >= current.end:
        raise Stale("The approval ends on that day or earlier already.", field="end")
    current.end = end
    current.save()
    if end < clock.today():
        standing_changed.send(sender=SupervisorApproval, person=current.person, by=by)
    notify("supervisor_ended", to=current.person, about=("approval", current.pk), path="/home/", end=end)
    return current


@transaction.atomic
def correct_approval(
    *, by: Person, approval: SupervisorApproval, start: dt.date, end: dt.date | None, reason: str
) -> SupervisorApproval:
    """Put right the days of an approval that were recorded wrongly; what they said stays readable.

    The supervisor is told. Raises Refused without the right or a reason, for one's own, where nothing is
    changed, where the last day is before the first, or where the days meet another approval of theirs.
    """
    permit(by, "members.keep_supervisors")
    if by.pk == approval.person_id:
        raise Refused("Nobody corrects their own approval; the CCC Chair can ask another Coordinator.")
    reason = require_reason(reason)
    current = _locked(approval)
    if end is not None and end < start:
        raise Refused("The last day is before the first.", field="end")
    others = SupervisorApproval.objects.filter(person=current.person_id).exclude(pk=current.pk)
    if any((one.end is None or one.end >= start) and (end is None or one.start <= end) for one in others):
        raise Refused(f"{current.person} is on the list already on one of those days.", field="start")
    was, now = period_text(current.start, current.end), period_text(start, end)
    current.start, current.end = start, end
    current.full_clean()
    current.save()
    note_correction(of=current, person=current.person, was=was, now=now, by=by, reason=reason)
    standing_changed.send(sender=SupervisorApproval, person=current.person, by=by)
    about = ("approval", current.pk)
    notify(
        "approval_corrected", to=current.person, about=about, path="/home/", was=was, now=now, reason=reason
    )
    return current


def _locked(approval: SupervisorApproval) -> SupervisorApproval:
    return only([approval.person_id], SupervisorApproval.objects.filter(pk=approval.pk))
