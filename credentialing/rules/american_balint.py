"""The American Balint Society: two documents, and the bridges from the older to the newer.

If the Procedures grant something the Roadmap does not know, the Roadmap's clause on the same subject
becomes a question for the committee: never silently met, never silently failed.
"""

from .facts import Determination
from .history import History
from .outcomes import Outcome
from .p98 import RULEBOOK as PROCEDURES
from .p98.credit import covers_both_years, in_lieu_of_supervision
from .p98.group_credit import accepted_credit
from .p98.process import has_one_of_each
from .r14 import RULEBOOK as ROADMAP
from .society import Bridge, Society

UNMET = frozenset({Outcome.NOT_YET, Outcome.NOT_MET})
ONLY_NOT_YET = frozenset({Outcome.NOT_YET})
ONLY_NOT_MET = frozenset({Outcome.NOT_MET})


def _as_honoured(history: History) -> Outcome | None:
    """What a credit does to the other document: a question, unless the answer is a parameter."""
    answers = {"ask": Outcome.NEEDS_JUDGEMENT, "yes": Outcome.MET, "no": None}
    return answers[history.parameters.choice("r14.honours_p98_credits")]


def _credit(history: History) -> Determination | None:
    """The acceptance of a credit, if there are the Intensives that a credit leaves."""
    return accepted_credit(history) if has_one_of_each(history) else None


def _credit_and_one_before(history: History) -> Determination | None:
    """The acceptance of a credit, if an Intensive was taken as a candidate with at least one before it."""
    intensives = history.intensives
    one_before = any(intensives.before(row) for row in intensives.as_candidate)
    return accepted_credit(history) if one_before else None


def _in_lieu(history: History) -> Determination | None:
    verdict = in_lieu_of_supervision(history)
    return verdict.determination if verdict.outcome is Outcome.CREDITED else None


def _replaced(history: History) -> Determination | None:
    return _in_lieu(history) if covers_both_years(history) else None


BRIDGES = (
    Bridge("granted schedule", ("R14.9a",), ONLY_NOT_MET, granted=lambda history: history.schedule),
    Bridge(
        "credit for prior experience",
        ("R14.11a",),
        ONLY_NOT_YET,
        granted=_credit,
        becomes=_as_honoured,
    ),
    Bridge(
        "credit for prior experience",
        ("R14.11b",),
        ONLY_NOT_MET,
        granted=_credit_and_one_before,
        becomes=_as_honoured,
    ),
    Bridge(
        "sessions in lieu",
        ("R14.9c", "R14.9d"),
        UNMET,
        granted=_in_lieu,
        becomes=_as_honoured,
    ),
    # With both years granted nobody is left to supervise, to be paid or to sign.
    Bridge(
        "supervision replaced",
        ("R14.4a", "R14.4c", "R14.5a", "R14.7b", "R14.7c", "R14.7d", "R14.7e", "R14.8a", "R14.8b"),
        ONLY_NOT_YET,
        granted=_replaced,
        becomes=_as_honoured,
    ),
    Bridge("waiver", ("R14.9a", "R14.9b"), UNMET, waived="P98.BR.2c"),
    Bridge("waiver", ("R14.9c", "R14.9d"), UNMET, waived="P98.CP.1b"),
    Bridge("waiver", ("R14.11a", "R14.11b"), UNMET, waived="P98.CP.2a"),
    Bridge("waiver", ("R14.11a", "R14.11b"), UNMET, waived="P98.CP.2b"),
    Bridge("waiver", ("R14.2b",), UNMET, waived="P98.BR.1b"),
)

AMERICAN_BALINT_SOCIETY = Society.with_rulebooks("American Balint Society", (PROCEDURES, ROADMAP), BRIDGES)
