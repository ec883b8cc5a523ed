"""A leader credentialed before this register was kept: entered by two officers, then like any other."""

import datetime as dt

import pytest
from django.urls import reverse

from members.actions.credentials import award
from members.actions.earlier_credentials import propose_earlier_credential
from members.actions.proposals import confirm
from members.models import Credential, Notice, Person, Proposal
from members.refusals import AskedAgain, Refused
from tests.cast import member

pytestmark = pytest.mark.django_db
D = dt.date
NEW = {"name": "Dr. Ilse Álvarez", "email": "ilse@example.org", "profession": "physician"}
PAPER = {"number": "1999-014", "awarded_on": D(1999, 5, 2), "source": "Minutes of the Council, 2 May 1999."}


def page(client, sign_in, person, **fields):
    return sign_in(client, person).post(reverse("credential_earlier"), {**PAPER, **fields})


def test_it_stands_in_the_register_once_a_second_officer_confirms_it(
    client, sign_in, membership_officer, president, at
):
    answer = page(client, sign_in, membership_officer, **NEW)
    proposal = Proposal.objects.get()
    assert answer.url == reverse("proposal", args=[proposal.pk])
    assert not Person.objects.filter(email=NEW["email"]).exists()
    shown = sign_in(client, president).get(answer.url).content.decode()
    for said in ("Dr. Ilse Álvarez, not known here yet", "1999-014", "2 May 1999", PAPER["source"]):
        assert said in shown
    with pytest.raises(Refused):
        confirm(proposal=proposal, by=membership_officer)
    entered = confirm(proposal=proposal, by=president)
    assert (entered.name, entered.number, entered.awarded_on) == (NEW["name"], "1999-014", D(1999, 5, 2))
    assert "<h1>This certificate is valid</h1>" in client.get(f"/verify/{entered.code}/").content.decode()
    assert Notice.objects.filter(person=entered.person, kind="credential_entered").count() == 1
    listed = sign_in(client, president).get(reverse("credentials")).content.decode()
    assert f"Entered from: {PAPER['source']}" in listed


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({}, "name", "Choose somebody above"),
        ({"name": "Ilse"}, "profession", "Choose the profession"),
        ({**NEW, "awarded_on": "2199-01-01"}, "awarded_on", "look at the year"),
        ({**NEW, "awarded_on": "02/05/99"}, "awarded_on", "all four digits"),
        ({**NEW, "source": " "}, "source", "required"),
        ({**NEW, "number": ""}, "number", "required"),
    ],
)
def test_what_is_missing_is_asked_for_next_to_its_field(
    client, sign_in, membership_officer, typed, field, words
):
    answer = page(client, sign_in, membership_officer, **typed)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert not Proposal.objects.exists()


def test_somebody_of_the_name_is_asked_about_and_nobody_becomes_two(membership_officer, president, at):
    known = member("alvarez")
    Person.objects.filter(pk=known.pk).update(name="Ilse Alvarez")
    known.refresh_from_db()
    with pytest.raises(AskedAgain):
        propose_earlier_credential(by=membership_officer, **{**NEW, "name": "ilse ÁLVAREZ"}, **PAPER)
    proposal = propose_earlier_credential(by=membership_officer, person=known, **PAPER)
    entered = confirm(proposal=proposal, by=president)
    assert entered.person == known
    with pytest.raises(Refused, match="holds the credential 1999-014"):
        propose_earlier_credential(by=membership_officer, person=known, **{**PAPER, "number": "1999-015"})
    with pytest.raises(Refused, match="this number"):
        propose_earlier_credential(by=membership_officer, **NEW, **PAPER)
    again = propose_earlier_credential(
        by=membership_officer, **{**NEW, "name": "Ilse Alvarez"}, **{**PAPER, "number": "7"}, second=True
    )
    assert confirm(proposal=again, by=president).person != known


def test_what_was_taken_meanwhile_is_refused_at_the_confirmation_and_changes_nothing(
    membership_officer, president, at
):
    first = propose_earlier_credential(by=membership_officer, **NEW, **PAPER)
    other = propose_earlier_credential(
        by=membership_officer, **{**NEW, "email": "", "name": "Somebody Else"}, **PAPER
    )
    confirm(proposal=first, by=president)
    before = (Credential.objects.count(), Person.objects.count())
    with pytest.raises(Refused):
        confirm(proposal=other, by=president)
    assert (Credential.objects.count(), Person.objects.count()) == before


def test_one_without_an_address_is_entered_where_others_have_none(membership_officer, president, at):
    Person.objects.create_user(None, name="Known From Paper")
    proposal = propose_earlier_credential(by=membership_officer, **{**NEW, "email": ""}, **PAPER)
    assert confirm(proposal=proposal, by=president).person.email is None


@pytest.mark.parametrize("number", ["ABS-2026-1", "abs-2026-0001"])
def test_the_numbers_given_out_here_are_not_taken(membership_officer, at, number):
    with pytest.raises(Refused, match="are given out here"):
        propose_earlier_credential(by=membership_officer, **NEW, **{**PAPER, "number": number})
    other = propose_earlier_credential(by=membership_officer, **NEW, **{**PAPER, "number": "ABS-17"})
    assert other.payload["number"] == "ABS-17"


def test_the_certificate_of_somebody_known_may_say_another_name(membership_officer, president, client, at):
    known = member("alvarez")
    proposal = propose_earlier_credential(by=membership_officer, person=known, name="Ilse  Klein", **PAPER)
    entered = confirm(proposal=proposal, by=president)
    assert (entered.name, entered.later_name) == ("Ilse Klein", known.name)
    assert f"Ilse Klein (now {known.name})" in client.get(f"/verify/{entered.code}/").content.decode()
    assert not entered.may_be_reissued


def test_a_number_that_is_none_does_not_stop_the_next_award(candidate, stranger, at):
    Credential.objects.create(person=stranger, number="ABS-2026-1²", code="X", awarded_on=D(2026, 1, 1))
    assert award(person=candidate, on=D(2026, 6, 1)).number == "ABS-2026-0001"


def test_nobody_enters_their_own(membership_officer, at):
    with pytest.raises(Refused):
        propose_earlier_credential(by=membership_officer, person=membership_officer, **PAPER)


def test_two_proposals_of_one_new_person_make_one_person(membership_officer, president, at):
    first = propose_earlier_credential(by=membership_officer, **NEW, **PAPER)
    nobody = {**NEW, "email": ""}
    other = propose_earlier_credential(by=membership_officer, **nobody, **{**PAPER, "number": "1999-15"})
    confirm(proposal=first, by=president)
    with pytest.raises(Refused, match="has become known here meanwhile"):
        confirm(proposal=other, by=president)
    assert Person.objects.filter(name__folded=NEW["name"]).count() == 1
