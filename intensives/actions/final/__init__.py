"""The final Intensive of a candidate: evaluator, co-led sessions, meeting, assessment (P98.CP.3, R14.11)."""

from .assessment import WRITTEN, deliver, save_draft, version
from .designation import (
    designate,
    designations_of,
    end_designation,
    lapse_designations,
    let_go_of_designations,
)
from .meeting import record_meeting
from .sessions import record_co_led, remove_co_led

__all__ = [
    "WRITTEN",
    "deliver",
    "designate",
    "designations_of",
    "end_designation",
    "lapse_designations",
    "let_go_of_designations",
    "record_co_led",
    "record_meeting",
    "remove_co_led",
    "save_draft",
    "version",
]
