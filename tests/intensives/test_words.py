"""Days in words."""

import datetime as dt

import pytest

from intensives.words import days_in_words


@pytest.mark.parametrize(
    "start, end, words",
    [
        (dt.date(2026, 5, 14), dt.date(2026, 5, 17), "14 to 17 May 2026"),
        (dt.date(2026, 5, 14), dt.date(2026, 5, 14), "14 May 2026"),
        (dt.date(2026, 5, 30), dt.date(2026, 6, 2), "30 May to 2 June 2026"),
        (dt.date(2026, 12, 30), dt.date(2027, 1, 2), "30 December 2026 to 2 January 2027"),
        (dt.date(2026, 5, 14), dt.date(2027, 5, 14), "14 May 2026 to 14 May 2027"),
    ],
)
def test_days_are_told_as_briefly_as_they_can_be(start, end, words):
    assert days_in_words(start, end) == words
