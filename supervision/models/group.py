"""Balint groups that a person leads, and with whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members.enums import Profession
from members.history import tracked
from supervision.enums import Setting
from supervision.querysets import GroupQuerySet


@tracked()
class BalintGroup(models.Model):
    """A group the leader leads or co-leads, from its first to its last day, both inclusive."""

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    site = models.CharField(max_length=160, blank=True)
    setting = models.CharField(max_length=10, choices=Setting)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="group_ends_after_start",
                violation_error_message="The group ends before it began.",
            ),
            models.CheckConstraint(condition=Q(setting__in=Setting.values), name="group_known_setting"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class CoLeader(models.Model):
    """Who leads a group with its leader: someone the society knows, or an outside name.

    An absent `end` means the present co-leader; those with one are past co-leaders.
    """

    group = models.ForeignKey(BalintGroup, on_delete=models.CASCADE, related_name="co_leaders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="co_led_groups",
    )
    outside_name = models.CharField(max_length=120, blank=True)
    outside_profession = models.CharField(max_length=20, choices=Profession, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, outside_name="")
                | (Q(person__isnull=True) & ~Q(outside_name="")),
                name="co_leader_person_or_name",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(end__isnull=True),
                name="one_present_co_leader",
                violation_error_message="The group has a co-leader already.",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.outside_name
