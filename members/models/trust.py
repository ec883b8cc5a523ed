"""Who opened what, fresh codes for people without a password, and forms that were sent."""

from django.conf import settings
from django.db import models

from members import clock
from members.enums import Means
from members.history import append_only


class AccessEntry(models.Model):
    """One opening of something confidential; the candidate it is about can read the list."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_entries"
    )
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.by} opened {self.kind} {self.key}"

    @property
    def what(self) -> str:
        """What was opened, in words."""
        return self.kind.replace("_", " ")


class FreshSignIn(models.Model):
    """One showing again of who one is: for one act on one thing, in one session; on real time, single use.

    A code by mail is a row from the moment it is sent; a password, an authenticator app or a passkey leaves
    one when it was right. `used_at` says when it was shown, `spent_at` when the act was done with it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    purpose = models.CharField(max_length=80)
    thing = models.CharField(max_length=200, blank=True, help_text="What the act is done to.")
    means = models.CharField(max_length=10, choices=Means, default=Means.CODE)
    code_hash = models.CharField(max_length=128, blank=True)
    sent_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    spent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "session_key", "sent_at"], name="fresh_of_session")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(spent_at__isnull=True) | models.Q(used_at__isnull=False),
                name="fresh_spent_after_shown",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.purpose}"


class SpentForm(models.Model):
    """A form that was sent: its token is used up, so a double click or a second tab changes nothing."""

    token = models.CharField(max_length=64, primary_key=True)
    spent_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.token
