"""Credentials awarded by the Council."""

from django.conf import settings
from django.db import models

from members.history import tracked


@tracked()
class Credential(models.Model):
    """A credential, from the day it was awarded until it is revoked, if it ever is."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="credentials")
    number = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=24, unique=True, help_text="What the public page verifies.")
    awarded_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["awarded_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True)
                | models.Q(revoked_on__gte=models.F("awarded_on")),
                name="credential_revoked_after_award",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.person}"
