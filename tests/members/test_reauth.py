"""Showing again who one is before what cannot be undone: for one act on one thing, used up by it."""

import datetime as dt
import threading

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import signing
from django.db import connections
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path

from config.urls import urlpatterns as all_pages
from members import clock
from members.actions import fresh
from members.actions.fresh import Showing
from members.enums import Means
from members.models import FreshSignIn, Notice
from members.reauth import SALT, fresh_required
from members.refusals import Refused

PURPOSE = "sign the test"
PASSWORD = "a long password of mine"
SIGNED = []


@fresh_required(PURPOSE)
def signing_page(request, pk):
    if request.method == "POST" and request.POST.get("words"):
        if request.POST["words"] == "refused":
            raise Refused("Not today.")
        if request.POST["words"] == "incomplete":
            return HttpResponse(f"POST {request.path}: incomplete", status=422)
        SIGNED.append((pk, request.POST["words"]))
        return redirect("/done/")
    return HttpResponse(f"{request.method} {request.path}: {request.POST.get('words', 'nothing yet')}")


urlpatterns = [*all_pages, path("signing/<int:pk>/", signing_page)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def nothing_signed():
    SIGNED.clear()


@pytest.fixture
def bare(client, candidate, sign_in):
    """The candidate, signed in, who has shown nothing since."""
    return sign_in(client, candidate, fresh=False)


def code_sent():
    return Notice.objects.filter(kind="fresh_code").first().context["code"]


def asked(client, words=None, pk=1):
    """Ask for the page, or send its form; return where one is sent."""
    answer = client.post(f"/signing/{pk}/", {"words": words}) if words else client.get(f"/signing/{pk}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/again/")
    return answer["Location"]


def show(client, where):
    """Get the code, and give it."""
    client.get(where)
    return client.post(where, {"code": code_sent()})


def showing(person, session="a", purpose=PURPOSE, thing="1"):
    return Showing(person, session, purpose, thing)


def test_who_has_neither_password_nor_second_factor_gets_a_code_by_mail(bare, candidate):
    where = asked(bare)
    page = bare.get(where).content.decode()
    assert f"Before you can {PURPOSE}" in page
    assert Notice.objects.get(kind="fresh_code").address == candidate.email
    assert show(bare, where)["Location"] == "/signing/1/"
    assert bare.get("/signing/1/").content == b"GET /signing/1/: nothing yet"


def test_what_was_typed_is_kept_and_goes_on(bare):
    answer = show(bare, asked(bare, "so be it"))
    assert (answer.status_code, answer["Location"], SIGNED) == (302, "/done/", [(1, "so be it")])


def test_a_form_that_has_to_be_shown_again_is_shown_at_its_own_address(bare):
    where = asked(bare, "incomplete")
    bare.get(where)
    answer = bare.post(where, {"code": code_sent()}, follow=True)
    [(address, status)] = answer.redirect_chain
    assert (status, address.partition("?")[0]) == (307, "/signing/1/")
    assert (answer.status_code, answer.content) == (422, b"POST /signing/1/: incomplete")
    assert bare.post("/signing/1/", {"words": "complete"})["Location"] == "/done/"
    assert SIGNED == [(1, "complete")]


def test_what_is_shown_serves_one_act(bare):
    show(bare, asked(bare, "once"))
    asked(bare, "twice")
    asked(bare)
    assert SIGNED == [(1, "once")]


def test_what_is_shown_serves_one_thing(bare):
    show(bare, asked(bare))
    asked(bare, "another", pk=2)
    assert bare.post("/signing/1/", {"words": "this"})["Location"] == "/done/"
    assert SIGNED == [(1, "this")]


def test_what_was_refused_uses_nothing_up(bare):
    show(bare, asked(bare))
    assert bare.post("/signing/1/", {"words": "refused"}).status_code == 409
    assert bare.post("/signing/1/", {"words": "allowed"})["Location"] == "/done/"


def test_two_tabs_keep_what_was_typed_in_each(bare):
    first, second = asked(bare, "one", pk=1), asked(bare, "two", pk=2)
    show(bare, first)
    show(bare, second)
    assert SIGNED == [(1, "one"), (2, "two")]


def test_going_back_sends_nothing_twice_and_says_so(bare):
    where = asked(bare, "once")
    show(bare, where)
    for answer in (bare.get(where), bare.post(where, {"code": code_sent()})):
        assert (answer.status_code, answer["Location"]) == (302, "/signing/1/")
    assert "no longer kept" in str(*[one.message for one in bare.get("/me/").context["messages"]][:1])
    assert SIGNED == [(1, "once")]


def test_a_page_that_was_shown_already_goes_on_without_another_code(bare):
    where = asked(bare, "once")
    row = FreshSignIn.objects
    bare.get(where)
    other = asked(bare)
    show(bare, other)
    assert row.count() == 1
    assert b"You have shown it" in bare.get(where).content
    assert bare.post(where)["Location"] == "/done/"


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_at_once_one_uses_it(candidate):
    row = fresh.note_shown(showing=showing(candidate), means=Means.PASSWORD)
    spent, gate = [], threading.Barrier(8)

    def tab():
        gate.wait()
        spent.append(fresh.spend(showing=showing(candidate)))
        connections.close_all()

    tabs = [threading.Thread(target=tab) for _ in range(8)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    assert sorted(spent, key=bool) == [None] * 7 + [row.pk]


def test_a_wrong_code_is_refused_five_times_and_then_even_the_right_one(bare):
    where = asked(bare)
    bare.get(where)
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    answers = [bare.post(where, {"code": wrong}).status_code for _ in range(5)]
    last = bare.post(where, {"code": right})
    assert (answers, last.status_code) == ([409] * 5, 409)
    assert "five tries" in last.content.decode()
    asked(bare)


def test_a_code_serves_one_session_one_purpose_one_thing_one_time(candidate):
    row = fresh.send_code(showing=showing(candidate))
    code = code_sent()
    others = ({"session": "b"}, {"purpose": "cast a ballot"}, {"thing": "2"})
    for other in others:
        with pytest.raises(Refused):
            fresh.confirm_code(showing=showing(candidate, **other), code=code)
    fresh.confirm_code(showing=showing(candidate), code=f" {code[:3]} {code[3:]} ")
    assert fresh.is_shown(showing(candidate)) is True
    assert [fresh.is_shown(showing(candidate, **other)) for other in others] == [False] * 3
    with pytest.raises(Refused):
        fresh.confirm_code(showing=showing(candidate), code=code)
    row.refresh_from_db()
    assert code not in row.code_hash


def test_a_code_and_what_it_opened_last_ten_minutes_of_real_time(candidate, at, time_machine):
    start = clock.real_now()
    time_machine.move_to(start, tick=False)
    fresh.send_code(showing=showing(candidate))
    time_machine.move_to(start + dt.timedelta(minutes=10, seconds=1), tick=False)
    with pytest.raises(Refused, match="older than ten minutes"):
        fresh.confirm_code(showing=showing(candidate), code=code_sent())
    fresh.send_code(showing=showing(candidate))
    fresh.confirm_code(showing=showing(candidate), code=code_sent())
    at(dt.date(2028, 1, 1))
    assert fresh.is_shown(showing(candidate)) is True
    time_machine.move_to(start + dt.timedelta(minutes=21), tick=False)
    assert fresh.is_shown(showing(candidate)) is False
    assert fresh.spend(showing=showing(candidate)) is None


def test_asking_again_within_a_minute_sends_no_second_code(candidate):
    for _ in range(2):
        fresh.send_code(showing=showing(candidate))
    assert (FreshSignIn.objects.count(), Notice.objects.count()) == (1, 1)


def test_a_session_guesses_at_ten_codes_an_hour_and_keeps_nobody_else_from_asking(candidate, time_machine):
    start = clock.real_now()
    for number in range(10):
        time_machine.move_to(start + dt.timedelta(minutes=2 * number), tick=False)
        fresh.send_code(showing=showing(candidate, thing=str(number)))
    with pytest.raises(Refused, match="Ten codes within an hour"):
        fresh.send_code(showing=showing(candidate, thing="eleven"))
    assert fresh.send_code(showing=showing(candidate, session="mine")).pk


def with_password(person):
    person.set_password(PASSWORD)
    person.save()
    return person


def test_an_account_with_a_password_uses_it_for_one_act(client, candidate, sign_in):
    sign_in(client, with_password(candidate), fresh=False)
    where = asked(client, "so be it")
    assert b'name="password"' in client.get(where).content
    assert client.post(where, {"password": "not it"}).status_code == 409
    assert client.post(where, {"password": PASSWORD})["Location"] == "/done/"
    asked(client, "again")
    assert SIGNED == [(1, "so be it")]


def test_an_account_with_a_password_can_have_a_code_instead(client, candidate, sign_in):
    sign_in(client, with_password(candidate), fresh=False)
    where = asked(client, "so be it")
    assert b"?by=code" in client.get(where).content
    assert not Notice.objects.filter(kind="fresh_code").exists()
    client.get(f"{where}?by=code")
    assert client.post(where, {"code": code_sent()})["Location"] == "/done/"


def test_who_has_a_second_factor_shows_that_and_nothing_weaker(client, candidate, sign_in):
    sign_in(client, with_password(candidate), fresh=False)
    TOTP.activate(candidate, generate_totp_secret())
    recovery = RecoveryCodes.activate(candidate).get_unused_codes()
    where = asked(client, "so be it")
    page = client.get(f"{where}?by=code").content
    assert b'name="app_code"' in page
    assert b'name="password"' not in page
    assert not Notice.objects.filter(kind="fresh_code").exists()
    client.post(where, {"password": PASSWORD})
    client.post(where, {"code": "123456"})
    assert client.post(where, {"app_code": "000000"}).status_code == 409
    assert SIGNED == []
    assert client.post(where, {"app_code": recovery[0]})["Location"] == "/done/"


def test_who_has_a_passkey_is_asked_for_it(client, candidate, sign_in):
    sign_in(client, candidate, fresh=False)
    credential = {"name": "Phone", "credential": {}}
    Authenticator.objects.create(user=candidate, type=Authenticator.Type.WEBAUTHN, data=credential)
    from members.reauth import means_of

    assert means_of(candidate) == [Means.PASSKEY]


def test_tries_at_the_password_are_counted(client, candidate, sign_in):
    sign_in(client, with_password(candidate), fresh=False)
    where = asked(client, "so be it")
    for _ in range(12):
        client.post(where, {"password": "not it"})
    answer = client.post(where, {"password": PASSWORD})
    assert (answer.status_code, SIGNED) == (409, [])


@pytest.mark.parametrize("named", ["give away the shop", {"purpose": "x"}, ["x"], 7])
@pytest.mark.parametrize("salt", [SALT, f"{SALT}.other"])
def test_a_forged_purpose_is_no_page(bare, named, salt):
    forged = signing.dumps(named, salt=salt)
    assert bare.get(f"/again/{forged}/").status_code == 404


def test_the_button_of_the_demonstration_counts_nowhere_else(client, candidate, sign_in, settings):
    sign_in(client, candidate)
    assert client.get("/signing/1/").status_code == 200
    settings.APP_MODE = "production"
    asked(client)
