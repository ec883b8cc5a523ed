"""Days in words, for sentences and labels."""

import datetime as dt

from members.words import day_text as in_words

__all__ = ["days_in_words", "in_words"]


def days_in_words(start: dt.date, end: dt.date) -> str:
    """14 to 17 May 2026; 30 May to 2 June 2026; both days inclusive."""
    if start == end:
        return in_words(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {in_words(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {in_words(end)}"
    return f"{in_words(start)} to {in_words(end)}"
