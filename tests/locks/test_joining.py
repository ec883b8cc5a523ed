"""Whoever comes to have a part in a file while a step waits for the others is not overlooked."""

import threading

import pytest
from django.db import connection, transaction

from credentialing.models import PriorExperience
from intensives.models import Attendance, Evaluation
from members import clock
from members.actions.locking import LockedLate
from members.models import Person
from supervision.models import CoLeader
from tests.locks.notation import D, Here, Met
from tests.locks.steps import MEETINGS
from tests.locks.worlds import ready
from tests.matrix.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def _designated(w: Here) -> None:
    Evaluation.objects.create(attendance=w.place, evaluator=w.stranger, designated_on=clock.today())


def _led(w: Here) -> None:
    day = D(2025, 3, 1)
    CoLeader.objects.create(group=w.group, person=w.evaluator, start=day, end=day)


def _registered(w: Here) -> None:
    Attendance.objects.create(intensive=w.intensive, person=w.council1, role="participant")


def _told_otherwise(w: Here) -> None:
    PriorExperience.objects.filter(pk=w.experience.pk).update(leader=w.faculty2)


JOINING = {
    "training": {"withdraw": _designated, "log_session": _led, "change_site": _registered},
    "draft": {"ask_attestation": _told_otherwise},
}


@pytest.mark.parametrize("stage", JOINING)
def test_a_step_is_begun_again_where_somebody_has_joined_meanwhile(stage):
    world = ready(stage)
    steps = {step.name: step for step in MEETINGS[stage]}
    for name, join in JOINING[stage].items():
        raised: list[BaseException] = []
        asks = threading.Event()
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(pk=world.candidate.pk)
            taking = threading.Thread(target=_take, args=(steps[name], world, asks, raised))
            taking.start()
            assert asks.wait(20), f"{name} asks for no lock"
            join(Here(world))
        taking.join()
        assert [type(one) for one in raised] == [LockedLate], name


def _take(step: Met, world: World, asks: threading.Event, raised: list[BaseException]) -> None:
    """Take the step; `asks` is set when it knows whom to lock, and asks for them."""

    def asking(execute, sql, params, many, context):
        if "FOR NO KEY UPDATE" in sql:
            asks.set()
        return execute(sql, params, many, context)

    try:
        with transaction.atomic(), connection.execute_wrapper(asking):
            step.act(Here(world))
    except BaseException as one:
        raised.append(one)
    finally:
        connection.close()
