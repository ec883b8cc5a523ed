"""The final Intensive: asked for, planned, called off, held, assessed."""

import datetime as dt

import pytest

from credentialing.actions import final
from credentialing.actions.situation import final_place
from credentialing.enums import State
from credentialing.models import Case
from intensives.actions import final as lower
from intensives.models import Attendance, Evaluation, Faculty, Intensive, SmallGroup
from members import clock
from members.models import Notice
from members.refusals import Refused, Stale
from supervision.models import BalintGroup, CoLeader
from tests.credentialing.later_half import again, counted, told


@pytest.fixture
def case(candidate, at):
    return Case.objects.create(candidate=candidate, state=State.TRAINING, process_start=dt.date(2024, 1, 1))


@pytest.fixture
def intensive(host, faculty1, faculty2, at):
    made = Intensive.objects.create(
        name="Autumn", start=dt.date(2026, 10, 1), end=dt.date(2026, 10, 4), host=host
    )
    group = SmallGroup.objects.create(intensive=made, name="A")
    for seat, person in enumerate((faculty1, faculty2), 1):
        Faculty.objects.create(small_group=group, seat=seat, person=person)
    return made


@pytest.fixture
def asked(case, intensive, candidate):
    place = final.ask_for_final(case=case, intensive=intensive, by=candidate)
    place.small_group = intensive.small_groups.get()
    place.save()
    return place


@pytest.fixture
def planned(case, asked, evaluator, chair):
    return final.plan_final(case=case, evaluator=evaluator, by=chair, reason="Three earlier ones abroad.")


@pytest.fixture
def over(case, planned, asked, faculty1, at):
    at(dt.date(2026, 10, 5))
    lower.record_co_led(attendance=asked, faculty=faculty1, date=dt.date(2026, 10, 2), by=faculty1)
    return asked


@pytest.fixture
def held(case, over, host):
    Attendance.objects.filter(pk=over.pk).update(completed=True, attested_by=host, attested_on=clock.today())
    final.confirm_held(case=case, by=host)
    return over


def refused(sentence, act, **arguments):
    before = counted(Attendance, Evaluation)
    with pytest.raises(Refused) as caught:
        act(**arguments)
    assert caught.value.sentence == sentence
    assert counted(Attendance, Evaluation) == before


def test_a_place_is_asked_for_once(case, asked, intensive, candidate, chair):
    assert (again(case).state, asked.role) == (State.TRAINING, "candidate")
    assert {("final_asked", "ccc_chair"), ("final_asked", "coordinator_of_intensives")} <= told(case)
    refused(
        "A place at Autumn has been asked for already.",
        final.ask_for_final,
        case=case,
        intensive=intensive,
        by=candidate,
    )


def test_an_intensive_that_has_begun_or_is_cancelled_is_refused(case, intensive, candidate, at):
    Intensive.objects.update(cancelled_on=clock.today())
    refused("Autumn has been cancelled.", final.ask_for_final, case=case, intensive=intensive, by=candidate)
    Intensive.objects.update(cancelled_on=None)
    at(dt.date(2026, 10, 1))
    refused(
        "Autumn began on 1 October 2026; places are no longer given.",
        final.ask_for_final,
        case=case,
        intensive=intensive,
        by=candidate,
    )


def test_only_the_candidate_asks(case, intensive, chair):
    refused("This step is for the candidate.", final.ask_for_final, case=case, intensive=intensive, by=chair)


def test_a_request_is_taken_back_or_declined(case, asked, candidate, chair, intensive, stranger):
    refused(
        "A request is taken back by the candidate, or declined by the CCC Chair.",
        final.withdraw_final_request,
        case=case,
        by=stranger,
    )
    refused("Give the reason in a sentence or two.", final.withdraw_final_request, case=case, by=chair)
    final.withdraw_final_request(case=case, by=chair, reason="Too early.")
    assert final_place(case) is None
    assert Notice.objects.filter(kind="final_declined", person=candidate).count() == 1
    final.ask_for_final(case=case, intensive=intensive, by=candidate)
    final.withdraw_final_request(case=case, by=candidate)
    assert final_place(case) is None


def test_planning_needs_participant_intensives_or_a_reason(case, asked, evaluator, chair):
    refused(
        "2 participant Intensives have to be finished first, or give the reason to go on without.",
        final.plan_final,
        case=case,
        evaluator=evaluator,
        by=chair,
    )


def test_planning_designates_the_evaluator_and_tells_everybody(
    case, planned, evaluator, host, faculty1, candidate
):
    assert (again(case).state, planned.evaluator, planned.designated_on) == (
        State.FINAL_PLANNED,
        evaluator,
        clock.today(),
    )
    assert {
        ("final_agreed", candidate.name),
        ("candidate_coming", host.name),
        ("candidate_coming", faculty1.name),
    } <= told(case)


def test_the_evaluator_is_a_third_person(case, asked, faculty1, chair):
    refused(
        "Fay Coulter is faculty of A; evaluator and faculty are three people.",
        final.plan_final,
        case=case,
        evaluator=faculty1,
        by=chair,
        reason="So.",
    )


def test_only_the_chair_plans(case, asked, evaluator, ccc_member):
    refused(
        "This step is for the CCC Chair.",
        final.plan_final,
        case=case,
        evaluator=evaluator,
        by=ccc_member,
        reason="So.",
    )


def test_a_home_co_leader_as_faculty_is_a_warning_to_the_house(
    case, asked, evaluator, chair, candidate, faculty1, host
):
    group = BalintGroup.objects.create(leader=candidate, name="Home", setting="medical")
    CoLeader.objects.create(group=group, person=faculty1)
    final.plan_final(case=case, evaluator=evaluator, by=chair, reason="So.")
    sentence = (
        "Fay Coulter has co-led a home group with Maya Ferreira; the Procedures ask for faculty who have not."
    )
    assert Notice.objects.get(kind="faculty_in_question", office="ccc_chair").context["warnings"] == [
        sentence
    ]
    assert Notice.objects.get(kind="candidate_coming", person=host).context["warnings"] == [sentence]


def test_a_planned_intensive_falls_through(case, planned, candidate, chair):
    refused("Give the reason in a sentence.", final.call_off_final, case=case, reason="", by=chair)
    final.call_off_final(case=case, reason="The host is ill.", by=chair)
    planned.refresh_from_db()
    assert (again(case).state, planned.ended_on, final_place(case)) == (State.TRAINING, clock.today(), None)
    assert ("final_called_off", candidate.name) in told(case)


def test_a_cancelled_intensive_is_called_off_as_well(case, planned, chair):
    Intensive.objects.update(cancelled_on=clock.today(), cancelled_reason="Flood.")
    final.call_off_final(case=case, reason="The Intensive is cancelled.", by=chair)
    planned.refresh_from_db()
    assert (again(case).state, planned.ended_on) == (State.TRAINING, clock.today())


def test_it_is_held_once_attended_and_co_led(case, over, host, chair):
    refused(
        "This step is for the Coordinator of Intensives or the faculty or the host of the Intensive.",
        final.confirm_held,
        case=case,
        by=chair,
    )
    refused(
        "The host has not attested that the candidate completed the Intensive.",
        final.confirm_held,
        case=case,
        by=host,
    )
    Attendance.objects.filter(pk=over.pk).update(completed=True)
    final.confirm_held(case=case, by=host)
    assert (again(case).state, Notice.objects.filter(kind="assessment_due").count()) == (State.FINAL_HELD, 1)


def test_a_meeting_recorded_at_the_intensive_stands_on_the_timeline(
    case, held, planned, evaluator, faculty1, faculty2
):
    lower.record_meeting(
        evaluation=planned, on=dt.date(2026, 10, 4), present=[evaluator, faculty1, faculty2], by=evaluator
    )
    assert case.events.first().kind == "T25"


def test_the_assessment_is_delivered_once_to_candidate_and_committee(
    case, held, planned, evaluator, faculty1, faculty2, candidate
):
    with pytest.raises(Refused):
        final.deliver_assessment(evaluation=planned, by=evaluator)
    lower.record_meeting(
        evaluation=planned, on=dt.date(2026, 10, 4), present=[evaluator, faculty1, faculty2], by=evaluator
    )
    lower.save_draft(
        evaluation=planned, draft="Attentive and clear.", advice="for", advice_reasons="", by=evaluator
    )
    with pytest.raises(Refused):
        final.deliver_assessment(evaluation=planned, by=faculty1)
    final.deliver_assessment(evaluation=planned, by=evaluator)
    planned.refresh_from_db()
    assert (again(case).state, planned.assessment, planned.delivered_on) == (
        State.ASSESSED,
        "Attentive and clear.",
        clock.today(),
    )
    assert {
        ("assessment_delivered", candidate.name),
        ("assessment_for_committee", "ccc_chair"),
        ("assessment_for_committee", "ccc_member"),
    } <= told(case)
    with pytest.raises(Stale):
        final.deliver_assessment(evaluation=planned, by=evaluator)
