"""What an officer owes at large: what another has proposed, and waits for a second officer."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse

from members import clock
from members.actions.proposals import kind_of, label_of
from members.enums import ProposalState
from members.models import Person, Proposal
from members.open_task import OpenTask
from members.words import day_text

LATE = dt.timedelta(days=7)


def proposals_of_others(person: Person) -> QuerySet[Proposal]:
    """What waits for a second officer, neither proposed by the person nor about them."""
    waiting = Proposal.objects.filter(state=ProposalState.OPEN)
    return waiting.exclude(proposed_by=person).exclude(subject=person)


def tasks_for(person: Person) -> list[OpenTask]:
    """The proposals that the person may confirm or decline, the oldest first."""
    waiting = (
        proposals_of_others(person).select_related("subject", "proposed_by").order_by("proposed_at", "pk")
    )
    return [_task(one) for one in waiting if person.has_perm(kind_of(one).confirm)]


def _task(one: Proposal) -> OpenTask:
    on = clock.day_of(one.proposed_at)
    return OpenTask(
        label=f"Confirm or decline: {label_of(one)}",
        url=reverse("proposal", args=[one.pk]),
        due=f"proposed by {one.proposed_by} on {day_text(on)}",
        late=clock.today() - on > LATE,
    )
