"""Small groups and their two faculty."""

import pytest

from intensives import hooks
from intensives.actions import faculty, final, places
from intensives.desk import desk_of
from intensives.models import Faculty, SmallGroup
from tests.intensives.asking import notices, refused
from tests.intensives.conftest import LAST

NOT_THE_HOST = "Only the host and the Coordinator of Intensives make up the small groups."


@pytest.mark.parametrize("who", ["host", "intensives_coordinator"])
def test_host_and_coordinator_add_small_groups(who, intensive, request):
    group = faculty.create_small_group(intensive=intensive, name=" Oak ", by=request.getfixturevalue(who))
    assert list(intensive.small_groups.values_list("pk", "name")) == [(group.pk, "Oak")]


@pytest.mark.parametrize("who", ["faculty1", "chair", "participant"])
def test_nobody_else_makes_up_groups(who, intensive, group, stranger, request):
    by = request.getfixturevalue(who)
    with refused(NOT_THE_HOST):
        faculty.create_small_group(intensive=intensive, name="Oak", by=by)
    with refused(NOT_THE_HOST):
        faculty.unseat(faculty=group.faculty.first(), by=by)
    with refused(NOT_THE_HOST):
        faculty.seat_faculty(small_group=group, seat=1, person=stranger, by=by)
    with refused(NOT_THE_HOST):
        faculty.remove_small_group(small_group=group, by=by)


def test_a_small_group_has_a_name_of_its_own(intensive, group, host):
    with refused("There is a small group willow already."):
        faculty.create_small_group(intensive=intensive, name="willow", by=host)
    with refused("Give the small group a name."):
        faculty.create_small_group(intensive=intensive, name=" ", by=host)


def test_only_an_empty_group_is_removed(intensive, group, host):
    with refused("Willow has people in it; move them first."):
        faculty.remove_small_group(small_group=group, by=host)
    oak = faculty.create_small_group(intensive=intensive, name="Oak", by=host)
    faculty.remove_small_group(small_group=oak, by=host)
    assert list(SmallGroup.objects.values_list("name", flat=True)) == ["Willow"]


def test_faculty_are_told_of_their_seat_and_candidates_files_hear(
    intensive, candidate, host, faculty1, changes
):
    group = faculty.create_small_group(intensive=intensive, name="Oak", by=host)
    place = places.register_candidate(intensive=intensive, person=candidate, by=candidate)
    places.assign_small_group(attendance=place, small_group=group, by=host)
    faculty.seat_faculty(small_group=group, seat=1, person=faculty1, by=host)
    assert notices()[-1] == ("faculty_seated", "Fay Coulter")
    assert changes[-1] == ("faculty_seated", candidate)


def test_a_group_has_seat_one_and_seat_two(group, host, stranger):
    with refused("A small group has seat 1 and seat 2."):
        faculty.seat_faculty(small_group=group, seat=3, person=stranger, by=host)
    with refused("Fay Coulter has this seat of Willow; free it first."):
        faculty.seat_faculty(small_group=group, seat=1, person=stranger, by=host)


def test_who_attends_is_no_faculty(group, participation, participant, host):
    faculty.unseat(faculty=group.faculty.get(seat=2), by=host)
    with refused("Paula Partridge has a place at Spring Intensive and cannot be faculty too."):
        faculty.seat_faculty(small_group=group, seat=2, person=participant, by=host)


def test_nobody_is_faculty_of_two_groups_at_once(intensive, group, faculty1, host):
    oak = faculty.create_small_group(intensive=intensive, name="Oak", by=host)
    with refused("Fay Coulter is faculty of Willow there."):
        faculty.seat_faculty(small_group=oak, seat=1, person=faculty1, by=host)


def test_the_evaluator_is_not_faculty_of_the_candidates_group(group, evaluation, evaluator, host):
    faculty.unseat(faculty=group.faculty.get(seat=2), by=host)
    with refused("Eva Luator evaluates a candidate of Willow; evaluator and faculty are three people."):
        faculty.seat_faculty(small_group=group, seat=2, person=evaluator, by=host)


def test_a_seat_is_freed_once_and_not_after_co_leading(
    group, candidacy, candidate, faculty1, host, at, changes
):
    at(LAST)
    final.record_co_led(attendance=candidacy, faculty=faculty1, date=LAST, by=faculty1)
    with refused("Fay Coulter has co-led with a candidate of Willow; that stays on record."):
        faculty.unseat(faculty=group.faculty.get(seat=1), by=host)
    second = Faculty.objects.get(small_group=group, seat=2)
    faculty.unseat(faculty=second, by=host)
    assert list(group.faculty.values_list("seat", flat=True)) == [1]
    assert changes[-1] == ("faculty_unseated", candidate)
    second.pk = second.pk or 0
    with refused("This seat has been freed already."):
        faculty.unseat(faculty=Faculty(pk=0, small_group=group, person=faculty1, seat=2), by=host)


def test_faculty_stay_once_an_assessment_is_delivered(delivered, group, host):
    with refused("An assessment from this small group has been delivered; its faculty stays on record."):
        faculty.unseat(faculty=group.faculty.get(seat=2), by=host)


def test_the_apps_above_warn_and_never_block(candidacy, candidate, faculty1, faculty2, intensive):
    def warn(person, about):
        return f"{person} supervises {about}." if person == faculty1 else ""

    hooks.faculty_warnings.append(warn)
    try:
        assert desk_of(intensive).candidates[0].warnings == ["Fay Coulter supervises Maya Ferreira."]
    finally:
        hooks.faculty_warnings.remove(warn)
    assert desk_of(intensive).candidates[0].warnings == []
