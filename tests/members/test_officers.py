"""What the membership officer, the President and the Coordinator of Supervision keep."""

import datetime as dt

import pytest
from django.urls import reverse

from members import clock
from members.actions.approvals import approve_supervisor, correct_approval, end_approval, update_approval
from members.actions.memberships import add_membership, end_membership, renew_membership
from members.actions.offices import end_appointment, propose_appointment, vacant_on
from members.actions.people import add_person
from members.actions.proposals import confirm
from members.enums import Office
from members.models import Appointment, Membership, Notice, Person, SpentForm, SupervisorApproval
from members.offices import holders, holds, offices_of
from members.refusals import Refused, Stale
from tests.cast import AppointmentFactory, ApprovalFactory, MembershipFactory, PersonFactory

DAY = dt.date
WHY = "It was a slip of the pen."


@pytest.fixture
def unchanged(db):
    """Say that a refused action has changed nothing."""
    models = (Person, Membership, Appointment, SupervisorApproval, Notice)

    def rows():
        return [list(model.objects.order_by("pk").values()) for model in models]

    class Watch:
        def __enter__(self):
            self.before = rows()

        def __exit__(self, *_):
            assert rows() == self.before

    return Watch


def test_a_membership_is_recorded_renewed_and_ended(membership_officer, at):
    at(DAY(2026, 6, 1))
    person = add_person(by=membership_officer, name=" Nora New ", email="Nora@Example.org")
    membership = add_membership(
        by=membership_officer, person=person, start=DAY(2026, 6, 1), end=DAY(2026, 12, 31)
    )
    renewed = renew_membership(by=membership_officer, membership=membership, end=DAY(2027, 12, 31))
    ended = end_membership(by=membership_officer, membership=renewed, end=DAY(2026, 7, 31))
    assert (person.name, person.has_usable_password()) == ("Nora New", False)
    assert (ended.start, ended.end) == (DAY(2026, 6, 1), DAY(2026, 7, 31))
    kinds = Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["membership_recorded", "membership_recorded", "membership_ending"]


@pytest.mark.parametrize(
    "start, end",
    [(DAY(2013, 1, 1), None), (DAY(2014, 1, 1), DAY(2014, 1, 1)), (DAY(2013, 1, 1), DAY(2014, 1, 1))],
)
def test_a_membership_does_not_overlap_another(membership_officer, candidate, unchanged, start, end):
    with unchanged(), pytest.raises(Refused):
        add_membership(by=membership_officer, person=candidate, start=start, end=end)


def test_a_membership_may_end_the_day_before_the_next_begins(membership_officer, candidate):
    earlier = add_membership(
        by=membership_officer, person=candidate, start=DAY(2010, 1, 1), end=DAY(2013, 12, 31)
    )
    assert earlier.pk is not None


def test_only_the_membership_officer_keeps_memberships(chair, candidate, unchanged):
    with unchanged(), pytest.raises(Refused):
        end_membership(by=chair, membership=candidate.memberships.get(), end=DAY(2026, 1, 1))


def test_a_membership_without_end_is_not_renewed(membership_officer, candidate, unchanged):
    with unchanged(), pytest.raises(Stale):
        renew_membership(by=membership_officer, membership=candidate.memberships.get(), end=None)


def test_an_office_passes_from_one_to_the_next(president, membership_officer, chair, ccc_member, at):
    at(DAY(2026, 6, 1))
    end_appointment(by=president, appointment=chair.appointments.get(), end=DAY(2026, 6, 30))
    proposal = propose_appointment(
        by=president, person=ccc_member, office=Office.CCC_CHAIR, start=DAY(2026, 7, 1)
    )
    confirm(proposal=proposal, by=membership_officer)
    assert holds(chair, Office.CCC_CHAIR, on=DAY(2026, 6, 30)) is True
    assert holds(chair, Office.CCC_CHAIR, on=DAY(2026, 7, 1)) is False
    assert offices_of(ccc_member, on=DAY(2026, 7, 1)) == {Office.CCC_CHAIR, Office.CCC_MEMBER}
    assert list(holders(Office.CCC_CHAIR, on=DAY(2026, 7, 1))) == [ccc_member]


def test_a_second_chair_is_refused_with_the_name_of_the_first(president, chair, ccc_member, unchanged, at):
    with unchanged(), pytest.raises(Refused, match="Charles Airey is CCC Chair from 1 January 2014"):
        propose_appointment(by=president, person=ccc_member, office=Office.CCC_CHAIR, start=DAY(2026, 7, 1))


def test_vacant_offices_are_named(chair, treasurer):
    assert Office.CCC_CHAIR not in vacant_on()
    assert Office.COUNCIL_PRESIDENT in vacant_on()


def test_the_coordinator_keeps_the_supervisors_list(coordinator, host, at):
    at(DAY(2026, 6, 1))
    approval = approve_supervisor(by=coordinator, person=host, start=DAY(2026, 6, 1), public_entry=" Groups ")
    update_approval(by=coordinator, approval=approval, capacity=1, accepting=False, public_entry="Full")
    ended = end_approval(by=coordinator, approval=approval, end=DAY(2026, 12, 31))
    assert (ended.capacity, ended.accepting, ended.public_entry) == (1, False, "Full")
    assert list(Person.objects.approved_supervisors(DAY(2026, 12, 31))) == [host]
    assert list(Person.objects.approved_supervisors(DAY(2027, 1, 1))) == []


def test_nobody_approves_themselves(coordinator, unchanged):
    with unchanged(), pytest.raises(Refused):
        approve_supervisor(by=coordinator, person=coordinator, start=clock.today())


def test_a_refused_form_says_why_beside_the_field_and_changes_nothing(
    client, president, chair, ccc_member, sign_in, unchanged, at
):
    sign_in(client, president)
    typed = {"office": "ccc_chair", "person": ccc_member.pk, "start": "2026-07-01", "once": "token-1"}
    with unchanged():
        answer = client.post("/society/offices/new/", typed)
    assert answer.status_code == 409
    assert [*answer.context["form"].errors] == ["start"]
    assert 'value="2026-07-01"' in answer.content.decode()
    assert SpentForm.objects.count() == 0


def test_a_wrong_form_keeps_what_was_typed(client, membership_officer, sign_in, unchanged):
    sign_in(client, membership_officer)
    with unchanged():
        answer = client.post(
            "/society/people/new/", {"name": "Nora", "email": "no address", "profession": ""}
        )
    assert answer.status_code == 422
    assert [*answer.context["form"].errors] == ["email", "profession"]
    page = answer.content.decode()
    assert 'value="no address"' in page
    assert 'href="#id_email"' in page


def test_a_form_sent_twice_changes_something_once(client, membership_officer, sign_in):
    sign_in(client, membership_officer)
    typed = {"name": "Nora", "email": "", "profession": "nurse", "once": "the-same-token"}
    first = client.post("/society/people/new/", typed)
    second = client.post("/society/people/new/", typed)
    assert (first.status_code, second.status_code) == (302, 409)
    assert "You have sent this form already" in second.content.decode()
    assert 'value="the-same-token"' not in second.content.decode()
    assert Person.objects.filter(name="Nora").count() == 1


LISTS = {
    "/society/memberships/": ("membership_officer", MembershipFactory),
    "/society/offices/": ("membership_officer", AppointmentFactory),
    "/society/supervisors/": ("coordinator", ApprovalFactory),
}


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_as_often_for_thirty_rows_as_for_one(
    client, request, sign_in, address, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    who, factory = LISTS[address]
    sign_in(client, request.getfixturevalue(who))
    counts = []
    for more in (1, 29):
        factory.create_batch(more)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", ["/supervisors/", "/leaders/"])
def test_a_public_list_asks_as_often_for_thirty_rows_as_for_one(client, db, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from members.actions.credentials import award

    counts = []
    for more in (1, 29):
        for person in PersonFactory.create_batch(more, listed_publicly=True):
            ApprovalFactory(person=person)
            award(person=person, on=clock.today())
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_public_lists_show_only_who_agreed(client, supervisor, host):
    ApprovalFactory(person=host, public_entry="Not to be shown")
    page = client.get("/supervisors/").content.decode()
    assert ("Sylvia Marsh" in page, "Not to be shown" in page) == (True, False)


def test_whose_account_has_ended_is_on_no_public_list_and_no_officer(client, supervisor, chair):
    from members.actions.credentials import award
    from members.offices import holders

    ApprovalFactory(person=chair)
    for person in (supervisor, chair):
        award(person=person, on=clock.today())
    Person.objects.filter(pk__in=[supervisor.pk, chair.pk]).update(listed_publicly=True)
    lists = ("/supervisors/", "/leaders/")
    assert [chair.name in client.get(address).content.decode() for address in lists] == [True, True]
    assert chair in holders(Office.CCC_CHAIR)
    Person.objects.filter(pk=chair.pk).update(is_active=False)
    for address in lists:
        page = client.get(address).content.decode()
        assert (supervisor.name in page, chair.name in page) == (True, False)
    assert chair not in holders(Office.CCC_CHAIR)


@pytest.mark.parametrize(
    "revoked, heading, name_shown",
    [(None, "This certificate is valid", True), (DAY(2026, 6, 2), "This certificate was revoked", False)],
)
def test_a_certificate_says_no_more_than_needed(client, candidate, revoked, heading, name_shown):
    candidate.credentials.create(
        number="2026-0001", code="ABCD-1234", awarded_on=DAY(2026, 6, 1), revoked_on=revoked
    )
    answer = client.get("/verify/abcd-1234/")
    page = answer.content.decode()
    assert (answer.status_code, heading in page, "Maya Ferreira" in page) == (200, True, name_shown)
    assert candidate.email not in page


def test_an_unknown_certificate_is_unknown(client, db):
    answer = client.get("/verify/NOPE-1234/")
    assert (answer.status_code, "No certificate has this code" in answer.content.decode()) == (404, True)


def test_a_code_typed_with_blanks_is_found(client, candidate):
    assert client.get("/verify/", {"code": " ABCD-1234 "})["Location"] == "/verify/ABCD1234/"


def test_a_slip_in_an_approval_is_put_right_and_blocks_nobody(coordinator, host, client, sign_in, at):
    at(DAY(2026, 6, 1))
    slip = approve_supervisor(by=coordinator, person=host, start=DAY(2036, 1, 1))
    with pytest.raises(Refused, match="on the list already"):
        approve_supervisor(by=coordinator, person=host, start=DAY(2026, 6, 1))
    typed = {"start": "2026-06-01", "end": "", "reason": "A slip of the year."}
    answer = sign_in(client, coordinator).post(
        reverse("approval_correct", args=[slip.pk]), typed, follow=True
    )
    assert "from 1 January 2036, without end" in answer.content.decode()
    assert list(Person.objects.approved_supervisors(DAY(2026, 6, 1))) == [host]
    for start, end, why in (
        (DAY(2026, 6, 1), None, WHY),  # the same
        (DAY(2026, 6, 2), DAY(2026, 6, 1), WHY),
        (DAY(2026, 5, 1), None, " "),
    ):
        with pytest.raises(Refused):
            correct_approval(by=coordinator, approval=slip, start=start, end=end, reason=why)
    correct_approval(by=coordinator, approval=slip, start=DAY(2026, 6, 1), end=DAY(2026, 7, 1), reason=WHY)
    approve_supervisor(by=coordinator, person=host, start=DAY(2026, 8, 1))
    with pytest.raises(Refused, match="one of those days"):
        correct_approval(by=coordinator, approval=slip, start=DAY(2026, 6, 1), end=None, reason=WHY)
    own = SupervisorApproval.objects.create(person=coordinator, start=DAY(2021, 1, 1))
    with pytest.raises(Refused, match="their own approval"):
        correct_approval(by=coordinator, approval=own, start=DAY(2020, 1, 1), end=None, reason=WHY)


def test_nobody_records_days_gone_by_for_themselves(membership_officer, unchanged, at):
    at(DAY(2026, 6, 1))
    Membership.objects.filter(person=membership_officer).update(end=DAY(2026, 1, 31))
    with unchanged(), pytest.raises(Refused, match="days gone by for themselves"):
        add_membership(by=membership_officer, person=membership_officer, start=DAY(2026, 2, 1))
    assert add_membership(by=membership_officer, person=membership_officer, start=DAY(2026, 6, 1)).end is None
