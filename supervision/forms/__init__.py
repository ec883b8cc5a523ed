from .groups import CoLeaderForm, EndForm, GroupForm
from .requests import AnswerForm
from .sessions import DebriefForm, LogForm, ReasonForm, StepForm
from .supervision import OverrideForm, RecordForm

__all__ = [
    "AnswerForm",
    "CoLeaderForm",
    "DebriefForm",
    "EndForm",
    "GroupForm",
    "LogForm",
    "OverrideForm",
    "ReasonForm",
    "RecordForm",
    "StepForm",
]
