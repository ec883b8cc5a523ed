"""The final Intensive: evaluator, co-led sessions, meeting, assessment, delivery."""

import datetime as dt

import pytest
from django.db import InternalError, transaction

from intensives.actions import final
from intensives.models import Evaluation
from members.versions import MEANWHILE
from tests.intensives.asking import notices, refused
from tests.intensives.conftest import BEFORE, FIRST, LAST

DAY = dt.timedelta(days=1)
NOT_COMMITTEE = "The evaluator is named by the Credentialing Committee, and nobody names their own."
NOT_FACULTY = (
    "Co-led sessions are recorded by the faculty of the small group, the host or the Coordinator of "
    "Intensives, and by nobody for themselves."
)
NOT_MET_WITH = "The evaluation meeting is recorded by the evaluator or the faculty of the small group."
NOT_EVALUATOR = "Only the evaluator writes this assessment."
DELIVERED = "The assessment has been delivered; nothing in it can be changed."


@pytest.mark.parametrize("who", ["chair", "ccc_member"])
def test_the_committee_names_the_evaluator(who, candidacy, candidate, evaluator, changes, request):
    by = request.getfixturevalue(who)
    row = final.designate(attendance=candidacy, evaluator=evaluator, by=by)
    assert (row.evaluator, row.designated_on, row.designated_by) == (evaluator, BEFORE, by)
    assert notices()[-1] == ("evaluator_designated", "Eva Luator")
    assert changes[-1] == ("evaluator_designated", candidate)


@pytest.mark.parametrize("who", ["host", "intensives_coordinator", "candidate", "evaluator", "president"])
def test_nobody_else_names_the_evaluator(who, candidacy, evaluator, request):
    by = request.getfixturevalue(who)
    with refused(NOT_COMMITTEE):
        final.designate(attendance=candidacy, evaluator=evaluator, by=by)


def test_who_cannot_evaluate(candidacy, candidate, faculty1, evaluator, participation, chair):
    with refused("Nobody evaluates themselves."):
        final.designate(attendance=candidacy, evaluator=candidate, by=chair)
    with refused("Fay Coulter is faculty of Willow; evaluator and faculty are three people."):
        final.designate(attendance=candidacy, evaluator=faculty1, by=chair)
    with refused("Only a credentialing candidate is evaluated."):
        final.designate(attendance=participation, evaluator=evaluator, by=chair)


def test_one_designation_stands_at_a_time(evaluation, candidacy, host, chair, evaluator):
    with refused("Maya Ferreira has an evaluator for Spring Intensive already; end that first."):
        final.designate(attendance=candidacy, evaluator=host, by=chair)
    final.end_designation(evaluation=evaluation, reason="Fell ill.", by=chair)
    assert final.designate(attendance=candidacy, evaluator=host, by=chair).evaluator == host


@pytest.mark.parametrize("who", ["chair", "candidate"])
def test_committee_or_candidate_end_a_designation(who, evaluation, request):
    final.end_designation(evaluation=evaluation, reason="Fell ill.", by=request.getfixturevalue(who))
    evaluation.refresh_from_db()
    assert (evaluation.ended_on, evaluation.ended_reason) == (BEFORE, "Fell ill.")
    assert notices()[-1] == ("evaluator_released", "Eva Luator")


def test_a_designation_is_ended_once_with_a_reason_by_the_right_person(evaluation, chair, host):
    with refused("A designation is ended by the Credentialing Committee or the candidate."):
        final.end_designation(evaluation=evaluation, reason="No.", by=host)
    with refused("Give the reason in a sentence."):
        final.end_designation(evaluation=evaluation, reason=" ", by=chair)
    final.end_designation(evaluation=evaluation, reason="Fell ill.", by=chair)
    with refused("This designation has ended."):
        final.end_designation(evaluation=evaluation, reason="Again.", by=chair)


@pytest.mark.parametrize("who", ["faculty1", "faculty2", "host", "intensives_coordinator"])
def test_faculty_host_and_coordinator_record_co_led_sessions(
    who, candidacy, candidate, faculty1, at, changes, request
):
    at(FIRST + DAY)
    by = request.getfixturevalue(who)
    final.record_co_led(attendance=candidacy, faculty=faculty1, date=FIRST, by=by)
    recorded = candidacy.co_led.values_list("faculty", "date", "recorded_by")
    assert list(recorded) == [(faculty1.pk, FIRST, by.pk)]
    assert changes[-1] == ("co_led_recorded", candidate)


@pytest.mark.parametrize("who", ["candidate", "evaluator", "chair", "stranger"])
def test_nobody_else_records_co_led_sessions(who, evaluation, candidacy, faculty1, at, request):
    at(LAST)
    by = request.getfixturevalue(who)
    with refused(NOT_FACULTY):
        final.record_co_led(attendance=candidacy, faculty=faculty1, date=LAST, by=by)


def test_a_co_led_session_is_one_of_this_intensive_with_this_faculty(
    candidacy, participation, faculty1, host, at
):
    at(FIRST)
    within = "The session was at the Intensive, so on a day from 14 May 2026 to 17 May 2026."
    for day in (FIRST - DAY, LAST + DAY):
        with refused(within):
            final.record_co_led(attendance=candidacy, faculty=faculty1, date=day, by=host)
    with refused("A session is recorded once it has been held."):
        final.record_co_led(attendance=candidacy, faculty=faculty1, date=FIRST + DAY, by=host)
    with refused("Hanna Oster is not faculty of the small group of Maya Ferreira."):
        final.record_co_led(attendance=candidacy, faculty=host, date=FIRST, by=host)
    with refused("Only a credentialing candidate co-leads for the record."):
        final.record_co_led(attendance=participation, faculty=faculty1, date=FIRST, by=host)
    final.record_co_led(attendance=candidacy, faculty=faculty1, date=FIRST, by=host)
    with refused("The session with Fay Coulter on 14 May 2026 is recorded already."):
        final.record_co_led(attendance=candidacy, faculty=faculty1, date=FIRST, by=host)


def test_a_session_recorded_by_mistake_is_taken_back(candidacy, candidate, faculty1, at, changes):
    at(FIRST)
    session = final.record_co_led(attendance=candidacy, faculty=faculty1, date=FIRST, by=faculty1)
    with refused(NOT_FACULTY):
        final.remove_co_led(session=session, by=candidate)
    final.remove_co_led(session=session, by=faculty1)
    assert list(candidacy.co_led.all()) == []
    assert changes[-1] == ("co_led_removed", candidate)


def test_a_session_under_a_delivered_assessment_stays(delivered, candidacy, faculty1):
    session = final.record_co_led(attendance=candidacy, faculty=faculty1, date=LAST, by=faculty1)
    with refused("The assessment has been delivered; its record stays as it is."):
        final.remove_co_led(session=session, by=faculty1)


@pytest.mark.parametrize("who", ["evaluator", "faculty1"])
def test_evaluator_and_faculty_record_the_meeting(
    who, evaluation, candidate, evaluator, faculty1, faculty2, at, changes, request
):
    at(LAST)
    by = request.getfixturevalue(who)
    final.record_meeting(evaluation=evaluation, on=LAST, present=[evaluator, faculty1], by=by)
    final.record_meeting(evaluation=evaluation, on=LAST - DAY, present=[evaluator, faculty2], by=by)
    evaluation.refresh_from_db()
    assert evaluation.meeting_on == LAST - DAY
    assert {row.person for row in evaluation.present.all()} == {evaluator, faculty2}
    assert changes[-2:] == [("meeting_recorded", candidate)] * 2


@pytest.mark.parametrize("who", ["candidate", "host", "chair", "intensives_coordinator"])
def test_nobody_else_records_the_meeting(who, evaluation, evaluator, faculty1, at, request):
    by = request.getfixturevalue(who)
    at(LAST)
    with refused(NOT_MET_WITH):
        final.record_meeting(evaluation=evaluation, on=LAST, present=[evaluator, faculty1], by=by)


def test_a_meeting_is_held_at_the_end_by_those_it_is_for(evaluation, evaluator, faculty1, host, at):
    at(LAST - DAY)
    three = [evaluator, faculty1]
    with refused("The meeting is held at the end: on 16 May 2026 at the earliest."):
        final.record_meeting(evaluation=evaluation, on=LAST - 2 * DAY, present=three, by=evaluator)
    with refused("A meeting is recorded once it has been held."):
        final.record_meeting(evaluation=evaluation, on=LAST, present=three, by=evaluator)
    with refused("Only the evaluator and the group's faculty belong to this meeting."):
        final.record_meeting(evaluation=evaluation, on=LAST - DAY, present=[*three, host], by=evaluator)
    with refused("Say who was there: a meeting takes at least two people."):
        final.record_meeting(evaluation=evaluation, on=LAST - DAY, present=[evaluator], by=evaluator)


def draft(evaluation: Evaluation, by, **fields) -> Evaluation:
    typed = {"draft": "Warm.", "advice": "further_work", "advice_reasons": "Boundaries.", **fields}
    return final.save_draft(evaluation=evaluation, **typed, by=by)


def test_the_evaluator_keeps_a_draft_as_typed(evaluation, evaluator):
    draft(evaluation, evaluator, draft="  Warm,\n and steady. ")
    kept = Evaluation.objects.values_list("draft", "advice", "advice_reasons", "assessment", "delivered_on")
    assert kept.get() == ("  Warm,\n and steady. ", "further_work", "Boundaries.", "", None)


def test_what_the_page_kept_a_moment_before_the_button_is_no_conflict(evaluation, evaluator):
    seen = final.version(evaluation)
    draft(evaluation, evaluator, draft="Warm,\nsteady.", seen=seen)
    assert draft(evaluation, evaluator, draft="Warm,\r\nsteady.", seen=seen).draft == "Warm,\nsteady."


@pytest.mark.parametrize("who", ["candidate", "faculty1", "host", "chair", "intensives_coordinator"])
def test_nobody_else_writes(who, evaluation, request):
    by = request.getfixturevalue(who)
    with refused(NOT_EVALUATOR):
        draft(evaluation, by)


def test_a_draft_changed_in_another_window_is_not_overwritten(evaluation, evaluator):
    seen = final.version(evaluation)
    first = draft(evaluation, evaluator, seen=seen)
    with refused(MEANWHILE):
        draft(evaluation, evaluator, draft="Other.", seen=seen)
    assert draft(evaluation, evaluator, draft="More.", seen=final.version(first)).draft == "More."


def test_a_recommendation_is_one_of_three(evaluation, evaluator):
    with refused("Choose one of the three recommendations."):
        draft(evaluation, evaluator, advice="perhaps")


def test_after_the_designation_has_ended_nothing_is_written(evaluation, evaluator, chair):
    final.end_designation(evaluation=evaluation, reason="Fell ill.", by=chair)
    evaluation.refresh_from_db()
    with refused(NOT_EVALUATOR):
        draft(evaluation, evaluator)


def test_delivery_copies_the_draft_and_dates_both_addressees(written, evaluator, candidate, changes):
    final.deliver(evaluation=written, by=evaluator)
    names = ("assessment", "advice", "delivered_on", "delivered_to_ccc_on", "advice_to_ccc_on")
    assert Evaluation.objects.values_list(*names).get() == ("Steady and curious.", "for", LAST, LAST, LAST)
    assert changes[-1] == ("assessment_delivered", candidate)


def test_what_delivery_needs(evaluation, evaluator, faculty1, faculty2, chair, at):
    at(LAST)
    with refused(NOT_EVALUATOR):
        final.deliver(evaluation=evaluation, by=chair)
    with refused("Record the evaluation meeting before you deliver the assessment."):
        final.deliver(evaluation=evaluation, by=evaluator)
    people = [evaluator, faculty1, faculty2]
    final.record_meeting(evaluation=evaluation, on=LAST, present=people, by=evaluator)
    with refused("The written assessment and the recommendation are both needed."):
        final.deliver(evaluation=evaluation, by=evaluator)
    draft(evaluation, evaluator, advice="")
    with refused("The written assessment and the recommendation are both needed."):
        final.deliver(evaluation=evaluation, by=evaluator)
    draft(evaluation, evaluator, advice_reasons=" ")
    with refused("Give the reasons for the recommendation."):
        final.deliver(evaluation=evaluation, by=evaluator)


def test_a_delivered_assessment_is_closed_to_every_action(delivered, evaluator, faculty1, chair):
    with refused(DELIVERED):
        final.deliver(evaluation=delivered, by=evaluator)
    with refused(DELIVERED):
        draft(delivered, evaluator)
    with refused(DELIVERED):
        final.record_meeting(evaluation=delivered, on=LAST, present=[evaluator, faculty1], by=evaluator)
    with refused(DELIVERED):
        final.end_designation(evaluation=delivered, reason="No.", by=chair)


@pytest.mark.parametrize("field", ["assessment", "advice", "draft", "ended_reason"])
def test_the_database_refuses_to_change_what_was_delivered(delivered, field):
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        Evaluation.objects.filter(pk=delivered.pk).update(**{field: "against"})
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        Evaluation.objects.filter(pk=delivered.pk).delete()
