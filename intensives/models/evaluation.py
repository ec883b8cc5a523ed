"""The evaluation of a candidate at the final Intensive (P98.CP.3, R14.11c to g)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from intensives.enums import Advice
from intensives.querysets import EvaluationQuerySet
from members.history import never_emptied, tracked

from .intensive import Attendance


@tracked()
class CoLedSession(models.Model):
    """A session at the Intensive that the candidate co-led with a faculty member."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="co_led")
    faculty = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendance", "faculty", "date"],
                name="co_led_once",
                violation_error_message="This co-led session is recorded already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.attendance}, with {self.faculty}"


@tracked(exclude=("draft",))
class Evaluation(models.Model):
    """The evaluator's work on one candidate's place: designation, meeting, assessment, delivery.

    Once delivered, the assessment, the recommendation and their dates cannot be changed: the database
    refuses it.
    """

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="evaluations")
    evaluator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluations"
    )
    designated_on = models.DateField(null=True, blank=True)
    designated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True, help_text="When the designation fell through.")
    ended_reason = models.CharField(max_length=300, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    draft = models.TextField(blank=True)
    assessment = models.TextField(blank=True)
    advice = models.CharField(max_length=12, choices=Advice, blank=True)
    advice_reasons = models.TextField(blank=True)
    delivered_on = models.DateField(null=True, blank=True, help_text="To the candidate.")
    delivered_to_ccc_on = models.DateField(null=True, blank=True)
    advice_to_ccc_on = models.DateField(null=True, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendance"], condition=Q(ended_on__isnull=True), name="one_standing_evaluation"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="delivered_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__delivered_on__isnull=False),
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Evaluation of {self.attendance}"


@tracked()
class MeetingPresence(models.Model):
    """Who was present at the evaluation meeting (P98.CP.3e)."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="present")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "person"], name="present_once")]

    def __str__(self) -> str:
        return str(self.person)
