"""Offices and who holds them when."""

from django.conf import settings
from django.db import models

from members.enums import HELD_BY_ONE, Office
from members.history import tracked
from members.querysets import PeriodQuerySet
from members.ranges import no_overlap


@tracked()
class Appointment(models.Model):
    """A person in an office from start to end, both inclusive; an absent end means still."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments"
    )
    office = models.CharField(max_length=40, choices=Office)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    proposal = models.OneToOneField(
        "members.Proposal",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who proposed and who confirmed it.",
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["office", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="appointment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(office__in=Office.values), name="appointment_known_office"
            ),
            *(
                no_overlap(f"one_{office.value}", key=None, condition=models.Q(office=office.value))
                for office in HELD_BY_ONE
            ),
            *(
                no_overlap(f"once_in_{office.value}", key="person", condition=models.Q(office=office.value))
                for office in Office
                if office not in HELD_BY_ONE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_office_display()}"
