"""What was entered wrongly and put right: what it said, what it says, by whom, when and why."""

from django.conf import settings
from django.db import models

from members import clock
from members.history import append_only
from members.querysets import CorrectionQuerySet


class Correction(models.Model):
    """One entry put right; what it said before stays readable here for good.

    What it is about is named by kind (the name of its model) and key, without a foreign key upward, and is
    read with the page of the thing itself.
    """

    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whom the entry is about, where it is about somebody.",
    )
    was = models.CharField(max_length=300)
    now = models.CharField(max_length=300)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["about_kind", "about_key"], name="correction_about")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.was}, corrected to {self.now}"
