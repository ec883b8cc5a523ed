"""Freezing the findings of a case as they stand today, for a review or a recommendation."""

from credentialing.actions.situation import situation_of, standing_review
from credentialing.frozen import freeze
from credentialing.guards import Situation
from credentialing.in_use import society_in_use
from credentialing.models import Assessment, Case, CommitteeReview
from credentialing.record import record
from credentialing.rules import assess
from members import clock
from members.models import Person
from members.refusals import Stale

TAKE_AGAIN = "New evidence has changed a requirement since the review. Take the review again first."


def freeze_today(case: Case) -> Assessment:
    """Write the dossier and findings of the case as of today, with their SHA-256; never changed after."""
    today = clock.today()
    loaded = record(case, today)
    content, sha256 = freeze(loaded, assess(loaded, today, society=society_in_use()))
    return Assessment.objects.create(case=case, as_of=today, content=content, sha256=sha256)


def require_standing_snapshot(case: Case, by: Person) -> tuple[CommitteeReview, Situation]:
    """The review whose snapshot still stands; raises Stale where evidence has changed a requirement."""
    review, situation = standing_review(case), situation_of(case, by=by)
    if review is None or not situation.snapshot_stands:
        raise Stale(TAKE_AGAIN)
    return review, situation


def freeze_into(review: CommitteeReview, case: Case) -> Assessment:
    """Let the review stand on the findings as they are now."""
    review.assessment = freeze_today(case)
    review.save(update_fields=["assessment"])
    return review.assessment
