"""The Intensives still to be taken, the last as a candidate, and the evaluation there."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from credentialing.rules.dates import ONE_DAY
from credentialing.rules.facts import (
    CoLedSession,
    EvaluationMeeting,
    FinalIntensive,
    Intensive,
    Person,
    Record,
)
from credentialing.rules.intensives import CANDIDATE, PARTICIPANT, home_co_leaders
from credentialing.rules.p98.process import participants_before

from .people import EVALUATOR, FACULTY
from .step import Ahead, Kind, appending, both, noting, setting

DELIVERED = timedelta(days=14)
SEASONS = (4, 10)
LASTS = timedelta(days=3)
MOST = 4
COUNTED = ("P98.CP.2a", "P98.CP.2b", "R14.11a")
HELD = ("P98.CP.2c", "R14.11b", "P98.CP.3a", "P98.CP.3b", "P98.CP.3c", "P98.CP.3d", "R14.11c", "R14.11d")
DELIVERIES = ("assessment_to_candidate_on", "assessment_to_ccc_on", "recommendation_to_ccc_on")
AFTER = ("P98.CP.3e", "R14.11e", "P98.CP.3f", "P98.CP.3g", "R14.11f", "R14.11g")


class Coming(NamedTuple):
    """An Intensive that is announced, its first and its last day included."""

    name: str
    start: date
    end: date


class Window(NamedTuple):
    """When an Intensive would fit: the days planned with, and the last day it may begin."""

    name: str
    start: date
    end: date
    latest: date


def windows(coming: Sequence[Coming], first: date) -> Iterator[Window]:
    """The announced ones from the day on by date, then two a year, in April and October."""
    last = first
    for one in sorted(coming, key=lambda one: (one.start, one.name)):
        if one.start >= last:
            yield Window(one.name, one.start, one.end, one.start)
            last = one.end + ONE_DAY
    for year in range(last.year, last.year + 50):
        for season in SEASONS:
            start = date(year, season, 1)
            if start >= last:
                yield Window("an Intensive", start, start + LASTS, date(year, season, 28))


def attend(ahead: Ahead, first: date, coming: Sequence[Coming], ready_from: date) -> None:
    """As many as a participant as are missing, then one as a candidate no earlier than `ready_from`."""
    needs_final = ahead.any_open(HELD, ahead.today)
    if not needs_final and not ahead.any_open((*COUNTED, *AFTER), ahead.today):
        return
    ahead_of_it = windows(coming, first)
    if needs_final:
        for _ in range(_participants_missing(ahead)):
            _take(ahead, next(ahead_of_it), PARTICIPANT)
        window = next(one for one in ahead_of_it if one.start >= ready_from)
        _take(ahead, window, CANDIDATE)
    else:
        _finish(ahead, first)
    for _ in range(MOST):
        if not ahead.any_open(COUNTED, max((step.on for step in ahead.steps), default=ahead.today)):
            return
        _take(ahead, next(ahead_of_it), PARTICIPANT)


def _participants_missing(ahead: Ahead) -> int:
    """How many have to come before the one as a candidate, in both documents; less than none if more came."""
    history = ahead.answers(ahead.today).history
    return participants_before(history) - len(history.intensives.as_participant)


def _take(ahead: Ahead, window: Window, role: str) -> None:
    def row(key: int) -> Intensive:
        return Intensive(key, f"planned-{key}", window.start, window.end, role, True)

    if role == PARTICIPANT:
        what = f"Attend {window.name} as a participant."
        taken = appending("intensives", row)
        ahead.add(window.end, Kind.INTENSIVE, what, taken, by=window.latest + LASTS, begins=window.start)
        return
    what = f"Attend {window.name} as a candidate; the committee names an evaluator before it ends."
    final, people = _evaluation(ahead.final, window, f"planned-{len(ahead.final.intensives)}")
    change = both(appending("intensives", row, *people), noting(final_intensive=final))
    ahead.add(window.end, Kind.INTENSIVE, what, change, by=window.latest + LASTS, begins=window.start)
    what, day = "The evaluator delivers the assessment and the recommendation.", window.end + DELIVERED
    ahead.add(day, Kind.ANSWER, what, setting(final_intensive=dict.fromkeys(DELIVERIES, day)))


def _evaluation(record: Record, window: Window, intensive: str) -> tuple[FinalIntensive, tuple[Person, ...]]:
    """Two faculty who may be it, an evaluator, a group co-led with each, and the meeting at the end."""
    named = tuple(record.people[one] for one in record.final_intensive.faculty if one in record.people)
    barred = home_co_leaders(record.groups, until=window.end)
    barred |= {row.supervisor for row in record.supervision_sessions}
    barred |= {record.supervisor_request.supervisor or ""}
    lawful = len(set(named)) == 2 and not barred & {one.id for one in named}
    faculty = named if lawful else FACULTY
    evaluator = record.people.get(record.final_intensive.evaluator or "", EVALUATOR)
    if evaluator in faculty:
        evaluator = EVALUATOR
    ids = tuple(one.id for one in faculty)
    final = FinalIntensive(
        intensive=intensive,
        faculty=ids,
        co_led=tuple(CoLedSession(key, window.start, one) for key, one in enumerate(ids)),
        evaluator=evaluator.id,
        evaluator_designated_on=window.start,
        meeting=EvaluationMeeting(window.end, (*ids, evaluator.id)),
    )
    return final, (*faculty, evaluator)


def _finish(ahead: Ahead, first: date) -> None:
    """What is still missing of an evaluation already held: the meeting, the deliveries."""
    final = ahead.final.final_intensive
    if final.meeting is None and ahead.any_open(("P98.CP.3e", "R14.11e"), ahead.today):
        evaluator = final.evaluator or EVALUATOR.id
        meeting = EvaluationMeeting(first, (*final.faculty, evaluator))
        met = setting(final_intensive={"meeting": meeting, "evaluator": evaluator})
        ahead.add(first, Kind.ANSWER, "Faculty and evaluator meet.", met)
    missing = [name for name in DELIVERIES if getattr(final, name) is None]
    if missing:
        day = first + DELIVERED
        delivered = setting(final_intensive=dict.fromkeys(missing, day))
        ahead.add(day, Kind.ANSWER, "The evaluator delivers what is still owed.", delivered)
