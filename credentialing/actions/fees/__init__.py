"""Fees: the schedule, what was sent, and what confirmed money opens."""

from .clearing import clear_if_paid, full_on, let_supervision_begin
from .receipts import confirm_receipt, note_receipt, receive, reverse_receipt
from .schedules import schedule_in_force, set_fee_schedule

__all__ = [
    "clear_if_paid",
    "confirm_receipt",
    "full_on",
    "let_supervision_begin",
    "note_receipt",
    "receive",
    "reverse_receipt",
    "schedule_in_force",
    "set_fee_schedule",
]
