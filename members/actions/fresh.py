"""A fresh code for one session and one purpose, for people without a password or second factor."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from members import clock
from members.actions.locking import lock, only
from members.actions.notices import notify
from members.models import FreshSignIn, Person
from members.refusals import Refused

CODE_LASTS = dt.timedelta(minutes=10)
FRESH_FOR = dt.timedelta(minutes=10)
TRIES = 5
PAUSE = dt.timedelta(seconds=60)


@transaction.atomic
def send_code(*, by: Person, session_key: str, purpose: str) -> FreshSignIn:
    """Send a code to the person's address, unless one went out less than a minute ago; return its row."""
    lock([by.pk])
    latest = _latest(by, session_key, purpose)
    if latest and latest.used_at is None and latest.sent_at > clock.real_now() - PAUSE:
        return latest
    code = f"{secrets.randbelow(10**6):06}"
    row = FreshSignIn.objects.create(
        person=by,
        session_key=session_key,
        purpose=purpose,
        code_hash=_hashed(code, session_key, purpose),
        sent_at=clock.real_now(),
    )
    notify("fresh_code", to=by, purpose=purpose, code=code)
    return row


def confirm_code(*, by: Person, session_key: str, purpose: str, code: str) -> None:
    """Use the newest code of this session and purpose.

    Raises Refused when it is wrong (five tries), older than ten minutes or used. Each try is counted,
    so this must not run inside a transaction that a refusal takes back.
    """
    with transaction.atomic():
        latest = _latest(by, session_key, purpose)
        row = only([by.pk], FreshSignIn.objects.filter(pk=latest.pk)) if latest else None
        fault = _fault(row, code, session_key, purpose)
        if row is not None and row.used_at is None:
            row.attempts += 1
            row.used_at = None if fault else clock.real_now()
            row.save(update_fields=["attempts", "used_at"])
    if fault:
        raise Refused(fault, field="code")


def is_confirmed(person: Person, session_key: str | None, purpose: str) -> bool:
    """Say whether the person gave a code for this purpose in this session within the last ten minutes."""
    since = clock.real_now() - FRESH_FOR
    given = FreshSignIn.objects.filter(person=person, session_key=session_key or "", purpose=purpose)
    return bool(session_key) and given.filter(used_at__gte=since).exists()


def _latest(person: Person, session_key: str, purpose: str) -> FreshSignIn | None:
    rows = FreshSignIn.objects.filter(person=person, session_key=session_key, purpose=purpose)
    return rows.order_by("-sent_at", "-pk").first()


def _fault(row: FreshSignIn | None, code: str, session_key: str, purpose: str) -> str:
    if row is None or row.used_at is not None:
        return "Ask for a new code first: the last one has been used."
    if row.sent_at < clock.real_now() - CODE_LASTS:
        return "This code is older than ten minutes. Ask for a new one."
    if row.attempts >= TRIES:
        return "That were five tries. Ask for a new code."
    if not constant_time_compare(row.code_hash, _hashed(code.strip().replace(" ", ""), session_key, purpose)):
        return "This is not the code we sent last. Look at the newest message."
    return ""


def _hashed(code: str, session_key: str, purpose: str) -> str:
    return salted_hmac("members.fresh", f"{session_key}|{purpose}|{code}", algorithm="sha256").hexdigest()
