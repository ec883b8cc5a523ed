"""Moving the clock of a demonstration."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from members import clock
from members.refusals import Refused

FARTHEST = dt.timedelta(days=366 * 5)


@transaction.atomic
def move_clock(*, to: dt.date) -> dt.date:
    """Move the demonstration's clock to noon of a later day.

    Raises Refused backwards, beyond five years, or in production.
    """
    if not settings.MOVABLE_CLOCK:
        raise Refused("The clock moves in demonstrations alone.")
    if to <= clock.today():
        raise Refused("Choose a later day: the clock only moves forward, as records do.", field="to")
    if to > clock.today() + FARTHEST:
        raise Refused("Choose a day within the next five years.", field="to")
    clock.move_to_day(to)
    return to
