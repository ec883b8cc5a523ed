"""Showing again who one is: for one session, one act and one thing, used up by the act.

A code goes to the address that stands on record when it is asked for. A password, an authenticator app or
a passkey is checked by the page (members.views.reauth), which then notes here that it was right.
"""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from members import clock
from members.actions.notices import notify
from members.enums import Means
from members.models import FreshSignIn, Person
from members.refusals import Refused

CODE_LASTS = dt.timedelta(minutes=10)
FRESH_FOR = dt.timedelta(minutes=10)
TRIES = 5
PAUSE = dt.timedelta(seconds=60)
CODES = 10
CODES_WITHIN = dt.timedelta(hours=1)
LONGEST_THING = 200


@dataclass(frozen=True)
class Showing:
    """What is to be shown: who, in which session, before which act on which thing."""

    by: Person
    session_key: str
    purpose: str
    thing: str = ""

    @property
    def columns(self) -> dict[str, object]:
        """As its rows hold it; a thing too long for the column stands as its digest."""
        thing = self.thing
        if len(thing) > LONGEST_THING:
            thing = hashlib.sha256(thing.encode()).hexdigest()
        return {
            "person": self.by,
            "session_key": self.session_key,
            "purpose": self.purpose,
            "thing": thing,
        }


@transaction.atomic
def send_code(*, showing: Showing) -> FreshSignIn:
    """Send a code to the address on record, unless one went out less than a minute ago; return its row.

    Raises Refused where this session has asked for ten within an hour.
    """
    Person.objects.select_for_update(no_key=True).get(pk=showing.by.pk)
    latest, now = _latest(showing), clock.real_now()
    if latest and latest.used_at is None and latest.sent_at > now - PAUSE:
        return latest
    of_session = FreshSignIn.objects.filter(person=showing.by, session_key=showing.session_key)
    if of_session.filter(means=Means.CODE, sent_at__gt=now - CODES_WITHIN).count() >= CODES:
        raise Refused("Ten codes within an hour are enough. Try again in an hour.", field="code")
    code = f"{secrets.randbelow(10**6):06}"
    row = FreshSignIn.objects.create(**showing.columns, code_hash=_hashed(code, showing), sent_at=now)
    notify("fresh_code", to=showing.by.email or showing.by, purpose=showing.purpose, code=code)
    return row


def confirm_code(*, showing: Showing, code: str) -> None:
    """Use the newest code of this showing.

    Raises Refused when it is wrong (five tries), older than ten minutes or used. Each try is counted,
    so this must not run inside a transaction that a refusal takes back.
    """
    with transaction.atomic():
        row = (
            FreshSignIn.objects.select_for_update(no_key=True)
            .filter(pk=getattr(_latest(showing), "pk", None))
            .first()
        )
        fault = _fault(row, code, showing)
        if row is not None and row.used_at is None:
            row.attempts += 1
            row.used_at = None if fault else clock.real_now()
            row.save(update_fields=["attempts", "used_at"])
    if fault:
        raise Refused(fault, field="code")


def note_shown(*, showing: Showing, means: Means) -> FreshSignIn:
    """Note that the person has just shown who they are by a means of their own."""
    now = clock.real_now()
    return FreshSignIn.objects.create(**showing.columns, means=means, sent_at=now, used_at=now)


def is_shown(showing: Showing) -> bool:
    """Say whether this was shown within the last ten minutes, and not used up."""
    return bool(showing.session_key) and _unspent(showing).exists()


def spend(*, showing: Showing) -> int | None:
    """Use up what was shown, so that no other act can; return its key, or None where there is none."""
    if not showing.session_key:
        return None
    for pk in _unspent(showing).order_by("-used_at", "-pk").values_list("pk", flat=True):
        if FreshSignIn.objects.filter(pk=pk, spent_at__isnull=True).update(spent_at=clock.real_now()):
            return pk
    return None


def give_back(*, key: int) -> None:
    """Let what was shown serve again: the act it was meant for was not done."""
    FreshSignIn.objects.filter(pk=key).update(spent_at=None)


def _unspent(showing: Showing):
    since = clock.real_now() - FRESH_FOR
    return FreshSignIn.objects.filter(**showing.columns, used_at__gte=since, spent_at__isnull=True)


def _latest(showing: Showing) -> FreshSignIn | None:
    rows = FreshSignIn.objects.filter(**showing.columns, means=Means.CODE)
    return rows.order_by("-sent_at", "-pk").first()


def _fault(row: FreshSignIn | None, code: str, showing: Showing) -> str:
    if row is None or row.used_at is not None:
        return "Ask for a new code first: the last one has been used."
    if row.sent_at < clock.real_now() - CODE_LASTS:
        return "This code is older than ten minutes. Ask for a new one."
    if row.attempts >= TRIES:
        return "That were five tries. Ask for a new code."
    typed = "".join(one for one in code if one.isalnum())
    if not constant_time_compare(row.code_hash, _hashed(typed, showing)):
        return "This is not the code we sent last. Look at the newest message."
    return ""


def _hashed(code: str, showing: Showing) -> str:
    said = "|".join((showing.session_key, showing.purpose, str(showing.columns["thing"]), code))
    return salted_hmac("members.fresh", said, algorithm="sha256").hexdigest()
