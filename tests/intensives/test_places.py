"""Places: taking, giving up, small group, attestation."""

import pytest

from intensives.actions import faculty, places
from intensives.models import Attendance
from tests.cast import member
from tests.intensives.asking import notices, refused
from tests.intensives.conftest import BEFORE, FIRST, LAST

NOT_YOURS = "Only the person and the Coordinator of Intensives take or give up this place."
NOT_THE_HOST = "Only the host and the Coordinator of Intensives attest attendance."


def test_somebody_who_is_no_member_takes_a_place(intensive, stranger):
    place = places.register(intensive=intensive, person=stranger, by=stranger)
    assert (place.role, place.completed, place.small_group) == ("participant", None, None)
    assert notices()[-1] == ("intensive_registered", "Stan Ranger")


def test_the_coordinator_registers_somebody_else(intensive, stranger, intensives_coordinator):
    place = places.register(intensive=intensive, person=stranger, by=intensives_coordinator)
    assert place.person == stranger


@pytest.mark.parametrize("who", ["host", "chair", "participant"])
def test_nobody_else_registers_another(who, intensive, stranger, request):
    by = request.getfixturevalue(who)
    with refused(NOT_YOURS):
        places.register(intensive=intensive, person=stranger, by=by)


def test_a_place_is_taken_once(intensive, participation, participant):
    with refused("Paula Partridge has a place at Spring Intensive already."):
        places.register(intensive=intensive, person=participant, by=participant)


def test_faculty_take_no_place(intensive, group, faculty1):
    with refused("Fay Coulter is faculty at Spring Intensive."):
        places.register(intensive=intensive, person=faculty1, by=faculty1)


def test_a_full_intensive_takes_nobody(intensive, participation, stranger):
    intensive.capacity = 1
    intensive.save()
    with refused("Spring Intensive is full: all 1 places are taken."):
        places.register(intensive=intensive, person=stranger, by=stranger)


def test_a_place_given_up_is_free_for_another(intensive, participation, participant, stranger):
    intensive.capacity = 1
    intensive.save()
    places.withdraw(attendance=participation, by=participant)
    assert places.register(intensive=intensive, person=stranger, by=stranger).pk


def test_no_place_is_given_once_it_has_begun(intensive, stranger, at):
    at(FIRST)
    with refused("Spring Intensive began on 14 May 2026; places are no longer given."):
        places.register(intensive=intensive, person=stranger, by=stranger)


def test_a_candidate_gets_a_candidates_place(intensive, candidate, changes):
    place = places.register_candidate(intensive=intensive, person=candidate, by=candidate)
    assert (place.role, changes) == ("candidate", [("candidate_registered", candidate)])


def test_the_committee_places_a_candidate_and_a_stranger_does_not(intensive, candidate, chair, stranger):
    with refused(NOT_YOURS):
        places.register_candidate(intensive=intensive, person=candidate, by=stranger)
    assert places.register_candidate(intensive=intensive, person=candidate, by=chair).role == "candidate"


def test_somebody_who_came_unregistered_is_put_on_record(intensive, stranger, intensives_coordinator, at):
    with refused("Spring Intensive has not begun. Register the person instead."):
        places.record_place(intensive=intensive, person=stranger, by=intensives_coordinator)
    at(LAST)
    before = notices()
    place = places.add(intensive=intensive, person=stranger, by=intensives_coordinator)
    assert (place.role, notices()) == ("participant", before)


def test_adding_before_it_begins_registers(intensive, stranger, intensives_coordinator):
    places.add(intensive=intensive, person=stranger, by=intensives_coordinator)
    assert notices()[-1] == ("intensive_registered", "Stan Ranger")


def test_a_participant_withdraws_and_the_host_hears(participation, participant):
    places.withdraw(attendance=participation, by=participant)
    participation.refresh_from_db()
    assert participation.withdrawn_on == BEFORE
    assert notices()[-1] == ("place_given_up", "Hanna Oster")
    with refused("Paula Partridge has withdrawn from Spring Intensive."):
        places.withdraw(attendance=participation, by=participant)


def test_the_host_does_not_withdraw_somebody(participation, host):
    with refused(NOT_YOURS):
        places.withdraw(attendance=participation, by=host)


def test_nobody_withdraws_once_it_has_begun(participation, participant, at):
    at(FIRST)
    with refused("Spring Intensive has begun; its host says who completed it."):
        places.withdraw(attendance=participation, by=participant)


def test_a_candidates_place_is_given_up_from_the_file(candidacy, candidate):
    with refused("A candidate's place is given up from the candidate's file, with a reason."):
        places.withdraw(attendance=candidacy, by=candidate)
    places.withdraw_candidate(attendance=candidacy, by=candidate)
    assert Attendance.objects.get(pk=candidacy.pk).withdrawn_on == BEFORE


def test_a_candidates_place_stays_while_an_evaluator_is_designated(
    evaluation, candidacy, candidate, stranger
):
    with refused("End the evaluator's designation first."):
        places.withdraw_candidate(attendance=candidacy, by=candidate)
    with refused(NOT_YOURS):
        places.withdraw_candidate(attendance=candidacy, by=stranger)


def test_an_attested_candidates_place_is_not_taken_back(candidacy, candidate, host, at):
    at(LAST)
    places.attest(attendance=candidacy, completed=True, by=host)
    with refused("The attendance has been attested and cannot be taken back."):
        places.withdraw_candidate(attendance=candidacy, by=candidate)


def test_the_host_makes_up_the_small_groups(participation, group, host, faculty1):
    places.assign_all(intensive=group.intensive, groups={participation.pk: group}, by=host)
    participation.refresh_from_db()
    assert participation.small_group == group
    with refused("Only the host and the Coordinator of Intensives make up the small groups."):
        places.assign_small_group(attendance=participation, small_group=None, by=faculty1)


def test_a_place_belongs_to_a_group_of_its_own_intensive(
    participation, host, intensives_coordinator, intensive
):
    from intensives.models import Intensive

    other = Intensive.objects.create(name="Other", start=FIRST, end=LAST, host=host)
    elsewhere = faculty.create_small_group(intensive=other, name="Oak", by=host)
    with refused("This small group belongs to another Intensive."):
        places.assign_small_group(attendance=participation, small_group=elsewhere, by=host)


def test_a_candidate_is_not_put_under_their_own_evaluator(evaluation, evaluator, intensive, candidacy, host):
    oak = faculty.create_small_group(intensive=intensive, name="Oak", by=host)
    faculty.seat_faculty(small_group=oak, seat=1, person=evaluator, by=host)
    with refused("The evaluator of Maya Ferreira is faculty of Oak; choose another group."):
        places.assign_small_group(attendance=candidacy, small_group=oak, by=host)


def test_a_candidate_who_has_co_led_stays_in_the_group(candidacy, faculty1, host, at):
    from intensives.actions import final

    at(FIRST)
    final.record_co_led(attendance=candidacy, faculty=faculty1, date=FIRST, by=faculty1)
    with refused("Maya Ferreira has co-led in Willow; those records would no longer fit."):
        places.assign_small_group(attendance=candidacy, small_group=None, by=host)


@pytest.mark.parametrize("who", ["host", "intensives_coordinator"])
def test_host_and_coordinator_attest_from_the_last_day_on(
    who, participation, participant, at, changes, request
):
    by = request.getfixturevalue(who)
    at(LAST)
    places.attest(attendance=participation, completed=True, by=by)
    participation.refresh_from_db()
    assert (participation.completed, participation.attested_by, participation.attested_on) == (True, by, LAST)
    assert notices()[-1] == ("attendance_attested", "Paula Partridge")
    assert changes == [("attendance_attested", participant)]


@pytest.mark.parametrize("who", ["faculty1", "participant", "chair", "stranger"])
def test_nobody_else_attests(who, participation, group, at, request):
    by = request.getfixturevalue(who)
    at(LAST)
    with refused(NOT_THE_HOST):
        places.attest(attendance=participation, completed=True, by=by)


def test_nobody_attests_before_it_has_ended(participation, host, at):
    at(FIRST)
    with refused("Spring Intensive ends on 17 May 2026; attest attendance then."):
        places.attest(attendance=participation, completed=True, by=host)


def test_nobody_attests_their_own_attendance(intensive, host, at):
    place = places.register(intensive=intensive, person=host, by=host)
    at(LAST)
    with refused("Nobody attests their own attendance; the host and the Coordinator do it for each other."):
        places.attest(attendance=place, completed=True, by=host)


def test_an_attestation_can_be_corrected_and_not_repeated(participation, host, at):
    at(LAST)
    places.attest(attendance=participation, completed=False, by=host)
    places.attest(attendance=participation, completed=True, by=host)
    with refused("Paula Partridge: this has been attested already."):
        places.attest(attendance=participation, completed=True, by=host)


def test_an_attestation_under_a_delivered_assessment_stands(candidacy, host, delivered):
    places.attest(attendance=candidacy, completed=True, by=host)
    with refused("The assessment of Maya Ferreira has been delivered; the attestation stands."):
        places.attest(attendance=candidacy, completed=False, by=host)


def test_everybody_is_attested_in_one_go_and_nothing_is_said_twice(participation, candidacy, host, at):
    at(LAST)
    answers = {participation.pk: True, candidacy.pk: False}
    assert len(places.attest_all(intensive=participation.intensive, completed=answers, by=host)) == 2
    answers[candidacy.pk] = True
    again = places.attest_all(intensive=participation.intensive, completed=answers, by=host)
    assert again == [candidacy]


def test_one_refusal_takes_back_the_whole_bulk(intensive, participation, host, at):
    own = places.register(intensive=intensive, person=host, by=host)
    at(LAST)
    with refused("Nobody attests their own attendance; the host and the Coordinator do it for each other."):
        places.attest_all(intensive=intensive, completed={participation.pk: True, own.pk: True}, by=host)


def test_capacity_holds_when_many_come(intensive):
    intensive.capacity = 3
    intensive.save()
    people = [member(f"Person Number {number}") for number in range(4)]
    for person in people[:3]:
        places.register(intensive=intensive, person=person, by=person)
    with refused("Spring Intensive is full: all 3 places are taken."):
        places.register(intensive=intensive, person=people[3], by=people[3])
