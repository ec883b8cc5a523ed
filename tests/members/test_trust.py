"""What the database itself refuses, whoever writes."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpResponse

from members.access import look, openings_about
from members.enums import Office
from members.models import AccessEntry, Appointment, Membership, Person, SupervisorApproval
from members.views.openings import About, noted
from tests.cast import PersonFactory


def refuses(act):
    """Say which database error the act meets, inside a savepoint."""
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return type(error)
    return None


def test_an_address_is_unique_without_regard_to_case(candidate):
    clash = Person(name="Other", email=candidate.email.upper())
    assert refuses(clash.save) is IntegrityError


def test_people_from_old_files_have_no_address_and_do_not_clash(db):
    PersonFactory.create_batch(2, email=None)
    assert Person.objects.filter(email=None).count() == 2


@pytest.mark.parametrize("office", [Office.CCC_CHAIR, Office.TREASURER, Office.COUNCIL_PRESIDENT])
def test_one_person_at_a_time_holds_a_single_office(db, office):
    first, second = PersonFactory.create_batch(2)
    Appointment.objects.create(
        person=first, office=office, start=dt.date(2020, 1, 1), end=dt.date(2024, 12, 31)
    )
    overlap = Appointment(person=second, office=office, start=dt.date(2024, 12, 31))
    assert refuses(overlap.save) is IntegrityError
    Appointment.objects.create(person=second, office=office, start=dt.date(2025, 1, 1))


def test_two_people_may_sit_on_the_committee_but_nobody_twice(db):
    first, second = PersonFactory.create_batch(2)
    for person in (first, second):
        Appointment.objects.create(person=person, office=Office.CCC_MEMBER, start=dt.date(2020, 1, 1))
    twice = Appointment(person=first, office=Office.CCC_MEMBER, start=dt.date(2021, 1, 1))
    assert refuses(twice.save) is IntegrityError


def test_an_unknown_office_is_refused(candidate):
    odd = Appointment(person=candidate, office="emperor", start=dt.date(2020, 1, 1))
    assert refuses(odd.save) is IntegrityError


@pytest.mark.parametrize("model", [Membership, SupervisorApproval])
def test_a_period_does_not_end_before_it_starts(candidate, model):
    backwards = model(person=candidate, start=dt.date(2020, 1, 2), end=dt.date(2020, 1, 1))
    assert refuses(backwards.save) is IntegrityError


def test_a_supervisor_is_approved_once_at_a_time(supervisor):
    again = SupervisorApproval(person=supervisor, start=dt.date(2020, 1, 1))
    assert refuses(again.save) is IntegrityError


def test_the_same_is_told_as_a_sentence_before_it_is_written(supervisor):
    with pytest.raises(ValidationError):
        SupervisorApproval(person=supervisor, start=dt.date(2020, 1, 1)).full_clean()


def test_openings_cannot_be_changed_or_removed(chair, candidate):
    entry = look(chair, candidate, "application", 7)
    assert refuses(lambda: AccessEntry.objects.filter(pk=entry.pk).update(kind="nothing")) is not None
    assert refuses(entry.delete) is not None
    assert AccessEntry.objects.get().kind == "application"


def test_the_candidate_sees_who_opened_what(client, sign_in, chair, candidate):
    look(chair, candidate, "application", 7)
    look(candidate, candidate, "application", 7)
    assert [entry.by for entry in openings_about(candidate)] == [chair]
    page = sign_in(client, candidate).get("/me/openings/").content.decode()
    assert "Charles Airey" in page


def test_every_change_of_a_row_is_kept_with_who_and_where(client, sign_in, membership_officer, candidate):
    membership = candidate.memberships.get()
    answer = sign_in(client, membership_officer).post(
        f"/society/memberships/{membership.pk}/end/", {"end": "2026-12-31"}
    )
    assert answer.status_code == 302
    kept = membership.row_history.order_by("pgh_id").last()
    assert (kept.end, kept.pgh_context.metadata) == (
        dt.date(2026, 12, 31),
        {"person": membership_officer.pk, "path": f"/society/memberships/{membership.pk}/end/"},
    )


@pytest.mark.parametrize("status, noted", [(200, 1), (409, 1), (422, 1), (302, 0), (403, 0)])
def test_what_was_shown_is_written_down_whatever_the_method(rf, chair, candidate, status, noted):
    view = with_about(lambda request, pk: HttpResponse(status=status))
    for ask in (rf.get, rf.post):
        request = ask("/")
        request.user = chair
        view(request, pk=candidate.pk)
    assert AccessEntry.objects.filter(by=chair, about=candidate, kind="person").count() == 2 * noted


def test_one_s_own_is_not_written_down(rf, candidate):
    request = rf.get("/")
    request.user = candidate
    with_about(lambda request, pk: HttpResponse())(request, pk=candidate.pk)
    assert not AccessEntry.objects.exists()


def with_about(view):
    return noted(view, About(Person, "pk", "person"))
