"""Whom a step of a case locks, as its row of the workflow table says: the people, then the case."""

from collections.abc import Iterable

from django.db.models import QuerySet

from credentialing.actions.standing import council_today
from credentialing.models import Case
from credentialing.workflow import STEPS, Actor
from intensives.models import Evaluation
from members.actions.locking import lock, only
from supervision.models import Agreement, SupervisorRequest


def lock_case(case: Case, *steps: str, also: Iterable[int | None] = ()) -> Case:
    """Lock the candidate, whom the rows of the steps name, and `also`; then the case, as it stands now.

    Call it first in every action on a case, inside its transaction, with every step that the action may
    take and whomever it names. Raises LockedLate where another session changed meanwhile who that is.
    """
    actors = frozenset[Actor]().union(*(STEPS[step].locks for step in steps))
    named = {case.candidate_id, *also, *bound_to(case, actors)}
    fresh: Case = only(named, Case.objects.filter(pk=case.pk).select_related("candidate"))
    if actors:
        lock(bound_to(fresh, actors))
    case.state, case.version = fresh.state, fresh.version
    return fresh


def bound_to(case: Case, actors: Iterable[Actor]) -> set[int]:
    """The keys of those who are this to the candidate, or are asked to be, as of now."""
    found = [_BOUND[actor](case) for actor in actors]
    return {key for rows in found for key in rows if key is not None}


def _supervisors(case: Case) -> QuerySet:
    requests = SupervisorRequest.objects.filter(candidate=case.candidate_id, withdrawn_on=None)
    agreed = Agreement.objects.current().filter(candidate=case.candidate_id)
    return agreed.values_list("supervisor", flat=True).union(
        requests.exclude(accepted=False).values_list("supervisor", flat=True)
    )


def _evaluators(case: Case) -> QuerySet:
    named = Evaluation.objects.to_deliver().filter(attendance__person=case.candidate_id)
    return named.values_list("evaluator", flat=True)


def _council(case: Case) -> QuerySet:
    return council_today(case).values_list("pk", flat=True)


_BOUND = {Actor.SUPERVISOR: _supervisors, Actor.EVALUATOR: _evaluators, Actor.COUNCIL_MEMBER: _council}

__all__ = ["bound_to", "lock_case"]
