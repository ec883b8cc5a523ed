"""A row of a person that was read before somebody else changed it brings nothing back when it is saved."""

import pytest
from django.db import IntegrityError
from django.test import RequestFactory

from members.middleware import answer
from members.models import Person

pytestmark = pytest.mark.django_db


def test_a_stale_row_writes_what_was_changed_on_it_and_nothing_else(candidate, stranger):
    stale = Person.objects.get(pk=candidate.pk)
    Person.objects.filter(pk=candidate.pk).update(is_active=False, email="new@example.org", name="Renamed")
    stale.set_password("written late")
    stale.save()
    now = Person.objects.get(pk=candidate.pk)
    assert (now.is_active, now.email, now.name) == (False, "new@example.org", "Renamed")
    assert now.check_password("written late")


def test_what_was_changed_is_written_and_nothing_twice(candidate, django_assert_num_queries):
    one = Person.objects.get(pk=candidate.pk)
    one.name, one.time_zone = "Maya Else", "Europe/Berlin"
    one.save()
    now = Person.objects.get(pk=candidate.pk)
    assert (now.name, now.time_zone) == ("Maya Else", "Europe/Berlin")
    with django_assert_num_queries(0):
        one.save()
    one.refresh_from_db()
    one.name = "Maya Again"
    one.save()
    assert Person.objects.get(pk=candidate.pk).name == "Maya Again"


def test_somebody_new_is_written_whole(db):
    made = Person(name="New", email="new@example.org")
    made.save()
    made.name = "Newer"
    made.save()
    found = Person.objects.get(pk=made.pk)
    assert (found.name, found.email) == ("Newer", "new@example.org")


def test_the_log_of_a_fault_names_nobody(caplog, settings):
    settings.DEBUG = False
    cause = ValueError("duplicate key\nDETAIL:  Key (email)=(maya@example.org) already exists.")
    fault = IntegrityError("duplicate key\nDETAIL:  Key (email)=(maya@example.org) already exists.")
    fault.__cause__ = cause
    assert answer(RequestFactory().get("/"), fault).status_code == 500
    assert "duplicate key" in caplog.text
    assert "maya@example.org" not in caplog.text


def test_what_a_partial_write_left_out_is_still_written_later(candidate):
    one = Person.objects.get(pk=candidate.pk)
    one.name, one.time_zone = "Maya Else", "Europe/Berlin"
    one.save(update_fields=["name"])
    assert Person.objects.get(pk=candidate.pk).time_zone == ""
    one.save()
    assert Person.objects.get(pk=candidate.pk).time_zone == "Europe/Berlin"
