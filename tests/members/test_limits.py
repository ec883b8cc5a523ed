"""Tries are counted, also at the same moment, and by whose they are: nobody uses up another's."""

import os
import subprocess
import sys
import threading

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from members.models import Notice
from tests.conftest import HOUSE

PASSWORD = "a long password of mine"
TOO_MANY = "too many"


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def owner(treasurer):
    treasurer.set_password(PASSWORD)
    treasurer.save()
    EmailAddress.objects.create(user=treasurer, email=treasurer.email, primary=True, verified=True)
    return treasurer


def sign_in(person, password=PASSWORD, *, ip="192.0.2.1", forwarded=None, where="account_login"):
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    client = Client(REMOTE_ADDR=ip, **more)
    typed = {"login": person.email, "password": password, "username": person.email}
    return client.post(reverse(where), typed, follow=False)


def is_in(answer):
    return answer.status_code == 302 and answer["Location"] == "/home/"


def test_five_wrong_passwords_are_tried_and_no_more(owner):
    for _ in range(5):
        assert sign_in(owner, "wrong").status_code == 200
    assert TOO_MANY in sign_in(owner).content.decode().lower()


@pytest.mark.parametrize("forwarded", [None, "198.51.100.{n}", "203.0.113.9, 198.51.100.{n}"])
def test_without_a_trusted_proxy_a_visitor_does_not_choose_an_address(owner, settings, forwarded):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    for n in range(12):
        sign_in(owner, "wrong", forwarded=forwarded and forwarded.format(n=n))
    assert not is_in(sign_in(owner, forwarded="198.51.100.200"))


@pytest.mark.parametrize("spoofed", ["", "203.0.113.{n}, ", "not an address {n}, , "])
def test_behind_a_proxy_each_has_an_address_of_their_own(owner, settings, spoofed):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    proxy = "10.0.0.1"
    for n in range(12):
        sign_in(owner, "wrong", ip=proxy, forwarded=f"{spoofed.format(n=n)}198.51.100.66")
    assert not is_in(sign_in(owner, ip=proxy, forwarded=f"{spoofed.format(n=99)}198.51.100.66"))
    assert is_in(sign_in(owner, ip=proxy, forwarded="198.51.100.7"))


def test_behind_two_proxies_the_last_but_one_counts(owner, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    for n in range(12):
        sign_in(owner, "wrong", forwarded=f"203.0.113.{n}, 198.51.100.66, 10.0.0.2")
    assert not is_in(sign_in(owner, forwarded="198.51.100.66, 10.0.0.2"))
    assert is_in(sign_in(owner, forwarded="198.51.100.7, 10.0.0.2"))


@pytest.mark.parametrize("forwarded", [None, "198.51.100.7", "nonsense", "nonsense, nonsense"])
def test_who_comes_past_the_proxies_is_counted_by_the_connection(owner, settings, forwarded):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert sign_in(owner, "wrong", forwarded=forwarded).status_code == 200


def test_nobody_keeps_another_from_signing_in(owner):
    for _ in range(30):
        sign_in(owner, "wrong", ip="198.51.100.66")
    assert is_in(sign_in(owner, ip="192.0.2.7"))


def test_from_very_many_addresses_an_account_meets_a_hundred_tries_an_hour(owner):
    answers = [sign_in(owner, "wrong", ip=f"198.51.{n % 100}.{n}").content.decode() for n in range(103)]
    assert [TOO_MANY in answer.lower() for answer in answers] == [False] * 100 + [True] * 3
    owner.usersession_set.create(session_key="x", ip="192.0.2.7", user_agent="A browser")
    assert is_in(sign_in(owner, ip="192.0.2.7")), "an address it was used from goes on"


def test_right_passwords_are_no_tries(owner):
    for n in range(110):
        cache.delete_many([])
        assert is_in(sign_in(owner, ip=f"198.51.{n}.7"))


def test_nobody_fills_a_box_and_nobody_closes_it_to_its_owner(owner):
    def ask(ip):
        where, typed = reverse("account_request_login_code"), {"email": owner.email}
        return Client(REMOTE_ADDR=ip).post(where, typed).status_code

    assert [ask("198.51.100.66") for _ in range(5)] == [302] * 3 + [429] * 2
    assert ask("192.0.2.7") == 302
    assert Notice.objects.filter(kind="sign_in_mail", address=owner.email).count() == 4


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password", "account_signup"])
def test_each_page_that_mails_counts(owner, name):
    typed = {"email": owner.email, "name": "Somebody", "profession": "nurse"}
    answers = [Client().post(reverse(name), typed).status_code for _ in range(4)]
    assert (answers[:3], answers[3]) == ([302] * 3, 429)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["account_login", "admin:login"])
def test_a_hundred_wrong_passwords_at_once_are_not_all_tried(owner, where, monkeypatch):
    tried, gate = [], threading.Barrier(100)
    monkeypatch.setattr(type(owner), "check_password", lambda self, raw: tried.append(raw) and False)

    def once():
        gate.wait()
        try:
            sign_in(owner, "wrong", where=where)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=once) for _ in range(100)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(tried) <= 5


SETTINGS = {
    "APP_MODE": "production",
    "SECRET_KEY": "".join(chr(33 + n % 90) for n in range(60)),
    "ALLOWED_HOSTS": "society.example.org",
    "BASE_URL": "https://society.example.org",
    "EMAIL_URL": "smtp://mail.example.org:587",
}


def said(name, **more):
    code = f"from config import settings; print(settings.{name})"
    keep = {word: os.environ[word] for word in ("PATH", "DATABASE_URL") if word in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**keep, **SETTINGS, **more},
        cwd=HOUSE,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("told, trusted", [({}, "None"), ({"TRUST_FORWARDED_PROTO": "true"}, "https")])
def test_the_forwarded_protocol_is_trusted_only_when_told(told, trusted):
    assert trusted in said("SECURE_PROXY_SSL_HEADER", **told)


def test_the_number_of_proxies_comes_from_the_environment():
    assert said("ALLAUTH_TRUSTED_PROXY_COUNT") == "0"
    assert said("ALLAUTH_TRUSTED_PROXY_COUNT", ALLAUTH_TRUSTED_PROXY_COUNT="2") == "2"


@pytest.mark.parametrize("trusted, status", [(None, 301), (("HTTP_X_FORWARDED_PROTO", "https"), 200)])
def test_what_a_visitor_says_of_the_protocol_is_not_believed(db, settings, trusted, status):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, trusted
    assert Client().get("/verify/", HTTP_X_FORWARDED_PROTO="https").status_code == status


def test_the_web_server_believes_no_protocol_on_its_own():
    """Gunicorn would take the header from any proxy on the same machine."""
    command = [sys.executable, "-m", "gunicorn", "--print-config", "config.wsgi:application"]
    keep = {**os.environ, **SETTINGS}
    done = subprocess.run(command, env=keep, cwd=HOUSE, capture_output=True, check=True, text=True)
    [line] = [line for line in done.stdout.splitlines() if line.startswith("secure_scheme_headers")]
    assert line.partition("=")[2].strip() == "{}"
