"""Days and counts in sentences."""

import datetime as dt

from django.utils import timezone

from members import clock


def day_text(day: dt.date) -> str:
    """3 November 2026."""
    return f"{day.day} {day:%B %Y}"


def moment_text(moment: dt.datetime) -> str:
    """3 November 2026 at 14:05, in the society's time zone."""
    local = timezone.localtime(moment, clock.zone())
    return f"{day_text(local.date())} at {local:%H:%M}"


def list_text(parts: list[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def count_text(count: int, one: str, many: str = "") -> str:
    """1 group, 2 groups."""
    return f"{count} {one if count == 1 else many or one + 's'}"
