"""When somebody's account ends nothing of a candidate's waits on them: each part they had is settled."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction

from credentialing.actions import enquiry, motions
from credentialing.actions.situation import council_today
from credentialing.models import Case, Event, Motion, Recusal
from credentialing.turns import turns_of
from intensives.actions import faculty as small_groups
from intensives.actions import places
from intensives.models import Attendance, Evaluation, Faculty, Intensive
from members import clock
from members.actions.accounts import follows, propose_end
from members.actions.locking import around_steps
from members.actions.proposals import confirm
from members.models import Notice, Person
from members.refusals import Refused
from supervision.actions.requests import taken
from supervision.models import Agreement, SupervisorRequest
from tests.matrix.world import World, build

WHY = "Has died."


@pytest.fixture
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), around_steps():
        yield build(request.param)
        transaction.set_rollback(True)


def end(world: World, name: str) -> Person:
    person = world.people[name]
    proposal = propose_end(by=world.membership_officer, person=person, reason=WHY)
    confirm(proposal=proposal, by=world.chair)
    world.people[name] = Person.objects.get(pk=person.pk)
    assert not world.people[name].is_active
    assert follows(world.people[name]) == []
    return world.people[name]


def kinds(to) -> list[str]:
    notices = Notice.objects.filter(person=to) if isinstance(to, Person) else Notice.objects.filter(office=to)
    return list(notices.order_by("pk").values_list("kind", flat=True))


EVERYBODY = """co_leader supervisor coordinator intensives_coordinator host faculty1 faculty2 evaluator
ccc_member treasurer president council1 council2 council3 stranger""".split()  # noqa: SIM905
STAGES = ("review", "training", "held", "voting")


@pytest.mark.parametrize("world", STAGES, indirect=True)
def test_nothing_waits_on_whoever_is_gone(world):
    """Everybody but the candidate and the two officers, one after the other; then nobody is asked by name."""
    for name in EVERYBODY:
        end(world, name)
    gone = {world.people[name].pk for name in EVERYBODY}
    assert [turn.task.label for turn in turns_of(Case.objects.open()) if turn.people & gone] == []


@pytest.mark.parametrize("world", ["review"], indirect=True)
def test_a_request_lapses_and_the_candidate_asks_somebody_else(world):
    end(world, "supervisor")
    request = SupervisorRequest.objects.get(pk=world.things["request"])
    assert request.withdrawn_on == clock.today()
    assert "supervisor_gone" in kinds(world.candidate)
    assert Event.objects.filter(case=world.case, kind="request_lapsed", by=None).exists()


@pytest.mark.parametrize("world", ["training"], indirect=True)
def test_an_agreement_ends_through_the_door(world):
    supervisor = end(world, "supervisor")
    agreement = Agreement.objects.get(pk=world.things["agreement"])
    assert (agreement.ended_on, taken(supervisor)) == (clock.today(), 0)
    assert Event.objects.filter(case=world.case, kind="T22f", by=None).count() == 1
    assert "agreement_ended" in kinds(world.candidate)
    assert "supervisor_change" in kinds("coordinator_of_supervision")
    assert WHY not in str(list(Notice.objects.filter(person=world.candidate).values_list("context")))
    labels = [turn.task.label for turn in turns_of(Case.objects.filter(pk=world.case.pk))]
    assert "Ask a supervisor" in labels


def test_an_agreement_that_waits_for_the_fee_takes_the_file_back(
    candidate, chair, coordinator, supervisor, treasurer, membership_officer, president
):
    from tests.credentialing.stages import agreed, approved

    case = approved(candidate, chair, coordinator)
    agreed(case, supervisor, treasurer)
    proposal = propose_end(by=membership_officer, person=supervisor, reason=WHY)
    confirm(proposal=proposal, by=president)
    case.refresh_from_db()
    assert case.state == "approved"
    assert Event.objects.filter(case=case, kind="T22g").count() == 1


@pytest.mark.parametrize("world", ["held"], indirect=True)
def test_an_evaluator_is_named_anew(world):
    end(world, "evaluator")
    evaluation = Evaluation.objects.get(pk=world.things["evaluation"])
    assert evaluation.ended_on == clock.today()
    assert "evaluator_gone" in kinds("ccc_chair")
    assert "evaluator_gone" in kinds(world.candidate)
    labels = [turn.task.label for turn in turns_of(Case.objects.filter(pk=world.case.pk))]
    assert f"Name an evaluator for {world.candidate}" in labels


@pytest.mark.parametrize("world", ["recommended"], indirect=True)
def test_an_ended_account_is_not_among_the_voters(world):
    end(world, "council1")
    assert world.people["council1"] not in council_today(world.case)
    motion = motions.open_motion(
        case=world.case, closes_at=clock.now() + dt.timedelta(days=3), by=world.president
    )
    assert not motion.roll.filter(person=world.people["council1"]).exists()


@pytest.mark.parametrize("world", ["voting"], indirect=True)
def test_an_open_vote_counts_without_whoever_is_gone_and_keeps_what_was_cast(world):
    motion = Motion.objects.get(pk=world.things["motion"])
    cast = {ballot.person_id for ballot in motion.ballots.all()}
    for name in ("council1", "council2", "council3"):
        gone = end(world, name)
        assert Recusal.objects.filter(motion=motion, person=gone).exists() == (gone.pk not in cast)
    assert motion.ballots.count() == len(cast)
    assert motion.roll.count() == 4
    with pytest.raises(Refused):
        motions.cast_ballot(motion=motion, choice="approve", by=world.people["council3"])
    motion.refresh_from_db()
    assert motion.complete_at is None  # the President has still to vote
    motions.cast_ballot(motion=motion, choice="approve", by=world.president)
    motion.refresh_from_db()
    assert motion.complete_at is not None


@pytest.mark.parametrize("world", ["draft", "training", "voting"], indirect=True)
def test_ones_own_open_file_stands_in_the_way_and_its_end_clears_it(world):
    with pytest.raises(Refused, match="is open"):
        propose_end(by=world.membership_officer, person=world.candidate, reason=WHY)
    enquiry.close(case=world.case, by=world.chair, reason="The candidate has died.")
    end(world, "candidate")


@pytest.mark.parametrize("world", ["decided"], indirect=True)
def test_a_certificate_stays_what_it_is(world, client):
    code = world.candidate.credentials.get().code
    end(world, "candidate")
    page = client.get(f"/verify/{code}/").content.decode()
    assert "This certificate is valid" in page
    assert world.candidate.name in page


@pytest.mark.parametrize("world", ["training"], indirect=True)
def test_intensives_to_come_let_go_and_those_held_keep_their_names(world):
    coming = Intensive.objects.get(pk=world.things["intensive"])
    assert coming.start > clock.today()
    group = coming.small_groups.get(pk=world.things["empty_group"])
    small_groups.seat_faculty(small_group=group, seat=1, person=world.stranger, by=world.host)
    place = places.register(intensive=coming, person=world.treasurer, by=world.treasurer)
    for name in ("host", "stranger", "treasurer"):
        end(world, name)
    coming.refresh_from_db()
    place.refresh_from_db()
    assert (coming.host, place.withdrawn_on) == (None, clock.today())
    assert not Faculty.objects.filter(person=world.people["stranger"]).exists()
    told = Notice.objects.filter(kind="intensive_without", office="coordinator_of_intensives")
    names = {world.people[name].name for name in ("host", "stranger", "treasurer")}
    assert {notice.context["person"] for notice in told} == names
    held = Attendance.objects.filter(intensive__end__lt=clock.today()).values_list(
        "intensive__host", flat=True
    )
    assert set(held) <= {world.people["host"].pk}
