"""One address is one text, however it is typed or pasted, and whoever writes it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from members.actions.people import add_person
from members.addresses import plain
from members.models import Notice, Person
from members.refusals import Refused
from supervision.actions.co_leaders import set_co_leader
from supervision.models import BalintGroup

pytestmark = pytest.mark.django_db
KEPT = "anna.muller@bücher.example"
TYPED = [
    "Anna.Muller@Bücher.example",
    "ANNA.MULLER@BÜCHER.EXAMPLE",
    " anna.muller@bücher.example ",
    "\u200banna.muller@bücher.example",
    "anna.muller@bücher.example\u00a0",
    "\ufeffanna.muller@bücher.example",
    "anna.muller@bu\u0308cher.example",
    "anna.\u200dmuller@bü\u00adcher.example",
    "\u202aanna.muller@bücher.example\u202c",
    "anna.muller@bücher.example\r\n",
]


@pytest.mark.parametrize("typed", TYPED)
def test_every_way_of_typing_is_one_address(typed):
    assert plain(typed) == KEPT


@pytest.mark.parametrize("typed", TYPED)
def test_somebody_added_by_it_is_found_by_it(typed, membership_officer):
    made = add_person(by=membership_officer, name="Anna Müller", email=typed)
    made.refresh_from_db()
    assert made.email == KEPT
    for other in TYPED:
        assert Person.objects.get(email=other) == made
        with pytest.raises(Refused, match="Somebody uses this address already"):
            add_person(by=membership_officer, name="Another", email=other)


@pytest.mark.parametrize("typed", ["Anna.Muller@Bücher.example", "\u200banna.muller@bücher.example "])
def test_who_was_added_with_a_capital_signs_in_and_joining_answers(typed, membership_officer):
    add_person(by=membership_officer, name="Anna Muller", email=typed)
    client = Client()
    asked = client.post(reverse("account_request_login_code"), {"email": "anna.muller@bücher.example"})
    assert asked.status_code == 302
    assert Notice.objects.filter(address="anna.muller@bücher.example", kind="sign_in_mail").exists()
    joined = Client().post(
        reverse("account_signup"), {"email": typed, "name": "Anna Muller", "profession": "physician"}
    )
    assert joined.status_code in (200, 302, 422)
    assert Person.objects.filter(name="Anna Muller").count() == 1


@pytest.mark.parametrize("typed", ["Anna@b.example", "anna@b.example\u200b", "anna @b.example"])
def test_the_database_keeps_no_other_form(typed, candidate):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE members_person SET email = %s WHERE id = %s", [typed, candidate.pk])


def test_a_co_leader_is_found_by_a_pasted_address(candidate, co_leader, at):
    group = BalintGroup.objects.create(leader=candidate, name="Riverside", setting="medical")
    pasted = f"\u200b{co_leader.email.upper()} "
    made = set_co_leader(by=candidate, group=group, start=dt.date(2026, 5, 1), email=pasted)
    assert made.person == co_leader
