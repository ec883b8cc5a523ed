"""Whose turn it is from the first enquiry until the first year is paid, and with supervision after that."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from django.urls import reverse

from credentialing.enums import ENDED, ReviewOutcome, ReviewRole, State
from credentialing.in_use import society_in_use
from credentialing.models import Case
from credentialing.models.application import missing_of
from credentialing.owing import Owing, owing, schedule_in_force
from credentialing.record.arrays import day
from credentialing.rules.dates import Period, days_in, gaps_in_cover
from credentialing.workflow import ACTOR_WORDS, ASKABLE, PAYING, SUPERVISED, Actor
from members import clock
from members.open_task import OpenTask
from members.words import day_text, list_text, period_text
from supervision.open_tasks import request_task
from supervision.words import count_text

from .turn import Turn

REVIEW_LATE = dt.timedelta(days=28)
CONFIRM_LATE = dt.timedelta(days=7)
SIGN_LATE = dt.timedelta(days=14)
SILENT = dt.timedelta(days=45)
"""How long nobody minds that no group is written down: a month, and the time to write it down."""

LEADING = (State.APPROVED, State.AGREED, State.TRAINING, State.FINAL_PLANNED)
"""When the two years run, or may run."""

LASTING = frozenset(State) - ENDED - {State.ENQUIRY, State.DRAFT}
"""From the application on a candidate stays a member, until the vote."""

KEPT_UP = frozenset({"P98.BR.1b", "R14.2b"})
"""The clauses by which membership is kept up."""


def of_candidate(case: Case, task: OpenTask, awaited: str = "") -> Turn:
    """The candidate's own turn."""
    actor = Actor.CANDIDATE
    return Turn(case=case, actor=actor, who=ACTOR_WORDS[actor], awaited=awaited or task.label, task=task)


def of_office(case: Case, actor: Actor, task: OpenTask, awaited: str) -> Turn:
    """The turn of whoever holds an office."""
    return Turn(case=case, actor=actor, who=ACTOR_WORDS[actor], awaited=awaited, task=task)


def of_person(case: Case, actor: Actor, key: int, name: str, task: OpenTask, awaited: str) -> Turn:
    """The turn of one person, by name."""
    return Turn(case=case, actor=actor, who=name, awaited=awaited, task=task, people=frozenset({key}))


def page(name: str, pk: int) -> str:
    """The address of a page of credentialing."""
    return reverse(f"credentialing:{name}", args=[pk])


def application(case: Case) -> Iterator[Turn]:
    """The candidate writes and sends, the two offices review, leaders attest to what was co-led with them."""
    if case.state == State.ENQUIRY:
        yield of_candidate(case, OpenTask(label="Begin your application", url=reverse("credentialing:begin")))
    elif case.state in (State.DRAFT, State.RETURNED):
        yield from _draft(case)
    elif case.state == State.UNDER_REVIEW:
        yield from _reviews(case)
    if case.is_open:
        yield from _attestations(case)


def _draft(case: Case) -> Iterator[Turn]:
    returned = case.state == State.RETURNED
    lacking = len(missing_of(getattr(case, "application", None)))
    why = f"It came back with these words: {case.returned_because}" if returned else ""
    if lacking:
        verb, due = "Complete" if returned else "Finish", f"{count_text(lacking, 'thing')} missing"
        task = OpenTask(label=f"{verb} your application", url=page("application", case.pk), due=due, why=why)
    elif returned:
        label = "Change what was asked for, and send your application again"
        task = OpenTask(
            label=label, url=page("application", case.pk), due=f"returned {_since(case)}", why=why
        )
    elif case.is_member_today:
        label, url = "Check and send your application", page("send_application", case.pk)
        task = OpenTask(label=label, url=url, due="complete, ready to send")
    else:
        yield _membership(case, "Your application is complete; it is open to members alone.")
        return
    yield of_candidate(case, task)
    if returned and not case.is_member_today:
        yield _membership(case, "Your application can be sent again by members alone.")


def _membership(case: Case, why: str) -> Turn:
    return of_candidate(case, OpenTask(label="Join the Society, or renew", url=reverse("me"), why=why))


def _since(case: Case) -> str:
    return day_text(clock.day_of(case.state_since))


def _reviews(case: Case) -> Iterator[Turn]:
    given = {
        row["role"]: row["outcome"] for row in case.reviews_given if row["round"] == case.application.round
    }
    days = (clock.today() - clock.day_of(case.state_since)).days
    due = "sent today" if not days else f"sent {count_text(days, 'day')} ago"
    differ = len(given) == len(ReviewRole) and set(given.values()) == {
        ReviewOutcome.APPROVE.value,
        ReviewOutcome.DECLINE.value,
    }
    for role in ReviewRole:
        if differ:
            label = f"Open a second look at the application of {case.candidate}: the reviews differ"
            awaited = "a second look at your application"
        elif role.value not in given:
            label, awaited = f"Review the application of {case.candidate}", "the review of your application"
        else:
            continue
        url = page("second_look" if differ else "review_application", case.pk)
        task = OpenTask(label=label, url=url, due=due, late=days > REVIEW_LATE.days)
        yield of_office(case, Actor(role.value), task, awaited)


def _attestations(case: Case) -> Iterator[Turn]:
    for row in case.unattested:
        label = f"Attest to your co-leading with {case.candidate}"
        task = OpenTask(label=label, url=page("attest", row["pk"]))
        awaited = "an attestation of what you co-led"
        turn = of_person(case, Actor.CO_LEADER, row["leader"], row["name"], task, awaited)
        yield replace(turn, moves=False)


def supervision(case: Case) -> Iterator[Turn]:
    """A supervisor is asked and answers; the schedule is filled in and signed."""
    for row in case.asked_supervisors:
        task = request_task(row["pk"], case.candidate, dt.date.fromisoformat(row["asked_on"]))
        awaited = "the answer to your request"
        yield of_person(case, Actor.SUPERVISOR, row["supervisor"], row["name"], task, awaited)
    if case.state != State.APPROVED and case.state not in SUPERVISED:
        return
    agreement = next(iter(case.candidate.current_agreements), None)
    if agreement is None:
        yield from _no_agreement(case)
    elif agreement.supervisor_signed_on is None:
        filled = agreement.form_filled_on
        task = OpenTask(
            label=f"Sign the agreement with {case.candidate}",
            url=page("sign_agreement", agreement.pk),
            due=f"filled in {day_text(filled)}",
            late=clock.today() - filled > SIGN_LATE,
        )
        who = agreement.supervisor
        yield of_person(case, Actor.SUPERVISOR, who.pk, who.name, task, "the signature under your agreement")


def _no_agreement(case: Case) -> Iterator[Turn]:
    if case.needs_no_supervisor:
        if case.state == State.APPROVED:
            task = OpenTask(
                label=f"Let {case.candidate} begin without a supervisor",
                url=page("begin_without_supervisor", case.pk),
                due=f"since {_since(case)}",
            )
            yield of_office(case, Actor.CHAIR, task, "the beginning of your training")
    elif case.has_a_yes:
        task = OpenTask(label="Fill in the schedule of fees", url=page("agreement", case.pk))
        yield of_candidate(case, task)
    elif not case.asked_supervisors and case.state in (*LEADING, State.FURTHER_WORK):
        yield of_candidate(case, OpenTask(label="Ask a supervisor", url=page("ask_supervisor", case.pk)))


def fees(case: Case) -> Iterator[Turn]:
    """The candidate pays; the Treasurer confirms what is announced, after the end of a file too."""
    if case.state in PAYING:
        yield from _to_pay(case)
    for row in case.announced:
        sent, noted = (dt.date.fromisoformat(row[name]) for name in ("sent_on", "noted_on"))
        amount = f"{Decimal(row['amount']):.2f}"
        task = OpenTask(
            label=f"Confirm {amount} from {case.candidate}",
            url=page("confirm_receipt", row["pk"]),
            due=f"sent {day_text(sent)}",
            late=clock.today() - noted > CONFIRM_LATE,
        )
        turn = of_office(case, Actor.TREASURER, task, f"the confirmation of {amount}")
        yield replace(turn, moves=case.state == State.AGREED)


def _to_pay(case: Case) -> Iterator[Turn]:
    """Money that is neither confirmed nor announced."""
    now = owing(case, None)
    if now.agreement is None or now.owed <= now.announced:
        return
    now = owing(case, schedule_in_force())
    label = f"Pay the {'first' if now.for_the_first_year else 'second'}-year fee"
    task = OpenTask(label=label, url=page("agreement", case.pk), due=_fee_due(now), late=now.late)
    yield replace(of_candidate(case, task), moves=now.for_the_first_year)


def _fee_due(now: Owing) -> str:
    money = f"{now.owed:.2f} {now.currency}".strip()
    if now.for_the_first_year or now.second_due_on is None:
        return money
    return f"due {day_text(now.second_due_on)}, {money}"


def membership(case: Case) -> Iterator[Turn]:
    """Cover that has ended is renewed; a gap that was renewed is put to the committee (M1 to M3)."""
    if case.process_start is None or case.state not in LASTING:
        return
    if not case.is_member_today:
        task = OpenTask(
            label="Renew your membership of the Society",
            url=reverse("me"),
            due="you are not a member today",
            late=True,
        )
        yield of_candidate(case, task)
        return
    gaps = unanswered_gaps(case)
    if gaps and case.state in ASKABLE:
        said = list_text([period_text(gap.start, gap.end) for gap in gaps])
        task = OpenTask(
            label=f"Decide about the gap in the membership of {case.candidate}",
            url=page("determine", case.pk),
            due=f"not a member {said}",
        )
        turn = of_office(case, Actor.CHAIR, task, "what a gap in your membership leads to")
        yield replace(turn, moves=False)


def unanswered_gaps(case: Case) -> list[Period]:
    """Stretches without membership since the process began, beyond the days of grace, not decided yet."""
    periods = [Period(dt.date.fromisoformat(row["start"]), day(row["end"])) for row in case.member_periods]
    gaps = gaps_in_cover(periods, case.process_start, clock.today())
    if not gaps or any(KEPT_UP & set(clauses) for clauses in case.clauses_named):
        return []
    grace = society_in_use().parameters.on(clock.today())["membership.grace_days"]
    return [gap for gap in gaps if days_in(gap, clock.today()) > grace]


def groups(case: Case) -> Iterator[Turn]:
    """Months in which no group was written down are said before they are many (P98.BR.2a)."""
    if case.state not in (State.TRAINING, State.FINAL_PLANNED):
        return
    since = case.last_group or clock.day_of(case.state_since)
    if clock.today() - since <= SILENT:
        return
    label = "Write down the groups you have held, or hold one"
    due = f"last group on {day_text(case.last_group)}" if case.last_group else "no group yet"
    task = OpenTask(label=label, url=reverse("supervision:log"), due=due, late=True)
    yield of_candidate(case, task)
