from .evaluation import CoLedSession, Evaluation, MeetingPresence
from .intensive import Attendance, Faculty, Intensive, SmallGroup

__all__ = [
    "Attendance",
    "CoLedSession",
    "Evaluation",
    "Faculty",
    "Intensive",
    "MeetingPresence",
    "SmallGroup",
]
