from .final import AssessmentForm, CoLedForm, MeetingForm
from .groups import AddForm, AssignForm, SeatForm, SmallGroupForm
from .intensive import CancelForm, ConfirmForm, IntensiveForm, SiteForm
from .places import AttendanceForm

__all__ = [
    "AddForm",
    "AssessmentForm",
    "AssignForm",
    "AttendanceForm",
    "CancelForm",
    "CoLedForm",
    "ConfirmForm",
    "IntensiveForm",
    "MeetingForm",
    "SeatForm",
    "SiteForm",
    "SmallGroupForm",
]
