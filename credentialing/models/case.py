"""The case: one attempt of one person, and its append-only timeline."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from credentialing.enums import ENDED, State
from credentialing.querysets import CaseQuerySet
from members import clock
from members.history import append_only, tracked


@tracked()
class Case(models.Model):
    """One candidate's way to a decision. Only `actions.move.move_case` writes `state`."""

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=20, choices=State, default=State.ENQUIRY, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    process_start = models.DateField(
        null=True, blank=True, editable=False, help_text="The first submission (P98.BR.1e)."
    )
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next", editable=False
    )
    version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counts the moves; shows a stale page."
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"],
                condition=~Q(state__in=sorted(ENDED)),
                name="one_open_case",
                violation_error_message="There is an open case already.",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="case_known_state"),
            models.CheckConstraint(condition=~Q(previous=F("id")), name="case_not_its_own_previous"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether the case is not over."""
        return self.state not in ENDED


@tracked()
class SharedPractice(models.Model):
    """Somebody has declared that they practise together with a candidate: a conflict of interest."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["declared_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("candidate")), name="practice_not_with_oneself"
            ),
            models.UniqueConstraint(
                fields=["person", "candidate"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="practice_declared_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} practises with {self.candidate}"


class Event(models.Model):
    """One step of a case, never changed: what, by whom, when, in the public's and the staff's words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40, help_text="A transition's id, or the name of what happened.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    from_state = models.CharField(max_length=20, choices=State, blank=True)
    to_state = models.CharField(max_length=20, choices=State, blank=True)
    public = models.CharField(max_length=300, blank=True, help_text="Empty: not shown to the candidate.")
    staff = models.CharField(max_length=500)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "-at"], name="event_case_at")]
        triggers = append_only()

    def __str__(self) -> str:
        return self.staff
