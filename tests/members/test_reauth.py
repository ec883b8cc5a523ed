"""Showing again who one is before what cannot be undone."""

import datetime as dt

import pytest
from django.core import signing
from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as all_pages
from members import clock
from members.actions import fresh
from members.models import FreshSignIn, Notice
from members.reauth import SALT, fresh_required
from members.refusals import Refused

PURPOSE = "sign the test"


@fresh_required(PURPOSE)
def signing_page(request):
    return HttpResponse(f"signed: {request.POST.get('words', 'nothing yet')}")


urlpatterns = [*all_pages, path("signing/", signing_page)]
pytestmark = pytest.mark.urls(__name__)


def code_sent():
    return Notice.objects.filter(kind="fresh_code").first().context["code"]


def test_who_has_neither_password_nor_second_factor_gets_a_code_by_mail(client, candidate, sign_in):
    sign_in(client, candidate, fresh=False)
    asked = client.get("/signing/", follow=True)
    [(where, _)] = asked.redirect_chain
    assert where.startswith("/again/")
    assert where.endswith("?next=%2Fsigning%2F")
    assert f"Before you can {PURPOSE}" in asked.content.decode()
    answer = client.post(where, {"code": code_sent()}, follow=True)
    assert answer.content == b"signed: nothing yet"
    assert client.get("/signing/").content == b"signed: nothing yet"


def test_what_was_typed_is_kept_and_goes_on(client, candidate, sign_in):
    sign_in(client, candidate, fresh=False)
    where = client.post("/signing/", {"words": "so be it"})["Location"]
    client.get(where)
    assert client.post(where, {"code": code_sent()}).content == b"signed: so be it"


def test_a_wrong_code_is_refused_five_times_and_then_even_the_right_one(client, candidate, sign_in):
    sign_in(client, candidate, fresh=False)
    where = client.get("/signing/")["Location"]
    client.get(where)
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    answers = [client.post(where, {"code": wrong}).status_code for _ in range(5)]
    last = client.post(where, {"code": right})
    assert (answers, last.status_code) == ([409] * 5, 409)
    assert "five tries" in last.content.decode()
    assert client.get("/signing/").status_code == 302


def test_a_code_serves_one_session_one_purpose_one_time(candidate):
    row = fresh.send_code(by=candidate, session_key="a", purpose=PURPOSE)
    code = code_sent()
    for session, purpose in (("b", PURPOSE), ("a", "cast a ballot")):
        with pytest.raises(Refused):
            fresh.confirm_code(by=candidate, session_key=session, purpose=purpose, code=code)
    fresh.confirm_code(by=candidate, session_key="a", purpose=PURPOSE, code=f" {code[:3]} {code[3:]} ")
    assert fresh.is_confirmed(candidate, "a", PURPOSE) is True
    assert fresh.is_confirmed(candidate, "b", PURPOSE) is False
    with pytest.raises(Refused):
        fresh.confirm_code(by=candidate, session_key="a", purpose=PURPOSE, code=code)
    row.refresh_from_db()
    assert code not in row.code_hash


def test_a_code_and_what_it_opened_last_ten_minutes_of_real_time(candidate, at, time_machine):
    start = clock.real_now()
    time_machine.move_to(start, tick=False)
    fresh.send_code(by=candidate, session_key="a", purpose=PURPOSE)
    time_machine.move_to(start + dt.timedelta(minutes=10, seconds=1), tick=False)
    with pytest.raises(Refused, match="older than ten minutes"):
        fresh.confirm_code(by=candidate, session_key="a", purpose=PURPOSE, code=code_sent())
    fresh.send_code(by=candidate, session_key="a", purpose=PURPOSE)
    fresh.confirm_code(by=candidate, session_key="a", purpose=PURPOSE, code=code_sent())
    at(dt.date(2028, 1, 1))
    assert fresh.is_confirmed(candidate, "a", PURPOSE) is True
    time_machine.move_to(start + dt.timedelta(minutes=21), tick=False)
    assert fresh.is_confirmed(candidate, "a", PURPOSE) is False


def test_asking_again_within_a_minute_sends_no_second_code(candidate):
    for _ in range(2):
        fresh.send_code(by=candidate, session_key="a", purpose=PURPOSE)
    assert (FreshSignIn.objects.count(), Notice.objects.count()) == (1, 1)


def test_an_account_with_a_password_uses_it(client, candidate):
    candidate.set_password("a long password of mine")
    candidate.save()
    client.post("/account/login/", {"login": candidate.email, "password": "a long password of mine"})
    client.force_login(candidate, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = client.get("/signing/")["Location"]
    assert where == "/account/reauthenticate/?next=%2Fsigning%2F"
    answer = client.post(where, {"password": "a long password of mine", "next": "/signing/"}, follow=True)
    assert answer.content == b"signed: nothing yet"


def test_a_forged_purpose_is_no_page(client, candidate, sign_in):
    sign_in(client, candidate, fresh=False)
    forged = signing.dumps("give away the shop", salt=f"{SALT}.other")
    assert client.get(f"/again/{forged}/").status_code == 404


def test_the_button_of_the_demonstration_counts_nowhere_else(client, candidate, sign_in, settings):
    sign_in(client, candidate)
    assert client.get("/signing/").status_code == 200
    settings.APP_MODE = "production"
    assert client.get("/signing/").status_code == 302
