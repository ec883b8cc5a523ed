"""An Intensive in May 2026 with one small group, two faculty, a participant and a candidate.

The clock stands at 1 May 2026; the Intensive runs from 14 to 17 May.
"""

import datetime as dt

import pytest

from intensives.actions import faculty, final, intensives, places
from intensives.models import Attendance, Evaluation, Intensive, SmallGroup
from members.models import Person
from tests.cast import member

FIRST = dt.date(2026, 5, 14)
LAST = dt.date(2026, 5, 17)
BEFORE = dt.date(2026, 5, 1)


@pytest.fixture(autouse=True)
def may(at) -> None:
    at(BEFORE)


@pytest.fixture
def participant(db) -> Person:
    return member("Paula Partridge")


@pytest.fixture
def intensive(may, intensives_coordinator, host) -> Intensive:
    return intensives.announce(
        name="Spring Intensive",
        site="Portland, Oregon",
        start=FIRST,
        end=LAST,
        host=host,
        capacity=12,
        by=intensives_coordinator,
    )


@pytest.fixture
def group(intensive, host, faculty1, faculty2) -> SmallGroup:
    group = faculty.create_small_group(intensive=intensive, name="Willow", by=host)
    faculty.seat_faculty(small_group=group, seat=1, person=faculty1, by=host)
    faculty.seat_faculty(small_group=group, seat=2, person=faculty2, by=host)
    return group


@pytest.fixture
def participation(intensive, participant) -> Attendance:
    return places.register(intensive=intensive, person=participant, by=participant)


@pytest.fixture
def candidacy(intensive, group, host, candidate) -> Attendance:
    """The candidate's place, in the small group."""
    place = places.register_candidate(intensive=intensive, person=candidate, by=candidate)
    return places.assign_small_group(attendance=place, small_group=group, by=host)


@pytest.fixture
def evaluation(candidacy, evaluator, chair) -> Evaluation:
    return final.designate(attendance=candidacy, evaluator=evaluator, by=chair)


@pytest.fixture
def written(evaluation, evaluator, faculty1, faculty2, at) -> Evaluation:
    """The Intensive is over, the meeting recorded, the draft complete; not delivered."""
    at(LAST)
    people = [evaluator, faculty1, faculty2]
    final.record_meeting(evaluation=evaluation, on=LAST, present=people, by=evaluator)
    return final.save_draft(
        evaluation=evaluation, draft="Steady and curious.", advice="for", advice_reasons="", by=evaluator
    )


@pytest.fixture
def delivered(written, evaluator) -> Evaluation:
    return final.deliver(evaluation=written, by=evaluator)


@pytest.fixture
def changes() -> list[tuple[str, Person]]:
    """What was announced to whoever listens: kind and person, in order."""
    from members.signals import evidence_changed

    heard: list[tuple[str, Person]] = []

    def listen(sender, person, kind, **rest) -> None:
        heard.append((kind, person))

    evidence_changed.connect(listen)
    yield heard
    evidence_changed.disconnect(listen)
