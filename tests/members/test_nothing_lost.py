"""Nothing typed is lost: to a session that ended, a sign-in elsewhere, a limit, another window."""

import json

import pytest
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from credentialing.actions.application import draft_version
from credentialing.models import Application
from members.forms import PageForm
from members.forms.base import SaysLimits
from tests.credentialing.stages import WORDS, drafted

pytestmark = pytest.mark.django_db
OURS = ("members", "supervision", "intensives", "credentialing")


@pytest.fixture
def case(candidate, at):
    return drafted(candidate)


@pytest.fixture
def browser(candidate, sign_in) -> Client:
    """A browser in which the candidate is signed in, that checks as a real one does."""
    client = sign_in(Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"}), candidate)
    assert client.get(reverse("home")).status_code == 200
    return client


def token(client: Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


def ended(client: Client) -> None:
    """The session ends as sessions do, somewhere else; the browser keeps the rest of its cookies."""
    client.session.flush()


def typed(client: Client, url: str) -> dict[str, str]:
    client.get(url)
    return {**WORDS, "reasons": "Typed for an hour.", **seen(), **token(client)}


def seen() -> dict[str, str]:
    """The mark that a page shown now carries."""
    return {"seen": draft_version(Application.objects.get())}


def test_a_form_sent_after_the_session_has_ended_comes_back_after_sign_in(browser, case, candidate, sign_in):
    url = reverse("credentialing:application", args=[case.pk])
    words = typed(browser, url)
    ended(browser)
    answer = browser.post(url, words)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
    back = browser.session["typed_forms"]
    assert Application.objects.get().reasons == WORDS["reasons"]
    sign_in(browser, candidate)
    (key,) = back
    shown = browser.get(f"{url}?typed={key}")
    assert "Typed for an hour." in shown.content.decode()
    assert "You had been signed out." in shown.content.decode()
    assert Application.objects.get().reasons == WORDS["reasons"]
    done = browser.post(url, {**words, **token(browser)})
    assert (done.status_code, Application.objects.get().reasons) == (302, "Typed for an hour.")


def test_what_one_person_typed_is_never_offered_to_another(browser, case, stranger, sign_in):
    url = reverse("credentialing:application", args=[case.pk])
    words = typed(browser, url)
    ended(browser)
    browser.post(url, words)
    (key,) = browser.session["typed_forms"]
    sign_in(browser, stranger)
    assert "Typed for an hour." not in browser.get(f"{url}?typed={key}", follow=True).content.decode()


def test_whoever_signed_out_left_nothing_behind(browser, case):
    url = reverse("credentialing:application", args=[case.pk])
    words = typed(browser, url)
    signed_out = browser.post(reverse("account_logout"), token(browser))
    assert signed_out.status_code == 302
    browser.get(reverse("account_login"))
    browser.post(url, {**words, **token(browser)})
    assert "typed_forms" not in browser.session


def test_a_page_older_than_the_sign_in_comes_back_with_what_was_typed(browser, case):
    url = reverse("credentialing:application", args=[case.pk])
    words = {**typed(browser, url), "csrfmiddlewaretoken": "x" * 64}
    answer = browser.post(url, words)
    assert answer.status_code == 302
    shown = browser.get(answer.url).content.decode()
    assert "Typed for an hour." in shown
    assert "older than your sign-in" in shown
    assert Application.objects.get().reasons == WORDS["reasons"]


def test_a_form_of_another_site_is_refused_and_not_offered(browser, case):
    url = reverse("credentialing:application", args=[case.pk])
    words = {**typed(browser, url), "csrfmiddlewaretoken": "x" * 64}
    answer = browser.post(url, words, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "typed_forms" not in browser.session


def test_no_secret_is_kept(browser, case):
    url = reverse("credentialing:application", args=[case.pk])
    words = {**typed(browser, url), "password1": "secret"}
    ended(browser)
    browser.post(url, words)
    assert "typed_forms" not in browser.session


def test_a_limit_is_said_and_nothing_is_cut():
    from django import forms

    class Short(PageForm):
        word = forms.CharField(max_length=5)

    form = Short({"word": "abcdefg"})
    assert "maxlength" not in form.as_p()
    assert form.errors["word"] == ["At most 5 characters; this has 7."]


def test_a_draft_keeps_what_changed_and_notices_another_window(client, sign_in, case, candidate):
    sign_in(client, candidate)
    url = reverse("credentialing:application_autosave", args=[case.pk])
    first = client.post(url, {"reasons": "To lea", **seen()})
    assert (first.status_code, first.json()["kept"]) == (200, ["reasons"])
    assert first.json()["sentence"].startswith("Saved at ")
    row = Application.objects.get()
    assert (row.reasons, row.degree) == ("To lea", WORDS["degree"])
    elsewhere = client.post(url, {"reasons": "To lead", "seen": first.json()["seen"]})
    assert elsewhere.status_code == 200
    late = client.post(url, {"degree": "PhD", "seen": first.json()["seen"]})
    assert (late.status_code, late.json()["sentence"][:10]) == (409, "Not saved:")
    assert Application.objects.get().degree == WORDS["degree"]


def test_a_page_is_not_another_window_to_itself_and_what_comes_late_overwrites_nothing(
    client, sign_in, case, candidate
):
    sign_in(client, candidate)
    url = reverse("credentialing:application_autosave", args=[case.pk])
    shown = seen()
    for turn, text in ((1, "To"), (3, "To lead well"), (2, "To lead")):
        answer = client.post(url, {"reasons": text, "page": "p1", "turn": turn, **shown})
        assert answer.status_code == 200
    assert Application.objects.get().reasons == "To lead well"
    other = client.post(url, {"reasons": "Else", "page": "p2", "turn": 1, **shown})
    assert other.status_code == 409
    client.post(url, {"reasons": "Meanwhile", "page": "p3", "turn": 1, **seen()})
    late = client.post(url, {"reasons": "To lead well!", "page": "p1", "turn": 4, **shown})
    assert (late.status_code, Application.objects.get().reasons) == (409, "Meanwhile")


def test_a_draft_says_saved_only_of_what_was(client, sign_in, case, candidate, stranger):
    sign_in(client, candidate)
    url = reverse("credentialing:application_autosave", args=[case.pk])
    answer = client.post(url, {"degree": "x" * 121, "reasons": "More", **seen()})
    told = answer.json()
    assert (answer.status_code, told["kept"]) == (422, ["reasons"])
    assert told["sentence"] == "Not saved: Degree and licence. At most 120 characters; this has 121."
    assert (Application.objects.get().reasons, Application.objects.get().degree) == ("More", WORDS["degree"])
    out = Client().post(url, {"reasons": "Still typing"})
    assert (out.status_code, json.loads(out.content)["sentence"][:16]) == (401, "You are signed o")
    assert sign_in(client, stranger).post(url, {"reasons": "Mine"}).status_code == 404
    assert Application.objects.get().reasons == "More"


def test_no_form_of_ours_cuts_what_is_pasted():
    ours = [form for form in every_form(BaseForm) if form.__module__.split(".")[0] in OURS]
    assert len(ours) > 30
    cutting = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in ours
        if not issubclass(form, SaysLimits)
        for name, field in form.base_fields.items()
        if "maxlength" in field.widget.attrs
    ]
    assert cutting == []


def every_form(kind):
    """Every form class there is under a kind."""
    for one in kind.__subclasses__():
        yield one
        yield from every_form(one)
