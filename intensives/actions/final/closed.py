"""What is closed to every change."""

from intensives.models import Evaluation
from members.refusals import Stale

DELIVERED = "The assessment has been delivered; nothing in it can be changed."


def refuse_closed(evaluation: Evaluation) -> None:
    """Raise Stale once the assessment is delivered or the designation has ended."""
    if evaluation.delivered_on:
        raise Stale(DELIVERED)
    if evaluation.ended_on:
        raise Stale("This designation has ended.")
