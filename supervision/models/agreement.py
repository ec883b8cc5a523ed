"""Asking a supervisor, and the schedule of fees with its agreement (R14.4, R14.7)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.history import tracked
from supervision.querysets import AgreementQuerySet, RequestQuerySet
from supervision.words import day_text


@tracked()
class SupervisorRequest(models.Model):
    """A candidate asks a supervisor, who answers yes or no (R14.4a, 4c)."""

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervisor_requests"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="requests_received"
    )
    asked_on = models.DateField()
    message = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(candidate=F("supervisor")), name="request_not_to_oneself"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, accepted__isnull=True)
                | Q(answered_on__isnull=False, accepted__isnull=False),
                name="request_answer_has_date",
            ),
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(answered_on__isnull=True, withdrawn_on__isnull=True),
                name="one_open_request",
                violation_error_message="A request is waiting for an answer already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} asks {self.supervisor}"


@tracked()
class Agreement(models.Model):
    """The schedule of fees and the supervisor agreement, one record in two parts (R14.7).

    It carries the amounts it was signed for. Supervision sessions may be dated from `cleared_on`
    (inclusive), which is set when the first-year fee is confirmed and taken back when it is reversed.
    """

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agreements"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agreements_to_supervise"
    )
    first_year_amount = models.DecimalField(max_digits=8, decimal_places=2)
    second_year_amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    terms_version = models.CharField(max_length=20)
    form_filled_on = models.DateField(null=True, blank=True)
    supervisor_signed_on = models.DateField(null=True, blank=True)
    copy_to_coordinator_on = models.DateField(
        null=True,
        blank=True,
        help_text="To the Supervisor of Credentialing, read as the Coordinator of Supervision.",
    )
    copy_to_treasurer_on = models.DateField(null=True, blank=True)
    cleared_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(candidate=F("supervisor")), name="agreement_not_with_oneself"
            ),
            models.CheckConstraint(
                condition=Q(first_year_amount__gte=0), name="agreement_amount_not_negative"
            ),
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(ended_on__isnull=True), name="one_current_agreement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} with {self.supervisor}"

    @property
    def counting(self) -> str:
        """From when sessions count, in the words of every page and mail: sessions count from 3 May 2026."""
        if self.supervisor_signed_on is None:
            return "sessions count once it is signed and the fee for the first year is confirmed in full"
        if self.cleared_on is None:
            return "no session counts before the fee for the first year is confirmed in full"
        last = f" to {day_text(self.ended_on)}" if self.ended_on else ""
        return f"sessions count from {day_text(self.cleared_on)}{last}"
