"""Days, moments and lists in sentences: the one place that writes them out, for pages, mails and refusals."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from members import clock


def day_text(day: dt.date) -> str:
    """3 November 2026."""
    return f"{day.day} {day:%B %Y}"


def period_text(start: dt.date, end: dt.date | None) -> str:
    """3 May 2026 to 2 May 2027; from 3 May 2026 where there is no end. Both days inclusive."""
    return f"{day_text(start)} to {day_text(end)}" if end else f"from {day_text(start)}, without end"


def list_text(parts: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def moment_words(moment: dt.datetime) -> str:
    """5 May 2026, 14:05 EDT, in the zone of the reader; the society's beside it where the hour differs."""
    here, there = timezone.localtime(moment), timezone.localtime(moment, clock.zone())
    if here.utcoffset() == there.utcoffset():
        return _moment(there)
    beside = _moment(there) if here.date() != there.date() else f"{there:%H:%M} {there:%Z}"
    return f"{_moment(here)} ({beside} for the society)"


def _moment(local: dt.datetime) -> str:
    return f"{day_text(local.date())}, {local:%H:%M} {local:%Z}"
