"""Who somebody is to a file is a question about a day and an Intensive; office mail never reaches its own."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from credentialing.actions import agreement, final, motions, near
from credentialing.conflicts import TO_OTHERS, TO_THEMSELVES, Tie, conflict_of, conflicts_about, ties
from credentialing.models import Case, Event, SharedPractice
from credentialing.permissions import actors_on, visible_cases
from credentialing.workflow import Actor
from intensives.actions import intensives, places
from intensives.models import Evaluation
from members import clock
from members.actions.delivery import _addresses
from members.actions.locking import around_steps
from members.inbox import messages_of
from members.models import Appointment, Notice, Person
from members.refusals import Refused
from supervision.actions import debriefs, sessions, supervision
from supervision.models import Debrief, GroupSession, SupervisionSession
from tests.cast import AppointmentFactory, PersonFactory
from tests.matrix.world import World, build

D = dt.date
AUTH = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), around_steps():
        yield build(request.param)
        transaction.set_rollback(True)


def at(stage: str):
    return pytest.mark.parametrize("world", [stage], indirect=True)


def case_of(w: World) -> Case:
    return Case.objects.get(pk=w.case.pk)


def opened(person: Person, name: str, *args) -> int:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk), backend=AUTH)
    return client.get(reverse(name, args=args)).status_code


# --- the Intensive


@at("training")
def test_the_host_of_another_intensive_is_nothing_to_the_final_one(world):
    past = intensives.announce(
        name="Long ago", site="", start=D(2024, 5, 2), end=D(2024, 5, 5), host=world.stranger, capacity=9,
        by=world.intensives_coordinator,
    )  # fmt: skip
    taken = places.record_place(intensive=past, person=world.candidate, by=world.intensives_coordinator)
    places.attest(attendance=taken, completed=True, by=world.stranger)
    assert actors_on(case_of(world), world.stranger) == frozenset()
    assert opened(world.stranger, "credentialing:final", world.case.pk) == 404
    assert opened(world.stranger, "credentialing:final_held", world.case.pk) == 404
    assert Actor.HOST in actors_on(case_of(world), world.host)


@at("held")
def test_faculty_host_and_evaluator_belong_to_the_intensive_the_attempt_is_about(world):
    case = case_of(world)
    assert Actor.FACULTY in actors_on(case, world.faculty1)
    assert Actor.EVALUATOR in actors_on(case, world.evaluator)
    final.hold_another(case=case, reason="Both fell ill.", by=world.chair)
    other = intensives.announce(
        name="Winter", site="", start=D(2026, 11, 5), end=D(2026, 11, 8), host=world.stranger, capacity=9,
        by=world.intensives_coordinator,
    )  # fmt: skip
    final.ask_for_final(case=case, intensive=other, by=world.candidate)
    now = {name: actors_on(case_of(world), world.people[name]) for name in ("host", "faculty1", "evaluator")}
    assert now == {"host": frozenset(), "faculty1": frozenset(), "evaluator": frozenset()}
    assert Actor.HOST in actors_on(case_of(world), world.stranger)


@at("training")
def test_an_attempt_begins_without_the_host_of_the_one_before(world):
    Case.objects.filter(pk=world.case.pk).update(opened_at=clock.now() + dt.timedelta(days=1))
    assert actors_on(case_of(world), world.host) == frozenset()


# --- supervision


@pytest.fixture
def left(world):
    """The supervisor has left; then things are logged."""
    agreement.change_supervisor(case=case_of(world), by=world.candidate, reason="A move.")
    return world


def later(w: World) -> None:
    clock.move_to_day(D(2026, 6, 20))
    sessions.log_session(by=w.candidate, group=group_of(w), date=D(2026, 6, 18))
    debriefs.log_debrief(by=w.candidate, group=group_of(w), date=D(2026, 6, 18), minutes=30)


def group_of(w: World):
    return GroupSession.objects.get(pk=w.things["session"]).group


@at("training")
def test_a_supervisor_who_left_reads_what_was_held_until_then(left):
    w = left
    before = {model: visible(model, w.supervisor) for model in (GroupSession, Debrief, SupervisionSession)}
    later(w)
    assert {model: visible(model, w.supervisor) for model in before} == before
    for who in (w.candidate, w.co_leader, w.chair):
        assert D(2026, 6, 18) in visible(GroupSession, who)
    page = Client()
    page.force_login(w.supervisor, backend=AUTH)
    text = page.get(reverse("supervision:group", args=[group_of(w).pk])).content.decode()
    assert ("18 June 2026" in text, "21 May 2026" in text) == (False, True)
    text = page.get(reverse("supervision:person", args=[w.candidate.pk])).content.decode()
    assert "What you read ends on 1 June 2026" in text


def visible(model, person: Person) -> list[D]:
    rows = model.objects.visible_to(Person.objects.get(pk=person.pk))
    return list(rows.order_by("date").values_list("date", flat=True))


@at("training")
def test_a_group_that_began_later_is_none_of_theirs(left):
    from supervision.actions.groups import start_group

    clock.move_to_day(D(2026, 7, 1))
    fresh = start_group(by=left.candidate, name="New", setting="medical", started_on=D(2026, 7, 1))
    assert opened(left.supervisor, "supervision:group", fresh.pk) == 404
    assert opened(left.supervisor, "supervision:group", group_of(left).pk) == 200


def record(w: World, day: D):
    return supervision.record_session(
        by=w.supervisor, candidate=w.candidate, group=group_of(w), date=day, minutes=50, recording="video"
    )


@at("training")
@pytest.mark.parametrize(
    ("today", "day", "why"),
    [
        (D(2026, 6, 10), D(2026, 5, 28), ""),
        (D(2026, 6, 10), D(2026, 6, 1), ""),
        (D(2026, 6, 10), D(2026, 6, 2), "The agreement ended on 1 June 2026"),
        (D(2026, 8, 30), D(2026, 5, 28), ""),
        (D(2026, 8, 31), D(2026, 5, 28), "There is no current agreement"),
    ],
)
def test_what_was_held_under_an_agreement_is_recorded_within_a_term(left, today, day, why):
    clock.move_to_day(today)
    if not why:
        assert record(left, day).agreement.ended_on == D(2026, 6, 1)
        return
    before = SupervisionSession.objects.count()
    with pytest.raises(Refused, match=why):
        record(left, day)
    assert SupervisionSession.objects.count() == before


@at("training")
def test_a_former_supervisor_moves_no_session_past_the_end(left):
    clock.move_to_day(D(2026, 6, 10))
    session = SupervisionSession.objects.get(pk=left.things["supervised"])
    with pytest.raises(Refused, match="The agreement ended on 1 June 2026"):
        supervision.correct_session(
            by=left.supervisor, session=session, group=group_of(left), date=D(2026, 6, 5), minutes=50,
            recording="video",
        )  # fmt: skip
    session.refresh_from_db()
    assert session.date == D(2026, 5, 14)


# --- the office's mail


def held_by_nobody_else(office: str) -> None:
    Appointment.objects.filter(office=office).delete()


@at("training")
@pytest.mark.parametrize("office", ["ccc_chair", "treasurer", "coordinator_of_supervision"])
def test_office_mail_about_a_file_never_reaches_its_own_person(world, office):
    about = Notice.objects.filter(office=office)
    mine = [n for n in about if n.concerns_id == world.candidate.pk]
    assert mine, "the office was told of the file"
    held_by_nobody_else(office)
    AppointmentFactory(person=world.candidate, office=office)
    me = Person.objects.get(pk=world.candidate.pk)
    assert not messages_of(me).filter(office=office, pk__in=[n.pk for n in mine]).exists()
    assert all(me.email not in _addresses(n) for n in mine)
    held_by_nobody_else(office)
    other = Person.objects.get(pk=PersonFactory().pk)
    AppointmentFactory(person=other, office=office)
    assert messages_of(other).filter(pk__in=[n.pk for n in mine]).count() == len(mine)


# --- recusal


@at("voting")
def test_a_recused_member_loses_packet_and_file(world):
    member = world.council2
    assert opened(member, "credentialing:packet", world.case.pk) == 200
    motions.recuse(motion=world.case.motions.get(), by=member)
    for page in ("packet", "case", "findings", "timeline"):
        assert opened(member, f"credentialing:{page}", world.case.pk) == 403
    assert not visible_cases(Person.objects.get(pk=member.pk)).exists()
    assert visible_cases(Person.objects.get(pk=world.council1.pk)).exists()


# --- conflicts


@at("held")
def test_one_function_says_who_stands_near(world):
    near.declare_practice(case=case_of(world), by=world.council3)
    found = ties(world.candidate.pk)
    expected = {
        "supervisor": (Tie.SUPERVISED,),
        "co_leader": (Tie.CO_LED,),
        "evaluator": (Tie.EVALUATED,),
        "faculty1": (Tie.TAUGHT,),
        "host": (Tie.HOSTED,),
        "council3": (Tie.SAME_PRACTICE,),
    }
    for name, how in expected.items():
        assert found[world.people[name].pk] == how
        sentence = conflicts_about(world.candidate.pk)[world.people[name].pk]
        assert sentence == TO_THEMSELVES[how[0]]
        assert conflict_of(world.people[name], world.candidate) == TO_OTHERS[how[0]].format(
            name=world.people[name].name, candidate=world.candidate.name
        )
    assert world.council1.pk not in found
    assert set(TO_OTHERS) == set(TO_THEMSELVES) == set(Tie)


@at("training")
@pytest.mark.parametrize("who", ["supervisor", "co_leader", "host", "council1"])
def test_nobody_who_stands_near_becomes_evaluator_without_a_word(world, who):
    if who == "council1":
        near.declare_practice(case=case_of(world), by=world.council1)
    plan = {"case": case_of(world), "evaluator": world.people[who], "by": world.chair, "reason": "Abroad."}
    with pytest.raises(Refused, match="Choose somebody else, or say why all the same") as refused:
        final.plan_final(**plan)
    assert refused.value.field == "despite"
    assert not Evaluation.objects.exists()
    final.plan_final(**plan, despite="Nobody else can come.")
    assert Event.objects.filter(kind="T23").latest("pk").data["despite"] == "Nobody else can come."


@at("review")
def test_a_reviewer_who_stands_near_is_told_and_the_review_says_so(world):
    AppointmentFactory(person=world.supervisor, office="coordinator_of_supervision")
    near.declare_practice(case=case_of(world), by=world.coordinator)
    client = Client()
    client.force_login(world.coordinator, backend=AUTH)
    text = client.get(reverse("credentialing:review_application", args=[world.case.pk])).content.decode()
    assert "You have declared that you practise together with this candidate." in text


@at("recommended")
def test_a_declaration_is_named_on_the_roll_and_can_be_taken_back(world):
    near.declare_practice(case=case_of(world), by=world.council1)
    motion = motions.open_motion(
        case=case_of(world), closes_at=clock.now() + dt.timedelta(days=3), by=world.president
    )
    assert "practise together" in motion.roll.get(person=world.council1).conflict
    near.withdraw_practice(case=case_of(world), by=world.council1)
    assert SharedPractice.objects.get().withdrawn_on == clock.today()
    with pytest.raises(Refused):
        near.declare_practice(case=case_of(world), by=world.candidate)
