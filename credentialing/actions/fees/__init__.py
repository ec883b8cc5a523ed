"""Fees: the schedule, what was sent, and what confirmed money opens."""

from .clearing import (
    agreements_of,
    clearing_of,
    follow_the_money,
    full_on,
    let_supervision_begin,
    reckon_anew,
    tell_clearing,
)
from .receipts import confirm_receipt, correct_receipt, note_receipt, receive, reverse_receipt
from .schedules import correct_fee_schedule, set_fee_schedule

__all__ = [
    "agreements_of",
    "clearing_of",
    "confirm_receipt",
    "correct_fee_schedule",
    "correct_receipt",
    "follow_the_money",
    "full_on",
    "let_supervision_begin",
    "note_receipt",
    "receive",
    "reckon_anew",
    "reverse_receipt",
    "set_fee_schedule",
    "tell_clearing",
]
