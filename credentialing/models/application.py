"""The application, the prior experience it names, and who attests to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from credentialing.enums import ExperienceKind, RecordingKind
from members.history import append_only, tracked

from .case import Case

SEVERAL_POSSIBLE = (ExperienceKind.OTHER, ExperienceKind.PROCESS_GROUP)
"""Kinds a case may name more than once: laboratories of a training add up (P98.CR.1b)."""


@tracked()
class Application(models.Model):
    """What a candidate hands in (P98.BR.1c, 1d; R14.1, R14.3, R14.5); a draft until submitted."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="application")
    degree = models.CharField("degree and licence", max_length=120, blank=True)
    institution = models.CharField(max_length=160, blank=True)
    practice = models.CharField("what you practise, and where", max_length=300, blank=True)
    group_plan = models.TextField(
        "the group you lead or will lead",
        blank=True,
        help_text="Setting, rhythm, co-leader. No case content.",
    )
    balint_history = models.TextField(
        "how you came to Balint work", blank=True, help_text="No case content, no patient detail."
    )
    reasons = models.TextField("why you seek the credential", blank=True)
    policy_acknowledged_on = models.DateField(null=True, blank=True)
    policy_version = models.CharField(max_length=40, blank=True)
    recording_kind = models.CharField(max_length=10, choices=RecordingKind, blank=True)
    recording_arranged_on = models.DateField(null=True, blank=True)
    recording_consent = models.BooleanField("the site and the group consent", null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True, help_text="The first submission.")
    round = models.PositiveSmallIntegerField(default=1, help_text="Counts the looks the reviewers take.")
    sent_to_chair_on = models.DateField(null=True, blank=True)
    sent_to_coordinator_on = models.DateField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Application of {self.case.candidate}"


REQUIRED = {
    "degree": "degree and licence",
    "practice": "what you practise, and where",
    "group_plan": "the group you lead or will lead",
    "balint_history": "how you came to Balint work",
    "reasons": "why you seek the credential",
    "policy_acknowledged_on": "that you have read the policy",
}
"""What an application is not sent without, in the words of its form (P98.BR.1c)."""


def missing_of(application: Application | None) -> tuple[str, ...]:
    """What an application still lacks, in the words of its form (P98.BR.1c)."""
    return tuple(words for name, words in REQUIRED.items() if not getattr(application, name, None))


@tracked()
class PriorExperience(models.Model):
    """Experience from before the application that may count (P98.CR.1, CR.2; R14.6b).

    Ranges are inclusive at both ends; an absent end means still. `start`, `end` are the person's own:
    taking part, the laboratory, or the co-leading. `group_start`, `group_end` are the group's.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="experiences")
    kind = models.CharField(max_length=20, choices=ExperienceKind)
    title = models.CharField("group or programme", max_length=160, blank=True)
    start = models.DateField("from", null=True, blank=True)
    end = models.DateField("to", null=True, blank=True)
    group_start = models.DateField("the group met from", null=True, blank=True)
    group_end = models.DateField("the group met to", null=True, blank=True)
    meetings_per_month = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    theory_training = models.BooleanField("with formal training in theory", null=True, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    leader_name = models.CharField("credentialed leader", max_length=120, blank=True)
    leader_credentialed_from = models.DateField(null=True, blank=True)
    ongoing_debriefing = models.BooleanField("with continuing debriefing", null=True, blank=True)
    who_can_confirm = models.CharField(max_length=160, blank=True)
    description = models.CharField(
        max_length=500, blank=True, help_text="No case content, no patient detail."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="experience_ends_after_start",
                violation_error_message="The last day is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(group_start__isnull=True)
                | Q(group_end__isnull=True)
                | Q(group_end__gte=F("group_start")),
                name="experience_group_ends_after_start",
                violation_error_message="The group's last day is before its first.",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=~Q(kind__in=SEVERAL_POSSIBLE),
                name="experience_kind_once",
                violation_error_message="This kind of experience is named already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"


class Attestation(models.Model):
    """A credentialed co-leader confirms the time and the debriefing (P98.CR.2b); never changed."""

    experience = models.ForeignKey(PriorExperience, on_delete=models.PROTECT, related_name="attestations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    time_confirmed = models.BooleanField(default=True)
    debriefing_confirmed = models.BooleanField(null=True)

    class Meta:
        ordering = ["on", "pk"]
        triggers = append_only()
        constraints = [models.UniqueConstraint(fields=["experience", "by"], name="attested_once")]

    def __str__(self) -> str:
        return f"{self.by} attests to {self.experience}"
