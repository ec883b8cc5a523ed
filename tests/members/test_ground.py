"""Settings, clock, errors and health."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory

from members import clock
from members.actions import heartbeats
from members.middleware import answer
from members.models import ClockOffset, Heartbeat
from members.refusals import Refused, Stale

HOUSE = Path(__file__).resolve().parents[2]
STRONG = {
    "APP_MODE": "production",
    "SECRET_KEY": "kJ8s-Qm3x_Tz61vWb9YrLd2NfHc7PgEo4RuXaSiVtC0MqBnZ5wDy",
    "ALLOWED_HOSTS": "credentialing.example.org",
    "BASE_URL": "https://credentialing.example.org",
    "EMAIL_URL": "smtp+tls://sender:secret@mail.example.org:587",
}


def started(**changes):
    """Load the settings in a process of their own; return its last line of complaint."""
    env = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    command = [sys.executable, "-c", "import config.settings"]
    env |= {**STRONG, **changes}
    done = subprocess.run(command, cwd=HOUSE, env=env, capture_output=True, text=True, check=False)
    return done.stderr.strip().splitlines()[-1] if done.returncode else ""


def test_a_strong_production_starts():
    assert started() == ""


@pytest.mark.parametrize(
    "weak, named",
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + STRONG["SECRET_KEY"]}, "SECRET_KEY"),
        ({"DEBUG": "on"}, "DEBUG"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ".example.org"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"DEMO_SIGN_IN": "on"}, "DEMO_SIGN_IN"),
        ({"MOVABLE_CLOCK": "on"}, "MOVABLE_CLOCK"),
        ({"BASE_URL": "http://credentialing.example.org"}, "BASE_URL"),
        ({"EMAIL_URL": ""}, "EMAIL_URL"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL"),
        ({"EMAIL_URL": "smtp://sender:secret@mail.example.org:587"}, "EMAIL_URL"),
        ({"APP_MODE": "staging"}, "APP_MODE"),
    ],
)
def test_a_weak_production_refuses_to_start_and_names_the_setting(weak, named):
    complaint = started(**weak)
    assert complaint.startswith("django.core.exceptions.ImproperlyConfigured")
    assert named in complaint


def test_the_clock_moves_for_everybody_and_real_time_does_not(at):
    before = clock.real_now()
    at(dt.date(2031, 5, 6))
    assert clock.today() == dt.date(2031, 5, 6)
    assert clock.real_now() - before < dt.timedelta(minutes=1)
    assert ClockOffset.objects.count() == 1


def test_a_request_reads_the_clock_once(at, django_assert_num_queries):
    at(dt.date(2031, 5, 6))
    with django_assert_num_queries(1), clock.reading():
        assert [clock.today() for _ in range(3)] == [dt.date(2031, 5, 6)] * 3


def test_the_clock_does_not_move_in_production(settings, db):
    settings.MOVABLE_CLOCK = False
    with pytest.raises(RuntimeError):
        clock.move_to_day(dt.date(2031, 5, 6))


def test_the_day_is_the_society_s_own_at_midnight(db, time_machine):
    time_machine.move_to(dt.datetime(2026, 6, 2, 3, 59, tzinfo=dt.UTC), tick=False)
    assert clock.today() == dt.date(2026, 6, 1)
    time_machine.move_to(dt.datetime(2026, 6, 2, 4, 0, tzinfo=dt.UTC), tick=False)
    assert clock.today() == dt.date(2026, 6, 2)


def test_hours_are_shown_in_one_s_own_zone_and_days_in_the_society_s(client, candidate, chair, sign_in, at):
    from members.access import look

    at(dt.date(2026, 6, 1))
    candidate.time_zone = "Europe/Berlin"
    candidate.save()
    look(chair, candidate, "application", 1)
    page = sign_in(client, candidate).get("/me/openings/").content.decode()
    assert "1 June 2026, 18:00" in page


def ask():
    request = RequestFactory().post("/somewhere/")
    request.session = {}
    return request


@pytest.mark.parametrize("kind", [Refused, Stale])
def test_a_refusal_that_nobody_caught_is_a_page_with_its_sentence(kind, db):
    page = answer(ask(), kind("The vote has closed."))
    assert (page.status_code, "The vote has closed." in page.content.decode()) == (409, True)


def test_a_fault_is_a_page_with_a_reference_that_stands_in_the_log(db, caplog):
    page = answer(ask(), ZeroDivisionError("secret detail"))
    reference = caplog.records[-1].getMessage().split()[1]
    assert (page.status_code, reference in page.content.decode()) == (500, True)
    assert "secret detail" not in page.content.decode()
    assert caplog.records[-1].exc_info is not None


def test_health_tells_who_is_silent(client, db):
    assert client.get("/health/").status_code == 503
    heartbeats.beat(name="worker")
    heartbeats.beat(name="beat")
    assert client.get("/health/").status_code == 200
    Heartbeat.objects.filter(name="worker").update(at=clock.real_now() - dt.timedelta(minutes=5))
    page = client.get("/health/")
    assert (page.status_code, page.content.decode().count("silent")) == (503, 1)


def test_no_page_allows_inline_script_or_style(client, db):
    policy = client.get("/verify/")["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "script-src 'self'" in policy
