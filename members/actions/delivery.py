"""Handing notices to the mail server: claimed once, tried again, at least once, one Message-ID for good."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction

from members import clock
from members.letters import message
from members.models import Notice
from members.notifications import kind_named
from members.offices import holders

log = logging.getLogger(__name__)
LEASE = dt.timedelta(seconds=settings.NOTICE_LEASE_SECONDS)
FIRST_WAIT = dt.timedelta(seconds=15)
LONGEST_WAIT = dt.timedelta(hours=1)
AT_ONE_TIME = 50


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
    """Send a claimed notice; True when it went out. A failure is kept on the row, to be tried again."""
    kind = kind_named(notice.kind)
    if kind.secret and _is_too_late(notice):
        _close(notice, "Too late: the code had expired.")
        return False
    if not notice.essential and notice.person and not notice.person.wants_optional_mail:
        _close(notice, "Not mailed: the person switched off optional mail.")
        return False
    addresses = _addresses(notice)
    if not addresses and notice.office:
        _retry(notice, "Nobody holds the office.")
        return False
    if not addresses:
        _close(notice, "Not mailed: the person has no address.")
        return False
    try:
        message(notice, addresses).send()
    except Exception as failure:
        _retry(notice, f"{type(failure).__name__}: {failure}"[:300])
        raise
    _close(notice, "")
    return True


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
    notice.save(update_fields=["delivered_at", "attempts", "last_error", "context"])


def _retry(notice: Notice, error: str) -> None:
    wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 10), LONGEST_WAIT)
    notice.attempts += 1
    notice.claimed_at = None
    notice.retry_at = clock.real_now() + wait
    notice.last_error = error
    notice.save(update_fields=["attempts", "claimed_at", "retry_at", "last_error"])
