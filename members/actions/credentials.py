"""Awarding a credential, revoking and reinstating it, and a later name beside the one it was awarded to."""

import datetime as dt
import re
import secrets

from django.db import connection, transaction

from members import clock
from members.actions.corrections import note_correction
from members.actions.locking import only
from members.actions.notices import notify
from members.actions.permitted import permit
from members.models import Credential, Person
from members.refusals import Refused, Stale
from members.signals import certificate_reissued, standing_changed
from members.words import day_text

PREFIX = "ABS"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBERED = re.compile("[0-9]+")
NUMBERING = 0x41425301
"""The key of the advisory lock under which numbers are given out, so that none is given twice."""


@transaction.atomic
def award(*, person: Person, on: dt.date) -> Credential:
    """Award a credential on the day, with the next number of the year and a code nobody guesses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
    year = f"{PREFIX}-{on.year}-"
    given = Credential.objects.filter(number__startswith=year).values_list("number", flat=True)
    tails = (number.removeprefix(year) for number in given)
    last = max((int(tail) for tail in tails if NUMBERED.fullmatch(tail)), default=0)
    return Credential.objects.create(
        person=person, number=f"{year}{last + 1:04d}", code=_code(), awarded_on=on
    )


@transaction.atomic
def enter(*, person: Person, number: str, awarded_on: dt.date, source: str, name: str = "") -> Credential:
    """Enter one that was awarded before this register was kept, under the number it has; its code is new.

    `name` is what the certificate says, where that is not what its holder is called today.
    """
    entered = Credential(person=person, number=number, code=_code(), awarded_on=awarded_on, source=source)
    entered.name = name or person.name
    entered.later_name = person.name if entered.name != person.name else ""
    entered.full_clean()
    entered.save()
    return entered


@transaction.atomic
def revoke(*, by: Person, credential: Credential, on: dt.date, reason: str) -> Credential:
    """Revoke it from the day on, which may lie ahead; on that day it is not valid any more.

    One that is revoked already gets the other day, beside which the first stays readable. Raises Refused
    without the right or a reason, for one's own, and for a day before the award; Stale where it is revoked
    from that day already.
    """
    current, reason = _kept(by, credential, reason)
    if current.revoked_on == on:
        raise Stale(f"It is revoked already, from {day_text(current.revoked_on)} on.", field="on")
    if on < current.awarded_on:
        raise Refused(f"It was awarded on {day_text(current.awarded_on)}.", field="on")
    was, current.revoked_on = _standing(current), on
    if on < clock.today():
        standing_changed.send(sender=Credential, person=current.person, by=by)
    return _write(current, by, was, reason, "credential_revoked", on_text=day_text(on))


@transaction.atomic
def reinstate(*, by: Person, credential: Credential, reason: str) -> Credential:
    """Take a revocation back: the credential is valid as if it had never been revoked.

    Raises Refused without the right or a reason, and for one's own; Stale where it is not revoked.
    """
    current, reason = _kept(by, credential, reason)
    if not current.revoked_on:
        raise Stale("It is not revoked.")
    was, current.revoked_on = _standing(current), None
    standing_changed.send(sender=Credential, person=current.person, by=by)
    return _write(current, by, was, reason, "credential_reinstated")


@transaction.atomic
def add_later_name(*, by: Person, credential: Credential, name: str, reason: str) -> Credential:
    """Show a later name beside the one on the certificate, which stays; empty takes it away.

    Raises Refused without the right or a reason, for one's own, and where nothing is changed.
    """
    current, reason = _kept(by, credential, reason)
    name = " ".join(name.split())
    if name == current.name:
        raise Refused("That is the name on the certificate.", field="name")
    was, current.later_name = _names(current), name
    return _write(current, by, was, reason, "credential_named", now=_names(current))


@transaction.atomic
def reissue(*, by: Person, credential: Credential, reason: str) -> Credential:
    """Issue a certificate under the present name, with the number and day of the award; the first one stays.

    Raises Refused without the right or a reason, for one's own, and where no certificate was made here; Stale
    where the last one says the name already, and where it is revoked.
    """
    current, reason = _kept(by, credential, reason)
    if not current.may_be_reissued:
        raise Stale("No certificate has still to be issued: the last one says the present name.")
    was, current.reissued_name = (
        f"certificate of {current.reissued_name or current.name}",
        current.present_name,
    )
    current.reissued_on = clock.today()
    now = f"certificate of {current.reissued_name}, issued anew on {day_text(current.reissued_on)}"
    certificate_reissued.send(sender=Credential, credential=current)
    return _write(current, by, was, reason, "credential_reissued", now=now, name=current.reissued_name)


def _kept(by: Person, credential: Credential, reason: str) -> tuple[Credential, str]:
    """The credential, locked with its holder, and the reason without spaces around it."""
    permit(by, "members.keep_credentials")
    if by.pk == credential.person_id:
        raise Refused("This is your own credential; another officer has to do it.")
    if not reason.strip():
        raise Refused("Say why, in a sentence; the person reads it.", field="reason")
    return only([credential.person_id], Credential.objects.filter(pk=credential.pk)), reason.strip()


def _write(
    current: Credential, by: Person, was: str, reason: str, kind: str, now: str = "", **words: str
) -> Credential:
    """Save it, keep what it said before, and tell the holder."""
    now = now or _standing(current)
    note_correction(of=current, person=current.person, was=was, now=now, by=by, reason=reason)
    current.full_clean()
    current.save()
    about = ("credential", current.pk)
    words |= {"number": current.number, "now": now, "reason": reason}
    notify(kind, to=current.person, about=about, path=f"/verify/{current.code}/", **words)
    return current


def _standing(credential: Credential) -> str:
    if not credential.revoked_on:
        return "not revoked"
    later = credential.revoked_on > clock.today()
    return f"{'to be revoked' if later else 'revoked'} from {day_text(credential.revoked_on)} on"


def _names(credential: Credential) -> str:
    return f"{credential.name}, now {credential.later_name}" if credential.later_name else credential.name


def _code() -> str:
    """Sixteen letters and digits in groups of four; none that looks like another."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
