"""What the committee set of its own figures and readings, dated; frozen assessments stay as they were."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from credentialing.querysets import ParameterChangeQuerySet
from members.history import never_emptied


class ParameterChange(models.Model):
    """One value of a parameter from a day on, that day included: who set it and why.

    `value` is the text the value is typed as. A row is never edited; one set by mistake is withdrawn.
    """

    name = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    valid_from = models.DateField()
    why = models.TextField(help_text="What the committee decided, and when. No case content.")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ParameterChangeQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from", "pk"]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_emptied(),
            pgtrigger.Protect(
                name="never_edited",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("name", "value", "valid_from", "why", "set_by", "set_at"),
            ),
            pgtrigger.Protect(
                name="withdrawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "valid_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_value_of_a_parameter_a_day",
                violation_error_message="A value is set from that day on already. Withdraw it first.",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="parameter_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__gte=F("set_at"), withdrawn_by__isnull=False),
                name="parameter_change_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} is {self.value} from {self.valid_from}"
