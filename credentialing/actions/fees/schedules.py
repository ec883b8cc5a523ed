"""The dated schedule of fees, set by the Treasurer (R14.8a)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from credentialing.models import FeeSchedule
from members import clock
from members.actions.permitted import permit
from members.models import Person
from members.refusals import Refused
from supervision.words import day_text


@transaction.atomic
def set_fee_schedule(
    *, by: Person, version: str, valid_from: dt.date, first_year_amount: Decimal, second_year_amount: Decimal
) -> FeeSchedule:
    """Set what supervision costs from a day on, as the Treasurer; agreements keep what they were signed for.

    Raises Refused for a day before the latest schedule's, and for a past day where one is in force.
    """
    permit(by, "credentialing.set_fees")
    latest = FeeSchedule.objects.order_by("-valid_from").first()
    if latest and valid_from <= latest.valid_from:
        raise Refused(
            f"A schedule is valid from {day_text(latest.valid_from)}. Choose a later day.", "valid_from"
        )
    if latest and valid_from < clock.today():
        raise Refused("Fees are not set for days gone by. Choose today or a later day.", field="valid_from")
    schedule = FeeSchedule(
        version=version.strip(),
        valid_from=valid_from,
        first_year_amount=first_year_amount,
        second_year_amount=second_year_amount,
        set_by=by,
    )
    schedule.full_clean()
    schedule.save()
    return schedule
