"""Signing in: by a code, by a password, by joining; on the demonstration by a button."""

import re

import pytest

from members.demo import DemoRole, register
from members.models import Notice, Person
from tests.cast import PersonFactory


def code_in_outbox():
    body = Notice.objects.filter(kind="sign_in_mail").first().context["body"]
    return re.search(r"^[0-9A-Z-]{6,}$", body, re.MULTILINE).group()


def test_a_known_person_signs_in_by_a_code(client, candidate, mailoutbox):
    client.post("/account/login/code/", {"email": candidate.email.upper()})
    answer = client.post("/account/login/code/confirm/", {"code": code_in_outbox()})
    assert (answer.status_code, answer["Location"]) == (302, "/home/")
    assert client.get("/me/").context["user"] == candidate
    assert mailoutbox == [], "no request talks to the mail server"


def test_a_person_with_a_password_signs_in(client, candidate):
    candidate.set_password("a long password of mine")
    candidate.save()
    candidate.emailaddress_set.create(email=candidate.email, verified=True, primary=True)
    answer = client.post("/account/login/", {"login": candidate.email, "password": "a long password of mine"})
    assert (answer.status_code, answer["Location"]) == (302, "/home/")


def test_a_newcomer_joins_with_name_and_profession(client, db):
    joined = {"email": "new@example.org", "name": "Nora Newcomer", "profession": "chaplain"}
    client.post("/account/signup/", joined)
    answer = client.post("/account/confirm-email/", {"code": code_in_outbox()})
    assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.email, person.name, person.profession) == ("new@example.org", "Nora Newcomer", "chaplain")
    assert client.get("/me/").context["user"] == person


def test_whether_an_address_is_known_is_not_told(client, candidate):
    known = client.post("/account/login/code/", {"email": candidate.email})
    client.cookies.clear()
    unknown = client.post("/account/login/code/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.fixture
def demonstration(settings, db):
    settings.DEMO_SIGN_IN = True
    register(DemoRole("somebody@demo.example", "Somebody", "finds something"))
    return PersonFactory(name="Some Body", email="somebody@demo.example")


def test_one_button_signs_in_on_the_demonstration(client, demonstration):
    assert "Be Some" in client.get("/demo/").content.decode()
    answer = client.post("/demo/sign-in/", {"person": demonstration.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/home/")
    assert client.get("/me/").context["user"] == demonstration


def test_nobody_else_can_be_become(client, demonstration, candidate):
    assert client.post("/demo/sign-in/", {"person": candidate.pk}).status_code == 404
    assert client.post("/demo/sign-in/", {"person": "x"}).status_code == 404
    assert client.get("/demo/sign-in/", {"person": demonstration.pk}).status_code == 405


@pytest.mark.parametrize("ask", ["get", "post"])
@pytest.mark.parametrize("address", ["/demo/", "/demo/sign-in/", "/demo/clock/"])
def test_there_is_no_such_page_outside_the_demonstration(client, demonstration, settings, ask, address):
    settings.DEMO_SIGN_IN = False
    answer = getattr(client, ask)(address, {"person": demonstration.pk, "to": "2030-01-01"})
    assert answer.status_code in ((404, 405) if ask == "get" else (404,))
    assert "_auth_user_id" not in client.session


def test_the_clock_of_the_demonstration_moves_forward_only(client, demonstration):
    from members import clock

    assert client.post("/demo/clock/", {"to": "2031-05-06"}).status_code == 302
    assert clock.today().isoformat() == "2031-05-06"
    assert client.post("/demo/clock/", {"to": "2031-05-05"}).status_code == 409
    assert client.post("/demo/clock/", {"to": "yesterday"}).status_code == 422
    assert clock.today().isoformat() == "2031-05-06"
