"""The words in which the rules answer."""

from enum import StrEnum


class Outcome(StrEnum):
    """What one clause says about one candidate on one day."""

    MET = "met"
    NOT_YET = "not_yet"
    NOT_MET = "not_met"
    NEEDS_JUDGEMENT = "needs_judgement"
    ADVISORY = "advisory"
    CREDITED = "credited"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The outcome as a person reads it."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """True while somebody still has something to do or to decide."""
        return self in OPEN


OPEN = frozenset({Outcome.NOT_YET, Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT})
FOR_THE_COMMITTEE = frozenset({Outcome.NOT_MET, Outcome.NEEDS_JUDGEMENT})

_LABELS = {
    Outcome.MET: "met",
    Outcome.NOT_YET: "not yet",
    Outcome.NOT_MET: "not met",
    Outcome.NEEDS_JUDGEMENT: "needs human judgement",
    Outcome.ADVISORY: "advisory",
    Outcome.CREDITED: "credited",
    Outcome.WAIVED: "waived",
    Outcome.NOT_APPLICABLE: "not applicable",
}


class Modality(StrEnum):
    """How firmly a clause speaks."""

    MUST = "must"
    MUST_NOT = "must not"
    IDEALLY = "ideally"
    MAY = "may"
    INFO = "info"


class Readiness(StrEnum):
    """Where a candidate stands against one document."""

    IN_PROGRESS = "in_progress"
    NEEDS_CCC_DECISION = "needs_ccc_decision"
    READY = "ready"


class Overall(StrEnum):
    """Where a candidate stands against all documents together."""

    ENQUIRY = "enquiry"
    IN_PROGRESS = "in_progress"
    NEEDS_CCC_DECISION = "needs_ccc_decision"
    READY_FOR_CCC_REVIEW = "ready_for_ccc_review"
    FURTHER_WORK = "further_work"
    READY_FOR_COUNCIL = "ready_for_council"
    CREDENTIALED = "credentialed"
    NOT_CREDENTIALED = "not_credentialed"
