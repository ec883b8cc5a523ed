"""Who opened what, fresh codes for people without a password, and forms that were sent."""

from django.conf import settings
from django.db import models

from members import clock
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
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.by} opened {self.kind} {self.key}"


class FreshSignIn(models.Model):
    """A code sent for one purpose in one session; on real time, single use."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    purpose = models.CharField(max_length=80)
    code_hash = models.CharField(max_length=128)
    sent_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.person}: {self.purpose}"


class SpentForm(models.Model):
    """A form that was sent: its token is used up, so a double click or a second tab changes nothing."""

    token = models.CharField(max_length=64, primary_key=True)
    spent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.token
