"""The written assessment: draft, delivery (P98.CP.3f, 3g, R14.11f, 11g)."""

from django.db import transaction

from intensives.actions.doors import announce_change, lock_evaluation, require
from intensives.actions.final.closed import refuse_closed
from intensives.enums import Advice
from intensives.models import Evaluation
from members import clock
from members.models import Person
from members.refusals import Refused
from members.versions import alike, refuse_older, version_of

WRITTEN = ("draft", "advice", "advice_reasons")
NOT_EVALUATOR = "Only the evaluator writes this assessment."


@transaction.atomic
def save_draft(*, evaluation: Evaluation, by: Person, seen: str | None = None, **written: str) -> Evaluation:
    """Keep what the evaluator has typed so far, field by field; nobody else reads it.

    `seen` is the `version` the page was shown with: Stale when it was changed elsewhere meanwhile.
    Raises Refused for anybody else, once the designation has ended or the assessment is delivered.
    """
    unknown = set(written) - set(WRITTEN)
    if unknown:
        raise TypeError(f"Not fields of an assessment: {sorted(unknown)}")
    current = lock_evaluation(evaluation)
    require(by, "intensives.write_assessment", current, NOT_EVALUATOR)
    refuse_closed(current)
    advice = written.get("advice")
    if advice and advice not in Advice.values:
        raise Refused("Choose one of the three recommendations.", field="advice")
    if all(alike(getattr(current, name), text) for name, text in written.items()):
        return current  # kept by the page itself, a moment before the button
    refuse_older(seen=seen, now=version(current))
    for name, text in written.items():
        setattr(current, name, text)
    current.save(update_fields=list(written))
    return current


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
    return version_of(*(getattr(evaluation, name) for name in WRITTEN))
