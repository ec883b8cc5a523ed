"""The pages from enquiry to the two reviews, by the people who open them."""

import datetime as dt

import pytest
from django.urls import reverse

from credentialing.actions.application import draft_version, send_application
from credentialing.actions.experience import add_experience, ask_attestation
from credentialing.actions.review import review_application
from credentialing.actions.supervisor import ask
from credentialing.enums import ExperienceKind
from credentialing.models import (
    Application,
    ApplicationReview,
    Attestation,
    Case,
    ExperienceView,
    PriorExperience,
)
from credentialing.open_tasks import tasks_for
from members.models import AccessEntry, Credential
from supervision.models import SupervisorRequest
from tests.cast import ApprovalFactory
from tests.credentialing.stages import WORDS, drafted, sent, with_supervisor

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture(autouse=True)
def june(at):
    """It is 1 June 2026."""


@pytest.fixture
def as_(client, sign_in):
    """Sign somebody in and return the client."""
    return lambda person: sign_in(client, person)


def where(name: str, *args) -> str:
    return reverse(f"credentialing:{name}", args=args)


def fresh(client, url: str) -> dict[str, str]:
    """The token of the form as a browser would send it back."""
    response = client.get(url)
    assert response.status_code == 200, url
    return {"once": response.context["form"]["once"].value()}


def text(response) -> str:
    return response.content.decode()


def test_one_begins_and_lands_in_the_draft(as_, candidate):
    client = as_(candidate)
    url = where("begin")
    response = client.post(url, {**fresh(client, url), "then": "apply"})
    case = Case.objects.get()
    assert (response.status_code, response.url, case.state) == (302, where("application", case.pk), "draft")
    assert client.get(url).url == where("application", case.pk)


def test_one_opens_a_file_alone_first(as_, candidate):
    client = as_(candidate)
    url = where("begin")
    assert client.post(url, {**fresh(client, url), "then": "later"}).url == reverse("home")
    assert Case.objects.get().state == "enquiry"
    assert client.get(where("application", Case.objects.get().pk)).url == url


def test_a_visitor_is_asked_to_sign_in(client, candidate):
    case = drafted(candidate)
    for name in ("application", "policy", "recording", "send_application", "withdraw", "review_application"):
        assert client.get(where(name, case.pk)).status_code == 302


OWN = (
    "policy", "recording", "send_application", "ask_supervisor", "agreement", "announce_payment", "withdraw",
    "more",
)  # fmt: skip


@pytest.mark.parametrize("name", [*OWN, "application"])
def test_the_own_pages_are_for_the_candidate(as_, candidate, stranger, name):
    case = drafted(candidate)
    assert as_(candidate).get(where(name, case.pk)).status_code == 200
    assert as_(stranger).get(where(name, case.pk)).status_code == 404


@pytest.mark.parametrize("name", [name for name in OWN if name != "agreement"])
def test_an_officer_without_the_right_gets_403_on_the_own_pages(as_, candidate, council1, name):
    case = drafted(candidate)
    assert as_(council1).get(where(name, case.pk)).status_code == 403


def test_the_draft_is_saved_incomplete_and_says_what_is_missing(as_, candidate):
    client = as_(candidate)
    case = drafted(candidate)
    url = where("application", case.pk)
    typed = {**WORDS, "reasons": "", "degree": "DO", "institution": "", **fresh(client, url), **seen()}
    assert client.post(url, typed).url == url
    assert Application.objects.get().degree == "DO"
    page = text(client.get(url))
    assert "Why you seek the credential" in page
    assert "One thing still missing." in page


def test_too_long_a_text_is_refused_with_what_was_typed_still_there(as_, candidate):
    client = as_(candidate)
    case = drafted(candidate)
    url = where("application", case.pk)
    response = client.post(
        url, {**WORDS, "degree": "x" * 121, "practice": "A new place", **fresh(client, url)}
    )
    assert response.status_code == 422
    assert "A new place" in text(response)
    assert "x" * 121 in text(response)
    assert Application.objects.get().degree == "MD"


def test_what_is_typed_is_kept_meanwhile_and_what_is_too_long_is_named(as_, candidate):
    client = as_(candidate)
    case = drafted(candidate)
    url = where("application_autosave", case.pk)
    answer = client.post(url, {**WORDS, "reasons": "To lea", **seen()})
    assert (answer.status_code, Application.objects.get().reasons) == (200, "To lea")
    assert "Saved at" in answer.json()["sentence"]
    answer = client.post(url, {**WORDS, "degree": "x" * 121, "reasons": "More", **seen()})
    assert "Not saved: Degree and licence." in answer.json()["sentence"]
    assert (Application.objects.get().degree, Application.objects.get().reasons) == ("MD", "More")
    assert client.get(url).status_code == 405


def seen() -> dict[str, str]:
    """The mark that a page shown now carries."""
    return {"seen": draft_version(Application.objects.get())}


def test_the_application_is_checked_and_sent_once(as_, candidate):
    client = as_(candidate)
    case = drafted(candidate)
    url = where("send_application", case.pk)
    token = fresh(client, url)
    assert client.post(url, token).url == reverse("home")
    assert Case.objects.get().state == "under_review"
    again = client.post(url, token)
    assert again.status_code == 409
    assert "This was not done" in text(again)
    assert Application.objects.get().round == 1


def test_an_incomplete_application_is_refused_on_its_page(as_, candidate):
    client = as_(candidate)
    case = drafted(candidate)
    Application.objects.update(reasons="")
    url = where("send_application", case.pk)
    response = client.post(url, fresh(client, url))
    assert response.status_code == 409
    assert "The application still lacks: why you seek the credential." in text(response)


def test_a_sent_application_is_a_document_and_each_opening_is_logged(as_, candidate, ccc_member):
    case = sent(candidate)
    assert "Family medicine, Portland" in text(as_(candidate).get(where("application", case.pk)))
    assert AccessEntry.objects.count() == 0
    assert "Family medicine, Portland" in text(as_(ccc_member).get(where("application", case.pk)))
    entry = AccessEntry.objects.get()
    assert (entry.by, entry.about, entry.kind) == (ccc_member, candidate, "application")


def test_policy_and_recording_are_noted(as_, candidate):
    client = as_(candidate)
    case = drafted(candidate)
    url = where("policy", case.pk)
    assert client.post(url, fresh(client, url)).status_code == 422
    assert client.post(url, {**fresh(client, url), "read": "on"}).status_code == 302
    url = where("recording", case.pk)
    late = {"kind": "video", "arranged_on": "2026-06-02", **fresh(client, url)}
    response = client.post(url, late)
    assert response.status_code == 422
    assert "That day is still to come." in text(response)
    assert client.post(url, {**late, "arranged_on": "2026-05-30", **fresh(client, url)}).status_code == 302
    assert Application.objects.get().recording_arranged_on == D(2026, 5, 30)


@pytest.mark.parametrize("kind", ExperienceKind.values)
def test_each_kind_of_experience_asks_for_its_own_fields_and_is_added(as_, candidate, kind):
    client = as_(candidate)
    case = drafted(candidate)
    url = where("experience_add", case.pk, kind)
    typed = {
        "title": "Tuesdays", "start": "2020-01-01", "end": "2023-01-01", "group_start": "2019-01-01",
        "meetings_per_month": "2", "theory_training": "yes", "leader_name": "Lea Dare",
        "ongoing_debriefing": "no",
    }  # fmt: skip
    assert client.post(url, {**typed, **fresh(client, url)}).status_code == 302
    assert PriorExperience.objects.get().kind == kind
    wrong = client.post(url, {**typed, "end": "2019-01-01", **fresh(client, url)})
    assert wrong.status_code == 422
    assert "The last day is before the first." in text(wrong)


def test_a_second_experience_of_a_kind_is_refused_with_a_sentence(as_, candidate):
    client = as_(candidate)
    case = drafted(candidate)
    add_experience(case=case, by=candidate, kind="co_leading", title="One", start=D(2020, 1, 1))
    url = where("experience_add", case.pk, "co_leading")
    typed = {"title": "Two", "start": "2021-01-01", "leader_name": "Lea Dare", "ongoing_debriefing": "no"}
    typed |= fresh(client, url)
    response = client.post(url, typed)
    assert response.status_code == 409
    assert "This kind of experience is named already." in text(response)
    assert PriorExperience.objects.count() == 1


def test_the_named_leader_attests_on_one_page(as_, candidate, co_leader, stranger, chair):
    Credential.objects.create(person=co_leader, number="ABS-7", code="xyz", awarded_on=D(2015, 1, 1))
    case = drafted(candidate)
    one = add_experience(
        case=case, by=candidate, kind="co_leading", title="Residents", leader=co_leader,
        start=D(2022, 1, 1), end=D(2025, 1, 1), ongoing_debriefing=True,
    )  # fmt: skip
    ask_attestation(experience=one, by=candidate)
    url = where("attest", one.pk)
    assert as_(stranger).get(url).status_code == 404
    assert as_(chair).get(url).status_code == 403
    assert as_(candidate).get(url).status_code == 403
    client = as_(co_leader)
    assert [task.label for task in tasks_for(co_leader)] == ["Attest to your co-leading with Maya Ferreira"]
    assert client.post(url, {"time": "on", **fresh(client, url)}).status_code == 422
    assert client.post(url, {"time": "on", "debriefing": "yes", **fresh(client, url)}).status_code == 302
    assert Attestation.objects.get().debriefing_confirmed is True
    assert "You have attested" in text(client.get(url))
    assert tasks_for(co_leader) == []


def test_a_supervisor_is_chosen_from_the_list_and_the_request_taken_back(as_, candidate, supervisor):
    client = as_(candidate)
    case = drafted(candidate)
    url = where("ask_supervisor", case.pk)
    assert "Primary care groups; sees video." in text(client.get(url))
    assert client.post(url, {"message": "Hello", **fresh(client, url)}).status_code == 422
    chosen = {"supervisor": supervisor.pk, "message": "Thursdays?", **fresh(client, url)}
    assert client.post(url, chosen).status_code == 302
    assert "Waiting for Sylvia Marsh" in text(client.get(url))
    back = where("withdraw_ask", case.pk, SupervisorRequest.objects.get().pk)
    assert client.post(back, fresh(client, back)).status_code == 302
    assert "Ask a supervisor" in text(client.get(url))


def test_the_coordinator_suggests_on_a_page_of_its_own(
    as_, candidate, supervisor, coordinator, chair, stranger
):
    case = drafted(candidate)
    url = where("suggest_supervisor", case.pk)
    assert as_(chair).get(url).status_code == 403
    assert as_(stranger).get(url).status_code == 404
    client = as_(coordinator)
    assert "Sylvia Marsh: 0 of 3 places taken" in text(client.get(url))
    assert (
        client.post(url, {"supervisor": supervisor.pk, "message": "", **fresh(client, url)}).status_code
        == 302
    )


# Review


def test_the_review_page_warns_and_records_views_and_outcome(
    as_, candidate, chair, coordinator, ccc_member, stranger
):
    case = drafted(candidate)
    one = add_experience(case=case, by=candidate, kind="other", title="A course", start=D(2020, 1, 1))
    send_application(case=case, by=candidate)
    url = where("review_application", case.pk)
    assert as_(stranger).get(url).status_code == 404
    assert as_(ccc_member).get(url).status_code == 403
    assert as_(candidate).get(url).status_code == 403
    client = as_(chair)
    page = text(client.get(url))
    assert "No supervisor has said yes so far." in page
    assert "Recording of the groups is not arranged so far." in page
    typed = {
        "role": "ccc_chair",
        "outcome": "return",
        "reason": "",
        f"counts_{one.pk}": "yes",
        f"why_{one.pk}": "Good",
    }
    response = client.post(url, {**typed, **fresh(client, url)})
    assert response.status_code == 422
    assert "Give the reason in a sentence or two." in text(response)
    typed["outcome"] = "approve"
    assert client.post(url, {**typed, **fresh(client, url)}).url == where("case", case.pk)
    assert (ApplicationReview.objects.get().outcome, ExperienceView.objects.get().reason) == (
        "approve",
        "Good",
    )
    assert AccessEntry.objects.filter(by=chair, about=candidate, kind="application").exists()
    assert "Your review is given; the other one is still due." in text(client.get(url))


def test_reviews_that_differ_lead_to_a_second_look(as_, candidate, chair, coordinator):
    case = sent(candidate)
    review_application(case=case, role="ccc_chair", by=chair, outcome="approve")
    review_application(
        case=case, role="coordinator_of_supervision", by=coordinator, outcome="decline", reason="No group."
    )
    client = as_(coordinator)
    assert "The two reviews differ." in text(client.get(where("review_application", case.pk)))
    url = where("second_look", case.pk)
    assert client.post(url, {"reason": "", **fresh(client, url)}).status_code == 422
    assert client.post(url, {"reason": "It has begun.", **fresh(client, url)}).status_code == 302
    assert Application.objects.get().round == 2


def test_a_reviewer_who_supervises_the_candidate_is_told_so_and_not_stopped(as_, candidate, chair):
    ApprovalFactory(person=chair)
    case = with_supervisor(sent(candidate), chair)
    client = as_(chair)
    url = where("review_application", case.pk)
    assert "You are this candidate&#x27;s supervisor, or are asked to be." in text(client.get(url))
    typed = {"role": "ccc_chair", "outcome": "approve", "reason": "", **fresh(client, url)}
    assert client.post(url, typed).status_code == 302


# Ways out, and asking


def test_one_withdraws_and_begins_anew(as_, candidate):
    client = as_(candidate)
    case = sent(candidate)
    url = where("withdraw", case.pk)
    assert client.post(url, {"reason": "", **fresh(client, url)}).url == reverse("home")
    assert client.get(where("begin")).url == where("new_attempt", case.pk)
    url = where("new_attempt", case.pk)
    new = client.post(url, fresh(client, url))
    assert new.url == where("application", Case.objects.latest("pk").pk)
    assert Case.objects.latest("pk").previous == case
    assert client.get(where("more", case.pk)).status_code == 200


def test_the_chair_closes_a_file_on_a_page_and_nobody_else(as_, candidate, chair, coordinator, stranger):
    case = sent(candidate)
    url = where("close_file", case.pk)
    assert as_(stranger).get(url).status_code == 404
    assert as_(coordinator).get(url).status_code == 403
    client = as_(chair)
    assert client.post(url, {"reason": "", **fresh(client, url)}).status_code == 422
    assert client.post(url, {"reason": "No answer.", **fresh(client, url)}).url == where("case", case.pk)
    assert Case.objects.get().state == "closed"


def test_the_committee_is_asked_from_a_page_each(as_, candidate, chair, stranger):
    case = sent(candidate)
    client = as_(candidate)
    assert client.get(where("ask_committee", case.pk, "nothing")).status_code == 404
    for kind in ("schedule", "exception"):
        url = where("ask_committee", case.pk, kind)
        assert client.post(url, {"reason": "", **fresh(client, url)}).status_code == 422
        assert client.post(url, {"reason": "A rural clinic.", **fresh(client, url)}).status_code == 302
        again = client.post(url, {"reason": "Once more.", **fresh(client, url)})
        assert again.status_code == 409
        assert "The committee has been asked this already." in text(again)
        assert "Once more." in text(again)
    url = where("ask_committee", case.pk, "in-lieu")
    assert client.post(url, {"reason": "Three years.", **fresh(client, url)}).status_code == 409
    assert as_(chair).get(where("ask_committee", case.pk, "schedule")).status_code == 403
    assert as_(chair).get(where("ask_committee", case.pk, "exception")).status_code == 200
    assert as_(stranger).get(where("ask_committee", case.pk, "exception")).status_code == 404


def test_what_can_be_done_now_says_why_the_rest_cannot(as_, candidate, supervisor):
    case = drafted(candidate)
    ask(case=case, by=candidate, supervisor=supervisor)
    page = text(as_(candidate).get(where("more", case.pk)))
    assert "A supervisor has been asked and has not answered yet." in page
    assert where("withdraw", case.pk) in page
