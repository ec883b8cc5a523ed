"""Further work agreed after a review: activities with deadlines (P98.FR.2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.history import tracked

from .case import Case


@tracked()
class FurtherWork(models.Model):
    """A timeline of activities agreed by the committee and the candidate."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="further_works")
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_by_ccc_on = models.DateField(null=True, blank=True)
    agreed_by_candidate_on = models.DateField(null=True, blank=True)
    further_intensive = models.BooleanField("asks for a further credentialing Intensive", default=False)
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["proposed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_on__isnull=True), name="one_open_further_work"
            )
        ]

    def __str__(self) -> str:
        return f"Further work of {self.case.candidate}"


@tracked()
class FurtherWorkItem(models.Model):
    """One activity for an area of need, with its deadline (P98.FR.2b)."""

    work = models.ForeignKey(FurtherWork, on_delete=models.CASCADE, related_name="items")
    area = models.CharField("area of need", max_length=160, blank=True)
    activity = models.CharField(max_length=300, help_text="No case content, no patient detail.")
    deadline = models.DateField(
        null=True, blank=True, help_text="Asked for by every form; absent in old files only."
    )
    proposed_deadline = models.DateField(
        null=True, blank=True, help_text="Holds once the candidate has agreed."
    )
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [F("deadline").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.activity
