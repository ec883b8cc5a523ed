"""Money: sent, received, reversed; and the schedule."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from members import clock
from members.forms import PageForm
from members.forms.base import AsksForASecond, why_corrected
from members.forms.days import HELD, PLANNED, DayField


class ReceiptForm(AsksForASecond, PageForm):
    """How much, and when it was sent: not before the day `since`, on which the application was."""

    sent_on = DayField(label="Sent on", help_text="The day counts on which it was sent.", **HELD)
    amount = forms.DecimalField(min_value=Decimal("0.01"), max_digits=8, decimal_places=2)
    how = forms.CharField(
        label="How it came", max_length=80, required=False, help_text="Such as bank transfer, cheque 1042."
    )

    def __init__(
        self,
        *args: Any,
        since: dt.date | None,
        currency: str = "",
        owed: Decimal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].earliest = since
        self.fields["amount"].label = f"Amount in {currency}" if currency else "Amount"
        self.fields["sent_on"].initial = clock.today
        if owed:
            self.fields["amount"].initial = owed


class CorrectReceiptForm(ReceiptForm):
    """What it should have said, and why."""

    second = None

    reason = why_corrected("Those concerned read it.")


class FeeScheduleForm(PageForm):
    """What supervision costs from a day on."""

    version = forms.CharField(
        max_length=20, label="Name of this schedule", help_text="Such as 2026 or 2026-2."
    )
    valid_from = DayField(label="Valid from", **PLANNED)
    first_year_amount = forms.DecimalField(
        min_value=Decimal("0.01"), max_digits=8, decimal_places=2, label="First year of supervision, in USD"
    )
    second_year_amount = forms.DecimalField(
        min_value=Decimal(0), max_digits=8, decimal_places=2, label="Second year, in USD"
    )


class CorrectScheduleForm(FeeScheduleForm):
    """What a schedule should have said, and why."""

    reason = why_corrected()
