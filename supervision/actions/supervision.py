"""Recording supervision sessions of a candidate's group (P98.CP.1, R14.8, R14.9c-d): never what was said."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from members import clock
from members.actions.notices import notify
from members.models import Person, SupervisorApproval
from members.refusals import Refused, Stale
from supervision.actions.locking import announce, lock
from supervision.models import Agreement, BalintGroup, GroupSession, SupervisionSession
from supervision.words import day_text


@dataclass(frozen=True, kw_only=True)
class Notes:
    """A note the candidate reads, and one that only its author reads; neither holds case content."""

    to_candidate: str = ""
    to_self: str = ""


NO_NOTES = Notes()


@transaction.atomic
def record_session(
    *,
    by: Person,
    candidate: Person,
    group: BalintGroup,
    date: dt.date,
    minutes: int | None,
    recording: str,
    about_session: GroupSession | None = None,
    notes: Notes = NO_NOTES,
    supervisor: Person | None = None,
    override_reason: str = "",
) -> SupervisionSession:
    """Record one session by the agreement's supervisor.

    An officer (CCC Chair, Coordinator of Supervision) names the supervisor and a reason instead, and
    may then date it before the fee was sent. What was held on the days of an agreement can be written
    down for 90 days after it has ended. Raises Refused with oneself, without a signed agreement on that
    day, before it is cleared, in the future, with a supervisor not on the list that day, about a group the
    candidate did not lead that day, and for a second session on one day.
    """
    supervisor = supervisor or by
    lock([candidate.pk, supervisor.pk])
    session = SupervisionSession(candidate=candidate, supervisor=supervisor, recorded_by=by)
    session.agreement = _agreement(candidate, supervisor, date)
    if by.pk != supervisor.pk or override_reason.strip():
        _override(session, by, override_reason)
    _fill(
        session,
        group=group,
        date=date,
        minutes=minutes,
        recording=recording,
        about_session=about_session,
        note_to_candidate=notes.to_candidate.strip(),
        note_to_self=notes.to_self.strip(),
    )
    _refuse(session)
    session.full_clean()
    session.save()
    _tell_candidate(session)
    _announce("supervision_recorded", session, by)
    return session


@transaction.atomic
def correct_session(
    *,
    by: Person,
    session: SupervisionSession,
    group: BalintGroup,
    date: dt.date,
    minutes: int | None,
    recording: str,
    about_session: GroupSession | None = None,
    notes: Notes = NO_NOTES,
) -> SupervisionSession:
    """Correct what was recorded; row history keeps what stood before.

    By its supervisor alone. Raises Refused as `record_session` does; an officer's reason covers the day
    it was given for, and no other.
    """
    current = _locked(session, by)
    moved = date != current.date
    if moved:
        current.override_by, current.override_reason = None, ""
    _fill(
        current,
        group=group,
        date=date,
        minutes=minutes,
        recording=recording,
        about_session=about_session,
        note_to_candidate=notes.to_candidate.strip(),
        note_to_self=notes.to_self.strip(),
    )
    _refuse(current, moved=moved)
    current.full_clean()
    current.save()
    _announce("supervision_corrected", current, by)
    return current


@transaction.atomic
def let_stand(*, by: Person, session: SupervisionSession, reason: str) -> SupervisionSession:
    """Give an officer's reason to a session that is dated before the fee was sent, as is known now (R14.8).

    By the CCC Chair or the Coordinator of Supervision. Raises Refused for anybody else, for one's own
    supervision and without a reason; Stale where the session is not too early, or has a reason.
    """
    current = _fresh(session)
    if not current.is_too_early:
        raise Stale("This session is not dated before the fee any more.")
    _override(current, by, reason)
    current.full_clean()
    current.save()
    _tell_candidate(current)
    _announce("supervision_corrected", current, by)
    return current


@transaction.atomic
def remove_session(*, by: Person, session: SupervisionSession, reason: str) -> None:
    """Take out a session recorded by mistake; row history keeps it, with the reason.

    By its supervisor alone. Raises Refused without a reason.
    """
    current = _locked(session, by)
    if not reason.strip():
        raise Refused("Say why it is removed.", field="reason")
    gone = SupervisionSession(candidate=current.candidate, supervisor=current.supervisor, date=current.date)
    with pghistory.context(person=by.pk, reason=reason.strip()):
        current.delete()
    _announce("supervision_removed", gone, by)


def _fresh(session: SupervisionSession) -> SupervisionSession:
    lock([session.candidate_id, session.supervisor_id])
    rows = SupervisionSession.objects.select_related("candidate", "supervisor", "agreement")
    current = rows.filter(pk=session.pk).first()
    if current is None:
        raise Stale("This session has been removed already.")
    return current


def _locked(session: SupervisionSession, by: Person) -> SupervisionSession:
    current = _fresh(session)
    if not by.has_perm("supervision.correct_supervision", current):
        raise Refused("Only the supervisor who gave the session can change it.")
    return current


def _agreement(candidate: Person, supervisor: Person, day: dt.date) -> Agreement:
    if candidate.pk == supervisor.pk:
        raise Refused("Nobody supervises themselves.")
    agreements = Agreement.objects.filter(candidate=candidate, supervisor=supervisor)
    agreements = agreements.recordable(clock.today()).order_by(F("ended_on").desc(nulls_first=True), "-pk")
    if not agreements:
        raise Refused(f"There is no current agreement of {candidate} with {supervisor}.")
    held = [one for one in agreements if one.supervisor_signed_on and _covers(one, day)]
    if not held and agreements[0].supervisor_signed_on is None:
        raise Refused(f"{supervisor} has not signed the agreement with {candidate} yet.")
    return held[0] if held else agreements[0]


def _covers(agreement: Agreement, day: dt.date) -> bool:
    return agreement.ended_on is None or day <= agreement.ended_on


def _override(session: SupervisionSession, by: Person, reason: str) -> None:
    if not by.has_perm("supervision.override_fee_date"):
        raise Refused(
            "Only the supervisor records a session; the Coordinator or the Chair may with a reason."
        )
    if by.pk in (session.candidate_id, session.supervisor_id):
        raise Refused("Nobody acts in office on their own supervision. Ask another officer.")
    if not reason.strip():
        raise Refused("Say why the session is recorded by an officer.", field="override_reason")
    session.override_by, session.override_reason = by, reason.strip()


def _fill(session: SupervisionSession, **values: Any) -> None:
    for name, value in values.items():
        setattr(session, name, value)


def _refuse(session: SupervisionSession, *, moved: bool = True) -> None:
    """Everything that must hold of a session, recorded or corrected.

    One that keeps its day was recorded when the fee allowed it, whatever became of the money since.
    """
    if moved:
        _refuse_day(session)
    _refuse_list(session)
    _refuse_group(session)
    _refuse_second(session)
    if session.minutes is not None and not 1 <= session.minutes <= 600:
        raise Refused("Give between 1 and 600 minutes.", field="minutes")


def _refuse_day(session: SupervisionSession) -> None:
    if session.date > clock.latest_today():
        raise Refused("That day is still to come. Record the session once it has been held.", field="date")
    agreement = session.agreement
    if agreement is not None and not _covers(agreement, session.date):
        ended = day_text(agreement.ended_on)
        raise Refused(f"The agreement ended on {ended}; a session was held by that day.", field="date")
    if session.override_by_id is not None or agreement is None:
        return
    ask = "The Coordinator of Supervision or the CCC Chair can record it with a reason."
    if agreement.cleared_on is None:
        raise Refused(
            f"The fee for the first year is not confirmed, so supervision cannot be dated yet. {ask}"
        )
    if session.date < agreement.cleared_on:
        sent = day_text(agreement.cleared_on)
        raise Refused(f"The fee for the first year was sent on {sent}, after that day. {ask}", field="date")


def _refuse_list(session: SupervisionSession) -> None:
    listed = SupervisorApproval.objects.on(session.date).filter(person=session.supervisor)
    if not listed.exists():
        raise Refused(f"{session.supervisor} was not on the supervisors list on that day.", field="date")


def _refuse_group(session: SupervisionSession) -> None:
    led = BalintGroup.objects.led_by_on(session.candidate, session.date)
    if not led.filter(pk=session.group_id).exists():
        raise Refused(
            f"{session.candidate} did not lead {session.group} on that day, or it was not running.",
            field="about",
        )
    about = session.about_session
    if about is None:
        return
    if about.group_id != session.group_id:
        raise Refused("The session you chose belongs to another group.", field="about")
    if about.date > session.date:
        raise Refused(f"The group met on {day_text(about.date)}, after that day.", field="about")


def _refuse_second(session: SupervisionSession) -> None:
    same = SupervisionSession.objects.filter(
        candidate=session.candidate, supervisor=session.supervisor, date=session.date, part=session.part
    )
    if same.exclude(pk=session.pk).exists():
        raise Refused("A session on that day is recorded already; a day counts once.", field="date")


def _tell_candidate(session: SupervisionSession) -> None:
    notify(
        "supervision_recorded",
        to=session.candidate,
        about=("supervision_session", session.pk),
        path=reverse("supervision:my_supervision"),
        essential=False,
        supervisor=session.supervisor.name,
        day_text=day_text(session.date),
    )


def _announce(kind: str, session: SupervisionSession, by: Person) -> None:
    detail = f"{day_text(session.date)}, with {session.supervisor}"
    announce(kind, sender=SupervisionSession, people=[session.candidate_id], by=by, detail=detail)
