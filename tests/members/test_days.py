"""One society's day, a reader's clock: no moment is a day elsewhere; no year is taken that nobody means."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import clock
from members.forms.days import FIRST, DayField, years_ahead
from members.words import moment_words
from supervision.models import BalintGroup, GroupSession

HOUSE = Path(__file__).resolve().parents[2]
APPS = ("members", "supervision", "intensives", "credentialing")
CODE = [p for app in APPS for p in (HOUSE / app).rglob("*.py") if "migrations" not in p.parts]
MAY = {"members/clock.py", "members/words.py"}
"""Where a moment becomes a day, and where it becomes words."""


def test_no_moment_becomes_a_day_but_by_the_clock():
    found = []
    for path in CODE:
        if str(path.relative_to(HOUSE)) in MAY:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                moment_to_day = node.func.attr == "date" and not node.args
                lookups = [word.arg for word in node.keywords if word.arg and word.arg.endswith("_at__date")]
                if moment_to_day or lookups:
                    found.append(f"{path.relative_to(HOUSE)}:{node.lineno}")
    assert found == []


def test_no_page_or_mail_spells_a_moment_by_itself():
    texts = [p for kind in ("*.html", "*.txt") for p in (HOUSE / "templates").rglob(kind)]
    assert [p.name for p in texts if re.search(r"\|(date|time):", p.read_text())] == []
    spelt = [p.name for p in CODE if "%H:%M" in p.read_text() and str(p.relative_to(HOUSE)) not in MAY]
    assert sorted(set(spelt)) == ["council.py", "pieces.py", "words.py"], "hours are spelt in one place"


def test_every_day_that_is_typed_is_bounded():
    """No form of ours has a plain date field."""
    for app in APPS:
        for path in (HOUSE / app).rglob("forms/*.py"):
            if path.name not in ("days.py", "base.py"):
                assert "forms.DateField(" not in path.read_text(), path


@pytest.mark.parametrize(
    "typed",
    ["1989-12-31", "1900-01-01", "0026-05-05", "26-05-05", "05/05/26", "5 May 26", "2207-01-01", "9999-12-31",
     "2036-12-31", "2026-13-01", "2026-02-30", "yesterday", "\u0662\u0660\u0662\u0666-05-05x"],
)  # fmt: skip
def test_a_year_that_nobody_means_is_refused_with_a_sentence(typed, at):
    with pytest.raises(Exception) as refused:
        DayField().clean(typed)
    [sentence] = refused.value.messages
    assert sentence.startswith("Give a day ")


@pytest.mark.parametrize(
    "typed", ["1990-01-01", "2026-06-01", "2036-06-01", "5 May 2026", "May 5, 2026", "05/14/2026"]
)
def test_a_day_that_can_be_meant_is_taken(typed, at):
    assert FIRST <= DayField().clean(typed) <= years_ahead(clock.today())


@pytest.mark.parametrize(
    ("zone", "hour", "theirs"),
    [("Pacific/Auckland", 20, dt.date(2026, 6, 2)), ("Pacific/Honolulu", 1, dt.date(2026, 5, 31)),
     ("Asia/Tokyo", 18, dt.date(2026, 6, 2)), ("America/Los_Angeles", 1, dt.date(2026, 5, 31))],
)  # fmt: skip
def test_a_candidate_elsewhere_logs_todays_group_today(zone, hour, theirs, candidate, at, sign_in):
    clock.move_to_day(dt.date(2026, 6, 1), hour=hour)
    candidate.time_zone = zone
    candidate.save()
    group = BalintGroup.objects.create(
        leader=candidate, name="Riverside", setting="medical", started_on=dt.date(2026, 1, 1)
    )
    client = sign_in(Client(), candidate)
    page = client.get(reverse("supervision:log")).content.decode()
    assert f'value="{theirs.isoformat()}"' in page
    answer = client.post(reverse("supervision:log"), {"date": theirs.isoformat(), "group": group.pk})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert GroupSession.objects.get().date == theirs
    later = theirs + dt.timedelta(days=1)
    again = client.post(reverse("supervision:log"), {"date": later.isoformat(), "group": group.pk})
    assert (again.status_code == 302) == (later <= clock.today())


def test_a_moment_says_day_hour_and_zone_with_the_societys_beside():
    moment = dt.datetime(2026, 9, 28, 22, 30, tzinfo=dt.UTC)
    with timezone.override(clock.zone()):
        assert "for the society" not in moment_words(moment)
    with timezone.override("Asia/Tokyo"):
        said = moment_words(moment)
    assert said.startswith("29 September 2026, 07:30 JST (28 September 2026, ")
    assert said.endswith(" for the society)")


def test_no_table_of_ours_reads_a_moment_as_a_day():
    """What ends in _on is a day, what ends in _at a moment."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.fields:
                kind = field.get_internal_type()
                if field.name.endswith("_on"):
                    assert kind == "DateField", f"{model.__name__}.{field.name}"
                if field.name.endswith("_at"):
                    assert kind == "DateTimeField", f"{model.__name__}.{field.name}"
