"""What happened: group sessions, debriefs, supervision sessions. Dates and figures only."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members import clock
from members.history import tracked
from supervision.enums import Recording
from supervision.querysets import DebriefQuerySet, OfGroupQuerySet, SupervisionSessionQuerySet

from .agreement import Agreement
from .group import BalintGroup


@tracked()
class GroupSession(models.Model):
    """One meeting of a group (P98.BR.2, R14.9a); `part` is 2 for a second meeting on one day."""

    group = models.ForeignKey(BalintGroup, on_delete=models.PROTECT, related_name="sessions")
    date = models.DateField()
    part = models.PositiveSmallIntegerField(default=1)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        ordering = ["date", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "date", "part"],
                name="group_session_once",
                violation_error_message="This session is logged already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.date}"


@tracked()
class Debrief(models.Model):
    """A review of a group by its leaders (P98.BR.4, R14.10), in minutes; each side may confirm it."""

    group = models.ForeignKey(BalintGroup, on_delete=models.PROTECT, related_name="debriefs")
    date = models.DateField()
    part = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_by_leader_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_co_leader_at = models.DateTimeField(null=True, blank=True)

    objects = DebriefQuerySet.as_manager()

    class Meta:
        ordering = ["date", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "date", "part"],
                name="debrief_once",
                violation_error_message="This debrief is logged already.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="debrief_minutes_1_to_600"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.date}, {self.minutes} minutes"


@tracked(exclude=("note_to_self",))
class SupervisionSession(models.Model):
    """One supervision session of a candidate's group (P98.CP.1, R14.9c, 9d), recorded by the supervisor."""

    candidate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervision_received"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervision_given"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    group = models.ForeignKey(BalintGroup, on_delete=models.PROTECT, related_name="supervision_sessions")
    date = models.DateField()
    part = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    recording = models.CharField(max_length=10, choices=Recording)
    about_session = models.ForeignKey(
        GroupSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="supervised_in"
    )
    note_to_candidate = models.CharField(max_length=500, blank=True)
    note_to_self = models.CharField(max_length=500, blank=True)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    override_reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    objects = SupervisionSessionQuerySet.as_manager()

    class Meta:
        ordering = ["date", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "supervisor", "date", "part"],
                name="supervision_session_once",
                violation_error_message="This supervision session is recorded already.",
            ),
            models.CheckConstraint(
                condition=~Q(candidate=F("supervisor")), name="supervision_not_with_oneself"
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=600),
                name="supervision_minutes_1_to_600",
            ),
            models.CheckConstraint(
                condition=Q(override_by__isnull=True, override_reason="")
                | (Q(override_by__isnull=False) & ~Q(override_reason="")),
                name="supervision_override_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(recording__in=Recording.values), name="supervision_known_recording"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} with {self.supervisor}, {self.date}"

    @property
    def is_too_early(self) -> bool:
        """Dated before the fee was sent in full, as it is confirmed now, with no officer's reason (R14.8)."""
        if self.agreement is None or self.override_by_id is not None:
            return False
        return self.agreement.cleared_on is None or self.date < self.agreement.cleared_on
