"""Membership of the society, as dated periods (P98.BR.1a, BR.1b, R14.2)."""

from django.conf import settings
from django.db import models

from members import clock
from members.history import tracked
from members.querysets import PeriodQuerySet


@tracked()
class Membership(models.Model):
    """One period of membership; both days inclusive, an absent end means still."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="membership_ends_after_start",
                violation_error_message="The period ends before it starts.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.start} to {self.end or 'now'}"
