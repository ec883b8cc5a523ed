"""Days in words, for sentences and labels."""

import datetime as dt


def in_words(day: dt.date) -> str:
    """5 May 2026."""
    return f"{day.day} {day:%B %Y}"
