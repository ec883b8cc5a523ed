"""The final Intensive is the evaluated one, until another is; the one asked for is the last asked."""

import datetime as dt

from credentialing.actions.enquiry import begin_enquiry
from credentialing.actions.situation import asked_place, final_place, situation_of
from credentialing.models import Case
from intensives.enums import Role
from intensives.models import Attendance, Intensive
from members import clock
from tests.credentialing.later_half import taken_over


def another_place(case: Case) -> Attendance:
    begins = clock.today() + dt.timedelta(days=60)
    coming = Intensive.objects.create(
        name="A later Intensive", site="Portland", start=begins, end=begins + dt.timedelta(days=3)
    )
    return Attendance.objects.create(
        intensive=coming, person=case.candidate, role=Role.CANDIDATE, completed=None
    )


def test_a_place_asked_for_later_does_not_hide_the_evaluated_one(membership_officer, chair):
    case = taken_over("D11", officer=membership_officer, chair=chair)
    evaluated, before = final_place(case), situation_of(case, by=chair)
    assert evaluated is not None
    assert (before.assessment_delivered, before.asked_for_final) == (True, False)
    place = another_place(case)
    after = situation_of(case, by=chair)
    assert (final_place(case), asked_place(case)) == (evaluated, place)
    assert (after.assessment_delivered, after.asked_for_final) == (True, True)


def test_without_an_evaluation_the_place_asked_for_is_the_final_one(at, candidate):
    case = begin_enquiry(person=candidate, by=candidate)
    assert (final_place(case), asked_place(case)) == (None, None)
    place = another_place(case)
    assert (final_place(case), asked_place(case)) == (place, place)
