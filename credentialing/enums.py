"""The fixed vocabularies of the case."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a case stands (rules.md section 6); few are stored, the rest is computed."""

    ENQUIRY = "enquiry", "Enquiry"
    DRAFT = "draft", "Application in draft"
    UNDER_REVIEW = "under_review", "Application under review"
    RETURNED = "returned", "Application returned"
    DECLINED = "declined", "Application declined"
    APPROVED = "approved", "Application approved"
    AGREED = "agreed", "Agreement complete"
    TRAINING = "training", "In training"
    FINAL_PLANNED = "final_planned", "Final Intensive planned"
    FINAL_HELD = "final_held", "Final Intensive held"
    ASSESSED = "assessed", "Assessed"
    REVIEW = "review", "CCC review"
    FURTHER_WORK = "further_work", "Further work"
    RECOMMENDED = "recommended", "Recommended to Council"
    VOTING = "voting", "Council vote open"
    CREDENTIALED = "credentialed", "Credentialed"
    NOT_CREDENTIALED = "not_credentialed", "Not credentialed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "Closed"


ENDED = frozenset({State.DECLINED, State.CREDENTIALED, State.NOT_CREDENTIALED, State.WITHDRAWN, State.CLOSED})
"""States of a case that is over; a person may have any number of these, and one open case."""


class ReviewRole(TextChoices):
    """In which office an application is reviewed (R14.6a)."""

    CHAIR = "ccc_chair", "CCC Chair"
    COORDINATOR = "coordinator_of_supervision", "Coordinator of Supervision"


class ReviewOutcome(TextChoices):
    """What a reviewer of an application decides."""

    APPROVE = "approve", "Approve"
    RETURN = "return", "Return to the candidate"
    DECLINE = "decline", "Decline"


class ExperienceKind(TextChoices):
    """Prior experience that an application can name (P98.CR, R14.6b)."""

    GROUP_MEMBER = "group_member", "Member of a Balint group"
    PROCESS_GROUP = "process_group", "Training in group process, with laboratory"
    CO_LEADING = "co_leading", "Co-leading with a credentialed leader"
    OTHER = "other", "Other Balint experience"


class RequestKind(TextChoices):
    """What the committee can be asked for."""

    SCHEDULE = "schedule", "Another schedule of groups"
    EXCEPTION = "exception", "Exceptional circumstances"
    IN_LIEU = "in_lieu_of_supervision", "Co-leading in lieu of supervision"


class DeterminationKind(TextChoices):
    """The seven kinds of recorded human judgement."""

    GRANT_SCHEDULE = "grant_schedule", "Grant another schedule"
    ACCEPT_CREDIT = "accept_credit", "Accept a credit"
    IN_LIEU = "in_lieu_of_supervision", "Accept co-leading in lieu of supervision"
    WAIVE = "waive", "Waive by exceptional circumstances"
    RECONCILE = "reconcile", "Reconcile the two documents"
    JUDGE = "judge", "Judge a clause"
    REFUSE = "refuse", "Refuse a request"


class Direction(TextChoices):
    """Which way the committee recommends (P98.FR.1b)."""

    FOR = "for", "Recommend credentialing"
    AGAINST = "against", "Recommend against credentialing"


class Choice(TextChoices):
    """A ballot's choice."""

    APPROVE = "approve", "Approve"
    DENY = "deny", "Deny"
    ABSTAIN = "abstain", "Abstain"


class MotionOutcome(TextChoices):
    """How a motion ended."""

    CREDENTIALED = "credentialed", "Carried: credentialed"
    NOT_CREDENTIALED = "not_credentialed", "Not carried"
    LAPSED = "lapsed", "Lapsed without a quorum"
    RETURNED = "returned", "Returned to the committee"


class RecordingKind(TextChoices):
    """How the sessions to be supervised will be recorded (R14.5a)."""

    VIDEO = "video", "Video"
    AUDIO = "audio", "Audio"


class DocumentState(TextChoices):
    """How far a paper is. One that is lost was made, and its file has gone from the storage since."""

    WAITING = "waiting", "being made"
    MADE = "made", "made"
    FAILED = "failed", "could not be made"
    LOST = "lost", "its file is gone"


class DocumentKind(TextChoices):
    """Documents made by the worker and kept privately."""

    CERTIFICATE = "certificate", "Certificate"
    LETTER = "letter", "Letter of decision"
