"""Appointing people to offices, which takes two officers, and ending that."""

import datetime as dt
from typing import Any

from django.db import transaction

from members import clock
from members.actions.locking import lock, only
from members.actions.notices import notify
from members.actions.permitted import permit, refuse_ended
from members.actions.proposals import Kind, propose, refuse_oneself, register
from members.enums import HELD_BY_ONE, Office
from members.models import Appointment, OperatorAct, Person, Proposal
from members.refusals import Refused, Stale
from members.words import day_text

KIND = "appointment"
APPOINTING = (Office.MEMBERSHIP_OFFICER, Office.COUNCIL_PRESIDENT)
"""Who proposes an appointment."""
CONFIRMING = (*APPOINTING, Office.CCC_CHAIR)
"""Who confirms one that another has proposed."""


@transaction.atomic
def propose_appointment(
    *, by: Person, person: Person, office: str, start: dt.date, end: dt.date | None = None
) -> Proposal:
    """Propose that a person holds an office from start to end, inclusive, once a second officer confirms.

    Raises Refused without the right, for oneself, for a day that is past, or where the office is held by
    another on one of those days; Stale where the same is proposed already.
    """
    permit(by, "members.keep_offices")
    refuse_oneself(by, person)
    if start < clock.today():
        raise Refused("An office begins today at the earliest: nobody held it before.", field="start")
    refuse_backwards(start, end)
    lock([by.pk, person.pk])
    refuse_ended(person)
    refuse_second(person, Office(office), start, end)
    return propose(KIND, by=by, about=person, office=str(Office(office)), start=start, end=end)


def _enact(proposal: Proposal, by: Person) -> Appointment:
    """Put the person into office, not before the day of the confirmation."""
    office, start, end = _read(proposal)
    start = max(start, clock.today())
    if end is not None and end < start:
        raise Refused("The last day proposed is past. Decline this, and let it be proposed anew.")
    appointment = _begin(proposal.subject, office, start, end, proposal=proposal)
    tell_office("begins", appointment, but=[by, proposal.proposed_by])
    return appointment


def appoint_by_hand(
    *, person: Person, office: str, asked_by: str, done_by: str, end: dt.date | None = None
) -> Appointment:
    """Put a person into an office from today, where no two officers are left who could do it together.

    For whoever runs the system, asked by somebody else of the society; both names are kept for good, and
    everybody in the office and all who appoint are told. Raises Refused while two officers can do it,
    without two different names, or where the office is held.
    """
    asked_by, done_by = asked_by.strip(), done_by.strip()
    if not asked_by or not done_by or asked_by.casefold() == done_by.casefold():
        raise Refused("Two people answer for this: who decided it, and who runs the command.")
    with transaction.atomic():
        lock([person.pk])
        if pair := able_to_appoint(person):
            raise Refused(f"{pair[0]} can propose this and {pair[1]} confirm it. Let them.")
        start = clock.today()
        refuse_backwards(start, end)
        appointment = _begin(person, Office(office), start, end)
        what = f"{person} appointed {appointment.get_office_display()} from {day_text(start)}"
        OperatorAct.objects.create(what=what[:200], about=person, asked_by=asked_by, done_by=done_by)
        tell_office("begins", appointment, also=CONFIRMING, asked_by=asked_by, done_by=done_by)
    return appointment


def able_to_appoint(person: Person | None = None) -> tuple[Person, Person] | None:
    """Two people in office today who could appoint the person together; None where there are no two."""
    others = Person.objects.filter(email__isnull=False)
    if person is not None:
        others = others.exclude(pk=person.pk)
    today = clock.today()
    for first in others.in_office(*APPOINTING, on=today):
        second = others.in_office(*CONFIRMING, on=today).exclude(pk=first.pk).first()
        if second is not None:
            return first, second
    return None


@transaction.atomic
def end_appointment(*, by: Person, appointment: Appointment, end: dt.date) -> Appointment:
    """Let the time in office end on a day, inclusive, earlier than it would; today at the earliest.

    The person, the whole office and those who appoint are told. Raises Refused where the day is past or
    before the first, or it ends by then already.
    """
    permit(by, "members.keep_offices")
    current: Appointment = only([appointment.person_id], Appointment.objects.filter(pk=appointment.pk))
    if end < current.start:
        raise Refused("The last day is before the first.", field="end")
    if current.end is not None and end >= current.end:
        raise Stale("The time in office ends on that day or earlier already.", field="end")
    if end < clock.today():
        raise Refused("What was done in office stands: the last day is today at the earliest.", field="end")
    tell_office("ends", current, also=APPOINTING, but=[by], end=end)
    current.end = end
    current.save()
    _notify_person("office_ends", current)
    return current


def _begin(
    person: Person, office: Office, start: dt.date, end: dt.date | None, proposal: Proposal | None = None
) -> Appointment:
    refuse_ended(person)
    refuse_second(person, office, start, end)
    appointment = Appointment(person=person, office=office, start=start, end=end, proposal=proposal)
    appointment.full_clean()
    appointment.save()
    _notify_person("office_begins", appointment)
    return appointment


def _notify_person(kind: str, appointment: Appointment) -> None:
    notify(
        kind,
        to=appointment.person,
        about=("appointment", appointment.pk),
        path="/home/",
        office=appointment.get_office_display(),
        start=appointment.start,
        end=appointment.end,
    )


def tell_office(
    what: str,
    appointment: Appointment,
    *,
    also: tuple[Office, ...] = (),
    but: list[Person] | None = None,
    **more: Any,
) -> None:
    """Tell everybody who holds the office, and the offices named, that somebody's time begins or ends."""
    words = {
        "person": str(appointment.person),
        "office": appointment.get_office_display(),
        "start": appointment.start,
        "end": appointment.end,
        **more,
    }
    people = Person.objects.in_office(appointment.office, *also, on=clock.today())
    left_out = {appointment.person_id, *(one.pk for one in but or [])}
    for person in people.exclude(pk__in=left_out):
        about = ("appointment", appointment.pk)
        notify(f"office_{what}_for_office", to=person, about=about, path="/society/offices/", **words)


def _read(proposal: Proposal) -> tuple[Office, dt.date, dt.date | None]:
    payload = proposal.payload
    end = dt.date.fromisoformat(payload["end"]) if payload["end"] else None
    return Office(payload["office"]), dt.date.fromisoformat(payload["start"]), end


def _particulars(proposal: Proposal) -> list[tuple[str, str]]:
    office, start, end = _read(proposal)
    return [
        ("Who", str(proposal.subject)),
        ("Office", office.label),
        ("From", f"{day_text(start)}, or the day of the confirmation where that is later"),
        ("To", day_text(end) if end else "no end"),
    ]


def refuse_backwards(start: dt.date, end: dt.date | None) -> None:
    """Raise Refused where the last day is before the first."""
    if end is not None and end < start:
        raise Refused("The last day is before the first.", field="end")


def refuse_second(
    person: Person,
    office: str,
    start: dt.date,
    end: dt.date | None,
    *,
    but: Appointment | None = None,
) -> None:
    """Raise Refused where the office is held on one of the days, by another or by the person themselves."""
    held = Appointment.objects.select_related("person").filter(office=office)
    if but is not None:
        held = held.exclude(pk=but.pk)
    for other in held if office in HELD_BY_ONE else held.filter(person=person):
        if (end is None or other.start <= end) and (other.end is None or other.end >= start):
            last = f" to {day_text(other.end)}" if other.end else ""
            raise Refused(
                f"{other.person} is {Office(office).label} from {day_text(other.start)}{last}. "
                "End that first, or choose another day.",
                field="start",
            )


def vacant_on(day: dt.date | None = None) -> list[Office]:
    """The offices nobody holds on the day (default: today), in their order."""
    held = set(Appointment.objects.on(day or clock.today()).values_list("office", flat=True))
    return [office for office in Office if office not in held]


register(
    Kind(
        KIND,
        label="Appointment",
        title=lambda proposal: f"Appointment as {_read(proposal)[0].label}",
        propose="members.keep_offices",
        confirm="members.confirm_offices",
        told=CONFIRMING,
        told_too=lambda proposal: [_read(proposal)[0]],
        particulars=_particulars,
        enact=_enact,
        back="offices",
    )
)
