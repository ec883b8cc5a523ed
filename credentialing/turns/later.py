"""Whose turn it is from the final Intensive to the vote."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse

from credentialing.enums import RequestKind, State
from credentialing.models import Case, Document
from credentialing.record.arrays import day
from credentialing.workflow import Actor
from intensives.words import days_in_words
from members import clock
from members.open_task import OpenTask
from members.words import day_text, moment_words

from .before_training import of_candidate, of_office, of_person, page
from .turn import Turn

LONG_IN_STAGE = dt.timedelta(days=28)
LONG_AFTER_THE_INTENSIVE = dt.timedelta(days=14)
SOON = dt.timedelta(days=30)
A_VOTE_CLOSES_SOON = dt.timedelta(days=2)
Row = dict[str, Any]


def _staged(case: Case, label: str, name: str) -> OpenTask:
    late = case.state_since < clock.now() - LONG_IN_STAGE
    since = day_text(clock.day_of(case.state_since))
    return OpenTask(label=label, url=page(name, case.pk), due=f"since {since}", late=late)


def requests(case: Case) -> Iterator[Turn]:
    """What the committee was asked and has not answered."""
    for row in case.asked_of_the_committee:
        asked, what = dt.date.fromisoformat(row["asked_on"]), RequestKind(row["kind"]).label
        task = OpenTask(
            label=f"{what} asked for by {case.candidate}",
            url=page("determine", case.pk),
            due=f"asked {day_text(asked)}",
            late=asked < clock.today() - LONG_IN_STAGE,
        )
        yield of_office(case, Actor.CHAIR, task, f"the answer about {what[0].lower()}{what[1:]}")


def final(case: Case) -> Iterator[Turn]:
    """A place asked for is planned; the Intensive comes, is attested, met about and assessed."""
    place = next(iter(case.places), None)
    if case.state in (State.TRAINING, State.FURTHER_WORK):
        if place and place["completed"] is None and _end(place) >= clock.today():
            yield _to_plan(case, place)
    elif case.state == State.FINAL_PLANNED:
        yield from _planned(case, place)
    elif case.state == State.FINAL_HELD:
        yield from _held(case, place)


def _end(place: Row) -> dt.date:
    return dt.date.fromisoformat(place["end"])


def _to_plan(case: Case, place: Row) -> Turn:
    start = dt.date.fromisoformat(place["start"])
    task = OpenTask(
        label=f"Plan the final Intensive of {case.candidate}",
        url=page("plan_final", case.pk),
        due=f"begins {day_text(start)}",
        late=start <= clock.today() + SOON,
    )
    return of_office(case, Actor.CHAIR, task, f"the plan of your final Intensive, “{place['name']}”")


def _planned(case: Case, place: Row | None) -> Iterator[Turn]:
    if place is None:
        yield _fell_through(case)
        return
    if not place["evaluations"]:
        yield _no_evaluator(case)
    if _end(place) > clock.today():
        days = days_in_words(dt.date.fromisoformat(place["start"]), _end(place))
        awaited = f"Your final Intensive, “{place['name']}”, is {days}"
        nothing = OpenTask(label=awaited, url="")
        yield Turn(case=case, actor=None, who="", awaited=awaited, task=nothing)
    elif place["completed"] is None:
        yield _to_attest(case, place)
        yield from _co_led(case, place)
    elif not place["completed"]:
        yield _fell_through(case)
    else:
        yield from _co_led(case, place)
        if place["co_led"]:
            label, url = f"Say that the Intensive of {case.candidate} was held", page("final_held", case.pk)
            awaited = "word that your Intensive was held"
            yield _by_the_host(case, place, OpenTask(label=label, url=url, due=_ended(place)), awaited)


def _held(case: Case, place: Row | None) -> Iterator[Turn]:
    evaluation = next(iter(place["evaluations"]), None) if place else None
    if place is None or evaluation is None or evaluation["evaluator"] is None:
        yield _no_evaluator(case)
        return
    yield from _co_led(case, place)
    by, name = evaluation["evaluator"], evaluation["name"]
    if evaluation["meeting_on"] is None:
        task = _after(
            place, f"Record the evaluation meeting about {case.candidate}", "intensives:meeting", evaluation
        )
        faculty = [row for row in place["faculty"] if row["active"]]
        people = frozenset({by, *(row["person"] for row in faculty)})
        names = " or ".join(dict.fromkeys([name, *(row["name"] for row in faculty)]))
        awaited = "the evaluation meeting"
        yield Turn(case=case, actor=Actor.EVALUATOR, who=names, awaited=awaited, task=task, people=people)
    task = _after(
        place, f"Write and deliver the assessment of {case.candidate}", "intensives:write", evaluation
    )
    yield of_person(case, Actor.EVALUATOR, by, name, task, "your written assessment")


def _ended(place: Row) -> str:
    return f"ended {day_text(_end(place))}"


def _after(place: Row, label: str, name: str, row: Row) -> OpenTask:
    """What is owed after the Intensive has ended."""
    late = clock.today() - _end(place) > LONG_AFTER_THE_INTENSIVE
    return OpenTask(label=label, url=reverse(name, args=[row["pk"]]), due=_ended(place), late=late)


def _by_the_host(case: Case, place: Row, task: OpenTask, awaited: str) -> Turn:
    """The host's turn; the Coordinator's where there is none, none any more, or it is the candidate."""
    if place["host"] in (None, case.candidate_id) or not place["host_active"]:
        return of_office(case, Actor.COORDINATOR_OF_INTENSIVES, task, awaited)
    return of_person(case, Actor.HOST, place["host"], place["host_name"], task, awaited)


def _to_attest(case: Case, place: Row) -> Turn:
    late = clock.today() - _end(place) > LONG_AFTER_THE_INTENSIVE
    url = reverse("intensives:attend", args=[place["intensive"]])
    task = OpenTask(label=f"Attest attendance at {place['name']}", url=url, due=_ended(place), late=late)
    return _by_the_host(case, place, task, "the attestation that you took part")


def _co_led(case: Case, place: Row) -> Iterator[Turn]:
    """Each faculty member records what was co-led with them, if only one has not.

    The Coordinator of Intensives does for one whose account has ended.
    """
    done = {row["faculty"] for row in place["co_led"]}
    for row in place["faculty"]:
        if row["person"] not in done and row["person"] != case.candidate_id:
            who = "you" if row["active"] else row["name"]
            task = _after(
                place, f"Record what {case.candidate} co-led with {who}", "intensives:co_led", place
            )
            awaited = "the record of what you co-led"
            if not row["active"]:
                yield of_office(case, Actor.COORDINATOR_OF_INTENSIVES, task, awaited)
                continue
            yield of_person(case, Actor.FACULTY, row["person"], row["name"], task, awaited)


def _no_evaluator(case: Case) -> Turn:
    task = _staged(case, f"Name an evaluator for {case.candidate}", "another_evaluator")
    return of_office(case, Actor.CHAIR, task, "the name of your evaluator")


def _fell_through(case: Case) -> Turn:
    task = _staged(case, f"The final Intensive of {case.candidate} fell through", "call_off_final")
    return of_office(case, Actor.CHAIR, task, "how to go on without that Intensive")


def review(case: Case) -> Iterator[Turn]:
    """The committee reviews, agrees on further work with the candidate, and recommends."""
    work = next(iter(case.open_works), None)
    if case.state == State.ASSESSED:
        task = _staged(case, f"Open the review of {case.candidate}", "open_review")
        yield of_office(case, Actor.CHAIR, task, "the committee's review of your file")
    elif case.state == State.REVIEW and work and work["agreed_by_candidate_on"] is None:
        label = "Answer the committee's proposal of further work"
        yield of_candidate(case, OpenTask(label=label, url=page("work", case.pk)))
    elif case.state == State.REVIEW:
        label = f"Recommend on {case.candidate}" if case.is_reviewed else f"Review {case.candidate}"
        task = _staged(case, label, "recommend" if case.is_reviewed else "committee")
        awaited = "the recommendation to the Council" if case.is_reviewed else "the review of your file"
        yield of_office(case, Actor.CHAIR, task, awaited)
    elif case.state == State.FURTHER_WORK and work:
        yield from _work(case, work)


def _work(case: Case, work: Row) -> Iterator[Turn]:
    url, late = page("work", case.pk), []
    for item in work["items"]:
        deadline = day(item["deadline"])
        if item["done_on"] is not None:
            continue
        if item["proposed_deadline"] is not None:
            label = f"Answer about a new deadline: {item['activity']}"
            yield of_candidate(case, OpenTask(label=label, url=url))
            continue
        overdue = deadline is not None and deadline < clock.today()
        due = f"due {day_text(deadline)}" if deadline else ""
        if overdue:
            late.append(due)
        yield of_candidate(case, OpenTask(label=item["activity"], url=url, due=due, late=overdue))
    if work["items"] and all(item["done_on"] for item in work["items"]):
        task = OpenTask(label=f"Close the further work of {case.candidate}", url=page("close_work", case.pk))
        yield of_office(case, Actor.CHAIR, task, "the end of your further work")
    elif late:
        label = f"Overdue further work of {case.candidate}"
        task = OpenTask(label=label, url=url, due=late[0], late=True)
        yield of_office(case, Actor.CHAIR, task, "a look at what is overdue")


def vote(case: Case) -> Iterator[Turn]:
    """The Council President opens the vote, the Council votes, the President releases the result."""
    if case.state == State.RECOMMENDED:
        task = _staged(case, f"Open the vote on {case.candidate}", "open_motion")
        yield of_office(case, Actor.PRESIDENT, task, "the opening of the vote")
    motion = next(iter(case.open_motions), None)
    if case.state != State.VOTING or motion is None:
        return
    closes = dt.datetime.fromisoformat(motion["closes_at"])
    if closes <= clock.now():
        awaited = "The vote has closed and is being counted"
        yield Turn(case=case, actor=None, who="", awaited=awaited, task=OpenTask(label=awaited, url=""))
    elif motion["complete_at"]:
        task = OpenTask(
            label=f"Release the result on {case.candidate}",
            url=page("release_result", motion["pk"]),
            due=f"releases itself {moment_words(closes)}",
        )
        turn = of_office(case, Actor.PRESIDENT, task, "the Council's decision")
        yield replace(turn, without=frozenset(motion["aside"]))
    else:
        yield from _ballots(case, motion, closes)


def papers(case: Case) -> Iterator[Turn]:
    """A paper that could not be made, or whose file is gone, is asked for again; the file goes on without."""
    for row in case.papers_in_trouble:
        what = Document(kind=row["kind"], issue=row["issue"]).what
        since = clock.day_of(dt.datetime.fromisoformat(row["failed_at"] or row["lost_at"]))
        task = OpenTask(
            label=f"Make the {what} of {case.candidate} again",
            url=page("remake_document", row["pk"]),
            due=f"since {day_text(since)}",
            late=True,
        )
        turn = of_office(case, Actor(case.officer_for_papers), task, f"your {what}, to be made again")
        yield replace(turn, moves=False)


def _ballots(case: Case, motion: Row, closes: dt.datetime) -> Iterator[Turn]:
    waiting = frozenset(motion["roll"]) - {*motion["done"], *motion["aside"]}
    if not waiting:
        return
    task = OpenTask(
        label=f"Vote on {case.candidate}",
        url=page("ballot", motion["pk"]),
        due=f"closes {moment_words(closes)}",
        late=closes < clock.now() + A_VOTE_CLOSES_SOON,
    )
    actor = Actor.COUNCIL_MEMBER
    yield Turn(case=case, actor=actor, who="the Council", awaited="the vote", task=task, people=waiting)
