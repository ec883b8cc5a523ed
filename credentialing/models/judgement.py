"""What the committee is asked, and what it determines by name (design: human judgement is data)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from credentialing.enums import DeterminationKind, RequestKind
from credentialing.querysets import DeterminationQuerySet
from members.history import append_only, tracked

from .case import Case


@tracked()
class CommitteeRequest(models.Model):
    """Something asked of the committee: a schedule, an exception, co-leading in lieu (T18, T20, T21)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=30, choices=RequestKind)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(help_text="No case content, no patient detail.")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(closed_on__isnull=True),
                name="one_open_request_a_kind",
                violation_error_message="The committee has been asked this already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, asked {self.asked_on}"


class Determination(models.Model):
    """A judgement laid over computed findings: kind, clauses, by whom, when, why; never changed.

    `terms` holds what the kind needs: `from`, `meetings`, `per_months` of a schedule; `outcome` of a
    judgement; `sessions_by_year` of an in-lieu grant; `of` of a refusal.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="determinations")
    kind = models.CharField(max_length=30, choices=DeterminationKind)
    clauses = models.JSONField(default=list)
    terms = models.JSONField(default=dict)
    decided_on = models.DateField()
    body = models.CharField(max_length=120, help_text="Who decided: the committee, or the two reviewers.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    reason = models.TextField(blank=True)
    request = models.ForeignKey(
        CommitteeRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="determinations"
    )

    objects = DeterminationQuerySet.as_manager()

    class Meta:
        ordering = ["decided_on", "pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.decided_on}"
