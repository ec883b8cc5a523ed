"""Steps that share a person meet in both orders, in two sessions: each waits for the other, none in a circle.

The whole of it, every pair in every world, is `make meetings`; the suite takes a sample of the pairs, and
each step's locks one by one.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction

from members.models import Person
from members.refusals import Refused
from tests.locks.notation import Here, Met
from tests.locks.reach import DISCIPLINE, modules
from tests.locks.steps import DOORS, MEETINGS
from tests.locks.worlds import ready
from tests.matrix.world import STAGES

pytestmark = pytest.mark.django_db(transaction=True)
ALL = os.environ.get("MEETINGS") == "all"
MOST = None if ALL else 24
"""How many pairs of a world meet in the suite."""
MET = [name for name in MEETINGS if ALL or name in STAGES]
SOON = 0.03
OWN = "its own module"


class _TakeBack(Exception):
    """Thrown at the end of a step, so that the world stays as it was."""


@pytest.mark.parametrize("stage", MEETINGS)
def test_a_step_waits_for_everybody_it_concerns(stage):
    world = ready(stage)
    unlocked = []
    for step in MEETINGS[stage]:
        unlocked += _take_back(step, world)
        for role in step.locks:
            with _held(world.people[role].pk):
                if not _waits(step, world):
                    unlocked.append(f"{step.name} does not wait for {role}")
    assert unlocked == []


@pytest.mark.parametrize("stage", MET)
def test_steps_that_share_a_person_meet_in_both_orders(stage):
    world = ready(stage)
    pairs = [
        (one, other)
        for one in MEETINGS[stage]
        for other in MEETINGS[stage]
        if set(one.locks) & set(other.locks)
    ]
    faults: list[str] = []
    for one, other in pairs[:: max(1, len(pairs) // MOST) if MOST else 1]:
        faults += _meet(one, other, world)
    assert faults == []


def _take_back(step: Met, world) -> list[str]:
    """Take the step and take it back: it is possible, and locks those whom its row names, where it says."""
    locked: set[int] = set()
    places: list[str] = []

    def note(execute, sql, params, many, context):
        if "FOR NO KEY UPDATE" in sql and 'FROM "members_person"' in sql:
            locked.update(params)
            places.append(_place())
        return execute(sql, params, many, context)

    try:
        with transaction.atomic(), connection.execute_wrapper(note):
            step.act(Here(world))
            raise _TakeBack
    except _TakeBack:
        names = {person.pk: role for role, person in world.people.items()}
        found = {names.get(key, f"number {key}") for key in locked}
        if found != set(step.locks):
            return [f"{step.name} locks {sorted(found)}, its row says {sorted(step.locks)}"]
        door = next((door for door, steps in DOORS.items() if step.name in steps.split()), OWN)
        if places[0] != door:
            return [f"{step.name} locks in {places[0]}, and should in {door}"]
        return []
    except Exception as refusal:
        return [f"{step.name} is not possible: {refusal}"]


def _place() -> str:
    """Where the lock is taken: in the module of the step itself, or at which door."""
    found = []
    frame = sys._getframe(1)
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module in modules() and module not in DISCIPLINE:
            found.append((module, frame.f_code.co_name))
        frame = frame.f_back
    (module, name), (own, _) = found[0], found[-1]
    return OWN if module == own else name


@contextmanager
def _held(key: int) -> Iterator[None]:
    """Another session holds the person's row."""
    ready, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(pk=key)
            ready.set()
            done.wait(20)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    ready.wait(20)
    try:
        yield
    finally:
        done.set()
        holder.join()


def _waits(step: Met, world) -> bool:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '40ms'")
            step.act(Here(world))
            raise _TakeBack
    except OperationalError as waited:
        return "lock timeout" in str(waited)
    except _TakeBack:
        return False


def _meet(one: Met, other: Met, world) -> list[str]:
    """Let the second begin while the first is between its locks; returns what went wrong."""
    between, begun, faults = threading.Event(), threading.Event(), []

    def first(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if "FOR NO KEY UPDATE" in sql and not between.is_set():
            between.set()
            begun.wait(5)
            threading.Event().wait(SOON)
        return result

    def second(execute, sql, params, many, context):
        if "FOR NO KEY UPDATE" in sql:
            begun.set()
        return execute(sql, params, many, context)

    def run(step: Met, wrapper, wait: threading.Event | None) -> None:
        try:
            if wait is not None:
                wait.wait(5)
            with transaction.atomic(), connection.execute_wrapper(wrapper):
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL deadlock_timeout = '20ms'")
                step.act(Here(world))
                raise _TakeBack
        except (_TakeBack, Refused):
            pass
        except Exception as fault:
            faults.append(f"{one.name} before {other.name}: {type(fault).__name__}: {fault}")
        finally:
            begun.set()
            between.set()
            connection.close()

    threads = [
        threading.Thread(target=run, args=(one, first, None)),
        threading.Thread(target=run, args=(other, second, between)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults
