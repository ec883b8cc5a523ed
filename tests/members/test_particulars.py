"""Names and addresses put right by officers: the old value is kept, and no officer takes over an account."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client

from members.actions.credentials import award
from members.actions.particulars import correct_name, propose_address
from members.actions.proposals import confirm, decline
from members.adapter import AccountAdapter
from members.addresses import plain
from members.models import Correction, Notice, Person, Proposal
from members.refusals import Refused, Stale
from tests.cast import PersonFactory

D = dt.date
WHY = "It was misspelt on the form."
NEW = "maya.f@example.com"


@pytest.fixture(autouse=True)
def first_of_june(at):
    at(D(2026, 6, 1))


def rows() -> tuple:
    return tuple(
        list(model.objects.order_by("pk").values()) for model in (Person, Proposal, Correction, Notice)
    )


def told(kind: str, address: str) -> list[dict]:
    return list(Notice.objects.filter(kind=kind, address=address).values_list("context", flat=True))


def sign_in_by_code(address: str) -> Client:
    client = Client()
    client.post("/account/login/code/", {"email": address})
    notice = Notice.objects.filter(kind="sign_in_mail", address=address).first()
    found = re.search(r"^[0-9A-Z-]{6,}$", notice.context.get("body", "") if notice else "", re.MULTILINE)
    if found:
        client.post("/account/login/code/confirm/", {"code": found.group()})
    return client


def test_a_name_is_put_right_with_the_old_one_kept_and_the_person_told(membership_officer, candidate):
    correct_name(by=membership_officer, person=candidate, name="  Dr  María Ferreira ", reason=WHY)
    candidate.refresh_from_db()
    assert candidate.name == "Dr María Ferreira"
    kept = Correction.objects.about(candidate).get()
    assert (kept.was, kept.now, kept.reason) == ("Maya Ferreira", "Dr María Ferreira", WHY)
    assert Notice.objects.get(kind="name_corrected").person == candidate


REFUSED_NAMES = {
    "without a reason": {"reason": " "},
    "the same": {"name": "Maya  Ferreira"},
}


@pytest.mark.parametrize("change", REFUSED_NAMES)
def test_a_name_is_refused(membership_officer, candidate, change):
    before = rows()
    with pytest.raises(Refused):
        correct_name(
            **{
                "by": membership_officer,
                "person": candidate,
                "name": "Else",
                "reason": WHY,
                **REFUSED_NAMES[change],
            }
        )
    assert rows() == before


def test_only_the_membership_officer_and_never_for_themselves(cast, membership_officer):
    before = rows()
    for who in set(cast) - {"membership_officer"}:
        with pytest.raises(Refused):
            correct_name(by=cast[who], person=cast["host"], name="Else", reason=WHY)
        with pytest.raises(Refused):
            propose_address(by=cast[who], person=cast["host"], email=NEW, reason=WHY)
    with pytest.raises(Refused):
        correct_name(by=membership_officer, person=membership_officer, name="Else", reason=WHY)
    with pytest.raises(Refused):
        propose_address(by=membership_officer, person=membership_officer, email=NEW, reason=WHY)
    assert rows() == before


def test_what_a_certificate_said_stays(client, membership_officer, candidate):
    credential = award(person=candidate, on=D(2026, 5, 1))
    correct_name(by=membership_officer, person=candidate, name="Dr María Ferreira", reason=WHY)
    credential.refresh_from_db()
    assert credential.name == "Maya Ferreira"
    page = client.get(f"/verify/{credential.code}/").content.decode()
    assert "Maya Ferreira" in page
    assert "María" not in page


def test_an_address_is_nobodys_before_a_second_officer_confirms(membership_officer, president, candidate):
    old = candidate.email
    proposal = propose_address(by=membership_officer, person=candidate, email=f" {NEW.upper()} ", reason=WHY)
    [warned] = told("address_proposed", old)
    assert (warned["email"], warned["by"]) == (NEW, "Mo Officer")
    assert "_auth_user_id" not in sign_in_by_code(NEW).session
    with pytest.raises(Refused, match="proposed this yourself"):
        confirm(proposal=proposal, by=membership_officer)
    candidate.refresh_from_db()
    assert candidate.email == old
    confirm(proposal=proposal, by=president)
    candidate.refresh_from_db()
    assert candidate.email == NEW
    kept = Correction.objects.about(candidate).get()
    assert (kept.was, kept.now, kept.by) == (old, NEW, membership_officer)
    for address in (old, NEW):
        [said] = told("sign_in_changed", address)
        assert (said["old"], said["new"]) == (old, NEW)


def test_who_was_signed_in_is_signed_out_and_the_old_address_opens_nothing(
    membership_officer, president, candidate
):
    old = candidate.email
    before = sign_in_by_code(old)
    assert before.get("/me/").status_code == 200
    confirm(
        proposal=propose_address(by=membership_officer, person=candidate, email=NEW, reason=WHY), by=president
    )
    assert before.get("/me/").status_code == 302
    assert "_auth_user_id" not in sign_in_by_code(old).session
    now = sign_in_by_code(NEW)
    assert now.get("/me/").context["user"] == candidate
    assert "it said maya.ferreira@example.org" in now.get("/me/").content.decode()
    assert EmailAddress.objects.get(user=candidate, primary=True).email == NEW


def test_somebody_from_an_older_file_is_given_an_address_by_two(membership_officer, president):
    paper = PersonFactory(name="Paula Paper", email=None)
    confirm(
        proposal=propose_address(by=membership_officer, person=paper, email=NEW, reason=WHY), by=president
    )
    kept = Correction.objects.about(paper).get()
    assert (kept.was, kept.now) == ("no address", NEW)
    assert sign_in_by_code(NEW).get("/me/").context["user"] == paper


def test_addresses_that_are_refused_change_nothing(membership_officer, president, candidate, host):
    EmailAddress.objects.create(user=host, email="hanna.at.home@example.org", primary=False, verified=True)
    ended = PersonFactory(name="Ended", is_active=False)
    before = rows()
    for person, email, reason in (
        (candidate, candidate.email, WHY),
        (candidate, host.email.upper(), WHY),
        (candidate, "hanna.at.home@example.org", WHY),
        (candidate, ended.email, WHY),
        (candidate, NEW, " "),
        (ended, NEW, WHY),
    ):
        with pytest.raises(Refused):
            propose_address(by=membership_officer, person=person, email=email, reason=reason)
    assert rows() == before


def test_what_has_changed_since_it_was_proposed_is_not_written(
    membership_officer, president, chair, candidate, host
):
    first = propose_address(by=membership_officer, person=candidate, email=NEW, reason=WHY)
    taken = propose_address(by=membership_officer, person=host, email=NEW, reason=WHY)
    second = propose_address(by=membership_officer, person=candidate, email="other@example.com", reason=WHY)
    confirm(proposal=first, by=president)
    for proposal, why in ((second, Stale), (taken, Refused)):
        with pytest.raises(why):
            confirm(proposal=proposal, by=chair)
        decline(proposal=proposal, by=chair, reason="It has changed.")
    candidate.refresh_from_db()
    host.refresh_from_db()
    assert (candidate.email, host.email) == (NEW, "hanna.oster@example.org")


def test_on_their_pages(client, sign_in, membership_officer, president, candidate):
    sign_in(client, membership_officer)
    where = f"/society/people/{candidate.pk}/"
    page = client.post(f"{where}name/", {"name": "Dr Maya Ferreira", "reason": WHY}, follow=True)
    assert "it said Maya Ferreira" in page.content.decode()
    answer = client.post(f"{where}address/", {"email": NEW, "reason": WHY}, follow=True)
    proposal = answer.redirect_chain[-1][0]
    assert NEW in answer.content.decode()
    sign_in(client, president)
    assert "by another way than by mail" in client.get(proposal).content.decode()
    assert client.post(proposal, {}).status_code == 302
    candidate.refresh_from_db()
    assert (candidate.name, candidate.email) == ("Dr Maya Ferreira", NEW)


@pytest.mark.parametrize("page", ["address", "end", "reopen"])
def test_what_opens_or_shuts_a_door_asks_again_who_it_is(
    client, sign_in, membership_officer, candidate, page
):
    sign_in(client, membership_officer, fresh=False)
    typed = {"email": NEW, "reason": WHY}
    answer = client.post(f"/society/people/{candidate.pk}/{page}/", typed)
    assert answer["Location"].startswith("/again/")
    assert not Proposal.objects.exists()


def test_whoever_had_the_account_before_keeps_no_means_of_signing_in(
    membership_officer, president, candidate
):
    candidate.set_password("known to the wrong reader")
    candidate.save()
    Authenticator.objects.create(user=candidate, type=Authenticator.Type.TOTP, data={"secret": "x"})
    confirm(
        proposal=propose_address(by=membership_officer, person=candidate, email=NEW, reason=WHY), by=president
    )
    assert "_auth_user_id" in sign_in_by_code(NEW).session
    wrong = Client()
    wrong.post("/account/login/", {"login": NEW, "password": "known to the wrong reader"})
    assert "_auth_user_id" not in wrong.session
    assert not Authenticator.objects.filter(user=candidate).exists()


def test_a_code_asked_for_at_the_old_address_opens_nothing_once_it_is_put_right(
    membership_officer, president, candidate
):
    old, waiting = candidate.email, Client()
    waiting.post("/account/login/code/", {"email": old})
    body = Notice.objects.get(kind="sign_in_mail", address=old).context["body"]
    code = re.search(r"^[0-9A-Z-]{6,}$", body, re.MULTILINE).group()
    proposal = propose_address(by=membership_officer, person=candidate, email=NEW, reason=WHY)
    confirm(proposal=proposal, by=president)
    answer = waiting.post("/account/login/code/confirm/", {"code": code}, follow=True)
    assert "signs nobody in any more" in answer.content.decode()
    assert "_auth_user_id" not in waiting.session
    assert Notice.objects.filter(kind="sign_in_mail", address=old).count() == 1
    candidate.refresh_from_db()
    assert candidate.email == NEW
    assert list(candidate.addresses.filter(until=None).values_list("address", flat=True)) == [NEW]


def test_a_password_is_written_alone_and_brings_nothing_back(membership_officer, president, candidate):
    """What was read before an address was put right, or an account ended, is not written back with it."""
    before = Person.objects.get(pk=candidate.pk)
    proposal = propose_address(by=membership_officer, person=candidate, email=NEW, reason=WHY)
    confirm(proposal=proposal, by=president)
    with pytest.raises(PermissionDenied):
        AccountAdapter().set_password(before, "read before")
    now = Person.objects.get(pk=candidate.pk)
    assert (now.email, now.check_password("read before")) == (NEW, False)
    stale = Person.objects.get(pk=candidate.pk)
    Person.objects.filter(pk=candidate.pk).update(name="Renamed")
    AccountAdapter().set_password(stale, "my own new one")
    now = Person.objects.get(pk=candidate.pk)
    assert (now.name, now.check_password("my own new one")) == ("Renamed", True)
    Person.objects.filter(pk=candidate.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        AccountAdapter().set_password(now, "another")
    assert not Person.objects.get(pk=candidate.pk).is_active


@pytest.mark.parametrize("filler", ["\ufe0f", "\u034f", "\u180b", "\u3164", "\u2800", "\u200b"])
def test_an_address_with_what_nobody_sees_is_the_same_address(candidate, filler):
    name, host = candidate.email.split("@")
    assert plain(f"{name}{filler}@{host[:3]}{filler}{host[3:]}") == candidate.email
