"""What confirmed money opens: training, and the days from which supervision counts (T14; R14.8)."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.enums import State
from credentialing.models import Case, FeeConfirmation, FeeReceipt
from credentialing.permissions import actors_on
from credentialing.workflow import Actor
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.offices import holds
from members.refusals import Refused, Stale
from supervision.actions.agreements import clear
from supervision.models import Agreement
from supervision.words import day_text

NOT_YOURS = "The Treasurer keeps the fees, and nobody keeps their own."


def lock_fees(case: Case) -> Case:
    """Lock candidate and supervisor, then the case; return the case as it stands now."""
    return lock_case(case, "T14", "T14c", "T14d")


def clear_if_paid(*, case: Case, agreement: Agreement, by: Person | None = None) -> None:
    """Clear a signed agreement once the first-year amount is confirmed in full; from agreed this is T14.

    `by` is the Treasurer who confirms now; at a signature it is the one who confirmed before. Where that
    person is Treasurer no longer, T14 waits for the one who is. Belongs inside an action's transaction.
    """
    from_date = full_on(case, agreement)
    treasurer = by or _last_confirmer(case)
    if from_date is None or agreement.cleared_on is not None or treasurer is None:
        return
    if lock_case(case).state == State.AGREED:
        if case.candidate_id == treasurer.pk or not holds(treasurer, Office.TREASURER):
            return
        move_case(case=case, step="T14", by=treasurer, staff=f"from {day_text(from_date)}")
    clear(by=treasurer, agreement=agreement, from_date=from_date)
    for to in (agreement.supervisor, Office.COORDINATOR_OF_SUPERVISION, case.candidate):
        notify(
            "supervision_may_begin",
            to=to,
            about=("case", case.pk),
            path=reverse("home"),
            candidate=case.candidate.name,
            supervisor=agreement.supervisor.name,
            from_date=from_date,
        )


@transaction.atomic
def let_supervision_begin(*, case: Case, by: Person) -> Agreement:
    """Take T14 as the Treasurer where a predecessor confirmed the full fee.

    Raises Refused otherwise, Stale the second time.
    """
    locked = lock_fees(case)
    if Actor.TREASURER not in actors_on(locked, by):
        raise Refused(NOT_YOURS)
    agreement = Agreement.objects.current().signed().filter(candidate=locked.candidate_id).first()
    if agreement is None or full_on(locked, agreement) is None:
        raise Refused("The full fee for the first year has not been confirmed.")
    if agreement.cleared_on is not None:
        raise Stale("Supervision may begin already; nobody was told again.")
    clear_if_paid(case=locked, agreement=agreement, by=by)
    return agreement


def full_on(case: Case, agreement: Agreement) -> dt.date | None:
    """The day on which the confirmed money, by the days it was sent, reached the first-year amount (R14.8).

    Never before the agreement with an earlier supervisor ended. None while it is not reached.
    """
    standing = FeeReceipt.objects.filter(case=case, confirmation__isnull=False, reversal__isnull=True)
    total, reached = Decimal(0), None
    if agreement.first_year_amount == 0:
        reached = agreement.form_filled_on
    for receipt in standing.order_by("sent_on", "pk"):
        total += receipt.amount
        if reached is None and total >= agreement.first_year_amount:
            reached = receipt.sent_on
    earlier = Agreement.objects.filter(candidate=case.candidate_id, cleared_on__isnull=False)
    ended = earlier.exclude(ended_on=None).order_by("-ended_on").values_list("ended_on", flat=True).first()
    return max(reached, ended) if reached and ended else reached


def _last_confirmer(case: Case) -> Person | None:
    standing = FeeConfirmation.objects.filter(receipt__case=case, receipt__reversal__isnull=True)
    last = standing.select_related("by").order_by("-pk").first()
    return last.by if last else None
