"""Days and counts in sentences."""

import datetime as dt

from django.utils import timezone

from members import clock
from members.words import day_text, list_text

__all__ = ["count_text", "day_text", "list_text", "moment_text"]


def moment_text(moment: dt.datetime) -> str:
    """3 November 2026 at 14:05, in the society's time zone."""
    return f"{day_text(clock.day_of(moment))} at {timezone.localtime(moment, clock.zone()):%H:%M}"


def count_text(count: int, one: str, many: str = "") -> str:
    """1 group, 2 groups."""
    return f"{count} {one if count == 1 else many or one + 's'}"
