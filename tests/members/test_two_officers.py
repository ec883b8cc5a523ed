"""What takes effect when a second officer confirms it."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from credentialing.open_tasks import tasks_for
from members import clock
from members.actions.offices import KIND, end_appointment, propose_appointment
from members.actions.people import add_person
from members.actions.proposals import all_kinds, confirm, decline, propose
from members.enums import Office, ProposalState
from members.models import Appointment, Membership, Notice, OperatorAct, Person, Proposal
from members.offices import holds
from members.refusals import Refused, Stale
from tests.cast import AppointmentFactory, member

DAY = dt.date
TODAY = DAY(2026, 6, 1)
SECOND = ("president", "chair")
"""Who may be the second officer where the membership officer proposes."""
SITTING = (Office.COUNCIL_PRESIDENT, Office.CCC_CHAIR)


@pytest.fixture(autouse=True)
def first_of_june(at):
    at(TODAY)


@pytest.fixture
def unchanged(db):
    """Say that a refused action has changed nothing."""

    class Watch:
        def rows(self):
            models = (Proposal, Appointment, Notice, OperatorAct, Person, Membership)
            return [list(model.objects.order_by("pk").values()) for model in models]

        def __enter__(self):
            self.before = self.rows()

        def __exit__(self, *_):
            assert self.rows() == self.before

    return Watch


def asks(by, person, office=Office.TREASURER, start=TODAY, **more):
    return propose_appointment(by=by, person=person, office=office, start=start, **more)


@pytest.mark.parametrize("office", [office for office in Office if office not in SITTING])
@pytest.mark.parametrize("second", SECOND)
def test_no_office_begins_before_a_second_officer_confirms(
    cast, membership_officer, stranger, second, office
):
    cast["treasurer"].appointments.all().delete()
    proposal = asks(membership_officer, stranger, office)
    assert not holds(stranger, office)
    assert not Appointment.objects.filter(person=stranger).exists()
    made = confirm(proposal=proposal, by=cast[second])
    assert (made.person, made.office, made.start) == (stranger, office, TODAY)
    assert (made.proposal.proposed_by, made.proposal.settled_by) == (membership_officer, cast[second])


def test_nobody_takes_an_office_alone(membership_officer, president, unchanged):
    for officer in (membership_officer, president):
        with unchanged(), pytest.raises(Refused, match="Nobody proposes this for themselves"):
            asks(officer, officer)


def test_neither_the_proposer_nor_the_appointee_is_the_second_officer(
    membership_officer, president, chair, unchanged
):
    proposal = asks(membership_officer, president)
    for officer, sentence in ((membership_officer, "proposed this yourself"), (president, "about yourself")):
        with unchanged(), pytest.raises(Refused, match=sentence):
            confirm(proposal=proposal, by=officer)
    assert confirm(proposal=proposal, by=chair).person == president


@pytest.mark.parametrize(
    "who",
    ["candidate", "supervisor", "coordinator", "ccc_member", "treasurer", "council1", "stranger"],
)
def test_no_other_office_confirms(cast, who, unchanged):
    proposal = asks(cast["membership_officer"], cast["host"], Office.CCC_MEMBER)
    with unchanged(), pytest.raises(Refused):
        confirm(proposal=proposal, by=cast[who])
    with unchanged(), pytest.raises(Refused):
        asks(cast[who], cast["co_leader"], Office.CCC_MEMBER)


def test_an_officer_who_made_up_a_second_officer_gets_nothing_from_it(
    membership_officer, president, unchanged
):
    """A person one adds holds no office, and does not come to hold one without somebody else."""
    double = add_person(by=membership_officer, name="Double", email="double@example.org")
    proposal = asks(membership_officer, double, Office.MEMBERSHIP_OFFICER)
    with unchanged(), pytest.raises(Refused):
        confirm(proposal=proposal, by=double)
    with unchanged(), pytest.raises(Refused):
        confirm(proposal=proposal, by=membership_officer)


@pytest.mark.parametrize("days", [1, 400, 4000])
def test_no_office_is_dated_back(membership_officer, stranger, days, unchanged):
    with unchanged(), pytest.raises(Refused, match="today at the earliest"):
        asks(membership_officer, stranger, start=TODAY - dt.timedelta(days))


def test_an_office_begins_with_the_confirmation_where_that_came_later(
    membership_officer, president, stranger, at
):
    early = asks(membership_officer, stranger)
    later = asks(membership_officer, stranger, Office.CCC_MEMBER, start=DAY(2026, 9, 1))
    at(DAY(2026, 7, 1))
    assert confirm(proposal=early, by=president).start == DAY(2026, 7, 1)
    assert confirm(proposal=later, by=president).start == DAY(2026, 9, 1)
    assert holds(stranger, Office.TREASURER, on=DAY(2026, 6, 30)) is False


def test_a_time_that_is_over_before_anybody_confirmed_is_refused(
    membership_officer, president, stranger, at, unchanged
):
    proposal = asks(membership_officer, stranger, end=DAY(2026, 6, 30))
    at(DAY(2026, 7, 1))
    with unchanged(), pytest.raises(Refused, match="The last day proposed is past"):
        confirm(proposal=proposal, by=president)


def test_the_office_is_still_free_when_it_is_confirmed(membership_officer, president, stranger, host):
    first, second = asks(membership_officer, stranger), asks(membership_officer, host)
    confirm(proposal=first, by=president)
    with pytest.raises(Refused, match="Stan Ranger is Treasurer"):
        confirm(proposal=second, by=president)
    second.refresh_from_db()
    assert second.state == ProposalState.OPEN


def test_a_proposer_who_has_left_the_office_proposes_nothing(
    membership_officer, president, stranger, at, unchanged
):
    proposal = asks(membership_officer, stranger)
    end_appointment(by=president, appointment=membership_officer.appointments.get(), end=TODAY)
    at(DAY(2026, 6, 2))
    with unchanged(), pytest.raises(Refused, match="has left the office"):
        confirm(proposal=proposal, by=president)


def test_the_same_is_proposed_once(membership_officer, stranger, unchanged):
    asks(membership_officer, stranger)
    with unchanged(), pytest.raises(Stale):
        asks(membership_officer, stranger)


def test_what_is_settled_stays_settled(membership_officer, president, chair, stranger, host, unchanged):
    confirmed, declined = (
        asks(membership_officer, stranger),
        asks(membership_officer, host, Office.CCC_MEMBER),
    )
    confirm(proposal=confirmed, by=president)
    with unchanged(), pytest.raises(Refused, match="Say why"):
        decline(proposal=declined, by=president, reason=" ")
    decline(proposal=declined, by=president, reason="He asked not to.")
    for proposal in (confirmed, declined):
        for act in (confirm, decline):
            with unchanged(), pytest.raises(Stale):
                act(proposal=proposal, by=chair)


def test_the_proposer_withdraws_without_a_reason(membership_officer, stranger):
    proposal = decline(proposal=asks(membership_officer, stranger), by=membership_officer)
    assert proposal.state == ProposalState.WITHDRAWN


def test_all_concerned_are_told(membership_officer, president, chair, council1, council2, stranger):
    proposal = asks(membership_officer, stranger, Office.COUNCIL_MEMBER)
    told = Notice.objects.filter(kind="proposal_made").values_list("person__name", flat=True)
    assert set(told) == {str(one) for one in (president, chair, council1, council2)}
    confirm(proposal=proposal, by=president)
    begun = Notice.objects.filter(kind__startswith="office_begins").values_list("kind", "person__name")
    assert set(begun) == {
        ("office_begins", "Stan Ranger"),
        ("office_begins_for_office", str(council1)),
        ("office_begins_for_office", str(council2)),
    }
    assert Notice.objects.get(kind="proposal_confirmed").person == membership_officer


def test_an_end_is_told_to_the_whole_office_and_is_not_dated_back(
    membership_officer, president, council1, council2, unchanged
):
    seat = council1.appointments.get()
    with unchanged(), pytest.raises(Refused, match="today at the earliest"):
        end_appointment(by=membership_officer, appointment=seat, end=TODAY - dt.timedelta(1))
    end_appointment(by=membership_officer, appointment=seat, end=TODAY)
    told = Notice.objects.filter(kind__startswith="office_ends").values_list("kind", "person__name")
    assert set(told) == {
        ("office_ends", str(council1)),
        ("office_ends_for_office", str(council2)),
        ("office_ends_for_office", str(president)),
    }


def refuses(act):
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


FORBIDDEN = {
    "confirmed by the proposer": lambda p: {"state": "confirmed", "settled_by": p.proposed_by},
    "confirmed by who it is about": lambda p: {"state": "confirmed", "settled_by": p.subject},
    "confirmed by nobody": lambda p: {"state": "confirmed"},
    "about the proposer": lambda p: {"subject": p.proposed_by},
    "another payload": lambda p: {"payload": {"office": "ccc_chair"}},
    "another proposer": lambda p: {"proposed_by": Person.objects.get(name="Petra Sidens")},
    "an unknown state": lambda p: {"state": "perhaps", "settled_by": p.subject, "settled_at": clock.now()},
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_database_forbids(membership_officer, president, stranger, what):
    proposal = asks(membership_officer, stranger)
    change = FORBIDDEN[what](proposal)
    if "settled_by" in change:
        change["settled_at"] = clock.now()
    assert refuses(lambda: Proposal.objects.filter(pk=proposal.pk).update(**change))
    assert refuses(proposal.delete)
    confirm(proposal=proposal, by=president)
    assert refuses(lambda: Proposal.objects.filter(pk=proposal.pk).update(reason="otherwise"))


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_no_kind_can_be_proposed_about_oneself(kind, membership_officer, unchanged):
    with unchanged(), pytest.raises(Refused):
        propose(kind.name, by=membership_officer, about=membership_officer)


def test_two_officers_do_it_on_their_pages(client, sign_in, membership_officer, president, stranger):
    typed = {"office": "treasurer", "person": stranger.pk, "start": "2026-06-01"}
    answer = sign_in(client, membership_officer).post("/society/offices/new/", typed, follow=True)
    where = answer.redirect_chain[-1][0]
    assert "Proposed: Appointment as Treasurer: Stan Ranger" in answer.content.decode()
    assert "You proposed this yourself" in answer.content.decode()
    assert client.post(where, {}).status_code == 409
    assert "1 waits" in client.get("/society/offices/").content.decode()
    sign_in(client, president)
    assert "Appointment as Treasurer: Stan Ranger" in client.get("/society/confirmations/").content.decode()
    assert "Treasurer" in client.get(where).content.decode()
    done = client.post(where, {}, follow=True).content.decode()
    assert "Confirmed: Appointment as Treasurer: Stan Ranger" in done
    assert "proposed by Mo Officer, confirmed by Petra Sidens" in done
    assert holds(stranger, Office.TREASURER)


def by_hand(**changed):
    words = {"asked_by": "Petra Sidens", "done_by": "Ada Operator", **changed}
    call_command("appoint_officer", "new@example.org", "New Officer", "membership_officer", **words)


def test_an_operator_appoints_only_where_no_two_officers_are_left(
    membership_officer, president, treasurer, unchanged, at
):
    with unchanged(), pytest.raises(CommandError, match=r"can propose this and .* confirm it"):
        by_hand()
    end_appointment(by=president, appointment=membership_officer.appointments.get(), end=TODAY)
    at(DAY(2026, 6, 2))
    by_hand()
    act = OperatorAct.objects.get()
    assert (act.asked_by, act.done_by, act.about.email) == ("Petra Sidens", "Ada Operator", "new@example.org")
    assert holds(act.about, Office.MEMBERSHIP_OFFICER)
    told = Notice.objects.filter(kind="office_begins_for_office").get()
    assert (told.person, told.context["done_by"]) == (president, "Ada Operator")
    with unchanged(), pytest.raises(CommandError):
        call_command("appoint_officer", "x@example.org", "X", "treasurer", asked_by="A", done_by="B")


@pytest.mark.parametrize("names", [("Ada", ""), ("", "Ada"), ("Ada", "ada "), (" ", "Ada")])
def test_an_operators_act_needs_two_names(db, names, unchanged):
    with unchanged(), pytest.raises(CommandError, match="Two people"):
        by_hand(asked_by=names[0], done_by=names[1])


def test_the_first_officer_alone_appoints_nobody(db, unchanged):
    call_command("appoint_first_officer", "first@example.org", "First Officer")
    first = Person.objects.get()
    other = member("Somebody")
    proposal = asks(first, other)
    with unchanged(), pytest.raises(Refused):
        confirm(proposal=proposal, by=first)
    call_command(
        "appoint_officer", "p@example.org", "Pres", "council_president", asked_by="First", done_by="Ada"
    )
    confirm(proposal=proposal, by=Person.objects.get(name="Pres"))
    assert holds(other, Office.TREASURER)


def test_ended_accounts_are_no_second_officer(membership_officer, president, chair, unchanged):
    from members.actions.offices import able_to_appoint

    Person.objects.filter(pk__in=[president.pk, chair.pk]).update(is_active=False)
    assert able_to_appoint() is None
    AppointmentFactory(person=member("Second"), office=Office.MEMBERSHIP_OFFICER)
    assert able_to_appoint() is not None
    assert KIND in {kind.name for kind in all_kinds()}


@pytest.mark.parametrize("name", ["appointment_end", "proposal"])
def test_who_confirms_or_ends_shows_who_they_are(
    client, sign_in, membership_officer, president, stranger, name
):
    proposal = asks(membership_officer, stranger)
    seat = membership_officer.appointments.get()
    keys = {"appointment_end": [seat.pk], "proposal": [proposal.pk]}[name]
    typed = {"office": "ccc_member", "person": stranger.pk, "start": "2026-06-01", "end": "2026-06-01"}
    sign_in(client, president, fresh=False)
    answer = client.post(reverse(name, args=keys), typed)
    assert answer["Location"].startswith("/again/")
    assert not holds(stranger, *Office)
    assert Proposal.objects.count() == 1
    assert Appointment.objects.get(pk=seat.pk).end is None


def test_what_waits_for_a_second_officer_is_a_task_of_those_who_can_settle_it(
    membership_officer, president, chair, treasurer, stranger, at
):
    at(dt.date(2026, 6, 1))
    proposal = propose_appointment(
        by=membership_officer, person=stranger, office=Office.COUNCIL_MEMBER, start=dt.date(2026, 6, 1)
    )
    url = reverse("proposal", args=[proposal.pk])

    def owing():
        people = (membership_officer, president, chair, treasurer, stranger)
        return [one.name for one in people if url in [task.url for task in tasks_for(one)]]

    assert owing() == [president.name, chair.name]
    assert not any(task.late for task in tasks_for(president))
    at(dt.date(2026, 6, 9))
    assert [task.late for task in tasks_for(president) if task.url == url] == [True]
    confirm(proposal=proposal, by=chair)
    assert owing() == []
