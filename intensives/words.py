"""Days in words, for sentences and labels."""

import datetime as dt

from members.words import day_text


def days_in_words(start: dt.date, end: dt.date) -> str:
    """14 to 17 May 2026; 30 May to 2 June 2026; both days inclusive."""
    if start == end:
        return day_text(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day_text(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {day_text(end)}"
    return f"{day_text(start)} to {day_text(end)}"
