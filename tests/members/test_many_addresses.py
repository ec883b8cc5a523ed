"""A person has one or more addresses with their history, each proved, one for the mail."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.db import DatabaseError, transaction
from django.test import Client

from members.actions.founding import appoint_first_officer
from members.actions.imports import Verdict, apply_import
from members.actions.people import add_person
from members.models import Address, Notice, Person
from members.refusals import Refused
from tests.cast import PersonFactory

pytestmark = pytest.mark.django_db
PAGE, CONFIRM = "/account/email/", "/account/confirm-email/"
OTHER = "maya@clinic.example"


def code_to(address: str) -> str:
    """The newest code that went to the address."""
    notice = Notice.objects.filter(address=address, kind__in=("fresh_code", "sign_in_mail")).latest("pk")
    if notice.kind == "fresh_code":
        return notice.context["code"]
    return re.search(r"^[0-9A-Z-]{6,}$", notice.context["body"], re.MULTILINE).group()


def sign_in_at(address: str) -> tuple[Client, int]:
    """A new browser that signs in with a code to the address."""
    client = Client()
    client.post("/account/login/code/", {"email": address})
    notice = Notice.objects.filter(address=address, kind="sign_in_mail").order_by("pk").last()
    found = re.search(r"^[0-9A-Z-]{6,}$", notice.context["body"], re.MULTILINE) if notice else None
    answer = client.post("/account/login/code/confirm/", {"code": found.group() if found else "NONE-SENT"})
    return client, answer.status_code


def act(client: Client, address: str, what: str, by: str):
    """Send the form, and show by a code to `by` who one is."""
    answer = client.post(PAGE, {"email": address, what: ""})
    assert answer["Location"].startswith("/again/")
    client.get(answer["Location"])
    return client.post(answer["Location"], {"code": code_to(by)})


def add(client: Client, address: str, by: str) -> None:
    act(client, address, "action_add", by)
    client.post(CONFIRM, {"code": code_to(address)})


def in_use(person: Person) -> set[str]:
    return set(person.addresses.in_use().values_list("address", flat=True))


def told(address: str) -> list[str]:
    rows = Notice.objects.filter(kind="sign_in_changed", address=address).order_by("pk")
    return [row.context["what"] for row in rows]


@pytest.fixture
def inside(candidate):
    """Maya's browser, signed in with a code."""
    client, status = sign_in_at(candidate.email)
    assert status == 302
    return client


def test_one_can_sign_in_with_each_of_them_and_mail_goes_to_one(inside, candidate):
    first = candidate.email
    add(inside, OTHER, first)
    candidate.refresh_from_db()
    assert (candidate.email, in_use(candidate)) == (first, {first, OTHER})
    for address in (first, OTHER.upper()):
        client, status = sign_in_at(address.lower())
        assert status == 302
        assert client.get("/me/").context["user"] == candidate
    page = inside.get(PAGE).content.decode()
    assert OTHER in page
    assert "messages go here" in page


def test_a_password_serves_with_each_of_them(inside, candidate):
    add(inside, OTHER, candidate.email)
    candidate.set_password("a long password of mine")
    candidate.save()
    answer = Client().post("/account/login/", {"login": OTHER, "password": "a long password of mine"})
    assert (answer.status_code, answer["Location"]) == (302, "/home/")


def test_another_gets_the_mail_and_the_one_before_signs_in_still(inside, candidate):
    first = candidate.email
    add(inside, OTHER, first)
    act(inside, OTHER, "action_primary", first)
    candidate.refresh_from_db()
    assert (candidate.email, in_use(candidate)) == (OTHER, {first, OTHER})
    assert sign_in_at(first)[1] == 302
    assert told(first)[-1] == told(OTHER)[-1] == "Mail to you goes to another of your addresses"


def test_one_is_ended_and_stays_on_record(inside, candidate, membership_officer, client, sign_in):
    first = candidate.email
    add(inside, OTHER, first)
    act(inside, OTHER, "action_remove", first)
    candidate.refresh_from_db()
    assert (candidate.email, in_use(candidate)) == (first, {first})
    ended = candidate.addresses.former().get()
    assert (ended.address, ended.by, ended.ended_by, ended.source) == (OTHER, candidate, candidate, "own")
    assert told(OTHER)[-1].startswith("An address of yours was ended")
    assert "Used before" in inside.get(PAGE).content.decode()
    Notice.objects.all().delete()
    assert sign_in_at(OTHER)[1] != 302
    sign_in(client, membership_officer)
    page = client.get(f"/society/people/{candidate.pk}/").content.decode()
    assert OTHER in page
    found = client.get("/society/people/", {"who": OTHER}).content.decode()
    assert candidate.name in found


def test_the_one_with_the_mail_and_the_last_do_not_end(inside, candidate):
    first = candidate.email
    act(inside, first, "action_remove", first)
    assert in_use(candidate) == {first}
    add(inside, OTHER, first)
    act(inside, first, "action_remove", first)
    assert in_use(candidate) == {first, OTHER}


def test_nothing_is_added_chosen_or_ended_by_a_bare_session(inside, candidate):
    first = candidate.email
    add(inside, OTHER, first)
    acts = {"action_add": "thief@example.org", "action_primary": OTHER, "action_remove": OTHER}
    for what, address in acts.items():
        assert inside.post(PAGE, {"email": address, what: ""})["Location"].startswith("/again/")
    candidate.refresh_from_db()
    assert (candidate.email, in_use(candidate)) == (first, {first, OTHER})


def test_five_are_the_most(inside, candidate):
    for at in range(4):
        add(inside, f"maya{at}@example.org", candidate.email)
    act(inside, "maya5@example.org", "action_add", candidate.email)
    assert len(in_use(candidate)) == 5
    assert "Five are the most" in inside.get(PAGE).content.decode()


# Whose an address is


def test_one_in_use_by_another_cannot_be_had(inside, candidate, treasurer):
    act(inside, treasurer.email, "action_add", candidate.email)
    inside.post(CONFIRM, {"code": code_to(treasurer.email)})
    assert (in_use(candidate), in_use(treasurer)) == ({candidate.email}, {treasurer.email})


def test_a_former_one_is_no_other_persons_before_they_show_that_it_is(
    inside, candidate, membership_officer, treasurer
):
    add(inside, OTHER, candidate.email)
    act(inside, OTHER, "action_remove", candidate.email)
    with pytest.raises(Refused, match="Maya Ferreira used this address until"):
        add_person(by=membership_officer, name="Somebody Else", email=OTHER)
    assert Person.objects.filter(name="Somebody Else").count() == 0
    client, _ = sign_in_at(treasurer.email)
    add(client, OTHER, treasurer.email)
    assert in_use(treasurer) == {treasurer.email, OTHER}
    assert told(candidate.email)[-1] == "An address that you used before has become somebody else's"
    assert set(Person.objects.formerly_at(OTHER)) == {candidate}


def test_an_officer_gives_nobody_an_address_in_use_beside_another(inside, candidate, membership_officer):
    add(inside, OTHER, candidate.email)
    with pytest.raises(Refused, match="Somebody uses this address already"):
        add_person(by=membership_officer, name="Somebody Else", email=OTHER.upper())
    joining = Client()
    joining.post("/account/signup/", {"email": OTHER, "name": "N", "profession": "nurse"})
    assert Person.objects.filter(name="N").count() == 0


def test_the_first_officer_is_found_by_any_address(db):
    person = PersonFactory(name="Olga", email="olga@example.org")
    EmailAddress.objects.create(user=person, email=OTHER, verified=True)
    assert appoint_first_officer(name="Olga", email=OTHER, start=dt.date(2026, 1, 1)) == person


def test_a_spreadsheet_finds_people_by_each_of_them_and_asks_about_a_former_one(
    inside, candidate, membership_officer
):
    first, former = candidate.email, "maya.before@example.org"
    add(inside, OTHER, first)
    EmailAddress.objects.create(user=candidate, email=former, verified=True)
    EmailAddress.objects.get(email=former).delete()
    people, held = Person.objects.count(), candidate.memberships.count()
    known = f"{OTHER.upper()},Maya Ferreira,2000-01-01,2000-12-31"
    unsure = f"{former},Maya Ferreira,2001-01-01,2001-12-31"
    text = f"email,name,start,end\n{known}\n{unsure}\n"
    plan = apply_import(by=membership_officer, text=text)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW_PERIOD, Verdict.FAULT]
    asked = plan.rows[1].fault
    assert "Maya Ferreira used this address until" in asked
    assert f"give the address they use now ({first})" in asked
    assert (Person.objects.count(), candidate.memberships.count()) == (people, held + 1)


# What the database holds


def test_the_history_follows_whoever_writes(db):
    person = PersonFactory(email="one@example.org")
    assert in_use(person) == {"one@example.org"}
    EmailAddress.objects.create(user=person, email="one@example.org", primary=True, verified=True)
    EmailAddress.objects.create(user=person, email="two@example.org", verified=True)
    EmailAddress.objects.create(user=person, email="unproved@example.org")
    assert in_use(person) == {"one@example.org", "two@example.org"}
    Person.objects.filter(pk=person.pk).update(email="two@example.org")
    assert in_use(person) == {"one@example.org", "two@example.org"}
    Person.objects.filter(pk=person.pk).update(email="three@example.org")
    assert in_use(person) == {"one@example.org", "three@example.org"}
    assert not EmailAddress.objects.filter(email="two@example.org").exists(), "nobody signs in with it"
    Person.objects.filter(pk=person.pk).update(email=None)
    assert in_use(person) == set()
    ended = {one.address for one in person.addresses.former()}
    assert ended == {"one@example.org", "two@example.org", "three@example.org"}


def refused(deed) -> bool:
    try:
        with transaction.atomic():
            deed()
    except DatabaseError:
        return True
    return False


def test_the_database_keeps_what_was():
    person, other = PersonFactory(), PersonFactory()
    row = person.addresses.get()
    assert refused(row.delete)
    assert refused(lambda: Address.objects.filter(pk=row.pk).update(address="x@example.org"))
    assert refused(lambda: Address.objects.filter(pk=row.pk).update(person=other))
    assert refused(lambda: Address.objects.filter(pk=row.pk).update(until=row.since)), "mail goes there"
    assert refused(lambda: Address.objects.create(person=other, address=row.address, source="own"))
    assert refused(lambda: EmailAddress.objects.create(user=other, email=row.address, verified=True))
    Address.objects.create(person=other, address="Big@example.org\u200b", source="own")
    assert Address.objects.get(person=other, source="own").address == "big@example.org"
    Person.objects.filter(pk=person.pk).update(email="new@example.org")
    assert refused(lambda: Address.objects.filter(pk=row.pk).update(until=None))
