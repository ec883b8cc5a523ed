"""The dated schedule of fees, set by the Treasurer (R14.8a)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from credentialing.models import FeeSchedule
from credentialing.owing import schedule_in_force
from members import clock
from members.actions.corrections import note_correction, require_reason
from members.actions.locking import lock, only
from members.actions.permitted import permit
from members.models import Person
from members.refusals import Refused, Stale
from members.words import day_text

NOT_FOR_DAYS_GONE_BY = "Fees are not set for days gone by. Choose today or a later day."


@transaction.atomic
def set_fee_schedule(
    *, by: Person, version: str, valid_from: dt.date, first_year_amount: Decimal, second_year_amount: Decimal
) -> FeeSchedule:
    """Set what supervision costs from a day on, as the Treasurer; agreements keep what they were signed for.

    Raises Refused for the day or the name of another schedule, and for a past day where one is in force.
    """
    permit(by, "credentialing.set_fees")
    lock([by.pk])
    if valid_from < clock.today() and schedule_in_force():
        raise Refused(NOT_FOR_DAYS_GONE_BY, field="valid_from")
    schedule = FeeSchedule(
        version=version.strip(),
        valid_from=valid_from,
        first_year_amount=first_year_amount,
        second_year_amount=second_year_amount,
        set_by=by,
    )
    return _write(schedule)


@transaction.atomic
def correct_fee_schedule(
    *,
    by: Person,
    schedule: FeeSchedule,
    version: str,
    valid_from: dt.date,
    first_year_amount: Decimal,
    second_year_amount: Decimal,
    reason: str,
) -> FeeSchedule:
    """Put right a schedule that is not in force yet; what it said before is kept beside it.

    Raises Refused without the right or a reason, for a day gone by, for the day or the name of another
    schedule, and where nothing is changed; Stale where it is in force: a new one supersedes it then.
    """
    permit(by, "credentialing.set_fees")
    reason = require_reason(reason)
    current = only([by.pk], FeeSchedule.objects.filter(pk=schedule.pk))
    if not current.may_be_corrected:
        raise Stale(
            f"It is in force since {day_text(current.valid_from)} and stays as it was. Set a new one instead."
        )
    if valid_from < clock.today():
        raise Refused(NOT_FOR_DAYS_GONE_BY, field="valid_from")
    was = _in_words(current)
    current.version = version.strip()
    current.valid_from = valid_from
    current.first_year_amount = first_year_amount
    current.second_year_amount = second_year_amount
    note_correction(of=current, person=None, was=was, now=_in_words(current), by=by, reason=reason)
    return _write(current)


def _write(schedule: FeeSchedule) -> FeeSchedule:
    """Keep it; raises Refused where another has its name or its day."""
    others = FeeSchedule.objects.exclude(pk=schedule.pk)
    if others.filter(version=schedule.version).exists():
        raise Refused("Another schedule has this name. Choose another one.", field="version")
    if others.filter(valid_from=schedule.valid_from).exists():
        raise Refused(
            f"Another schedule is valid from {day_text(schedule.valid_from)}. Choose another day.",
            field="valid_from",
        )
    schedule.full_clean()
    schedule.save()
    return schedule


def _in_words(schedule: FeeSchedule) -> str:
    """What it says, as a correction keeps it."""
    return (
        f"{schedule.version}, from {day_text(schedule.valid_from)}: {schedule.first_year_amount:.2f} "
        f"and {schedule.second_year_amount:.2f} {schedule.currency}"
    )
