"""The Council's vote: motion, frozen roll, recusals, sealed ballots (P98.FR.3, R14.11h)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from credentialing.enums import Choice, MotionOutcome
from credentialing.querysets import MotionQuerySet
from credentialing.voting import MAJORITIES, QUORUMS
from members import clock
from members.history import append_only, tracked

from .case import Case
from .outcome import Recommendation

BALLOT_IS_LAWFUL = """
    PERFORM 1 FROM credentialing_motion m WHERE m.id = NEW.motion_id AND m.closed_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the ballot of this motion is closed';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM credentialing_rollmember r
                   WHERE r.motion_id = NEW.motion_id AND r.person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'not on the roll of this motion';
    END IF;
    IF EXISTS (SELECT 1 FROM credentialing_recusal c
               WHERE c.motion_id = NEW.motion_id AND c.person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'recused from this motion';
    END IF;
    RETURN NEW;
"""

RECUSAL_IS_LAWFUL = """
    IF EXISTS (SELECT 1 FROM credentialing_ballot b
               WHERE b.motion_id = NEW.motion_id AND b.person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'has cast a ballot on this motion';
    END IF;
    RETURN NEW;
"""


@tracked()
class Motion(models.Model):
    """The question put to the Council; quorum and majority stand as they were when it opened.

    `quorum` is the least number of ballots cast for the vote to count, of the roll less those recused.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="motions")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, null=True, related_name="motions"
    )
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closes_at = models.DateTimeField()
    quorum_rule = models.CharField(max_length=60, default="more than half of the roll")
    majority_rule = models.CharField(max_length=60, default="more approve than deny")
    complete_at = models.DateTimeField(
        null=True, blank=True, help_text="When nobody was left who might still vote; the result waits."
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter_paragraph = models.CharField(
        max_length=1000, blank=True, help_text="What the President adds to the letter of decision."
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=MotionOutcome, blank=True)
    approve_count = models.PositiveSmallIntegerField(null=True, blank=True)
    deny_count = models.PositiveSmallIntegerField(null=True, blank=True)
    abstain_count = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = MotionQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at__isnull=True), name="one_open_motion"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="motion_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="", approve_count__isnull=True)
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="motion_counts_only_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(approve_count__isnull=True, deny_count__isnull=True, abstain_count__isnull=True)
                | Q(outcome__in=["credentialed", "not_credentialed"]),
                name="motion_counts_only_what_decided",
                violation_error_message="A vote that has not decided tells nothing about choices.",
            ),
            models.CheckConstraint(
                condition=Q(quorum_rule__in=list(QUORUMS), majority_rule__in=list(MAJORITIES)),
                name="motion_known_rules",
                violation_error_message="The count does not know this quorum or majority.",
            ),
        ]

    def __str__(self) -> str:
        return f"Motion on {self.case.candidate}"

    @property
    def has_decided(self) -> bool:
        """Whether the vote was counted and decided, so that its figures may be told."""
        return self.outcome in (MotionOutcome.CREDENTIALED, MotionOutcome.NOT_CREDENTIALED)

    @property
    def is_tie(self) -> bool:
        """Whether as many approved as denied; that is not carried."""
        return self.has_decided and self.approve_count is not None and self.approve_count == self.deny_count

    @property
    def said(self) -> str:
        """How it ended, in words; a tie, a lapse and a denial are three things."""
        return "Not carried: a tie" if self.is_tie else self.get_outcome_display()


class RollMember(models.Model):
    """A Council member in office on the day the motion opened; the roll is frozen."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="roll")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    conflict = models.CharField(max_length=300, blank=True, help_text="Why this member is asked to recuse.")

    class Meta:
        ordering = ["person__name", "pk"]
        triggers = append_only()
        constraints = [models.UniqueConstraint(fields=["motion", "person"], name="on_roll_once")]

    def __str__(self) -> str:
        return str(self.person)


class Recusal(models.Model):
    """A member stands aside from a motion; never changed."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="recusal_is_lawful",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=RECUSAL_IS_LAWFUL,
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["motion", "person"], name="recused_once")]

    def __str__(self) -> str:
        return str(self.person)


class Ballot(models.Model):
    """One member's sealed choice; never changed, and shown to nobody before the motion closes."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)
    reason = models.CharField(max_length=500, blank=True)
    cast_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="ballot_is_lawful",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=BALLOT_IS_LAWFUL,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "person"],
                name="one_ballot_each",
                violation_error_message="Your ballot is cast already.",
            ),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="ballot_known_choice"),
        ]

    def __str__(self) -> str:
        return f"Ballot of {self.person}"
