"""Whether an amount is paid in full, and since when: the one sum, for findings, actions and pages (R14.8)."""

from datetime import date
from typing import NamedTuple

from credentialing.rules.dates import Rounding, add_months
from credentialing.rules.facts import Amount, Fee, Payment


class Paid(NamedTuple):
    """The payments that count, by the day they were sent, and the day on which they reached the amount."""

    asked: Amount | None
    sent: Amount
    payments: tuple[Payment, ...]
    full_on: date | None

    @property
    def in_full(self) -> bool:
        """Whether the amount is reached; never while nobody has said what is asked."""
        return self.full_on is not None

    @property
    def open(self) -> Amount:
        """What is missing, never less than nothing."""
        return max((self.asked or 0) - self.sent, 0)


def paid(fee: Fee, *, only_confirmed: bool) -> Paid:
    """Read what was sent against what is asked: a reversed payment never counted.

    A year that costs nothing is paid before anything can happen: its `full_on` is `date.min`.
    """
    in_order = sorted(fee.payments, key=lambda row: (row.sent_on, row.key))
    counted = tuple(row for row in in_order if counts(row, only_confirmed=only_confirmed))
    sent: Amount = 0
    full_on = date.min if fee.first_year_amount == 0 else None
    for payment in counted:
        sent += payment.amount
        if full_on is None and fee.first_year_amount is not None and sent >= fee.first_year_amount:
            full_on = payment.sent_on
    return Paid(fee.first_year_amount, sent, counted, full_on)


def counts(payment: Payment, *, only_confirmed: bool) -> bool:
    """Whether the payment stands; where `only_confirmed`, whether the Treasurer has it, too."""
    return payment.reversed_on is None and not (only_confirmed and payment.confirmed_on is None)


def second_year_due(first_session: date) -> date:
    """When the second year's fee falls due: a year after the first supervision session.

    The texts say nothing of it, so it is a reminder and never a condition.
    """
    return add_months(first_session, 12, rounding=Rounding.UP)


def second_year_due_since(day: date) -> date:
    """The last first session for which the second year's fee falls due on the day or earlier."""
    return add_months(day, -12, rounding=Rounding.DOWN)
