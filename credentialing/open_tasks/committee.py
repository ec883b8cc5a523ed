"""Open tasks of the later half of the road: candidate, Chair, committee, evaluator, Council."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from credentialing.enums import State
from credentialing.models import Case, FurtherWork, FurtherWorkItem, Motion
from intensives.models import Attendance, Evaluation
from members import clock
from members.enums import Office
from members.models import Person
from members.offices import holds
from members.templatetags.pieces import day

LONG_IN_STAGE = dt.timedelta(days=28)


@dataclass(frozen=True)
class Task:
    """One line of a person's to-do list."""

    label: str
    url: str
    due: str = ""
    late: bool = False


def tasks_for(person: Person) -> list[Task]:
    """What the person owes in the later half of the road today."""
    return [*_of_candidate(person), *_of_chair(person), *_of_house(person), *_of_council(person)]


def _link(name: str, pk: int) -> str:
    return reverse(f"credentialing:{name}", args=[pk])


def _of_candidate(person: Person) -> Iterator[Task]:
    works = FurtherWork.objects.filter(case__candidate=person, closed_on__isnull=True).select_related("case")
    for work in works.prefetch_related("items"):
        if work.agreed_by_candidate_on is None:
            yield Task("Answer the committee's proposal of further work", _link("work", work.case_id))
            continue
        for item in work.items.all():
            yield from _item_tasks(item, work.case_id)


def _item_tasks(item: FurtherWorkItem, case: int) -> Iterator[Task]:
    if item.proposed_deadline is not None:
        yield Task(f"Answer about a new deadline: {item.activity}", _link("work", case))
    elif item.done_on is None:
        due = f"due {day(item.deadline)}" if item.deadline else ""
        yield Task(
            item.activity, _link("work", case), due, bool(item.deadline and item.deadline < clock.today())
        )


def _of_chair(person: Person) -> Iterator[Task]:
    if not holds(person, Office.CCC_CHAIR):
        return
    others = Case.objects.exclude(candidate=person).select_related("candidate").longest_in_stage()
    yield from _asked_finals(others)
    yield from _requests(others)
    words = {
        State.ASSESSED: ("Open the review of {}", "open_review"),
        State.REVIEW: ("Review {}", "committee"),
    }
    for case in others.in_state(*words):
        label, page = words[State(case.state)]
        yield _staged(case, label.format(case.candidate), page)
    yield from _work_to_close(others)


def _staged(case: Case, label: str, page: str) -> Task:
    late = case.state_since < clock.now() - LONG_IN_STAGE
    return Task(label, _link(page, case.pk), f"since {day(case.state_since)}", late)


def _asked_finals(others) -> Iterator[Task]:
    asked = (
        Attendance.objects.standing()
        .as_candidate()
        .filter(completed__isnull=True, intensive__end__gte=clock.today())
    )
    places = {place.person_id: place for place in asked.select_related("intensive")}
    for case in others.in_state(State.TRAINING, State.FURTHER_WORK).filter(candidate__in=places):
        place = places[case.candidate_id]
        yield Task(
            f"Plan the final Intensive of {case.candidate}",
            _link("plan_final", case.pk),
            f"begins {day(place.intensive.start)}",
            place.intensive.start <= clock.today() + dt.timedelta(days=30),
        )


def _requests(others) -> Iterator[Task]:
    open_cases = others.open().filter(requests__closed_on__isnull=True, requests__isnull=False)
    for case in open_cases.prefetch_related("requests").distinct():
        for request in case.requests.all():
            if request.closed_on is None:
                yield Task(
                    f"{request.get_kind_display()} asked for by {case.candidate}",
                    _link("determine", case.pk),
                    f"asked {day(request.asked_on)}",
                    request.asked_on < clock.today() - LONG_IN_STAGE,
                )


def _work_to_close(others) -> Iterator[Task]:
    for case in others.in_state(State.FURTHER_WORK).prefetch_related("further_works__items"):
        items = [
            item for work in case.further_works.all() if work.closed_on is None for item in work.items.all()
        ]
        late = [
            item for item in items if item.done_on is None and item.deadline and item.deadline < clock.today()
        ]
        if items and all(item.done_on for item in items):
            yield Task(f"Close the further work of {case.candidate}", _link("close_work", case.pk))
        elif late:
            yield Task(
                f"Overdue further work of {case.candidate}",
                _link("work", case.pk),
                f"due {day(late[0].deadline)}",
                True,
            )


def _of_house(person: Person) -> Iterator[Task]:
    """The evaluator delivers; the host says that the Intensive was held."""
    ready = (
        Evaluation.objects.to_deliver()
        .filter(evaluator=person, meeting_on__isnull=False)
        .exclude(draft="")
        .exclude(advice="")
    )
    for evaluation in ready.select_related("attendance__person"):
        yield Task(
            f"Deliver the assessment of {evaluation.attendance.person}",
            _link("deliver_assessment", evaluation.pk),
        )
    over = (
        Attendance.objects.standing()
        .as_candidate()
        .ended(clock.today())
        .filter(completed=True, intensive__host=person)
    )
    planned = Case.objects.in_state(State.FINAL_PLANNED).filter(candidate__in=over.values("person"))
    for case in planned.select_related("candidate"):
        yield Task(f"Say that the Intensive of {case.candidate} was held", _link("final_held", case.pk))


def _of_council(person: Person) -> Iterator[Task]:
    motions = Motion.objects.open().filter(closes_at__gt=clock.now()).on_roll(person).for_list(person)
    for motion in motions.filter(have_voted=False, have_recused=False).order_by("closes_at"):
        soon = motion.closes_at < clock.now() + dt.timedelta(days=2)
        yield Task(
            f"Vote on {motion.case.candidate}",
            _link("ballot", motion.pk),
            f"closes {day(motion.closes_at)}",
            soon,
        )
    if holds(person, Office.COUNCIL_PRESIDENT):
        yield from _to_release(person)
        for case in (
            Case.objects.in_state(State.RECOMMENDED).exclude(candidate=person).select_related("candidate")
        ):
            yield _staged(case, f"Open the vote on {case.candidate}", "packet")


def _to_release(person: Person) -> Iterator[Task]:
    """Votes in which everybody has voted; a President who stands aside is not asked."""
    waiting = Motion.objects.open().filter(complete_at__isnull=False, closes_at__gt=clock.now())
    for motion in waiting.exclude(case__candidate=person).for_list(person).filter(have_recused=False):
        yield Task(
            f"Release the result on {motion.case.candidate}",
            _link("release_result", motion.pk),
            f"releases itself {day(motion.closes_at)}",
        )
