"""Credentials awarded by the Council."""

from typing import Any

from django.conf import settings
from django.db import models

from members.history import tracked
from members.querysets import CredentialQuerySet


@tracked()
class Credential(models.Model):
    """A credential, from the day it was awarded until the day it is revoked, if it ever is.

    `name` is whom the certificate names, and stays; `later_name` stands beside it where the holder asked.
    On `revoked_on` itself it is not valid any more.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="credentials")
    number = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=24, unique=True, help_text="What the public page verifies.")
    name = models.CharField(max_length=120, help_text="As it stands on the certificate.")
    later_name = models.CharField(max_length=120, blank=True, help_text="Shown beside it; empty where none.")
    source = models.CharField(
        max_length=300,
        blank=True,
        help_text="Where one from before this register is known from; empty: the Council awarded it here.",
    )
    reissued_name = models.CharField(
        max_length=120,
        blank=True,
        help_text="As on the certificate issued last; empty where none was anew.",
    )
    reissued_on = models.DateField(null=True, blank=True)
    awarded_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["awarded_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True)
                | models.Q(revoked_on__gte=models.F("awarded_on")),
                name="credential_revoked_after_award",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="credential_names_somebody"),
            models.CheckConstraint(
                condition=models.Q(reissued_name="", reissued_on__isnull=True)
                | (~models.Q(reissued_name="") & models.Q(reissued_on__isnull=False)),
                name="credential_reissued_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.person}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A certificate names its holder as they are called on the day it is written down."""
        self.name = self.name or self.person.name
        super().save(*args, **kwargs)

    @property
    def present_name(self) -> str:
        """What a certificate issued now would say."""
        return self.later_name or self.name

    @property
    def may_be_reissued(self) -> bool:
        """Awarded here and not revoked, and the certificate issued last says another name."""
        carried = self.reissued_name or self.name
        return not self.source and self.revoked_on is None and self.present_name != carried

    @property
    def may_be_reinstated(self) -> bool:
        """It is revoked, or is to be."""
        return self.revoked_on is not None
