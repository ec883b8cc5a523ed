"""The state a record has reached: a pure reading, from the end of the road backwards."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from credentialing.enums import State
from credentialing.rules import Record, Society
from credentialing.rules.cut import cut_at
from credentialing.rules.paid import paid
from credentialing.rules.pathway import supervision_replaced
from intensives.enums import Role


def reached_state(dossier: Record, on: date, *, society: Society) -> State:
    """The state of the case at the end of the day, from what is on record by then, as the society reads."""
    paper = Read(dossier, cut_at(dossier, on), society)
    return next((state for state, has_reached in LADDER if has_reached(paper)), State.ENQUIRY)


class Read(NamedTuple):
    """The whole file, what of it is on record by the day, and how the society reads."""

    whole: Record
    now: Record
    society: Society


Reached = Callable[[Read], bool]


def _voted(outcome: str) -> Reached:
    return lambda paper: (
        paper.now.council_vote.voted_on is not None and paper.now.council_vote.outcome == outcome
    )


def _recommended(paper: Read) -> bool:
    review = paper.now.ccc_review
    return review.recommended_on is not None and review.recommendation is not None


def _further_work(paper: Read) -> bool:
    """Agreed by both, and something is left to do; once all is done the file is back in review (T30)."""
    work = paper.now.further_work
    agreed = work.agreed_by_ccc_on is not None and work.agreed_by_candidate_on is not None
    return agreed and (not work.items or any(item.done_on is None for item in work.items))


def _reviewed(paper: Read) -> bool:
    return paper.now.ccc_review.reviewed_on is not None


def _assessed(paper: Read) -> bool:
    final = paper.now.final_intensive
    return final.assessment_to_candidate_on is not None and final.assessment_to_ccc_on is not None


def _final_held(paper: Read) -> bool:
    return any(row.role == Role.CANDIDATE for row in paper.now.intensives)


def _final_planned(paper: Read) -> bool:
    """An evaluator is designated, or a place as a candidate lies ahead; one completed ahead is no plan."""
    ahead = [row for row in paper.whole.intensives if row.end is None or row.end > paper.now.as_of]
    planned = any(row.role == Role.CANDIDATE and not row.completed for row in ahead)
    return planned or paper.now.final_intensive.evaluator_designated_on is not None


def _in_training(paper: Read) -> bool:
    """The Treasurer has the first-year fee in full, or nobody is left to supervise (T14, T14b)."""
    if paid(paper.now.fee, only_confirmed=True).in_full and _agreed(paper):
        return True
    return _approved(paper) and supervision_replaced(paper.now, paper.now.as_of, society=paper.society)


def _agreed(paper: Read) -> bool:
    return paper.now.agreement.supervisor_signed_on is not None


def _approved(paper: Read) -> bool:
    return paper.now.application_review.approved_on is not None and not _declined(paper)


def _declined(paper: Read) -> bool:
    """Declined, unless approved on that day or later."""
    review = paper.now.application_review
    approved = review.approved_on
    return review.declined_on is not None and (approved is None or approved < review.declined_on)


def _submitted(paper: Read) -> bool:
    return paper.now.application.submitted_on is not None


def _begun(paper: Read) -> bool:
    """Anything of the application, the policy read or a supervisor asked included."""
    days = (
        paper.now.policy_acknowledged_on,
        paper.now.recording_arranged_on,
        paper.now.application.completed_on,
    )
    return (
        any(days)
        or paper.now.supervisor_request.supervisor is not None
        or paper.now.prior_experience.is_named
    )


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
