"""What lists show is what the object permission allows, for the whole cast; hooks, tasks, navigation."""

import pytest

from intensives.actions import final, intensives, places
from intensives.models import Attendance, Evaluation, Intensive
from intensives.open_tasks import tasks_for
from tests.intensives.conftest import FIRST, LAST


@pytest.fixture
def cancelled(intensives_coordinator, co_leader, faculty2):
    return intensives.announce(
        name="Cancelled", site="", start=FIRST, end=LAST, host=faculty2, capacity=3, by=intensives_coordinator
    )


@pytest.fixture
def busy(cancelled, evaluation, participation, co_leader, supervisor, chair, intensives_coordinator):
    """Before the Intensive: a draft by the evaluator, and a cancelled Intensive with a candidate."""
    place = places.register_candidate(intensive=cancelled, person=co_leader, by=co_leader)
    ended = final.designate(attendance=place, evaluator=supervisor, by=chair)
    final.end_designation(evaluation=ended, reason="Fell ill.", by=chair)
    final.designate(attendance=place, evaluator=chair, by=chair)
    intensives.cancel(intensive=cancelled, reason="Rain.", by=intensives_coordinator)
    return evaluation


PAIRS = [
    (Intensive, "visible_to", "intensives.view_intensive"),
    (Attendance, "visible_to", "intensives.view_attendance"),
    (Evaluation, "visible_to", "intensives.view_evaluation"),
    (Evaluation, "readable_by", "intensives.read_assessment"),
]


@pytest.mark.parametrize("model, method, permission", PAIRS)
@pytest.mark.parametrize("stage", ["busy", "delivered"])
def test_a_list_shows_what_the_object_permission_allows(model, method, permission, stage, cast, request):
    cancelled = request.getfixturevalue("cancelled") if stage == "delivered" else None
    request.getfixturevalue(stage)
    if cancelled:
        Intensive.objects.filter(pk=cancelled.pk).update(cancelled_on=FIRST)
    assert model.objects.exists()
    for name, person in cast.items():
        listed = set(getattr(model.objects, method)(person).values_list("pk", flat=True))
        allowed = {row.pk for row in model.objects.all() if person.has_perm(permission, row)}
        assert (name, listed) == (name, allowed)


def test_who_reads_an_assessment_before_and_after_delivery(busy, delivered_names):
    assert delivered_names(busy) == {"evaluator"}


def test_who_reads_it_after_delivery(delivered, delivered_names):
    assert delivered_names(delivered) == {
        "candidate",
        "ccc_member",
        "chair",
        "evaluator",
        "faculty1",
        "faculty2",
    }


@pytest.fixture
def delivered_names(cast):
    def names(evaluation):
        return {name for name, one in cast.items() if one.has_perm("intensives.read_assessment", evaluation)}

    return names


def test_a_visitor_sees_what_takes_place_and_nothing_else(busy, cancelled, intensive):
    from django.contrib.auth.models import AnonymousUser

    visitor = AnonymousUser()
    assert list(Intensive.objects.visible_to(visitor)) == [intensive]
    assert not Attendance.objects.visible_to(visitor).exists()
    assert not Evaluation.objects.visible_to(visitor).exists()
    assert not Evaluation.objects.readable_by(visitor).exists()
    assert not visitor.has_perm("intensives.see_desk", intensive)


def labels(person) -> list[tuple[str, str, bool]]:
    return [(task.label, task.due, task.late) for task in tasks_for(person)]


def test_nobody_owes_anything_before_the_last_day(evaluation, participation, host, faculty1, evaluator):
    assert [tasks_for(person) for person in (host, faculty1, evaluator)] == [[], [], []]


def test_what_is_owed_when_it_is_over(
    evaluation, participation, host, faculty1, evaluator, intensives_coordinator, candidate, stranger, at
):
    at(LAST)
    due = "ended 17 May 2026"
    attest = ("Attest attendance at Spring Intensive (2 people)", due, False)
    assert labels(host) == [attest]
    assert labels(intensives_coordinator) == [attest]
    assert [labels(person) for person in (faculty1, evaluator, candidate, stranger)] == [[], [], [], []]


def test_what_is_owed_for_two_weeks_is_late(evaluation, host, at):
    at(LAST.replace(month=6))
    assert labels(host) == [("Attest attendance at Spring Intensive (1 person)", "ended 17 May 2026", True)]


def test_nothing_is_owed_once_done(delivered, candidacy, host, faculty1, faculty2, evaluator):
    final.record_co_led(attendance=candidacy, faculty=faculty1, date=LAST, by=faculty1)
    places.attest(attendance=candidacy, completed=True, by=host)
    assert [tasks_for(person) for person in (host, faculty1, faculty2, evaluator)] == [[], [], [], []]


def test_nothing_is_owed_for_a_cancelled_intensive(busy, chair, cancelled, faculty2, at):
    at(LAST)
    assert all("Cancelled" not in task.label for task in tasks_for(faculty2))
    assert tasks_for(chair) == []
