"""Approval as a Balint supervisor (P98.CP.1c, R14.4)."""

from django.conf import settings
from django.db import models

from members.history import tracked
from members.querysets import PeriodQuerySet
from members.ranges import no_overlap


@tracked()
class SupervisorApproval(models.Model):
    """A person on the supervisors list from start to end, both inclusive."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(default=3, help_text="Candidates at one time.")
    accepting = models.BooleanField("accepting new candidates", default=True)
    public_entry = models.CharField(
        max_length=300, blank=True, help_text="Shown on the public supervisors list."
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="approval_ends_after_start",
            ),
            no_overlap("approval_no_overlap", key="person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.start} to {self.end or 'now'}"
