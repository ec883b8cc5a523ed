"""The two reviews of an application, and each reviewer's view of prior experience (R14.6)."""

from django.conf import settings
from django.db import models

from credentialing.enums import ReviewOutcome, ReviewRole
from members.history import append_only

from .application import PriorExperience
from .case import Case


class ApplicationReview(models.Model):
    """One reviewer's decision on one submission of an application; never changed.

    `round` counts the submissions: a returned application is reviewed anew.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="application_reviews")
    round = models.PositiveSmallIntegerField(default=1)
    role = models.CharField(max_length=30, choices=ReviewRole)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    outcome = models.CharField(max_length=10, choices=ReviewOutcome)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "pk"]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "role"],
                name="one_review_a_role",
                violation_error_message="This office has reviewed the application already.",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=ReviewOutcome.APPROVE) | ~models.Q(reason=""),
                name="review_gives_reason",
                violation_error_message="Give the reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.get_outcome_display()}"


class ExperienceView(models.Model):
    """A reviewer's view of one named prior experience: whether it should count; never changed.

    It is given anew in each round, since the experience may have been described better.
    """

    experience = models.ForeignKey(PriorExperience, on_delete=models.PROTECT, related_name="views")
    round = models.PositiveSmallIntegerField(default=1)
    role = models.CharField(max_length=30, choices=ReviewRole)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    accepts = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(fields=["experience", "role", "round"], name="one_view_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} on {self.experience}"
