from .agreement import Agreement, SupervisorRequest
from .group import BalintGroup, CoLeader
from .session import Debrief, GroupSession, SupervisionSession

__all__ = [
    "Agreement",
    "BalintGroup",
    "CoLeader",
    "Debrief",
    "GroupSession",
    "SupervisionSession",
    "SupervisorRequest",
]
