"""Two people press the button at the same moment: one row, and an answer for both."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from members.refusals import Refused
from supervision.actions import debriefs, sessions
from supervision.actions import supervision as actions
from supervision.models import Debrief, GroupSession, SupervisionSession

D = dt.date
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps) -> list[str]:
    """What each step gave, all begun together: "done" or the sentence of the refusal."""
    start = Barrier(len(steps))

    def run(step) -> str:
        try:
            start.wait(10)
            step()
        except Refused as refusal:
            return refusal.sentence
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(steps)) as pool:
        return sorted(pool.map(run, steps), key=lambda said: said != "done")


def test_both_leaders_log_the_same_session(group, candidate, co_leader):
    day = D(2026, 5, 28)
    done, said = at_once(
        lambda: sessions.log_session(by=candidate, group=group, date=day),
        lambda: sessions.log_session(by=co_leader, group=group, date=day),
    )
    assert (done, said.startswith("Logged already by ")) == ("done", True)
    assert GroupSession.objects.count() == 1


def test_both_leaders_log_the_same_debrief(group, candidate, co_leader):
    day = D(2026, 5, 28)
    done, said = at_once(
        lambda: debriefs.log_debrief(by=candidate, group=group, date=day, minutes=30),
        lambda: debriefs.log_debrief(by=co_leader, group=group, date=day, minutes=30),
    )
    assert (done, said.startswith("A debrief of 30 minutes is logged")) == ("done", True)
    assert Debrief.objects.count() == 1


def test_a_supervisor_records_in_two_tabs(group, agreement, candidate, supervisor):
    def record() -> None:
        actions.record_session(
            by=supervisor,
            candidate=candidate,
            group=group,
            date=D(2026, 5, 28),
            minutes=60,
            recording="none",
        )

    assert at_once(record, record) == [
        "done",
        "A session on that day is recorded already; a day counts once.",
    ]
    assert SupervisionSession.objects.count() == 1
