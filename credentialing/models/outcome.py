"""Frozen assessments, the committee's review and recommendation, and documents."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from credentialing.enums import Direction, DocumentKind, DocumentState
from credentialing.querysets import DocumentQuerySet
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
    """A paper for a case: asked for with the step it belongs to, made by a worker, kept privately.

    `text` is the paper word for word as it was issued; when its file is gone, it is made from that again.
    `made_at` stays the moment it was made first. `failed_at` is when the worker gave up: an officer has
    been told, and may ask for it again. `lost_at` is when its file was found gone or not as it was made.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    issue = models.PositiveSmallIntegerField(default=1, help_text="Counts those that were issued anew.")
    context = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    file = models.FileField(upload_to="documents", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "issue"], name="document_issued_once"),
            models.CheckConstraint(
                condition=Q(file="") | Q(made_at__isnull=False, failed_at__isnull=True),
                name="document_with_a_file_is_made",
            ),
            models.CheckConstraint(
                condition=Q(lost_at__isnull=True) | ~Q(file=""), name="document_lost_had_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.case.candidate}"

    @property
    def state(self) -> DocumentState:
        """How far it is."""
        if self.failed_at is not None:
            return DocumentState.FAILED
        if self.lost_at is not None:
            return DocumentState.LOST
        return DocumentState.MADE if self.file else DocumentState.WAITING

    @property
    def title(self) -> str:
        """What it is: "Certificate", "Certificate (issue 2)"."""
        kind = self.get_kind_display()
        return kind if self.issue == 1 else f"{kind} (issue {self.issue})"

    @property
    def what(self) -> str:
        """What it is, within a sentence: "letter of decision"."""
        return self.title.lower()
