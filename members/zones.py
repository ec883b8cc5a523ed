"""In which zone somebody reads hours; days are the society's."""

import datetime as dt
import zoneinfo
from typing import Any

from members import clock


def zone_of(person: Any) -> dt.tzinfo:
    """The person's own zone, or the society's where they chose none, or one that is none any more."""
    name = getattr(person, "time_zone", "")
    try:
        return zoneinfo.ZoneInfo(name) if name else clock.zone()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return clock.zone()
