"""A walk over the whole table: from every state every step, twice, in two sessions, in each order.

What comes second finds the file as the first has left it: it goes ahead where the table has it there, and is
refused with nothing changed where not, whatever the page showed from which it was asked.
"""

import pytest
from django.db import transaction

from credentialing.actions.move import move_case
from credentialing.enums import State
from credentialing.guards import Situation
from credentialing.models import Case, Event
from credentialing.workflow import STEPS
from members.actions.locking import around_steps
from members.refusals import Refused
from tests.credentialing.test_workflow_table import (
    ALLOWED,
    PLAYERS,
    case,  # noqa: F401 (the fixture)
    in_state,
)

pytestmark = pytest.mark.django_db
FACTS = {(step, state): facts for step, state, _, _, facts in ALLOWED}
ANY = {step: (who, facts) for step, _, _, who, facts in ALLOWED}
WALKED = sorted(set(STEPS) - {"T00"})


def facts_of(step: str, state: str) -> Situation:
    return Situation(**FACTS.get((step, state), ANY[step][1]))


def take(cast, file: Case, step: str, shown: str) -> str:
    """Take the step from a page that showed the state; returns what was refused."""
    who = ANY[step][0]
    by = cast[PLAYERS[sorted(who)[0]]] if who else None
    try:
        move_case(case=file, step=step, by=by, situation=facts_of(step, shown))
    except Refused as refusal:
        return refusal.sentence
    return ""


def steps_from(state: str) -> list[str]:
    return [step for step in WALKED if state in STEPS[step].sources]


@pytest.mark.parametrize("state", sorted(state.value for state in State))
def test_two_sessions_take_their_steps_in_each_order(case, cast, state):  # noqa: F811
    moving = [step for step in steps_from(state) if STEPS[step].target]
    pairs = {(one, other) for one in moving for other in steps_from(state)}
    pairs |= {(step, step) for step in steps_from(state)}
    wrong = []
    for one, other in sorted(pairs):
        with around_steps():
            wrong += filter(None, [_meet(cast, in_state(case, state), one, other)])
            transaction.set_rollback(True)
    assert wrong == []


def _meet(cast, mine: Case, one: str, other: str) -> str:
    state = mine.state
    theirs = Case.objects.get(pk=mine.pk)
    if said := take(cast, mine, one, state):
        return f"{one} from {state}: {said}"
    now = Case.objects.values_list("state", "version").get(pk=mine.pk)
    events = Event.objects.filter(case=mine).count()
    said = take(cast, theirs, other, state)
    after = Case.objects.values_list("state", "version").get(pk=mine.pk)
    there = now[0] in STEPS[other].sources
    if not there and not said:
        return f"{other} after {one} from {state}: taken in {now[0]}, where the table has it not"
    if said and (after != now or Event.objects.filter(case=mine).count() != events):
        return f"{other} after {one} from {state}: refused, and something changed"
    if not said and after[0] != (STEPS[other].target or now[0]):
        return f"{other} after {one} from {state}: led to {after[0]}"
    return ""
