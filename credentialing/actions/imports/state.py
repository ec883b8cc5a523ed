"""The state a record has reached: a pure reading, from the end of the road backwards."""

from collections.abc import Callable
from datetime import date

from credentialing.enums import State
from credentialing.rules import Record
from credentialing.rules.cut import cut_at
from credentialing.rules.pathway import supervision_replaced
from intensives.enums import Role


def reached_state(dossier: Record, on: date) -> State:
    """The state of the case at the end of the day, computed from what is on record by then."""
    record = cut_at(dossier, on)
    return next((state for state, has_reached in LADDER if has_reached(dossier, record)), State.ENQUIRY)


Reached = Callable[[Record, Record], bool]


def _voted(outcome: str) -> Reached:
    return lambda _, now: now.council_vote.voted_on is not None and now.council_vote.outcome == outcome


def _recommended(_: Record, now: Record) -> bool:
    return now.ccc_review.recommended_on is not None and now.ccc_review.recommendation is not None


def _further_work(_: Record, now: Record) -> bool:
    """Agreed by both, and something is left to do; once all is done the file is back in review (T30)."""
    work = now.further_work
    agreed = work.agreed_by_ccc_on is not None and work.agreed_by_candidate_on is not None
    return agreed and (not work.items or any(item.done_on is None for item in work.items))


def _reviewed(_: Record, now: Record) -> bool:
    return now.ccc_review.reviewed_on is not None


def _assessed(_: Record, now: Record) -> bool:
    final = now.final_intensive
    return final.assessment_to_candidate_on is not None and final.assessment_to_ccc_on is not None


def _final_held(_: Record, now: Record) -> bool:
    return any(row.role == Role.CANDIDATE for row in now.intensives)


def _final_planned(whole: Record, now: Record) -> bool:
    """An evaluator is designated, or a place as a candidate lies ahead; one completed ahead is no plan."""
    ahead = [row for row in whole.intensives if row.end is None or row.end > now.as_of]
    planned = any(row.role == Role.CANDIDATE and not row.completed for row in ahead)
    return planned or now.final_intensive.evaluator_designated_on is not None


def _in_training(_: Record, now: Record) -> bool:
    """The Treasurer has the first-year fee in full, or nobody is left to supervise (T14, T14b)."""
    asked = now.fee.first_year_amount
    standing = [row for row in now.fee.payments if row.confirmed_on is not None and row.reversed_on is None]
    paid = asked is not None and sum(row.amount for row in standing) >= asked
    return (paid and _agreed(_, now)) or (_approved(_, now) and supervision_replaced(now, now.as_of))


def _agreed(_: Record, now: Record) -> bool:
    return now.agreement.supervisor_signed_on is not None


def _approved(_: Record, now: Record) -> bool:
    return now.application_review.approved_on is not None and not _declined(_, now)


def _declined(_: Record, now: Record) -> bool:
    """Declined, unless approved on that day or later."""
    review = now.application_review
    approved = review.approved_on
    return review.declined_on is not None and (approved is None or approved < review.declined_on)


def _submitted(_: Record, now: Record) -> bool:
    return now.application.submitted_on is not None


def _begun(_: Record, now: Record) -> bool:
    """Anything of the application, the policy read or a supervisor asked included."""
    days = (now.policy_acknowledged_on, now.recording_arranged_on, now.application.completed_on)
    return any(days) or now.supervisor_request.supervisor is not None or now.prior_experience.is_named


LADDER: tuple[tuple[State, Reached], ...] = (
    (State.CREDENTIALED, _voted("credentialed")),
    (State.NOT_CREDENTIALED, _voted("not_credentialed")),
    (State.RECOMMENDED, _recommended),
    (State.FURTHER_WORK, _further_work),
    (State.REVIEW, _reviewed),
    (State.ASSESSED, _assessed),
    (State.FINAL_HELD, _final_held),
    (State.FINAL_PLANNED, _final_planned),
    (State.TRAINING, _in_training),
    (State.AGREED, _agreed),
    (State.APPROVED, _approved),
    (State.DECLINED, _declined),
    (State.UNDER_REVIEW, _submitted),
    (State.DRAFT, _begun),
)
"""From the last state backwards: the first that was reached is the state of the case."""
