"""Lists inside a file and of one's own ask as often for thirty rows as for one.

The lists of an app alone are counted beside its other tests: memberships, offices, supervisors, leaders
(tests/members), groups and supervision, Intensives, fees, motions, files and today (tests/credentialing).
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from credentialing.models import CommitteeRequest, Determination, Event, FeeReceipt, FeeSchedule
from members.actions.locking import around_steps
from members.actions.offices import propose_appointment
from members.actions.proposals import decline
from members.models import AccessEntry, Notice
from members.models import Person as People
from supervision.models import GroupSession, SupervisionSession
from tests.cast import PersonFactory
from tests.matrix.asking import signed_in
from tests.matrix.house import address
from tests.matrix.world import World

D = dt.date
DAY = D(2026, 5, 1)


def messages(w: World, by: People, number: int) -> None:
    Notice.objects.create(kind="supervision_may_begin", person=w.candidate, context={"candidate": "Maya"})


def openings(w: World, by: People, number: int) -> None:
    AccessEntry.objects.create(by=by, about=w.candidate, kind="packet", key=str(number))


def events(w: World, by: People, number: int) -> None:
    Event.objects.create(case=w.case, kind="note", by=by, staff=f"No. {number}", public=f"No. {number}")


def determinations(w: World, by: People, number: int) -> None:
    made = Determination.objects.create(
        case=w.case,
        kind="refuse",
        decided_on=DAY,
        body="CCC",
        recorded_by=by,
        reason="No.",
        terms={"of": "schedule"},
    )
    made.members.add(by)


def asked(w: World, by: People, number: int) -> None:
    CommitteeRequest.objects.create(
        case=w.case, kind="exception", asked_on=DAY, asked_by=by, reason="Please.", closed_on=DAY
    )


def schedules(w: World, by: People, number: int) -> None:
    day = D(2020, 1, 1) + dt.timedelta(days=number)
    FeeSchedule.objects.create(
        version=f"old {number}", valid_from=day, first_year_amount=1, second_year_amount=1, set_by=by
    )


def receipts(w: World, by: People, number: int) -> None:
    FeeReceipt.objects.create(case=w.case, sent_on=DAY, amount=1, noted_by=by, noted_on=DAY)


def sessions(w: World, by: People, number: int) -> None:
    day = D(2026, 3, 1) + dt.timedelta(days=number)
    GroupSession.objects.create(group_id=w.things["group"], date=day, recorded_by=by)


def supervised(w: World, by: People, number: int) -> None:
    day = D(2026, 3, 1) + dt.timedelta(days=number)
    SupervisionSession.objects.create(
        candidate=w.candidate,
        supervisor=by,
        group_id=w.things["group"],
        date=day,
        recording="audio",
        minutes=50,
    )


def proposed(w: World, by: People, number: int) -> None:
    officer = w.people["membership_officer"]
    propose_appointment(by=officer, person=by, office="ccc_member", start=DAY + dt.timedelta(days=900))


def settled(w: World, by: People, number: int) -> None:
    officer = w.people["membership_officer"]
    start = DAY + dt.timedelta(days=900)
    proposal = propose_appointment(by=officer, person=by, office="ccc_member", start=start)
    decline(proposal=proposal, by=officer)


LISTS: list[tuple[str, tuple[str, ...], str, Callable]] = [
    ("notices", (), "candidate", messages),
    ("openings", (), "candidate", openings),
    ("credentialing:timeline", ("case",), "chair", events),
    ("credentialing:timeline", ("case",), "candidate", events),
    ("credentialing:case", ("case",), "chair", determinations),
    ("credentialing:case", ("case",), "chair", asked),
    ("credentialing:committee", ("case",), "chair", determinations),
    ("credentialing:packet", ("case",), "president", determinations),
    ("credentialing:determine", ("case",), "chair", determinations),
    ("credentialing:more", ("case",), "candidate", asked),
    ("credentialing:fee_schedules", (), "treasurer", schedules),
    ("credentialing:fees", ("case",), "treasurer", receipts),
    ("credentialing:agreement", ("case",), "candidate", receipts),
    ("proposals", (), "chair", proposed),
    ("proposals", (), "chair", settled),
    ("supervision:group", ("group",), "candidate", sessions),
    ("supervision:my_supervision", (), "candidate", supervised),
    ("supervision:person", ("person",), "chair", supervised),
]


@pytest.mark.parametrize("world", ["voting"], indirect=True, scope="module")
@pytest.mark.parametrize(
    "route, arguments, role, make", LISTS, ids=[f"{row[0]}-{row[2]}-{row[3].__name__}" for row in LISTS]
)
def test_thirty_rows_take_as_many_queries_as_one(world, route, arguments, role, make):
    client, path, counts = signed_in(world.people[role]), address(route, arguments, world), []
    with around_steps():
        for numbers in (range(1), range(1, 30)):
            for number in numbers:
                make(world, PersonFactory(), number)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(path).status_code == 200
            counts.append(len(seen))
        transaction.set_rollback(True)
    assert counts[0] == counts[1]
