"""Whose turn it is on a file: the one answer that home, file, list, today and mails are drawn from.

`turns_of` reads it from the table of states and the rows that the guards of its steps ask about.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from credentialing.enums import State
from credentialing.models import Case, CommitteeRequest, Document, FeeReceipt, PriorExperience, RollMember
from credentialing.workflow import ASKABLE, Actor
from intensives.models import Attendance, Evaluation, Faculty
from members.models import Membership, Person
from members.offices import offices_of
from supervision.models import Agreement, SupervisorRequest

from . import before_training, later
from .facts import gathered
from .turn import Turn, waits_of, who_is_next

__all__ = ["Turn", "gathered", "on_turn", "turns_by_case", "turns_of", "turns_on", "waits_of", "who_is_next"]

_RULES = (
    before_training.application,
    before_training.supervision,
    before_training.fees,
    before_training.membership,
    before_training.groups,
    later.final,
    later.review,
    later.requests,
    later.vote,
    later.papers,
)
"""Each looks at one part of a file; a part that is over, or has not begun, has nobody's turn in it."""


def turns_of(cases: QuerySet[Case]) -> list[Turn]:
    """Whose turn it is on each of the cases, in the order of the cases and of the road.

    A constant number of queries. A case that has ended waits at most for the Treasurer or for a paper of
    the decision, and an open one without a turn waits for nobody: what the candidate does then is in the
    plan.
    """
    return [turn for case in gathered(cases) for turn in turns_on(case)]


def turns_on(case: Case) -> list[Turn]:
    """Whose turn it is on one case, one of `gathered`."""
    return [turn for rule in _RULES for turn in rule(case)]


def turns_by_case(keys: list[int]) -> dict[int, list[Turn]]:
    """The turns of many cases by the key of the case; every key is there."""
    found: dict[int, list[Turn]] = {key: [] for key in keys}
    for turn in turns_of(Case.objects.filter(pk__in=keys)):
        found[turn.case.pk].append(turn)
    return found


def on_turn(person: Person) -> QuerySet[Case]:
    """The cases in which it may be the person's turn: by office, or by a part in the file; not one's own."""
    offices = offices_of(person)
    wanted = [condition for actor, condition in _by_office().items() if actor.value in offices]
    return Case.objects.filter(_or([*wanted, *_by_part(person)])).exclude(candidate=person).longest_in_stage()


def _or(conditions: list[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _by_office() -> dict[Actor, Q]:
    asked = Exists(CommitteeRequest.objects.filter(case=OuterRef("pk"), closed_on=None))
    announced = Exists(FeeReceipt.objects.announced().filter(case=OuterRef("pk")))
    troubled = Q(Exists(Document.objects.in_trouble().filter(case=OuterRef("pk"))))
    places = Attendance.objects.standing().as_candidate().filter(person=OuterRef("candidate"))
    later = {"person": OuterRef("candidate"), "start__gt": OuterRef("process_start")}
    renewed = Exists(Membership.objects.filter(**later))
    chair = (State.UNDER_REVIEW, State.FINAL_PLANNED, State.FINAL_HELD, State.ASSESSED, State.REVIEW)
    replaced = Q(state=State.APPROVED, determinations__kind="in_lieu_of_supervision")
    return {
        Actor.CHAIR: Q(state__in=(*chair, State.FURTHER_WORK))
        | Q(Exists(places), state=State.TRAINING)
        | Q(pk__in=Case.objects.filter(replaced).values("pk"))
        | Q(renewed, state__in=ASKABLE)
        | Q(asked)
        | troubled,
        Actor.COORDINATOR: Q(state=State.UNDER_REVIEW) | troubled,
        Actor.COORDINATOR_OF_INTENSIVES: Q(state=State.FINAL_PLANNED),
        Actor.TREASURER: Q(announced),
        Actor.PRESIDENT: Q(state__in=(State.RECOMMENDED, State.VOTING)),
    }


def _by_part(person: Person) -> list[Q]:
    candidate = {"candidate": OuterRef("candidate")}
    place = {"attendance__person": OuterRef("candidate")}
    groups = Faculty.objects.filter(person=person).values("small_group")
    places = Attendance.objects.standing().as_candidate().filter(person=OuterRef("candidate"))
    final = (State.FINAL_PLANNED, State.FINAL_HELD)
    return [
        Q(Exists(SupervisorRequest.objects.open().filter(supervisor=person, **candidate))),
        Q(Exists(Agreement.objects.to_sign().filter(supervisor=person, **candidate))),
        Q(Exists(PriorExperience.objects.filter(leader=person, case=OuterRef("pk")))),
        Q(Exists(Evaluation.objects.to_deliver().filter(evaluator=person, **place)), state__in=final),
        Q(Exists(places.filter(Q(intensive__host=person) | Q(small_group__in=groups))), state__in=final),
        Q(Exists(RollMember.objects.filter(person=person, motion__case=OuterRef("pk"))), state=State.VOTING),
    ]
