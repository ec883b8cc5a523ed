"""Money that was sent: noted, confirmed and reversed (T14c; R14.8). Rows are appended, never edited."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from credentialing.actions.move import append_event, move_case
from credentialing.models import Case, FeeConfirmation, FeeReceipt, FeeReversal, FeeSchedule
from credentialing.permissions import actors_on
from credentialing.workflow import PAYING, Actor
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale
from supervision.actions.agreements import put_on_hold
from supervision.models import Agreement
from supervision.words import day_text

from .clearing import NOT_YOURS, clear_if_paid, full_on, lock_fees


@transaction.atomic
def note_receipt(*, case: Case, by: Person, sent_on: dt.date, amount: Decimal, how: str = "") -> FeeReceipt:
    """Note money that was sent: by the candidate as an announcement, or by the Treasurer.

    Raises Refused for anybody else, for a day to come, before the approval and after the recommendation.
    """
    locked = lock_fees(case)
    actors = actors_on(locked, by)
    if not actors & {Actor.CANDIDATE, Actor.TREASURER}:
        raise Refused(NOT_YOURS)
    if locked.state not in PAYING:
        raise Stale("No fee is due now: it follows the approval of the application.")
    if sent_on > clock.today():
        raise Refused("That day is still to come. Note the money once it is sent.", field="sent_on")
    receipt = FeeReceipt(
        case=locked, sent_on=sent_on, amount=amount, how=how.strip(), noted_by=by, noted_on=clock.today()
    )
    receipt.full_clean()
    receipt.save()
    if Actor.CANDIDATE in actors:
        words = f"{_money(receipt)} sent on {day_text(sent_on)}"
        append_event(case=locked, kind="fee_announced", by=by, staff=words, public=words)
        _tell(locked, "payment_announced", Office.TREASURER, receipt, path="fees")
    return receipt


@transaction.atomic
def confirm_receipt(*, receipt: FeeReceipt, by: Person) -> FeeConfirmation:
    """Confirm as the Treasurer that the money is here (R14.8a).

    With the full first-year amount and a signed agreement, supervision may begin (T14): sessions may be
    dated from the day on which the full amount had been sent. Raises Refused for anybody else, Stale
    where it is confirmed or reversed.
    """
    case = lock_fees(receipt.case)
    if Actor.TREASURER not in actors_on(case, by):
        raise Refused(NOT_YOURS)
    current = FeeReceipt.objects.select_related("confirmation", "reversal").get(pk=receipt.pk)
    _refuse_settled(current)
    confirmation = FeeConfirmation.objects.create(receipt=current, on=clock.today(), by=by)
    words = f"{_money(current)} confirmed, sent on {day_text(current.sent_on)}"
    move_case(case=case, step="T14d", by=by, staff=words, public=words)
    _tell(case, "receipt_confirmed", case.candidate, current, path="agreement")
    agreement = Agreement.objects.current().signed().filter(candidate=case.candidate_id).first()
    if agreement is not None:
        clear_if_paid(case=case, agreement=agreement, by=by)
    return confirmation


@transaction.atomic
def receive(*, case: Case, by: Person, sent_on: dt.date, amount: Decimal, how: str = "") -> FeeReceipt:
    """Note and confirm money in one go, as the Treasurer. Raises as the two do."""
    if Actor.TREASURER not in actors_on(case, by):
        raise Refused(NOT_YOURS)
    receipt = note_receipt(case=case, by=by, sent_on=sent_on, amount=amount, how=how)
    confirm_receipt(receipt=receipt, by=by)
    return receipt


@transaction.atomic
def reverse_receipt(*, receipt: FeeReceipt, by: Person, reason: str) -> FeeReversal:
    """Take a receipt back (T14c): it never counted. Without the full amount the agreement goes on hold.

    Raises Refused for anybody but the Treasurer, without a reason; Stale where it is reversed already.
    """
    case = lock_fees(receipt.case)
    current = FeeReceipt.objects.select_related("reversal").get(pk=receipt.pk)
    if hasattr(current, "reversal"):
        raise Stale(f"This receipt was reversed on {day_text(current.reversal.on)}.")
    words = f"{_money(current)} sent on {day_text(current.sent_on)}: {reason.strip()}"
    move_case(case=case, step="T14c", by=by, reason=reason, staff=words, public=words)
    reversal = FeeReversal(receipt=current, on=clock.today(), by=by, reason=reason.strip())
    reversal.full_clean()
    reversal.save()
    agreement = Agreement.objects.current().filter(candidate=case.candidate_id).first()
    held = bool(agreement and agreement.cleared_on and full_on(case, agreement) is None)
    if held:
        put_on_hold(by=by, agreement=agreement)
    to = [case.candidate, Office.COORDINATOR_OF_SUPERVISION, *([agreement.supervisor] if agreement else [])]
    for recipient in to:
        _tell(case, "receipt_reversed", recipient, current, reason=reason.strip(), on_hold=held)
    return reversal


def _refuse_settled(receipt: FeeReceipt) -> None:
    if hasattr(receipt, "reversal"):
        raise Stale(f"This receipt was reversed on {day_text(receipt.reversal.on)}.")
    if hasattr(receipt, "confirmation"):
        raise Stale(f"This receipt was confirmed on {day_text(receipt.confirmation.on)}.")


def _money(receipt: FeeReceipt) -> str:
    schedule = FeeSchedule.objects.filter(valid_from__lte=receipt.sent_on).order_by("-valid_from").first()
    return f"{receipt.amount:.2f} {schedule.currency if schedule else ''}".strip()


def _tell(
    case: Case, kind: str, to: Person | Office, receipt: FeeReceipt, path: str = "", **more: str | bool
) -> None:
    notify(
        kind,
        to=to,
        about=("case", case.pk),
        path=reverse(f"credentialing:{path}", args=[case.pk]) if path else reverse("home"),
        candidate=case.candidate.name,
        amount=_money(receipt),
        sent_on=receipt.sent_on,
        **more,
    )
