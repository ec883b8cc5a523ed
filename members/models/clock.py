"""The shared offset of the movable clock."""

from django.db import models


class ClockOffset(models.Model):
    """One row: how far, in seconds, tests and demonstrations have moved the clock forward."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    seconds = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="clock_offset_one_row")]
