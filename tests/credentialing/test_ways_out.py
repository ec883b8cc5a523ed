"""Every state has a way on, other than ending the file, for every person who can fall away."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from credentialing.actions import agreement, enquiry, final, supervisor
from credentialing.actions.fees import receive
from credentialing.enums import ENDED, State
from credentialing.models import Case
from credentialing.workflow import STEPS, Actor, Step
from intensives.actions import final as lower
from intensives.models import Evaluation
from members import clock
from members.actions.locking import around_steps
from supervision.actions.requests import answer_request, taken
from supervision.models import Agreement
from tests.cast import ApprovalFactory
from tests.credentialing.stages import DAY, agreed, approved
from tests.matrix.world import World, build

OFFICES = frozenset(
    {
        Actor.CHAIR,
        Actor.CCC_MEMBER,
        Actor.COORDINATOR,
        Actor.COORDINATOR_OF_INTENSIVES,
        Actor.TREASURER,
        Actor.PRESIDENT,
        Actor.COUNCIL_MEMBER,
        Actor.MEMBERSHIP_OFFICER,
    }
)
"""Somebody else is appointed to an office whose holder is gone."""
ONE_PERSON = frozenset({Actor.SUPERVISOR, Actor.EVALUATOR, Actor.HOST, Actor.FACULTY, Actor.CO_LEADER})
REPLACES = {
    Actor.SUPERVISOR: {"T03", "T22", "T22e", "T22b"},
    Actor.EVALUATOR: {"T23c", "T23d"},
    Actor.HOST: {"T23b", "T23d"},
    Actor.FACULTY: {"T23b", "T23d"},
    Actor.CO_LEADER: set(),
}
"""The steps by which somebody else takes the place of one who is gone."""
ROAD = ("T01", "T06", "T09b", "T11", "T13", "T14", "T23", "T24", "T26", "T27", "T30", "T32", "T33", "T34")


def without(step: Step, gone: Actor) -> bool:
    """Whether somebody other than the one who is gone may take the step."""
    return bool(step.actors - {gone})


def on(state: State, gone: Actor) -> set[State]:
    """Where the file can get from the state, no step of which needs the one who is gone, nor ends it."""
    reached, edge = {state}, [state]
    while edge:
        here = edge.pop()
        for step in STEPS.values():
            leads = here in step.sources and step.target not in (None, *ENDED)
            if leads and without(step, gone) and step.target not in reached:
                reached.add(step.target)
                edge.append(step.target)
    return reached


@pytest.mark.parametrize("gone", sorted(ONE_PERSON))
@pytest.mark.parametrize("state", sorted(set(State) - ENDED))
def test_whoever_falls_away_the_file_goes_on_or_somebody_takes_their_place(state, gone):
    needing = [STEPS[id] for id in ROAD if state in STEPS[id].sources and not without(STEPS[id], gone)]
    replaced = [id for id in REPLACES[gone] if state in STEPS[id].sources and without(STEPS[id], gone)]
    assert not needing or replaced, f"in {state} the road needs the {gone} alone, and nobody replaces them"


@pytest.mark.parametrize("state", sorted(set(State) - ENDED))
def test_every_open_state_leads_on_without_ending_the_file(state):
    onward = [s for s in STEPS.values() if state in s.sources and s.target and s.target not in ENDED]
    assert onward or state == State.VOTING


@pytest.fixture
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), around_steps():
        yield build(request.param)
        transaction.set_rollback(True)


def state_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


@pytest.mark.parametrize("world", ["held"], indirect=True)
def test_the_evaluator_is_gone_after_the_final_intensive(world):
    before = Evaluation.objects.get(pk=world.things["evaluation"])
    made = final.name_another_evaluator(
        case=world.case, evaluator=world.stranger, reason="She has died.", by=world.chair
    )
    before.refresh_from_db()
    assert (state_of(world.case), before.ended_reason) == ("final_held", "She has died.")
    with pytest.raises(Exception, match="Only the evaluator writes"):
        lower.save_draft(evaluation=made, draft="Hers.", advice="for", advice_reasons="", by=world.evaluator)
    present = [world.stranger, world.faculty1, world.faculty2]
    lower.record_meeting(evaluation=made, on=clock.today(), present=present, by=world.stranger)
    lower.save_draft(evaluation=made, draft="Steady.", advice="for", advice_reasons="", by=world.stranger)
    final.deliver_assessment(evaluation=made, by=world.stranger)
    assert state_of(world.case) == "assessed"


@pytest.mark.parametrize("world", ["held"], indirect=True)
def test_nobody_is_left_who_could_assess_the_intensive(world):
    final.hold_another(case=world.case, reason="Both faculty are gone.", by=world.chair)
    assert state_of(world.case) == "training"
    place = final.ask_for_final(case=world.case, intensive=another_intensive(world), by=world.candidate)
    final.plan_final(case=world.case, evaluator=world.evaluator, by=world.chair, reason="Both were abroad.")
    assert place.evaluations.standing().count() == 1
    assert state_of(world.case) == "final_planned"


def another_intensive(world: World):
    from intensives.actions import intensives

    first = clock.today().replace(month=11)
    return intensives.announce(
        name="Winter", site="", start=first, end=first, host=world.host, capacity=9,
        by=world.intensives_coordinator,
    )  # fmt: skip


def test_the_supervisor_is_gone_before_the_fee_is_paid(
    candidate, chair, coordinator, supervisor, treasurer, faculty1
):
    case = approved(candidate, chair, coordinator)
    agreed(case, supervisor, treasurer)
    assert state_of(case) == "agreed"
    agreement.change_supervisor(case=case, by=candidate, reason="He has left the country.")
    assert (state_of(case), taken(supervisor)) == ("approved", 0)
    second = with_another(case, faculty1)
    assert (state_of(case), second.cleared_on) == ("agreed", None)
    receive(case=case, by=treasurer, sent_on=DAY, amount=900)
    assert state_of(case) == "training"


def with_another(case: Case, somebody) -> Agreement:
    """Ask, answer, fill in and sign with another supervisor."""
    ApprovalFactory(person=somebody)
    request = supervisor.ask(case=case, by=case.candidate, supervisor=somebody)
    answer_request(by=somebody, request=request, accepted=True)
    filled = agreement.fill_in_schedule(case=case, by=case.candidate)
    signed = agreement.sign_agreement(agreement=filled, by=somebody)
    signed.refresh_from_db()
    return signed


@pytest.mark.parametrize("world", ["work"], indirect=True)
def test_the_supervisor_changes_in_further_work(world):
    agreement.change_supervisor(case=world.case, by=world.candidate, reason="She has retired.")
    signed = with_another(Case.objects.get(pk=world.case.pk), world.faculty2)
    assert (state_of(world.case), signed.supervisor) == ("further_work", world.faculty2)
    assert signed.cleared_on is not None


@pytest.mark.parametrize("world", ["voting"], indirect=True)
def test_withdrawing_is_never_the_only_way(world):
    ways = {step.id for step in STEPS.values() if State.VOTING in step.sources and step.target}
    assert ways - {"T36", "T36b"}
    assert enquiry.withdraw(case=world.case, by=world.candidate).state == "withdrawn"
