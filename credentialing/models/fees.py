"""Fees: the dated schedule; and receipts, confirmations and reversals, appended and never edited."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from credentialing.querysets import FeeReceiptQuerySet, FeeScheduleQuerySet
from members import clock
from members.history import append_only, never_emptied, tracked

from .case import Case


@tracked()
class FeeSchedule(models.Model):
    """What supervision costs from a day on (R14.8a).

    One that is in force is superseded by a new row and never edited; one that is not yet may be corrected,
    with the old value kept.
    """

    version = models.CharField(max_length=20, unique=True)
    valid_from = models.DateField(unique=True)
    first_year_amount = models.DecimalField(max_digits=8, decimal_places=2)
    second_year_amount = models.DecimalField(max_digits=8, decimal_places=2)
    currency = models.CharField(max_length=3, default="USD")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = FeeScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        triggers = [pgtrigger.Protect(name="fee_schedule_kept", operation=pgtrigger.Delete), never_emptied()]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year_amount__gt=Decimal(0), second_year_amount__gte=Decimal(0)),
                name="fee_schedule_positive",
            )
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def may_be_corrected(self) -> bool:
        """It is not in force yet."""
        return self.valid_from > clock.today()


class FeeReceipt(models.Model):
    """Money the candidate sent on a day; counts from that day until it is reversed (R14.8).

    What was noted wrongly is not edited: another receipt `corrects` it, and the wrong one is reversed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="receipts")
    sent_on = models.DateField()
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    how = models.CharField("how it came", max_length=80, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    noted_on = models.DateField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_as"
    )

    objects = FeeReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["sent_on", "pk"]
        triggers = append_only()
        constraints = [models.CheckConstraint(condition=Q(amount__gt=Decimal(0)), name="fee_amount_positive")]

    def __str__(self) -> str:
        return f"{self.amount} sent {self.sent_on}"


class FeeConfirmation(models.Model):
    """The Treasurer has the money."""

    receipt = models.OneToOneField(FeeReceipt, on_delete=models.PROTECT, related_name="confirmation")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.receipt}, confirmed {self.on}"


class FeeReversal(models.Model):
    """The receipt no longer counts, from this day on (T14c)."""

    receipt = models.OneToOneField(FeeReceipt, on_delete=models.PROTECT, related_name="reversal")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.receipt}, reversed {self.on}"
