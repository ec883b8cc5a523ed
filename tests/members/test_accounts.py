"""Ending an account and opening it again: two officers, signed out everywhere, nobody's recipient."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.actions import delivery
from members.actions.accounts import propose_end, reopen_account
from members.actions.credentials import award
from members.actions.notices import notify
from members.actions.offices import able_to_appoint, propose_appointment
from members.actions.proposals import confirm, open_proposals
from members.enums import Office
from members.models import Appointment, Correction, Notice, Person, SupervisorApproval
from members.offices import holders
from members.refusals import Refused, Stale
from tests.cast import AppointmentFactory, ApprovalFactory, PersonFactory, member
from tests.members.test_notices import mail_server, smtp_settings  # noqa: F401 (fixtures)

D = dt.date
TODAY = D(2026, 6, 1)
WHY = "She has left the society."


@pytest.fixture(autouse=True)
def first_of_june(at):
    at(TODAY)


@pytest.fixture
def ended(membership_officer, president):
    """End somebody's account, as two officers do."""

    def end(person: Person) -> Person:
        proposal = propose_end(by=membership_officer, person=person, reason=WHY)
        confirm(proposal=proposal, by=president)
        person.refresh_from_db()
        return person

    return end


def code_in_outbox():
    found = Notice.objects.filter(kind="sign_in_mail").first()
    body = found.context.get("body", "") if found else ""
    match = re.search(r"^[0-9A-Z-]{6,}$", body, re.MULTILINE)
    return match and match.group()


def test_it_takes_two_officers_with_a_reason(cast, membership_officer, president, stranger):
    for who in set(cast) - {"membership_officer"}:
        with pytest.raises(Refused):
            propose_end(by=cast[who], person=cast["host"], reason=WHY)
    with pytest.raises(Refused, match="Say why"):
        propose_end(by=membership_officer, person=stranger, reason=" ")
    proposal = propose_end(by=membership_officer, person=stranger, reason=WHY)
    stranger.refresh_from_db()
    assert stranger.is_active
    with pytest.raises(Refused, match="proposed this yourself"):
        confirm(proposal=proposal, by=membership_officer)
    with pytest.raises(Stale):
        propose_end(by=membership_officer, person=stranger, reason=WHY)
    confirm(proposal=proposal, by=president)
    stranger.refresh_from_db()
    assert not stranger.is_active
    kept = Correction.objects.about(stranger).get()
    assert (kept.was, kept.now, kept.by) == ("account open", "account ended", membership_officer)
    assert kept.reason == f"{WHY} Confirmed by {president}."
    with pytest.raises(Stale, match="ended already"):
        propose_end(by=membership_officer, person=stranger, reason=WHY)


def test_nobodys_own_account_ends_and_two_are_left_who_can_appoint(membership_officer, president, chair):
    """Neither of the two can be the one whose account ends, so whoever is left can appoint officers."""
    with pytest.raises(Refused, match="for themselves"):
        propose_end(by=membership_officer, person=membership_officer, reason=WHY)
    proposal = propose_end(by=membership_officer, person=president, reason=WHY)
    with pytest.raises(Refused, match="about yourself"):
        confirm(proposal=proposal, by=president)
    confirm(proposal=proposal, by=chair)
    assert able_to_appoint() == (membership_officer, chair)
    last = propose_end(by=membership_officer, person=chair, reason=WHY)
    for officer in (membership_officer, president, chair):
        officer = Person.objects.get(pk=officer.pk)
        with pytest.raises(Refused):
            confirm(proposal=last, by=officer)
    assert able_to_appoint() == (membership_officer, chair)


def test_who_has_proposed_and_whose_account_ended_since_ends_nobodys(
    ended, membership_officer, president, stranger, chair
):
    second = member("Second Officer", office=Office.MEMBERSHIP_OFFICER)
    proposal = propose_end(by=second, person=stranger, reason=WHY)
    ended(second)
    with pytest.raises(Stale, match="settled already: declined"):
        confirm(proposal=proposal, by=chair)
    assert Person.objects.get(pk=stranger.pk).is_active


def test_every_way_of_signing_in_is_shut_and_stays_shut_for_old_sessions(client, candidate, ended, sign_in):
    candidate.set_password("a long password of mine")
    candidate.save()
    candidate.emailaddress_set.create(email=candidate.email, verified=True, primary=True)
    waiting = Client()
    waiting.post("/account/login/code/", {"email": candidate.email})
    code = code_in_outbox()
    typed = {"login": candidate.email, "password": "a long password of mine"}
    assert client.post("/account/login/", typed)["Location"] == "/home/"
    elsewhere = sign_in(Client(), candidate)
    assert all(each.get("/me/").status_code == 200 for each in (client, elsewhere))
    ended(candidate)
    assert all(each.get("/me/").status_code == 302 for each in (client, elsewhere))
    assert not Session.objects.filter(session_key=client.cookies["sessionid"].value).exists()
    Notice.objects.filter(kind="sign_in_mail").delete()

    tried = Client()
    tried.post("/account/login/", typed)
    waiting.post("/account/login/code/confirm/", {"code": code})
    asking = Client()
    asking.post("/account/login/code/", {"email": candidate.email})
    if code := code_in_outbox():
        asking.post("/account/login/code/confirm/", {"code": code})
    for each in (tried, waiting, asking):
        assert each.get("/me/").status_code == 302
        assert "_auth_user_id" not in each.session

    officer = Person.objects.get(name="Mo Officer")
    reopen_account(by=officer, person=candidate, reason="It was the wrong one.")
    for each in (client, elsewhere, tried, waiting):
        assert each.get("/me/").status_code == 302
    Notice.objects.filter(kind="sign_in_mail").delete()
    again = Client()
    again.post("/account/login/code/", {"email": candidate.email})
    again.post("/account/login/code/confirm/", {"code": code_in_outbox()})
    assert again.get("/me/").status_code == 200


def test_offices_and_the_list_end_today_and_what_was_to_come_does_not_begin(ended, chair, council1):
    AppointmentFactory(person=chair, office=Office.COUNCIL_MEMBER, start=D(2026, 9, 1))
    ApprovalFactory(person=chair)
    ApprovalFactory(person=council1, start=D(2026, 9, 1))
    over = AppointmentFactory(person=chair, office=Office.CCC_MEMBER, end=D(2020, 1, 1))
    ended(chair)
    ended(council1)
    ends = Appointment.objects.filter(person=chair).order_by("pk").values_list("office", "end")
    assert set(ends) == {(Office.CCC_CHAIR, TODAY), (Office.CCC_MEMBER, over.end)}
    assert list(SupervisorApproval.objects.values_list("person", "end")) == [(chair.pk, TODAY)]
    told = Notice.objects.filter(kind="office_ends_for_office").values_list("person__name", flat=True)
    assert "Petra Sidens" not in told  # she has confirmed it


def test_nobodys_recipient_and_on_no_public_list(mail_server, client, supervisor, ended):  # noqa: F811
    award(person=supervisor, on=TODAY)
    AppointmentFactory(person=supervisor, office=Office.TREASURER)
    pages = ("/supervisors/", "/leaders/")
    assert all(supervisor.name in client.get(page).content.decode() for page in pages)
    ended(supervisor)
    assert not any(supervisor.name in client.get(page).content.decode() for page in pages)
    assert supervisor not in holders(Office.TREASURER)
    notify("membership_ending", to=supervisor, end=TODAY, end_text="today")
    notify("office_ends", to=Office.TREASURER, office="x", end=TODAY)
    delivery.sweep()
    received = [message["Subject"] for to, message in mail_server.received if supervisor.email in to]
    assert received == ["Your account has ended"]


def test_it_is_no_way_into_office_and_nobodys_supervisor(
    ended, membership_officer, president, coordinator, host
):
    from members.actions.approvals import approve_supervisor

    proposal = propose_appointment(by=membership_officer, person=host, office="treasurer", start=TODAY)
    ended(host)
    with pytest.raises(Refused, match="account of Hanna Oster has ended"):
        propose_appointment(by=membership_officer, person=host, office="ccc_member", start=TODAY)
    with pytest.raises(Stale, match="settled already: declined"):
        confirm(proposal=proposal, by=president)
    with pytest.raises(Refused, match="account of Hanna Oster has ended"):
        approve_supervisor(by=coordinator, person=host, start=TODAY)


def test_opened_again_by_one_officer_with_a_reason(ended, membership_officer, president, stranger, chair):
    ended(stranger)
    for by, reason in ((president, WHY), (chair, WHY), (membership_officer, " ")):
        with pytest.raises(Refused):
            reopen_account(by=by, person=stranger, reason=reason)
    reopen_account(by=membership_officer, person=stranger, reason="It was the wrong one.")
    stranger.refresh_from_db()
    assert stranger.is_active
    assert Notice.objects.filter(kind="account_reopened", person=stranger).exists()
    assert Correction.objects.about(stranger).count() == 2
    with pytest.raises(Stale):
        reopen_account(by=membership_officer, person=stranger, reason="Again.")


def test_on_their_pages(client, sign_in, membership_officer, president, host):
    sign_in(client, membership_officer)
    found = client.get("/society/people/", {"who": "hanna"}).content.decode()
    assert f"/society/people/{host.pk}/" in found
    listed = client.get("/society/memberships/", {"who": "hanna"}).content.decode()
    assert f'href="/society/people/{host.pk}/"' in listed
    answer = client.post(f"/society/people/{host.pk}/end/", {"reason": WHY}, follow=True)
    where = answer.redirect_chain[-1][0]
    assert "End of an account: Hanna Oster" in answer.content.decode()
    assert "waits for a second officer" in client.get(f"/society/people/{host.pk}/").content.decode()
    sign_in(client, president)
    page = client.get(where).content.decode()
    assert WHY in page
    assert "signed out everywhere" in page
    client.post(where, {}, follow=True)
    host.refresh_from_db()
    assert not host.is_active
    sign_in(client, membership_officer)
    page = client.get(f"/society/people/{host.pk}/").content.decode()
    assert "it said account open" in page
    assert "Open it again" in page
    assert client.post(f"/society/people/{host.pk}/reopen/", {"reason": "Wrong one."}).status_code == 302
    mine = client.get(f"/society/people/{membership_officer.pk}/").content.decode()
    assert "This is you" in mine
    assert "End the account" not in mine


def test_a_list_of_people_takes_as_many_queries_for_thirty(client, sign_in, membership_officer):
    sign_in(client, membership_officer)
    counts = []
    for more in (1, 30):
        PersonFactory.create_batch(more)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/society/people/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_was_let_go_of_stays_so_when_the_account_is_opened_again(
    ended, chair, membership_officer, president, stranger, at
):
    ended(chair)
    with pytest.raises(Refused, match="Open the account tomorrow"):
        reopen_account(by=membership_officer, person=chair, reason=WHY)
    ended(stranger)
    assert reopen_account(by=membership_officer, person=stranger, reason=WHY).is_active
    at(D(2026, 6, 2))
    reopen_account(by=membership_officer, person=chair, reason=WHY)
    assert chair not in holders(Office.CCC_CHAIR)


def test_what_waits_about_somebody_falls_with_the_account(ended, stranger, membership_officer, president):
    propose_appointment(by=membership_officer, person=stranger, office=Office.TREASURER, start=TODAY)
    propose_end(by=membership_officer, person=stranger, reason="In other words.")
    ended(stranger)
    assert open_proposals() == 0
    declined = Notice.objects.filter(kind="proposal_declined", person=membership_officer)
    assert declined.count() == 2


def test_whose_account_has_ended_is_told_so_and_whom_to_ask(client, ended, candidate, membership_officer):
    ended(candidate)
    Notice.objects.all().delete()
    client.post("/account/login/code/", {"email": candidate.email})
    client.post("/account/signup/", {"email": candidate.email, "name": "Maya", "profession": "physician"})
    bodies = [row.context["body"] for row in Notice.objects.filter(kind="sign_in_mail")]
    assert len(bodies) == 2
    for body in bodies:
        assert "has ended" in body
        assert membership_officer.email in body
        assert "Join here" not in body
