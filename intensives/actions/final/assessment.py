"""The written assessment: draft, delivery (P98.CP.3f, 3g, R14.11f, 11g)."""

import hashlib

from django.db import transaction

from intensives.actions.doors import announce_change, lock_evaluation, require
from intensives.actions.final.closed import refuse_closed
from intensives.enums import Advice
from intensives.models import Evaluation
from members import clock
from members.models import Person
from members.refusals import Refused, Stale

NOT_EVALUATOR = "Only the evaluator writes this assessment."


@transaction.atomic
def save_draft(
    *,
    evaluation: Evaluation,
    draft: str,
    advice: str,
    advice_reasons: str,
    by: Person,
    seen: str | None = None,
) -> Evaluation:
    """Keep what the evaluator has typed so far; nobody else reads it.

    `seen` is the `version` the page was shown with: Stale when it was changed elsewhere meanwhile.
    Raises Refused for anybody else, once the designation has ended or the assessment is delivered.
    """
    current = lock_evaluation(evaluation)
    require(by, "intensives.write_assessment", current, NOT_EVALUATOR)
    refuse_closed(current)
    if advice and advice not in Advice.values:
        raise Refused("Choose one of the three recommendations.", field="advice")
    if _is_kept(current, draft, advice, advice_reasons):  # by the page itself, a moment before the button
        return current
    if seen is not None and seen != version(current):
        raise Stale(
            "This draft was changed in another window. Copy what you typed here, and open the page again."
        )
    current.draft, current.advice, current.advice_reasons = draft, advice, advice_reasons
    current.save(update_fields=["draft", "advice", "advice_reasons"])
    return current


def _is_kept(current: Evaluation, *typed: str) -> bool:
    """Whether this stands there already; a form sends line ends otherwise than a script does."""
    kept = (current.draft, current.advice, current.advice_reasons)
    return [text.replace("\r\n", "\n") for text in kept] == [text.replace("\r\n", "\n") for text in typed]


@transaction.atomic
def deliver(*, evaluation: Evaluation, by: Person) -> Evaluation:
    """Deliver the assessment to candidate and committee, and the recommendation to the committee, today.

    From then on nothing in it can be changed, by anybody (P98.CP.3f, 3g, R14.11f, 11g). Raises Refused
    for anybody but the evaluator, before the meeting is recorded, without assessment, recommendation,
    or the reasons of one that is not in favour; Stale when it was delivered before.
    """
    current = lock_evaluation(evaluation)
    require(by, "intensives.write_assessment", current, NOT_EVALUATOR)
    refuse_closed(current)
    if current.meeting_on is None:
        raise Refused("Record the evaluation meeting before you deliver the assessment.")
    if not current.draft.strip() or not current.advice:
        raise Refused("The written assessment and the recommendation are both needed.")
    if current.advice != Advice.FOR and not current.advice_reasons.strip():
        raise Refused("Give the reasons for the recommendation.", field="advice_reasons")
    current.assessment = current.draft.strip()
    current.delivered_on = current.delivered_to_ccc_on = current.advice_to_ccc_on = clock.today()
    current.save(update_fields=["assessment", "delivered_on", "delivered_to_ccc_on", "advice_to_ccc_on"])
    place = current.attendance
    announce_change(Evaluation, place.person, by, "assessment_delivered", f"Assessment of {place.intensive}")
    return current


def version(evaluation: Evaluation) -> str:
    """A short mark of the draft as it is; it changes with every change."""
    text = "\x1f".join((evaluation.draft, evaluation.advice, evaluation.advice_reasons))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
