"""Evidence is written while the record is open; what has to be corrected later sends the file back first."""

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from credentialing.actions.evidence import GUARDED_THEMSELVES, STEP_OF, require_open_record
from credentialing.actions.experience import attest
from credentialing.actions.recommendation import correct_record
from credentialing.actions.work import mark_done
from credentialing.enums import ENDED, State
from credentialing.models import (
    Case,
    FeeConfirmation,
    FeeReceipt,
    FeeReversal,
    FurtherWork,
    FurtherWorkItem,
    Motion,
    PriorExperience,
)
from credentialing.workflow import STEPS
from intensives.models import Attendance, Faculty
from members import clock
from members.actions.approvals import correct_approval, end_approval
from members.actions.credentials import revoke
from members.actions.locking import around_steps
from members.models import Credential
from members.refusals import Refused, Stale
from supervision.models import BalintGroup, CoLeader, Debrief, GroupSession, SupervisionSession
from tests.locks.steps import TRAINING, Here
from tests.matrix.world import World, build

EVIDENCE = (
    "record_supervision",
    "correct_supervision",
    "remove_supervision",
    "log_session",
    "remove_group_session",
    "confirm_debrief",
    "remove_debrief",
    "end_co_leader",
    "set_co_leader",
    "end_group",
    "assign_small_group",
    "unseat",
    "confirm_receipt",
    "reverse_receipt",
    "note_receipt",
)
WRITES = {step.name: step.act for step in TRAINING}
TABLES = (
    SupervisionSession,
    GroupSession,
    Debrief,
    BalintGroup,
    CoLeader,
    Attendance,
    Faculty,
    FeeReceipt,
    FeeConfirmation,
    FeeReversal,
)
HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), around_steps():
        yield build("training")
        transaction.set_rollback(True)


@pytest.fixture
def here(world, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock():
        try:
            with around_steps():
                yield world
                raise InterruptedError
        except InterruptedError:
            pass


def rows() -> dict[str, list]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}


def put(w: World, state: str) -> None:
    Case.objects.filter(pk=w.case.pk).update(state=state)


@pytest.mark.parametrize("state", ["recommended", "voting"])
@pytest.mark.parametrize("name", EVIDENCE)
def test_the_record_is_closed_before_the_council(here, name, state):
    put(here, state)
    before = rows()
    with pytest.raises(Stale):
        WRITES[name](Here(here))
    assert rows() == before


@pytest.mark.parametrize("name", EVIDENCE)
@pytest.mark.parametrize("state", ["training", "review", "further_work"])
def test_the_record_is_open_until_the_recommendation(here, name, state):
    put(here, state)
    before = rows()
    WRITES[name](Here(here))
    assert rows() != before


@pytest.mark.parametrize("who", ["supervisor", "candidate", "co_leader", "coordinator", "treasurer"])
def test_a_correction_sends_the_file_back_and_opens_the_record(here, who):
    put(here, "recommended")
    w = Here(here)
    correct_record(case=w.file, reason="One session was another day.", by=getattr(w, who))
    assert (w.file.state, Motion.objects.open().count()) == ("review", 0)
    WRITES["correct_supervision"](w)


def test_nobody_corrects_without_a_reason(here):
    put(here, "recommended")
    w = Here(here)
    with pytest.raises(Refused, match="Give the reason"):
        correct_record(case=w.file, reason=" ", by=w.supervisor)
    assert w.file.state == "recommended"


def test_the_sentence_leads_to_where_it_is_corrected(here):
    put(here, "voting")
    with pytest.raises(Stale) as refused:
        WRITES["log_session"](Here(here))
    label, address = refused.value.page
    assert (label, address) == ("Something has to be corrected", f"/files/{here.case.pk}/correction/")
    assert "Maya Ferreira" in refused.value.sentence


def test_whoever_cannot_open_the_page_is_told_whom_to_ask(here):
    put(here, "voting")
    with pytest.raises(Stale) as refused:
        require_open_record(person=here.case.candidate, kind="group_logged", by=here.stranger)
    assert refused.value.page is None
    assert refused.value.sentence.endswith("have the file sent back first: ask the CCC Chair.")


def test_every_kind_of_evidence_that_is_announced_has_its_row():
    announced = {kind for app in ("supervision", "intensives", "members") for kind in _announced(HOUSE / app)}
    assert announced == set(STEP_OF) | GUARDED_THEMSELVES
    for step in STEP_OF.values():
        assert not STEPS[step].sources & {State.RECOMMENDED, State.VOTING}
        assert STEPS[step].sources <= set(State) - {State.RECOMMENDED, State.VOTING}
    assert ENDED


def _announced(app: Path) -> Iterator[str]:
    """The kinds that the app's actions announce, by a function of their own or by the signal itself."""
    for path in (app / "actions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            if getattr(node.func, "id", "") in ("_announce", "announce_change", "announce"):
                said: list[ast.expr] = node.args
            elif ast.unparse(node.func) == "evidence_changed.send":
                said = [keyword.value for keyword in node.keywords if keyword.arg == "kind"]
            else:
                continue
            texts = [value.value for value in said if isinstance(value, ast.Constant)]
            yield from (text for text in texts if isinstance(text, str) and text.isidentifier())


@pytest.mark.parametrize("state", ["recommended", "voting"])
def test_what_steps_of_the_case_write_as_evidence_meets_the_same_door(here, state):
    faculty1, chair, today = here.faculty1, here.chair, clock.today()
    experience, _ = PriorExperience.objects.get_or_create(case=here.case, kind="co_leading")
    PriorExperience.objects.filter(pk=experience.pk).update(leader=faculty1)
    work = FurtherWork.objects.create(case=here.case, proposed_on=today, proposed_by=chair)
    item = FurtherWorkItem.objects.create(work=work, activity="Read", deadline=today)
    put(here, state)
    for write in (
        lambda: attest(experience=experience, by=faculty1, debriefing_confirmed=True),
        lambda: mark_done(item=item, on=today, by=chair),
    ):
        with pytest.raises(Stale, match="closed until the decision on the file has been counted"):
            write()
    put(here, "further_work")
    assert attest(experience=experience, by=faculty1, debriefing_confirmed=True).pk
    assert mark_done(item=item, on=today, by=chair).done_on == today
    work.closed_on = today
    work.save()
    other = FurtherWorkItem.objects.create(work=work, activity="Lead", deadline=today)
    with pytest.raises(Stale, match="was closed on"):
        mark_done(item=other, on=today, by=chair)


@pytest.mark.parametrize("state", ["recommended", "voting"])
def test_the_standing_of_those_who_have_a_part_is_evidence_too(here, state):
    """Approvals and credentials for days gone by change findings of the files they count in."""
    w, yesterday = Here(here), clock.today() - dt.timedelta(days=1)
    held = Credential.objects.create(
        person=here.supervisor, number="7", code="7777-7777", awarded_on=dt.date(2015, 1, 1)
    )
    changes = (
        lambda: end_approval(by=here.coordinator, approval=w.approval, end=yesterday),
        lambda: correct_approval(
            by=here.coordinator, approval=w.approval, start=yesterday, end=None, reason="A slip."
        ),
        lambda: revoke(by=here.president, credential=held, on=yesterday, reason="Decided."),
    )
    put(here, state)
    for change in changes:
        with pytest.raises(Stale, match="closed until the decision on the file has been counted"):
            change()
    end_approval(by=here.coordinator, approval=w.approval, end=clock.today())
    put(here, "training")
    for change in changes:
        change()
