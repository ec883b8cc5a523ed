from .application import Application, Attestation, PriorExperience
from .case import Case, Event, SharedPractice
from .council import Ballot, Motion, Recusal, RollMember
from .fees import FeeConfirmation, FeeReceipt, FeeReversal, FeeSchedule
from .judgement import CommitteeRequest, Determination
from .outcome import Assessment, CommitteeReview, Document, Recommendation
from .parameters import ParameterChange
from .review import ApplicationReview, ExperienceView
from .work import FurtherWork, FurtherWorkItem

__all__ = [
    "Application",
    "ApplicationReview",
    "Assessment",
    "Attestation",
    "Ballot",
    "Case",
    "CommitteeRequest",
    "CommitteeReview",
    "Determination",
    "Document",
    "Event",
    "ExperienceView",
    "FeeConfirmation",
    "FeeReceipt",
    "FeeReversal",
    "FeeSchedule",
    "FurtherWork",
    "FurtherWorkItem",
    "Motion",
    "ParameterChange",
    "PriorExperience",
    "Recommendation",
    "Recusal",
    "RollMember",
    "SharedPractice",
]
