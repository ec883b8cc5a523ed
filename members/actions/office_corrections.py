"""Putting right the days of an appointment, which takes two officers as the appointment did."""

import datetime as dt

from django.db import transaction

from members import clock
from members.actions.corrections import NOTHING_CHANGED, note_correction, require_reason
from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.offices import CONFIRMING, refuse_backwards, refuse_second, tell_office
from members.actions.permitted import permit
from members.actions.proposals import Kind, propose, refuse_oneself, register
from members.models import Appointment, Person, Proposal
from members.refusals import Refused, Stale
from members.words import day_text, period_text

KIND = "appointment_correction"


@transaction.atomic
def propose_correction(
    *, by: Person, appointment: Appointment, start: dt.date, end: dt.date | None, reason: str
) -> Proposal:
    """Propose what the days of an appointment should have said, until a second officer confirms it.

    Raises Refused without the right or a reason, for one's own office, where nothing is changed, where the
    first day would lie before the recorded one and today, and where the days meet another's in the office.
    """
    permit(by, "members.keep_offices")
    refuse_oneself(by, appointment.person)
    reason = require_reason(reason)
    lock([by.pk, appointment.person_id])
    _check(Appointment.objects.get(pk=appointment.pk), start, end)
    return propose(
        KIND,
        by=by,
        about=appointment.person,
        appointment=appointment.pk,
        was=period_text(appointment.start, appointment.end),
        start=start,
        end=end,
        reason=reason,
    )


def _check(current: Appointment, start: dt.date, end: dt.date | None) -> None:
    if (start, end) == (current.start, current.end):
        raise Refused(NOTHING_CHANGED, field="start")
    refuse_backwards(start, end)
    if start < current.start and start < clock.today():
        raise Refused(
            f"Nobody held the office before {day_text(current.start)}: the first day is not moved back.",
            field="start",
        )
    refuse_second(current.person, current.office, start, end, but=current)


def _enact(proposal: Proposal, by: Person) -> Appointment:
    """Write the days, and keep what they said before."""
    start, end = _read(proposal)
    current = Appointment.objects.select_related("person").get(pk=proposal.payload["appointment"])
    was = period_text(current.start, current.end)
    if was != proposal.payload["was"]:
        raise Stale(f"The days of this appointment have changed since: {was}. Decline this.")
    _check(current, start, end)
    current.start, current.end = start, end
    current.full_clean()
    current.save()
    now = period_text(start, end)
    reason = f"{proposal.payload['reason']} Confirmed by {by}."[:300]
    proposer = proposal.proposed_by
    note_correction(of=current, person=current.person, was=was, now=now, by=proposer, reason=reason)
    words = {"was": was, "now": now, "reason": proposal.payload["reason"]}
    notify(
        "office_corrected",
        to=current.person,
        about=("appointment", current.pk),
        path="/home/",
        office=current.get_office_display(),
        **words,
    )
    tell_office("corrected", current, but=[by, proposal.proposed_by], **words)
    return current


def _read(proposal: Proposal) -> tuple[dt.date, dt.date | None]:
    payload = proposal.payload
    end = dt.date.fromisoformat(payload["end"]) if payload["end"] else None
    return dt.date.fromisoformat(payload["start"]), end


def _particulars(proposal: Proposal) -> list[tuple[str, str]]:
    appointment = Appointment.objects.get(pk=proposal.payload["appointment"])
    return [
        ("Who", str(proposal.subject)),
        ("Office", appointment.get_office_display()),
        ("It says", proposal.payload["was"]),
        ("It should say", period_text(*_read(proposal))),
        ("Why", proposal.payload["reason"]),
    ]


register(
    Kind(
        KIND,
        label="Correction of an appointment",
        propose="members.keep_offices",
        confirm="members.confirm_offices",
        told=CONFIRMING,
        particulars=_particulars,
        enact=_enact,
        back="offices",
    )
)
