"""What was entered wrongly is put right, with the old value kept; a renewal is something else."""

import datetime as dt

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from members.actions.imports import apply_import
from members.actions.memberships import (
    add_membership,
    correct_membership,
    end_membership,
    renew_membership,
)
from members.actions.office_corrections import propose_correction
from members.actions.proposals import confirm
from members.enums import Office
from members.models import Appointment, Correction, Membership, Notice, Proposal
from members.refusals import Refused, Stale
from tests.cast import AppointmentFactory, PersonFactory, member

pytestmark = pytest.mark.django_db
D = dt.date
WHY = "The year was mistyped."


@pytest.fixture(autouse=True)
def june(at):
    """It is 1 June 2026."""


@pytest.fixture
def nora(db):
    return PersonFactory(name="Nora New")


def period(person, start, end=None) -> Membership:
    return Membership.objects.create(person=person, start=start, end=end)


def rows() -> tuple:
    models = (Membership, Appointment, Correction, Notice, Proposal)
    return tuple(list(model.objects.order_by("pk").values()) for model in models)


# Renewal


@pytest.mark.parametrize("last", [D(2026, 5, 31), D(2026, 6, 1), D(2026, 12, 31)])
def test_before_a_day_is_missed_a_renewal_makes_the_period_longer(membership_officer, nora, last):
    recorded = period(nora, D(2020, 1, 1), last)
    renewed = renew_membership(by=membership_officer, membership=recorded, end=D(2027, 12, 31))
    assert (renewed.pk, renewed.start, renewed.end) == (recorded.pk, D(2020, 1, 1), D(2027, 12, 31))


@pytest.mark.parametrize("start, begins", [(None, D(2026, 6, 1)), (D(2026, 5, 12), D(2026, 5, 12))])
@pytest.mark.parametrize("last", [D(2026, 5, 10), D(2026, 5, 2), D(2024, 2, 29)])
def test_after_a_gap_a_renewal_is_a_new_period_and_the_gap_stays(
    membership_officer, nora, last, start, begins
):
    recorded = period(nora, D(2020, 1, 1), last)
    made = renew_membership(by=membership_officer, membership=recorded, start=start, end=None)
    recorded.refresh_from_db()
    assert (recorded.end, made.pk != recorded.pk, made.start, made.end) == (last, True, begins, None)
    missed = last + dt.timedelta(days=1)
    assert not Membership.objects.on(missed).filter(person=nora).exists()


def test_a_renewal_does_not_paint_over_a_gap_nor_begin_early(membership_officer, nora):
    recorded, before = period(nora, D(2020, 1, 1), D(2026, 4, 30)), rows()
    for start in (D(2026, 5, 1), D(2026, 4, 1)):
        with pytest.raises(Refused, match="correct the period instead"):
            renew_membership(by=membership_officer, membership=recorded, start=start, end=None)
    with pytest.raises(Refused, match="ends later"):
        renew_membership(by=membership_officer, membership=recorded, end=D(2026, 5, 20))
    nora.memberships.update(end=D(2026, 8, 1))
    with pytest.raises(Refused, match="follows without a gap"):
        renew_membership(by=membership_officer, membership=recorded, start=D(2026, 9, 1), end=None)
    nora.memberships.update(end=D(2026, 4, 30))
    assert rows() == before


def test_the_page_says_which_of_the_two_a_renewal_is(client, sign_in, membership_officer, nora):
    lapsed = period(nora, D(2020, 1, 1), D(2026, 4, 30))
    page = reverse("membership_renew", args=[lapsed.pk])
    shown = sign_in(client, membership_officer).get(page).content.decode()
    assert "this begins a new period, and they stay uncovered" in shown
    assert reverse("membership_correct", args=[lapsed.pk]) in shown
    said = client.post(page, {"start": "2026-06-01", "end": "2027-05-31"}, follow=True).content.decode()
    assert "A new period of Nora New begins on 1 June 2026." in said
    assert "Without membership: 1 May 2026 to 31 May 2026." in said
    running = Membership.objects.get(person=nora, end=D(2027, 5, 31))
    page = reverse("membership_renew", args=[running.pk])
    said = client.post(page, {"end": "2028-05-31"}, follow=True).content.decode()
    assert "Renewed without a gap: the membership of Nora New lasts until 31 May 2028." in said


def test_a_file_that_says_it_never_ended_corrects_and_can_be_sent_again(membership_officer, nora):
    recorded = period(nora, D(2020, 1, 1), D(2026, 4, 30))
    text = f"email,name,start,end\n{nora.email},Nora New,2020-01-01,2027-04-30\n"
    apply_import(by=membership_officer, text=text)
    recorded.refresh_from_db()
    assert (recorded.end, nora.memberships.count()) == (D(2027, 4, 30), 1)
    assert Correction.objects.about(recorded).get().was == "1 January 2020 to 30 April 2026"
    before = rows()
    assert apply_import(by=membership_officer, text=text).changes == 0
    assert rows() == before


# Correction of a membership


def test_a_period_is_corrected_with_the_old_one_kept_and_shown(client, sign_in, membership_officer, nora):
    recorded = period(nora, D(2002, 1, 1), D(2026, 4, 30))
    correct_membership(
        by=membership_officer, membership=recorded, start=D(2020, 1, 1), end=None, reason=f" {WHY} "
    )
    recorded.refresh_from_db()
    assert (recorded.start, recorded.end) == (D(2020, 1, 1), None)
    kept = Correction.objects.about(recorded).get()
    assert (kept.was, kept.now) == ("1 January 2002 to 30 April 2026", "from 1 January 2020, without end")
    assert (kept.by, kept.reason) == (membership_officer, WHY)
    assert list(Notice.objects.values_list("kind", "person")) == [("membership_corrected", nora.pk)]
    said = f"Corrected 1 June 2026 by {membership_officer}: it said 1 January 2002 to 30 April 2026. {WHY}"
    for person, page in ((membership_officer, "memberships"), (nora, "me")):
        assert said in sign_in(client, person).get(reverse(page)).content.decode()


def test_what_is_no_correction(membership_officer, chair, nora):
    recorded = period(nora, D(2020, 1, 1), D(2022, 4, 30))
    period(nora, D(2023, 1, 1))
    before = rows()
    for words, changes in (
        ("Say why", {"reason": " "}),
        ("Nothing is changed", {"start": D(2020, 1, 1), "end": D(2022, 4, 30)}),
        ("before the first", {"end": D(2018, 12, 31)}),
        ("recorded already", {"end": D(2023, 1, 1)}),
        ("recorded already", {"end": None}),
        ("at most a year ahead", {"start": D(2028, 1, 1), "end": None}),
        ("an office that you do not hold", {"by": chair}),
    ):
        asked = {"by": membership_officer, "start": D(2019, 1, 1), "end": D(2022, 4, 30), "reason": WHY}
        with pytest.raises(Refused, match=words):
            correct_membership(membership=recorded, **(asked | changes))
        assert rows() == before
    own = membership_officer.memberships.get()
    with pytest.raises(Refused, match="Nobody corrects their own"):
        correct_membership(by=membership_officer, membership=own, start=D(2010, 1, 1), end=None, reason=WHY)
    assert rows() == before


def test_a_past_day_of_membership_does_not_change_while_the_record_is_closed(membership_officer, recommended):
    """Whatever changes a past day is refused then; what is from today on is not."""
    person = recommended.candidate
    recorded = person.memberships.get()
    Membership.objects.update(end=D(2026, 12, 31))
    before = rows()
    words = {"by": membership_officer, "membership": recorded}
    for change in (
        lambda: correct_membership(start=D(2015, 1, 1), end=None, reason=WHY, **words),
        lambda: end_membership(end=D(2026, 5, 31), **words),
        lambda: add_membership(by=membership_officer, person=person, start=D(2010, 1, 1), end=D(2011, 1, 1)),
    ):
        with pytest.raises(Stale, match="closed until the decision"):
            change()
        assert rows() == before
    assert renew_membership(end=D(2027, 12, 31), **words).end == D(2027, 12, 31)
    assert end_membership(end=D(2026, 6, 30), **words).end == D(2026, 6, 30)


@pytest.fixture
def recommended(candidate):
    from credentialing.models import Case

    return Case.objects.create(candidate=candidate, state="recommended", process_start=D(2024, 1, 1))


def test_no_correction_is_ever_rewritten(membership_officer, nora):
    recorded = period(nora, D(2020, 1, 1), D(2026, 4, 30))
    correct_membership(by=membership_officer, membership=recorded, start=D(2020, 2, 1), end=None, reason=WHY)
    for change in (lambda: Correction.objects.update(was=""), lambda: Correction.objects.all().delete()):
        with pytest.raises(InternalError, match="append"), transaction.atomic():
            change()


# Correction of an appointment


def test_an_appointment_is_corrected_by_two_and_the_office_is_told(membership_officer, president, chair):
    holder, colleague = member("Cora Member"), member("Ben Member", office=Office.CCC_MEMBER)
    held = AppointmentFactory(person=holder, office=Office.CCC_MEMBER, start=D(2026, 1, 1), end=D(2062, 1, 1))
    proposal = propose_correction(
        by=membership_officer, appointment=held, start=D(2026, 1, 1), end=D(2026, 12, 31), reason=WHY
    )
    held.refresh_from_db()
    assert held.end == D(2062, 1, 1)
    with pytest.raises(Refused, match="You proposed this yourself"):
        confirm(proposal=proposal, by=membership_officer)
    confirm(proposal=proposal, by=chair)
    held.refresh_from_db()
    kept = Correction.objects.about(held).get()
    assert (held.end, kept.was, kept.by) == (
        D(2026, 12, 31),
        "1 January 2026 to 1 January 2062",
        membership_officer,
    )
    assert kept.reason == f"{WHY} Confirmed by {chair}."
    told = Notice.objects.filter(kind__startswith="office_corrected")
    assert {(row.kind, row.person) for row in told} >= {
        ("office_corrected", holder),
        ("office_corrected_for_office", colleague),
    }


def test_what_is_no_correction_of_an_appointment(membership_officer, president):
    holder = member("Cora Member")
    held = AppointmentFactory(person=holder, office=Office.CCC_MEMBER, start=D(2026, 1, 1), end=None)
    ahead = AppointmentFactory(person=holder, office=Office.COUNCIL_MEMBER, start=D(2027, 1, 1), end=None)
    own, before = membership_officer.appointments.get(), rows()
    for words, appointment, changes in (
        ("Say why", held, {"reason": ""}),
        ("Nothing is changed", held, {"end": None}),
        ("not moved back", held, {"start": D(2025, 12, 31)}),
        ("not moved back", ahead, {"start": D(2026, 5, 31)}),
        ("before the first", held, {"end": D(2025, 1, 1)}),
        ("for themselves", own, {"start": D(2027, 1, 1)}),
    ):
        asked = {"start": appointment.start, "end": D(2027, 12, 31), "reason": WHY}
        with pytest.raises(Refused, match=words):
            propose_correction(by=membership_officer, appointment=appointment, **(asked | changes))
        assert rows() == before
    assert propose_correction(
        by=membership_officer, appointment=ahead, start=D(2026, 6, 1), end=None, reason=WHY
    ).is_open


def test_a_correction_of_days_that_changed_meanwhile_is_not_confirmed(membership_officer, president, chair):
    held = AppointmentFactory(person=member("Cora Member"), office=Office.CCC_MEMBER, start=D(2026, 1, 1))
    words = {"by": membership_officer, "appointment": held, "start": D(2026, 1, 1), "reason": WHY}
    first = propose_correction(end=D(2026, 12, 31), **words)
    second = propose_correction(end=D(2027, 12, 31), **words)
    confirm(proposal=first, by=chair)
    with pytest.raises(Stale, match="have changed since"):
        confirm(proposal=second, by=president)
