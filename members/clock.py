"""The only source of "today" and "now".

In demonstrations and tests the clock can be moved forward: one row holds the offset that web,
worker and beat share. A request or task reads it once (`reading`). Sign-in sessions, one-time
codes and heartbeats stay on `real_now`.
"""

import datetime as dt
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection
from django.utils import timezone

_tables_seen: set[str] = set()
_offset: ContextVar[dt.timedelta | None] = ContextVar("clock_offset", default=None)


def real_now() -> dt.datetime:
    """The machine's time, aware, never moved."""
    return timezone.now()  # noqa: TID251


def _has_table(name: str) -> bool:
    """Before the first migration the clock is asked already, for the defaults of models."""
    if name not in _tables_seen and name in connection.introspection.table_names():
        _tables_seen.add(name)
    return name in _tables_seen


def _stored_offset() -> dt.timedelta:
    if not settings.MOVABLE_CLOCK:
        return dt.timedelta(0)
    from members.models import ClockOffset

    if not _has_table(ClockOffset._meta.db_table):
        return dt.timedelta(0)
    seconds = ClockOffset.objects.filter(pk=1).values_list("seconds", flat=True).first()
    return dt.timedelta(seconds=seconds or 0)


@contextmanager
def reading() -> Iterator[None]:
    """Read the offset once for everything inside: one request, or one task."""
    token = _offset.set(_stored_offset())
    try:
        yield
    finally:
        _offset.reset(token)


def now() -> dt.datetime:
    """The moment, aware, as the society's records count it."""
    offset = _offset.get()
    return real_now() + (_stored_offset() if offset is None else offset)


def zone() -> dt.tzinfo:
    """The society's time zone (T1)."""
    return timezone.get_default_timezone()


def today() -> dt.date:
    """The calendar date in the society's time zone (T1)."""
    return timezone.localtime(now(), zone()).date()


def day_of(moment: dt.datetime) -> dt.date:
    """The society's date at the moment: the one way from a moment to a day (T1)."""
    return timezone.localtime(moment, zone()).date()


def readers_today() -> dt.date:
    """The calendar date where the reader is: in the zone that the request has activated."""
    return timezone.localtime(now(), timezone.get_current_timezone()).date()


def latest_today() -> dt.date:
    """The last day that is today already, for the society or for the reader; later ones are to come."""
    return max(today(), readers_today())


def at(day: dt.date, hour: int = 0) -> dt.datetime:
    """An hour of the day in the society's time zone, the beginning of the day unless given."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)), zone())


def move_to(moment: dt.datetime) -> None:
    """Move the shared clock to the moment; refused where the clock is fixed.

    Raises RuntimeError in production.
    """
    if not settings.MOVABLE_CLOCK:
        raise RuntimeError("The clock moves in demonstrations and tests alone.")
    from members.models import ClockOffset

    offset = moment - real_now()
    ClockOffset.objects.update_or_create(pk=1, defaults={"seconds": math.ceil(offset.total_seconds())})
    if _offset.get() is not None:
        _offset.set(offset)


def move_to_day(day: dt.date, hour: int = 12) -> None:
    """Move the shared clock to an hour of the day in the society's time zone."""
    move_to(at(day, hour))
