"""Which page takes which step: the one place that ties the workflow table to addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from credentialing.models import Case
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

ANSWERED_ON_THE_PAGE = frozenset(
    {"T07", "T08", "T08b", "T18b", "T19", "T20", "T21b", "T23", "T23b", "T27", "T28", "T29a", "T30"}
    | {"T23c", "T23d", "T31", "T32", "T35", "T35b", "T36b"}
)
"""Steps whose page asks for what their guards want (a reason, the evaluator, a direction), so that the
guards can be asked only once it is filled in."""

NAMES = {"determine": "Record a determination"}


@dataclass(frozen=True)
class Button:
    """A step as a button on the file, or with the sentence that says why it is not possible yet."""

    label: str
    url: str
    refusal: str


def buttons(case: Case, offers: Iterable[Offer]) -> list[Button]:
    """The offered steps that have a page here, each page once; those possible now come first."""
    found: dict[str, Button] = {}
    for offer in sorted(offers, key=lambda offer: not offer.open):
        name = PAGES.get(offer.step.id)
        if name and name not in found:
            url = reverse(f"credentialing:{name}", args=[case.pk])
            refusal = "" if offer.step.id in ANSWERED_ON_THE_PAGE else offer.refusal
            found[name] = Button(NAMES.get(name, offer.step.button), url, refusal)
    return list(found.values())
