"""One society's day, a reader's clock: no moment is a day elsewhere; no year is taken that nobody means."""

import ast
import datetime as dt
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import clock
from members.forms.days import FIRST, LASTS, DayField, years_ahead
from members.words import day_text, moment_words
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
    assert sorted(set(spelt)) == ["council.py", "pieces.py"], "hours are spelt in one place"


HELD, YEAR, FIVE, TEN = (dt.date(year, 6, 1) for year in (2026, 2027, 2031, 2036))
LAST_DAYS = {
    "members.MembershipForm": {"start": YEAR, "end": TEN},
    "members.AppointmentForm": {"start": YEAR, "end": TEN},
    "members.PeriodForm": {"start": YEAR, "end": TEN},
    "members.RenewForm": {"start": YEAR, "end": TEN},
    "members.CorrectPeriodForm": {"start": YEAR, "end": TEN},
    "members.RevokeForm": {"on": YEAR},
    "members.EndForm": {"end": TEN},
    "members.ApprovalForm": {"start": YEAR},
    "members.EarlierCredentialForm": {"awarded_on": HELD},
    "members.ClockForm": {"to": TEN},
    "supervision.GroupForm": {"started_on": HELD},
    "supervision.EndForm": {"on": HELD},
    "supervision.CoLeaderForm": {"start": HELD},
    "supervision.LogForm": {"date": HELD},
    "supervision.DebriefForm": {"date": HELD},
    "supervision.RecordForm": {"date": HELD},
    "supervision.OverrideForm": {"date": HELD},
    "intensives.IntensiveForm": {"start": FIVE, "end": FIVE},
    "intensives.CoLedForm": {"date": HELD},
    "intensives.MeetingForm": {"on": HELD},
    "credentialing.ExperienceForm": {
        "start": HELD,
        "end": HELD,
        "group_start": HELD,
        "group_end": HELD,
        "leader_credentialed_from": HELD,
    },
    "credentialing.RecordingForm": {"arranged_on": HELD},
    "credentialing.ReceiptForm": {"sent_on": HELD},
    "credentialing.CorrectReceiptForm": {"sent_on": HELD},
    "credentialing.FeeScheduleForm": {"valid_from": FIVE},
    "credentialing.CorrectScheduleForm": {"valid_from": FIVE},
    "credentialing.DeterminationForm": {"on": HELD},
    "credentialing.ReadingForm": {"valid_from": YEAR},
    "credentialing.OpenVoteForm": {"closes_on": YEAR},
    "credentialing.ItemForm": {"deadline": FIVE},
    "credentialing.DayForm": {"on": HELD},
    "credentialing.DeadlineForm": {"deadline": FIVE},
}
"""The last day that each field takes on 1 June 2026; the first is 1 January 1990 unless a view narrows it."""


def _every_form(form: type = forms.BaseForm) -> Iterator[type]:
    for one in form.__subclasses__():
        yield one
        yield from _every_form(one)


def _days() -> dict[str, dict[str, forms.DateField]]:
    """The days of each form of ours, by the form's name."""
    for app in APPS:
        for module in pkgutil.iter_modules(import_module(f"{app}.forms").__path__, f"{app}.forms."):
            import_module(module.name)
    found = {}
    for form in _every_form():
        app = form.__module__.partition(".")[0]
        fields = getattr(form, "base_fields", {})
        days = {name: one for name, one in fields.items() if isinstance(one, forms.DateField)}
        if app in APPS and days:
            found[f"{app}.{form.__name__}"] = days
    return found


def test_every_day_that_is_typed_names_the_first_and_the_last_that_can_be_meant(at):
    found = _days()
    assert [name for name, days in found.items() for day in days.values() if type(day) is not DayField] == []
    bounds = {name: {field: day.bounds for field, day in days.items()} for name, days in found.items()}
    assert bounds == {
        name: {field: (FIRST, last) for field, last in days.items()} for name, days in LAST_DAYS.items()
    }


def test_no_field_takes_a_day_beyond_its_own_and_each_says_which_it_takes(at):
    day = dt.timedelta(days=1)
    for name, fields in _days().items():
        for label, field in fields.items():
            first, last = field.bounds
            assert (field.clean(str(first)), field.clean(str(last))) == (first, last), (name, label)
            for beyond in (first - day, last + day, dt.date(1900, 1, 1), dt.date(2207, 1, 1)):
                with pytest.raises(forms.ValidationError) as refused:
                    field.clean(str(beyond))
                [sentence] = refused.value.messages
                assert f"Give a day from {day_text(first)} to {day_text(last)}" in sentence
                assert ("look at the year" in sentence) == (beyond.year in (1900, 2207))
                assert sentence.startswith("That day is still to come.") == (beyond > last == clock.today())
            for short in ("26-05-05", "05/05/26", "5 May 26"):
                with pytest.raises(forms.ValidationError, match="all four digits"):
                    field.clean(short)


def test_every_day_that_a_form_makes_for_itself_is_bounded_too():
    """A field that is no attribute of its form: the first day of a schedule that the committee grants."""
    inside = [
        (path.name, words)
        for path in CODE
        if "forms" in path.parts
        for words in re.findall(r'": DayField\((.*?)\),?\n', path.read_text())
    ]
    assert inside == [("determinations.py", 'label="From", **BEGINS')]


@pytest.mark.parametrize(
    "typed",
    ["1989-12-31", "1900-01-01", "0026-05-05", "26-05-05", "05/05/26", "5 May 26", "2207-01-01", "9999-12-31",
     "2036-12-31", "2026-13-01", "2026-02-30", "yesterday", "\u0662\u0660\u0662\u0666-05-05x"],
)  # fmt: skip
def test_a_year_that_nobody_means_is_refused_with_a_sentence(typed, at):
    with pytest.raises(Exception) as refused:
        DayField(**LASTS).clean(typed)
    [sentence] = refused.value.messages
    assert sentence.startswith("Give a day ")


@pytest.mark.parametrize(
    "typed", ["1990-01-01", "2026-06-01", "2036-06-01", "5 May 2026", "May 5, 2026", "05/14/2026"]
)
def test_a_day_that_can_be_meant_is_taken(typed, at):
    assert FIRST <= DayField(**LASTS).clean(typed) <= years_ahead(clock.today())


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
