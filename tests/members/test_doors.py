"""A session alone proves nothing: no page of signing in changes a row before one has shown who one is.

Generated over every address of the sign-in library: a new one that nobody thought of fails here.
"""

import datetime as dt
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.test import Client
from django.urls import get_resolver, reverse

import members.urls
from members import clock
from members.actions import fresh
from members.actions.fresh import Showing
from members.enums import Means
from members.models import FreshSignIn, Notice, Person
from members.reauth import fresh_required
from members.views.doors import ASKED, GONE, OPEN, door
from tests.matrix.house import _walk

PASSWORD = "a long password of mine"
LIBRARY = ("account", "mfa", "usersessions")
OURS = {one.name for one in members.urls.urlpatterns}
ROUTES = sorted({name for name in _walk(get_resolver(), ()) if name.split("_")[0] in LIBRARY} - OURS)
CHANGES = [name for name in ROUTES if name not in OPEN | GONE]
UNTOLD = {"session", "freshsignin", "logentry", "usersession"}


def rows():
    """Every row there is, but sessions, what was shown, and what was mailed to show it."""
    found = {}
    for model in apps.get_models():
        if model._meta.model_name in UNTOLD:
            continue
        found[model._meta.label] = list(model._default_manager.order_by("pk").values())
    secret = ("fresh_code", "sign_in_mail")
    found["members.Notice"] = [row for row in found["members.Notice"] if row["kind"] not in secret]
    return found


@pytest.fixture
def treasurer_in(client, treasurer, settings):
    """The Treasurer's session, and nothing else: as a thief finds it."""
    settings.APP_MODE = "production"
    EmailAddress.objects.create(user=treasurer, email=treasurer.email, primary=True, verified=True)
    client.force_login(treasurer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def with_everything(treasurer_in, treasurer):
    """The same where the Treasurer has an app, a passkey, recovery codes and another session."""
    totp.TOTP.activate(treasurer, totp.generate_totp_secret())
    data = {"name": "Phone", "credential": {}}
    Authenticator.objects.create(user=treasurer, type=Authenticator.Type.WEBAUTHN, data=data)
    RecoveryCodes.activate(treasurer)
    other = Client()
    other.force_login(treasurer, backend="allauth.account.auth_backends.AuthenticationBackend")
    for one in (treasurer_in, other):
        UserSession.objects.create(
            user=treasurer, session_key=one.session.session_key, ip="192.0.2.1", user_agent="A browser"
        )
    return treasurer_in


def arguments(name, person):
    passkey = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).first()
    return {
        "mfa_remove_webauthn": [passkey.pk if passkey else 1],
        "mfa_edit_webauthn": [passkey.pk if passkey else 1],
        "account_reset_password_from_key": ["1", "forged"],
    }.get(name, [])


TYPED = {
    "email": "thief@example.org",
    "action_add": "",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "oldpassword": PASSWORD,
    "name": "Thief's",
    "code": "123456",
    "credential": "{}",
}
BODIES = [
    {},
    TYPED,
    {"email": "thief@example.org", "action_primary": ""},
    {"email": "theo.rasure@example.org", "action_remove": ""},
    {"email": "theo.rasure@example.org", "action_send": ""},
]


def nothing(client, person, where):
    """Signed in, and nothing shown since."""


def stale(client, person, where):
    shown(client, person, where)
    old = clock.real_now() - dt.timedelta(minutes=11)
    FreshSignIn.objects.update(used_at=old)


def for_another_act(client, person, where):
    showing = Showing(person, client.session.session_key, "cast your ballot", where)
    fresh.note_shown(showing=showing, means=Means.PASSWORD)


def for_another_thing(client, person, where):
    for purpose, _ in ASKED.values():
        showing = Showing(person, client.session.session_key, purpose, "/elsewhere/")
        fresh.note_shown(showing=showing, means=Means.PASSWORD)


def in_another_session(client, person, where):
    for purpose, _ in ASKED.values():
        fresh.note_shown(showing=Showing(person, "another", purpose, where), means=Means.PASSWORD)


def used_up(client, person, where):
    shown(client, person, where)
    FreshSignIn.objects.update(spent_at=clock.real_now())


def shown(client, person, where):
    for purpose, _ in ASKED.values():
        showing = Showing(person, client.session.session_key, purpose, where)
        fresh.note_shown(showing=showing, means=Means.PASSWORD)


BARE = [nothing, stale, for_another_act, for_another_thing, in_another_session, used_up]


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("how", BARE, ids=lambda how: how.__name__)
def test_a_bare_session_changes_nothing(with_everything, treasurer, name, how):
    where = reverse(name, args=arguments(name, treasurer))
    how(with_everything, treasurer, where)
    before, password = rows(), Person.objects.get(pk=treasurer.pk).password
    for body in BODIES:
        answer = with_everything.post(where, body)
        if name in CHANGES:
            assert (answer.status_code, answer["Location"].split("/")[1]) == (302, "again"), body
        assert rows() == before, body
        if name == "account_logout":
            break
    assert Person.objects.get(pk=treasurer.pk).password == password
    if name != "account_logout":
        assert treasurer.usersession_set.count() == 2


@pytest.mark.parametrize("name", CHANGES)
def test_every_page_that_changes_something_says_before_which_act_it_asks(name):
    assert door(name, lambda request: None).asks_again
    assert name in ASKED


def test_a_page_of_a_library_that_nobody_thought_of_asks():
    assert door("mfa_new_fashion", lambda request: None).asks_again == "change how you sign in"
    assert set(ASKED) | OPEN | GONE == set(ROUTES), "no page is named that is not there"


@pytest.mark.parametrize("name", sorted(GONE))
def test_there_is_no_showing_that_holds_for_everything(with_everything, name):
    assert with_everything.get(reverse(name)).status_code == 404
    assert with_everything.post(reverse(name), {"password": PASSWORD}).status_code == 404


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_download_recovery_codes"])
def test_recovery_codes_are_shown_to_nobody_who_has_not_shown_who_they_are(with_everything, treasurer, name):
    [code, *_] = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert with_everything.get(reverse(name)).status_code == 302
    shown(with_everything, treasurer, reverse(name))
    assert code in with_everything.get(reverse(name)).content.decode()


def code_for(address, kind="fresh_code"):
    notice = Notice.objects.filter(kind=kind, address=address).order_by("-pk").first()
    if kind == "fresh_code":
        return notice.context["code"]
    return re.search(r"^[0-9A-Z-]{6,}$", notice.context["body"], re.MULTILINE).group()


def show_by_code(client, answer, address):
    where = answer["Location"]
    client.get(where)
    return client.post(where, {"code": code_for(address)})


def told(address):
    return [one.context["what"] for one in Notice.objects.filter(kind="sign_in_changed", address=address)]


def test_a_first_password_is_set_with_a_code_to_the_address_on_record(treasurer_in, treasurer):
    answer = treasurer_in.get("/account/password/set/")
    show_by_code(treasurer_in, answer, treasurer.email)
    typed = {"password1": PASSWORD, "password2": PASSWORD}
    assert treasurer_in.post("/account/password/set/", typed).status_code == 302
    assert Person.objects.get(pk=treasurer.pk).check_password(PASSWORD)
    assert told(treasurer.email) == ["A password was set"]
    assert treasurer_in.get("/account/password/change/")["Location"].startswith("/again/")


def test_a_password_is_not_kept_with_what_was_typed(treasurer_in):
    typed = {"password1": PASSWORD, "password2": PASSWORD}
    treasurer_in.post("/account/password/set/", typed)
    assert PASSWORD not in str(dict(treasurer_in.session))


def test_a_password_is_changed_with_the_old_one(treasurer_in, treasurer):
    treasurer.set_password(PASSWORD)
    treasurer.save()
    treasurer_in.force_login(treasurer, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = treasurer_in.get("/account/password/change/")["Location"]
    assert treasurer_in.post(where, {"password": PASSWORD})["Location"] == "/account/password/change/"
    new = {"password1": f"{PASSWORD} two", "password2": f"{PASSWORD} two"}
    assert treasurer_in.post("/account/password/change/", new).status_code == 302
    assert Person.objects.get(pk=treasurer.pk).check_password(f"{PASSWORD} two")
    assert told(treasurer.email) == ["The password was changed"]


def add_address(client, old, new):
    answer = client.post("/account/email/", {"email": new, "action_add": ""})
    return show_by_code(client, answer, old)


def test_an_address_is_added_and_then_gets_the_mail_each_with_a_code_to_the_old(treasurer_in, treasurer):
    old, new = treasurer.email, "theo.new@example.org"
    add_address(treasurer_in, old, new)
    assert not Person.objects.with_address(new).exists(), "not before it is shown to be theirs"
    confirming = {"code": code_for(new, "sign_in_mail"), "action": "verify"}
    treasurer_in.post("/account/confirm-email/", confirming)
    assert Person.objects.get(pk=treasurer.pk).email == old
    answer = treasurer_in.post("/account/email/", {"email": new, "action_primary": ""})
    assert Person.objects.get(pk=treasurer.pk).email == old
    show_by_code(treasurer_in, answer, old)
    assert Person.objects.get(pk=treasurer.pk).email == new
    rows = treasurer.emailaddress_set.order_by("email").values_list("email", "primary")
    assert list(rows) == [(new, True), (old, False)]
    added, moved = "An address was added, with which you can sign in", "Mail to you goes to another"
    for address in (old, new):
        assert [one.partition(" of ")[0] for one in told(address)] == [moved, added]


def test_a_code_for_one_address_changes_to_no_other(treasurer_in, treasurer):
    answer = treasurer_in.post("/account/email/", {"email": "mine@example.org", "action_add": ""})
    show = answer["Location"]
    treasurer_in.get(show)
    other = treasurer_in.post("/account/email/", {"email": "thief@example.org", "action_add": ""})
    treasurer_in.get(other["Location"])
    codes = Notice.objects.filter(kind="fresh_code").order_by("pk")
    first, second = [one.context["code"] for one in codes]
    if first != second:
        assert treasurer_in.post(other["Location"], {"code": first}).status_code == 409
    treasurer_in.post(show, {"code": first})
    again = treasurer_in.post("/account/email/", {"email": "thief@example.org", "action_add": ""})
    assert again["Location"].startswith("/again/")
    mailed = Notice.objects.filter(kind="sign_in_mail").values_list("address", flat=True)
    assert list(mailed) == ["mine@example.org"]


def test_codes_go_to_the_address_that_stood_when_they_were_asked_for(treasurer_in, treasurer):
    answer = treasurer_in.get("/account/password/set/")
    treasurer_in.get(answer["Location"])
    Person.objects.filter(pk=treasurer.pk).update(email="thief@example.org")
    notice = Notice.objects.get(kind="fresh_code")
    assert (notice.person, notice.address) == (None, treasurer.email)


def test_an_app_is_added_and_its_recovery_codes_seen_with_one_showing(
    treasurer_in, treasurer, django_capture_on_commit_callbacks
):
    answer = treasurer_in.get("/account/2fa/totp/activate/")
    show_by_code(treasurer_in, answer, treasurer.email)
    treasurer_in.get("/account/2fa/totp/activate/")
    secret = treasurer_in.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        done = treasurer_in.post("/account/2fa/totp/activate/", {"code": code})
    assert done["Location"] == "/account/2fa/recovery-codes/"
    assert treasurer_in.get(done["Location"]).status_code == 200
    assert treasurer_in.get(done["Location"]).status_code == 302
    assert "An authenticator app was added" in told(treasurer.email)


def test_a_reset_by_link_is_told(client, treasurer):
    treasurer.set_password(PASSWORD)
    treasurer.save()
    EmailAddress.objects.create(user=treasurer, email=treasurer.email, primary=True, verified=True)
    client.post("/account/password/reset/", {"email": treasurer.email})
    body = Notice.objects.get(kind="sign_in_mail").context["body"]
    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", body).group(1)
    form = client.get(link)["Location"]
    client.post(form, {"password1": f"{PASSWORD} two", "password2": f"{PASSWORD} two"})
    assert told(treasurer.email) == ["The password was set anew with a link sent to this address"]


def test_who_is_told_learns_what_to_do(treasurer_in, treasurer, membership_officer):
    from members.letters import text_of

    add_address(treasurer_in, treasurer.email, "new@example.org")
    confirming = {"code": code_for("new@example.org", "sign_in_mail"), "action": "verify"}
    treasurer_in.post("/account/confirm-email/", confirming)
    added = text_of(Notice.objects.get(kind="sign_in_changed", address=treasurer.email))
    assert ": new@example.org." in added
    assert "sign in with a code sent to this address" in added
    answer = treasurer_in.post("/account/email/", {"email": "new@example.org", "action_primary": ""})
    show_by_code(treasurer_in, answer, treasurer.email)
    text = text_of(Notice.objects.filter(kind="sign_in_changed", address=treasurer.email).latest("pk"))
    assert "it was theo.rasure@example.org and is new@example.org" in text
    assert "Mo Officer (mo.officer@example.org)" in text


def test_every_view_that_asks_can_be_found():
    asks = fresh_required("sign something")(lambda request: None)
    assert asks.asks_again == "sign something"
