"""A file that ends lets go of everything, from every state, and says truly how it ended."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from credentialing.actions.enquiry import close, new_attempt, withdraw
from credentialing.actions.fees import confirm_receipt, note_receipt, reverse_receipt
from credentialing.actions.move import move_case
from credentialing.enums import ENDED, State
from credentialing.guards import Situation
from credentialing.models import Case, CommitteeRequest, FeeReceipt, FurtherWork, Motion
from credentialing.owing import owing, paying
from credentialing.workflow import STAGES, WHOLE
from intensives.models import Attendance, Evaluation
from members import clock
from members.actions.locking import around_steps
from members.models import Credential, Notice
from supervision.actions.requests import taken
from supervision.models import Agreement, SupervisorRequest
from tests.matrix.world import World, build

STAGES_BUILT = ("draft", "review", "training", "held", "work", "recommended", "voting")
DECIDING = {"carried": ("T34", True), "not carried": ("T34a", False)}


@pytest.fixture(scope="module", params=STAGES_BUILT)
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), around_steps():
        built = build(request.param)
        built.stage = request.param
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def here(world, django_db_blocker) -> Iterator[World]:
    """The world for one test, thrown back afterwards."""
    with django_db_blocker.unblock():
        try:
            with around_steps():
                world.case.refresh_from_db()
                yield world
                raise InterruptedError
        except InterruptedError:
            world.case.refresh_from_db()


def left_open(w: World) -> dict[str, list[str]]:
    """What still waits, binds or reminds on behalf of the file; empty for a file that ended whole."""
    mine = {"candidate": w.candidate}
    found = {
        "agreements": Agreement.objects.filter(ended_on=None, **mine),
        "requests": SupervisorRequest.objects.open().filter(**mine),
        "waiting": SupervisorRequest.objects.waiting_for_agreement().filter(**mine),
        "places": Attendance.objects.standing().as_candidate().filter(person=w.candidate, completed=None),
        "designations": Evaluation.objects.to_deliver().filter(attendance__person=w.candidate),
        "asked of the committee": CommitteeRequest.objects.filter(case=w.case, closed_on=None),
        "further work": FurtherWork.objects.filter(case=w.case, closed_on=None),
        "votes": Motion.objects.open().filter(case=w.case),
    }  # fmt: skip
    return {what: [str(row) for row in rows] for what, rows in found.items() if rows.exists()}


def said(since: int) -> dict[str, list[str]]:
    """Kind to recipients of what was told since."""
    told: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(pk__gt=since).order_by("pk"):
        told.setdefault(notice.kind, []).append(notice.office or str(notice.person))
    return told


def latest() -> int:
    return Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def ways(w: World) -> dict[str, object]:
    return {
        "withdrawn": lambda: withdraw(case=w.case, by=w.candidate, reason="A move."),
        "closed": lambda: close(case=w.case, by=w.chair, reason="No answer for years."),
    }


def counted(w: World) -> None:
    """The vote is closed and counted, as it is before the step that follows from it."""
    counts = {"approve_count": 1, "deny_count": 0, "abstain_count": 0}
    Motion.objects.filter(case=w.case).update(closed_at=clock.now(), outcome="credentialed", **counts)


@pytest.mark.parametrize("end", ["withdrawn", "closed"])
def test_a_file_that_ends_leaves_nothing_open(here, end):
    if here.stage == "training":
        assert set(left_open(here)) >= {"agreements", "places", "asked of the committee"}
    ways(here)[end]()
    assert Case.objects.get(pk=here.case.pk).state == end
    assert left_open(here) == {}
    assert taken(here.supervisor) == 0


@pytest.mark.parametrize("end", ["withdrawn", "closed"])
def test_what_is_told_of_the_end_is_how_it_ended(here, end):
    before = latest()
    ways(here)[end]()
    new = Notice.objects.filter(pk__gt=before)
    words = {"withdrawn": "closed the file", "closed": "withdrawn"}[end]
    assert [n.kind for n in new if words in str(n.context)] == []
    told = said(before)
    if here.stage != "draft":
        assert {"ccc_chair", "coordinator_of_supervision"} <= set(told["file_ended"])
    if here.stage in ("training", "held"):
        assert "treasurer" in told["file_ended"], "a payment is announced and waits"
        assert str(here.supervisor) in told["agreement_ended"]
    if here.stage == "training":
        assert set(told["place_lapsed"]) == {str(here.host), "coordinator_of_intensives"}
    if here.stage == "held":
        assert told["evaluator_released"] == [str(here.evaluator)]
    if here.stage == "voting":
        assert {"council_president", "council_member"} <= set(told["file_ended"])


@pytest.mark.parametrize("world", ["voting"], indirect=True)
@pytest.mark.parametrize("how", DECIDING)
def test_a_decided_file_leaves_nothing_open(here, how):
    step, carried = DECIDING[how]
    counted(here)
    facts = Situation(deadline_reached=True, quorum_reached=True, carried=carried, snapshot_stands=True)
    move_case(case=here.case, step=step, by=None, situation=facts)
    assert left_open(here) == {}
    assert taken(here.supervisor) == 0


def test_every_ended_state_lets_go_of_everything_and_says_how_it_ended():
    for state in ENDED:
        assert STAGES[state].releases == WHOLE
        assert "{candidate}" in STAGES[state].ended
        assert STAGES[state].parted
    assert not any(STAGES[state].releases for state in set(State) - ENDED)


@pytest.mark.parametrize("world", ["training"], indirect=True)
def test_a_payment_announced_on_an_ended_file_can_still_be_settled(here):
    second = note_receipt(case=here.case, by=here.candidate, sent_on=here.case.process_start, amount=7)
    withdraw(case=here.case, by=here.candidate)
    confirm_receipt(receipt=FeeReceipt.objects.get(pk=here.things["announced"]), by=here.treasurer)
    reverse_receipt(receipt=second, by=here.treasurer, reason="Sent back.")
    assert left_open(here) == {}


@pytest.mark.parametrize("world", ["voting"], indirect=True)
def test_a_new_attempt_follows_a_credential_that_stands_no_longer(here):
    Case.objects.filter(pk=here.case.pk).update(state="credentialed")
    counted(here)
    held = Credential.objects.create(
        person=here.candidate,
        number="ABS-2026-0099",
        code="AAAA-BBBB-CCCC",
        awarded_on=here.case.process_start,
    )
    case = Case.objects.get(pk=here.case.pk)
    with pytest.raises(Exception, match="You are credentialed"):
        new_attempt(case=case, by=here.candidate)
    held.revoked_on = clock.today()
    held.save()
    fresh = new_attempt(case=case, by=here.candidate)
    assert (fresh.state, fresh.previous_id) == ("enquiry", case.pk)


@pytest.mark.parametrize("world", ["training"], indirect=True)
def test_the_treasurer_still_finds_what_was_announced_on_an_ended_file(here):
    withdraw(case=here.case, by=here.candidate)
    row = paying(Case.objects.filter(pk=here.case.pk)).get()
    assert (owing(row, None).owed, row.announced_sum) == (0, 900)
