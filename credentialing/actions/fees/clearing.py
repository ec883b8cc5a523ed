"""What confirmed money opens: training, and the days from which supervision counts (T14; R14.8)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.enums import State
from credentialing.models import Case, FeeConfirmation, FeeReceipt
from credentialing.permissions import actors_on
from credentialing.record.application import UNSTATED
from credentialing.rules.facts import Fee, Payment
from credentialing.rules.paid import paid
from credentialing.workflow import Actor
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.offices import holds
from members.refusals import Refused, Stale
from supervision.actions.agreements import set_clearing
from supervision.models import Agreement
from supervision.words import day_text, list_text

NOT_YOURS = "The Treasurer keeps the fees, and nobody keeps their own."
BEFORE_TRAINING = (State.APPROVED, State.AGREED)
"""Where the training has not begun (T14): no session counts, whatever has been paid."""


@dataclass(frozen=True)
class Clearing:
    """What became of an agreement's first day: `before`, and now; None where no session may be dated."""

    agreement: Agreement
    before: dt.date | None

    @property
    def sentences(self) -> str:
        """What that means, as pages say it, with the sessions that are dated too early now."""
        early = self.agreement.sessions.too_early().order_by("date", "pk").values_list("date", flat=True)
        said = [f"Under the agreement with {self.agreement.supervisor}, {self.agreement.counting}."]
        if self.before is not None and self.agreement.cleared_on is not None:
            said.append(f"Before, they counted from {day_text(self.before)}.")
        if days := list_text([day_text(day) for day in early]):
            said.append(
                f"Recorded already, and too early by this: {days}. Nothing is lost; the Coordinator of "
                "Supervision or the CCC Chair can let it stand with a reason."
            )
        return " ".join(said)


def lock_fees(case: Case) -> Case:
    """Lock candidate and supervisor, then the case; return the case as it stands now."""
    return lock_case(case, "T14", "T14c", "T14d", "T14e")


def follow_the_money(*, case: Case, by: Person | None = None) -> list[Clearing]:
    """Let the first day of every agreement of the case follow what is confirmed; return what has changed.

    From agreed this is T14, by `by`, the Treasurer who confirms now; at a signature it is the one who
    confirmed before. Where that person is Treasurer no longer, T14 waits for the one who is. Belongs inside
    an action's transaction that has locked both sides; whoever calls tells whom the changes concern.
    """
    _begin_training(case, by)
    return reckon_anew(case)


def reckon_anew(case: Case) -> list[Clearing]:
    """Write the first day of every agreement of the case as it is now; return what has changed."""
    changed = []
    for agreement in agreements_of(case):
        now = clearing_of(case, agreement)
        if now != agreement.cleared_on:
            changed.append(Clearing(agreement, agreement.cleared_on))
            set_clearing(agreement=agreement, from_date=now)
    return changed


@transaction.atomic
def let_supervision_begin(*, case: Case, by: Person) -> Agreement:
    """Take T14 as the Treasurer where a predecessor confirmed the full fee.

    Raises Refused otherwise, Stale the second time.
    """
    locked = lock_fees(case)
    if Actor.TREASURER not in actors_on(locked, by):
        raise Refused(NOT_YOURS)
    agreement = _signed(locked)
    if agreement is None or full_on(locked, agreement) is None:
        raise Refused("The full fee for the first year has not been confirmed.")
    if agreement.cleared_on is not None:
        raise Stale("Supervision may begin already; nobody was told again.")
    tell_clearing(locked, follow_the_money(case=locked, by=by))
    return Agreement.objects.get(pk=agreement.pk)


def clearing_of(case: Case, agreement: Agreement) -> dt.date | None:
    """The day from which sessions count under the agreement, computed from what is on record now.

    `Agreement.cleared_on` is a copy of it. None without a signature, before the training, and where the
    money is not there. An agreement that ended before its sessions counted stays without a day.
    """
    if agreement.supervisor_signed_on is None:
        return None
    if agreement.ended_on is None and case.state in BEFORE_TRAINING:
        return None
    if agreement.ended_on is not None and not _has_counted(agreement):
        return None
    day = full_on(case, agreement)
    return None if day and agreement.ended_on and day > agreement.ended_on else day


def full_on(case: Case, agreement: Agreement) -> dt.date | None:
    """The day on which the confirmed money, by the days it was sent, reached the first-year amount (R14.8).

    Never before the agreement with an earlier supervisor ended. None while it is not reached. A year that
    costs nothing is paid on the day the form was filled in.
    """
    reached = paid(_fee(case, agreement), only_confirmed=True).full_on
    if reached == dt.date.min:
        reached = agreement.form_filled_on
    earlier = Agreement.objects.filter(candidate=case.candidate_id, cleared_on__isnull=False)
    ended = earlier.filter(pk__lt=agreement.pk).exclude(ended_on=None).order_by("-ended_on", "-pk").first()
    return max(reached, ended.ended_on) if reached and ended else reached


def agreements_of(case: Case) -> list[Agreement]:
    """The agreements of this attempt, the earlier ones first: each day may depend on those before it."""
    mine = Agreement.objects.filter(candidate=case.candidate_id).select_related("candidate", "supervisor")
    signed = Q(supervisor_signed_on__isnull=False)
    if case.previous_id is not None:
        begun = clock.day_of(case.opened_at)
        mine = mine.filter(Q(form_filled_on__gte=begun) | Q(supervisor_signed_on__gte=begun))
    later = Case.objects.filter(candidate=case.candidate_id, opened_at__gt=case.opened_at)
    if following := later.order_by("opened_at", "pk").first():
        begun = clock.day_of(following.opened_at)
        mine = mine.filter(Q(ended_on__isnull=False) & Q(supervisor_signed_on__lt=begun))
    return list(mine.filter(signed).order_by("pk"))


def _fee(case: Case, agreement: Agreement) -> Fee:
    asked = None if agreement.terms_version == UNSTATED else agreement.first_year_amount
    rows = FeeReceipt.objects.filter(case=case).values_list(
        "pk", "sent_on", "amount", "confirmation__on", "reversal__on"
    )
    return Fee(asked, tuple(Payment(*row) for row in rows))


def _has_counted(agreement: Agreement) -> bool:
    """Whether sessions counted under it at any time."""
    kept = agreement.row_history.filter(cleared_on__isnull=False)
    return agreement.cleared_on is not None or kept.exists()


def _begin_training(case: Case, by: Person | None) -> None:
    """Take T14 where the agreement is signed, the money is there, and a Treasurer of today confirmed it."""
    agreement = _signed(case)
    if agreement is None or lock_case(case).state != State.AGREED:
        return
    day, treasurer = full_on(case, agreement), by or _last_confirmer(case)
    if day is None or treasurer is None or case.candidate_id == treasurer.pk:
        return
    if holds(treasurer, Office.TREASURER):
        move_case(case=case, step="T14", by=treasurer, staff=f"from {day_text(day)}")


def _signed(case: Case) -> Agreement | None:
    return Agreement.objects.current().signed().filter(candidate=case.candidate_id).first()


def _last_confirmer(case: Case) -> Person | None:
    standing = FeeConfirmation.objects.filter(receipt__case=case, receipt__reversal__isnull=True)
    last = standing.select_related("by").order_by("-pk").first()
    return last.by if last else None


def tell_clearing(case: Case, changes: list[Clearing]) -> None:
    """Tell both sides and the Coordinator from when sessions count now."""
    for change in changes:
        kind = "supervision_may_begin" if change.before is None else "clearing_moved"
        for to in (change.agreement.supervisor, Office.COORDINATOR_OF_SUPERVISION, case.candidate):
            notify(
                kind,
                to=to,
                about=("case", case.pk),
                path=reverse("home"),
                candidate=case.candidate.name,
                supervisor=change.agreement.supervisor.name,
                follows=change.sentences,
            )
