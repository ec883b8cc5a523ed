"""A day is written out in one place, and the rules, which know no other app, write it alike."""

import datetime as dt
from pathlib import Path

from credentialing.rules.dates import spell
from members.words import day_text, list_text, period_text

HOUSE = Path(__file__).resolve().parents[2]
APPS = ("members", "supervision", "intensives", "credentialing", "config")
WRITTEN_OUT = ("%-d %B %Y", "day} {", "%d %B")


def test_rules_and_pages_write_a_day_alike():
    first = dt.date(1999, 12, 30)
    for days in range(0, 20_000, 7):
        day = first + dt.timedelta(days=days)
        assert day_text(day) == spell(day)
    assert (day_text(dt.date(2026, 5, 3)), spell(None)) == ("3 May 2026", "-")


def test_nobody_else_writes_a_day_out():
    found = [
        f"{path.relative_to(HOUSE)}: {line.strip()}"
        for app in APPS
        for path in (HOUSE / app).rglob("*.py")
        for line in path.read_text().splitlines()
        if "%B %Y" in line and ".day}" in line
    ]
    assert found == ['members/words.py: return f"{day.day} {day:%B %Y}"']


def test_lists_and_periods():
    assert [list_text(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
    start = dt.date(2026, 5, 3)
    assert period_text(start, None) == "from 3 May 2026, without end"
    assert period_text(start, dt.date(2027, 5, 2)) == "3 May 2026 to 2 May 2027"
