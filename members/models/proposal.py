"""What two officers do together, one proposing and another confirming; what operators did by hand."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from members import clock
from members.enums import ProposalState
from members.history import append_only, never_emptied, tracked

OPEN, CONFIRMED = ProposalState.OPEN, ProposalState.CONFIRMED


@tracked()
class Proposal(models.Model):
    """Something that takes effect when a second officer confirms it, never the proposer nor who it is about.

    `kind` names what happens then (members.actions.proposals), `payload` holds its particulars. What was
    proposed never changes, and what is settled stays settled.
    """

    kind = models.CharField(max_length=40)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals_about",
        help_text="The person it is about, where there is one already.",
    )
    payload = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, help_text="Of the payload: nothing is proposed twice at a time.")
    state = models.CharField(max_length=10, choices=ProposalState, default=OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was declined.")

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "digest"],
                condition=Q(state=OPEN),
                nulls_distinct=False,
                name="proposal_open_once",
            ),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_known_state"),
            models.CheckConstraint(
                condition=Q(state=OPEN, settled_by__isnull=True, settled_at__isnull=True)
                | ~Q(state=OPEN) & Q(settled_by__isnull=False, settled_at__isnull=False),
                name="proposal_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=CONFIRMED) | ~Q(settled_by=F("proposed_by")),
                name="proposal_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(subject__isnull=True) | ~Q(proposed_by=F("subject")),
                name="proposal_not_about_oneself",
            ),
            models.CheckConstraint(
                condition=~Q(state=CONFIRMED) | Q(subject__isnull=True) | ~Q(settled_by=F("subject")),
                name="proposal_not_confirmed_by_subject",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="proposal_settled_stays",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=OPEN),
            ),
            pgtrigger.ReadOnly(
                name="proposal_stays_as_proposed",
                fields=["kind", "subject", "payload", "digest", "proposed_by", "proposed_at"],
            ),
            pgtrigger.Protect(name="proposal_kept", operation=pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject or 'somebody new'}"

    @property
    def is_open(self) -> bool:
        """Waits for a second officer still."""
        return self.state == OPEN


class OperatorAct(models.Model):
    """What was done at the server because no two officers were left who could; two people answer for it."""

    what = models.CharField(max_length=200)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_by = models.CharField(max_length=120, help_text="Who decided it, by name.")
    done_by = models.CharField(max_length=120, help_text="Who ran the command, by name.")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_by="") & ~Q(done_by="") & ~Q(asked_by=F("done_by")),
                name="operator_act_two_names",
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.what
