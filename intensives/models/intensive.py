"""Intensives, their small groups with two faculty each, and who attended."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from intensives.enums import Role
from intensives.querysets import AttendanceQuerySet, IntensiveQuerySet
from intensives.words import days_in_words
from members import clock
from members.history import tracked


@tracked()
class Intensive(models.Model):
    """A Balint Leader Intensive, from its first to its last day, both inclusive."""

    name = models.CharField(max_length=120)
    site = models.CharField(max_length=160, blank=True)
    start = models.DateField()
    end = models.DateField()
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="intensives_hosted",
    )
    capacity = models.PositiveSmallIntegerField(default=40)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    objects = IntensiveQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="intensive_ends_after_start",
                violation_error_message="The last day is before the first.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("intensives:intensive", args=[self.pk])

    @property
    def days(self) -> str:
        """14 to 17 May 2026."""
        return days_in_words(self.start, self.end)


@tracked()
class SmallGroup(models.Model):
    """One small group of an Intensive."""

    intensive = models.ForeignKey(Intensive, on_delete=models.CASCADE, related_name="small_groups")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["intensive", "name"], name="small_group_name_once")]

    def __str__(self) -> str:
        return self.name


@tracked()
class Faculty(models.Model):
    """A faculty member of a small group; the Procedures know two (P98.CP.3b)."""

    small_group = models.ForeignKey(SmallGroup, on_delete=models.CASCADE, related_name="faculty")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="faculty_places"
    )
    seat = models.PositiveSmallIntegerField(help_text="1 or 2; a file from paper may name more.")

    class Meta:
        ordering = ["seat", "pk"]
        verbose_name_plural = "faculty"
        constraints = [
            models.UniqueConstraint(fields=["small_group", "seat"], name="faculty_seat_once"),
            models.UniqueConstraint(fields=["small_group", "person"], name="faculty_person_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


@tracked()
class Attendance(models.Model):
    """A person's place at an Intensive: role, and whether it was completed, attested by whom."""

    intensive = models.ForeignKey(Intensive, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendances")
    small_group = models.ForeignKey(
        SmallGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    role = models.CharField(max_length=12, choices=Role)
    registered_at = models.DateTimeField(default=clock.now, editable=False)
    completed = models.BooleanField(null=True, blank=True, help_text="Empty until attested.")
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attested_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["intensive__start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["intensive", "person"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_place_each",
                violation_error_message="This person has a place at this Intensive already.",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="attendance_known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.intensive}"
