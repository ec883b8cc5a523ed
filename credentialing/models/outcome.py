"""Frozen assessments, the committee's review and recommendation, and documents."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from credentialing.enums import Direction, DocumentKind
from members import clock
from members.history import append_only, tracked

from .case import Case


class Assessment(models.Model):
    """The dossier and findings of a case as they stood on a day, frozen, with their SHA-256."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    as_of = models.DateField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.case_id} as of {self.as_of}, {self.sha256[:12]}"


@tracked()
class CommitteeReview(models.Model):
    """The committee has looked at a file, on a frozen assessment (P98.FR.1a)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="committee_reviews")
    opened_on = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField(blank=True, help_text="No case content, no patient detail.")
    dropped_on = models.DateField(
        null=True, blank=True, help_text="When the snapshot stopped standing (T35)."
    )

    class Meta:
        ordering = ["opened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(dropped_on__isnull=True), name="one_standing_review"
            )
        ]

    def __str__(self) -> str:
        return f"CCC review of {self.case}"


@tracked()
class Recommendation(models.Model):
    """The committee's recommendation to the Council, with reasons (P98.FR.1b)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recommendations")
    review = models.ForeignKey(
        CommitteeReview, on_delete=models.PROTECT, null=True, related_name="recommendations"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction)
    on = models.DateField()
    reasons = models.TextField(help_text="No case content, no patient detail.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(dropped_on__isnull=True), name="one_standing_recommendation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()}, {self.on}"


class Document(models.Model):
    """A paper for a case: asked for with the step it belongs to, made by a worker, kept privately."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    context = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="documents", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="document_kind_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.case.candidate}"
