"""Which page takes which step: the one place that ties the workflow table to addresses."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from credentialing.guards import Situation
from credentialing.models import Case
from credentialing.turns import Turn
from credentialing.workflow import Offer

PAGES = {
    "T07": "review_application",
    "T08": "review_application",
    "T08b": "second_look",
    "T14b": "begin_without_supervisor",
    "T18b": "determine",
    "T19": "determine",
    "T20": "determine",
    "T21b": "determine",
    "T23": "plan_final",
    "T23b": "call_off_final",
    "T23c": "another_evaluator",
    "T23d": "another_intensive",
    "T24": "final_held",
    "T27": "open_review",
    "T28": "determine",
    "T28b": "record_review",
    "T29a": "propose_work",
    "T30": "close_work",
    "T31": "plan_final",
    "T32": "recommend",
    "T33": "open_motion",
    "T35": "return_to_committee",
    "T35b": "correct_record",
    "T36b": "close_file",
}
"""Step to the name of the page, addressed by the case's key. Steps that candidates, supervisors, hosts
and the Treasurer take have their pages at home; here are those an officer takes from the file."""

ON_THE_PAGE: dict[str, Any] = {
    "reason": "given on the page",
    "evaluator_named": True,
    "evaluator_distinct": True,
    "views_owed_by_me": 0,
    "work_items": 1,
    "items_without_deadline": 0,
}
"""What the pages of the steps ask for; a step is possible where nothing else stands against it."""


def as_filled_in(situation: Situation) -> Situation:
    """The situation with all that a step's own page asks for; a recommendation may go against."""
    return replace(situation, **ON_THE_PAGE, direction=situation.direction or "against")


NAMES = {"determine": "Record a determination"}


ONLY_WHEN_OPEN = frozenset({"T07", "T08", "T08b", "T28b"})
"""Steps that are shown only while they are possible: refused, they have been taken, or have no occasion."""


@dataclass(frozen=True)
class Button:
    """A step as a button on the file, or with the sentence that says why it is not possible yet.

    `due` is what one owes, since or until when: it is one's turn, and the button comes first.
    """

    label: str
    url: str
    refusal: str
    due: str | None = None


def buttons(case: Case, offers: Iterable[Offer], mine: Iterable[Turn]) -> list[Button]:
    """What is one's turn, then the other steps that have a page here; each page once."""
    found: dict[str, Button] = {}
    for offer in sorted(offers, key=lambda offer: not offer.open):
        name = PAGES.get(offer.step.id)
        if not name or (offer.step.id in ONLY_WHEN_OPEN and not offer.open):
            continue
        url = reverse(f"credentialing:{name}", args=[case.pk])
        found.setdefault(url, Button(NAMES.get(name, offer.step.button), url, offer.refusal))
    owed = []
    for turn in mine:
        there = found.pop(turn.task.url, None)
        owed.append(Button(turn.task.label, turn.task.url, there.refusal if there else "", turn.task.due))
    return [*owed, *found.values()]
