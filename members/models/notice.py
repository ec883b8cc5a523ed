"""The outbox: notices written with the step they tell of, delivered by a worker."""

import uuid

from django.conf import settings
from django.db import models

from members import clock
from members.addresses import AddressField
from members.enums import Office
from members.querysets import NoticeQuerySet


class Notice(models.Model):
    """One message of one event to one recipient: a person, an office resolved at delivery, or an address.

    What it is about is named by kind and key, without a foreign key upward.
    """

    kind = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    office = models.CharField(max_length=40, choices=Office, blank=True)
    address = AddressField(blank=True)
    concerns = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose file an office hears about: it never reaches this person.",
    )
    about_kind = models.CharField(max_length=40, blank=True)
    about_key = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=200, blank=True, help_text="The page the message leads to.")
    context = models.JSONField(default=dict)
    essential = models.BooleanField(default=True)
    dedupe = models.CharField(max_length=160, null=True, blank=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    reached = models.JSONField(default=list, help_text="The addresses that have it.")
    last_error = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["claimed_at"],
                condition=models.Q(delivered_at__isnull=True),
                name="notice_undelivered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(person__isnull=False, office="", address="")
                    | models.Q(person__isnull=True, address="") & ~models.Q(office="")
                    | models.Q(person__isnull=True, office="") & ~models.Q(address="")
                ),
                name="notice_one_recipient",
            ),
            models.UniqueConstraint(fields=["dedupe"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person or self.get_office_display() or self.address}"


class Heartbeat(models.Model):
    """When a background process last said that it lives, in real time."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
