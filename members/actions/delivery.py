"""Handing notices to the mail server: claimed once, tried again, at least once, one Message-ID for good."""

import datetime as dt
import logging
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.letters import message
from members.models import Notice
from members.notifications import kind_named
from members.offices import holders

log = logging.getLogger(__name__)
LEASE = dt.timedelta(seconds=settings.NOTICE_LEASE_SECONDS)
FIRST_WAIT = dt.timedelta(seconds=15)
LONGEST_WAIT = dt.timedelta(hours=1)
AT_ONE_TIME = 50
GIVE_UP = 60
"""After so many attempts, some two days of them, an address that refuses is given up."""
FOR_GOOD = 500
REFUSALS = (SMTPRecipientsRefused, SMTPDataError, SMTPNotSupportedError)
"""What a mail server says of one mail while it takes others."""
UNDELIVERABLE = "mail_undeliverable"
NOBODY = "Nobody holds the office but whom it is about."
"""Office mail waits for whoever comes; the membership officer hears of it when it has waited long."""


def sweep() -> int:
    """Deliver what is due, oldest first; stop when the mail server is away. Returns how many went out."""
    delivered = 0
    due = Notice.objects.claimable(now=clock.real_now(), lease=LEASE).order_by("pk")
    for pk in due.values_list("pk", flat=True)[:AT_ONE_TIME]:
        if not claim(pk=pk):
            continue
        try:
            delivered += deliver(notice=Notice.objects.select_related("person").get(pk=pk))
        except OSError as failure:  # the mail server is away; SMTP's own exceptions are OSErrors
            log.warning("Notice %s was not delivered: %s", pk, type(failure).__name__)
            break
        except Exception as failure:  # one that cannot be written must not keep the others waiting
            log.error("Notice %s cannot be written: %s", pk, type(failure).__name__)
    return delivered


def claim(*, pk: int) -> bool:
    """Take the notice for this worker by one conditional update; False where another has it."""
    now = clock.real_now()
    free = Notice.objects.claimable(now=now, lease=LEASE).filter(pk=pk)
    return free.update(claimed_at=now) == 1


def deliver(*, notice: Notice) -> bool:
    """Send a claimed notice to each of its addresses; True when it went out to one of them.

    What fails for a while is kept on the row, to be tried again for those who have not had it. What a
    mail server refuses for good, or for as long as `GIVE_UP` attempts, ends there, and the membership
    officer is told of the address. Raises OSError where the mail server is away.
    """
    kind = kind_named(notice.kind)
    if kind.secret and _is_too_late(notice):
        _close(notice, "Too late: the code had expired.")
        return False
    if not notice.essential and notice.person and not notice.person.wants_optional_mail:
        _close(notice, "Not mailed: the person switched off optional mail.")
        return False
    if notice.person and not notice.person.is_active:
        _close(notice, "Not mailed: the person's account has ended.")
        return False
    addresses = _addresses(notice)
    if not addresses and notice.office:
        if notice.attempts == GIVE_UP and notice.office != Office.MEMBERSHIP_OFFICER:
            _tell_waiting(notice)
        _retry(notice, NOBODY)
        return False
    if not addresses:
        _close(notice, "Not mailed: the person has no address.")
        return False
    return _send(notice, [address for address in addresses if address not in notice.reached])


def _send(notice: Notice, addresses: list[str]) -> bool:
    before, refused, later = len(notice.reached), {}, ""
    for address in addresses:
        try:
            message(notice, [address]).send()
        except REFUSALS as failure:
            why = _said(failure)
            if _is_for_good(failure) or notice.attempts >= GIVE_UP:
                refused[address] = why
            else:
                later = why
        except Exception as failure:
            _retry(notice, f"{type(failure).__name__}: {failure}"[:300])
            raise
        else:
            notice.reached.append(address)
    if later:
        _retry(notice, later)
    else:
        _close(notice, "; ".join(f"{address}: {why}" for address, why in refused.items())[:300])
    for address, why in refused.items():
        _tell_undeliverable(notice, address, why)
    return len(notice.reached) > before


def _said(failure: Exception) -> str:
    """What the mail server said, in a line."""
    if isinstance(failure, SMTPRecipientsRefused):
        code, said = next(iter(failure.recipients.values()))
    elif isinstance(failure, SMTPDataError):
        code, said = failure.smtp_code, failure.smtp_error
    else:
        return f"{failure}"[:200]
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return f"{code} {words}"[:200]


def _is_for_good(failure: Exception) -> bool:
    """A refusal with a code of 500 or more, or an address that no mail server in between can carry."""
    if isinstance(failure, SMTPRecipientsRefused):
        return all(code >= FOR_GOOD for code, _ in failure.recipients.values())
    return not isinstance(failure, SMTPDataError) or failure.smtp_code >= FOR_GOOD


def _tell_undeliverable(notice: Notice, address: str, why: str) -> None:
    """The membership officer hears of the address once a day; not of the news of it itself."""
    if notice.kind == UNDELIVERABLE:
        return
    notify(
        UNDELIVERABLE,
        to=Office.MEMBERSHIP_OFFICER,
        path=reverse("memberships"),
        dedupe=f"{UNDELIVERABLE} {address} {clock.today()}"[:160],
        address=address,
        person=notice.person.name if notice.person else "",
        why=why,
    )


def _tell_waiting(notice: Notice) -> None:
    """The membership officer hears once a day of an office whose mail has waited long for somebody."""
    notify(
        "office_mail_waits",
        to=Office.MEMBERSHIP_OFFICER,
        path=reverse("offices"),
        dedupe=f"office_mail_waits {notice.office} {clock.today()}",
        office=notice.get_office_display(),
    )


def _addresses(notice: Notice) -> list[str]:
    if notice.address:
        return [notice.address]
    if notice.person:
        return [notice.person.email] if notice.person.email else []
    people = holders(notice.office).exclude(pk=notice.concerns_id)
    return [person.email for person in people if person.email]


def _is_too_late(notice: Notice) -> bool:
    until = notice.context.get("until")
    return not until or dt.datetime.fromisoformat(until) < clock.real_now()


@transaction.atomic
def _close(notice: Notice, why_not: str) -> None:
    notice.delivered_at = clock.now()
    notice.attempts += 1
    notice.last_error = why_not
    if kind_named(notice.kind).secret:
        notice.context = {}
    notice.save(update_fields=["delivered_at", "attempts", "last_error", "context", "reached"])


def _retry(notice: Notice, error: str) -> None:
    wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 10), LONGEST_WAIT)
    notice.attempts += 1
    notice.claimed_at = None
    notice.retry_at = clock.real_now() + wait
    notice.last_error = error
    notice.save(update_fields=["attempts", "claimed_at", "retry_at", "last_error", "reached"])
