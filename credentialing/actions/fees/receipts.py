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
from members.refusals import AskedAgain, Refused, Stale
from supervision.models import Agreement
from supervision.words import day_text

from .clearing import NOT_YOURS, follow_the_money, lock_fees, tell_clearing


@transaction.atomic
def note_receipt(
    *, case: Case, by: Person, sent_on: dt.date, amount: Decimal, how: str = "", second: bool = False
) -> FeeReceipt:
    """Note money that was sent: by the candidate as an announcement, or by the Treasurer.

    Raises Refused for anybody else, for a day to come, before the approval and after the recommendation;
    AskedAgain where the same amount of the same day stands already, unless this is a `second` one.
    """
    locked = lock_fees(case)
    actors = actors_on(locked, by)
    if not actors & {Actor.CANDIDATE, Actor.TREASURER}:
        raise Refused(NOT_YOURS)
    if locked.state not in PAYING:
        raise Stale("No fee is due now: it follows the approval of the application.")
    _refuse_day(sent_on)
    if not second:
        _ask_about_the_same(locked, sent_on, amount)
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
    current = _standing(receipt)
    if hasattr(current, "confirmation"):
        raise Stale(f"This receipt was confirmed on {day_text(current.confirmation.on)}.")
    confirmation = FeeConfirmation.objects.create(receipt=current, on=clock.today(), by=by)
    words = f"{_money(current)} confirmed, sent on {day_text(current.sent_on)}"
    move_case(case=case, step="T14d", by=by, staff=words, public=words)
    _tell(case, "receipt_confirmed", case.candidate, current, path="agreement")
    tell_clearing(case, follow_the_money(case=case, by=by))
    return confirmation


@transaction.atomic
def receive(
    *, case: Case, by: Person, sent_on: dt.date, amount: Decimal, how: str = "", second: bool = False
) -> FeeReceipt:
    """Note and confirm money in one go, as the Treasurer. Raises as the two do."""
    if Actor.TREASURER not in actors_on(case, by):
        raise Refused(NOT_YOURS)
    receipt = note_receipt(case=case, by=by, sent_on=sent_on, amount=amount, how=how, second=second)
    confirm_receipt(receipt=receipt, by=by)
    return receipt


@transaction.atomic
def reverse_receipt(*, receipt: FeeReceipt, by: Person, reason: str) -> FeeReversal:
    """Take a receipt back (T14c): it never counted. Without the full amount the agreement goes on hold.

    Raises Refused for anybody but the Treasurer, without a reason; Stale where it is reversed already.
    """
    case = lock_fees(receipt.case)
    current = _standing(receipt)
    words = f"{_money(current)} sent on {day_text(current.sent_on)}: {reason.strip()}"
    move_case(case=case, step="T14c", by=by, reason=reason, staff=words, public=words)
    reversal = _reverse(current, by, reason)
    _tell_change("receipt_reversed", case, current, reason=reason.strip())
    return reversal


@transaction.atomic
def correct_receipt(
    *, receipt: FeeReceipt, by: Person, reason: str, sent_on: dt.date, amount: Decimal, how: str = ""
) -> FeeReceipt:
    """Put right what was noted of money that came (T14e): another receipt takes the place of this one.

    The wrong one stays on file, reversed, with who corrected it, when and why; where it was confirmed, the
    right one is, by the same person and on the same day. Raises Refused for anybody but the Treasurer,
    without a reason, for a day to come, and where nothing is changed; Stale where it is reversed already.
    """
    case = lock_fees(receipt.case)
    wrong = _standing(receipt)
    _refuse_day(sent_on)
    if (sent_on, amount, how.strip()) == (wrong.sent_on, wrong.amount, wrong.how):
        raise Refused("Nothing is changed. Correct the day, the amount or how it came.", field="sent_on")
    right = FeeReceipt(
        case=case,
        sent_on=sent_on,
        amount=amount,
        how=how.strip(),
        noted_by=by,
        noted_on=clock.today(),
        corrects=wrong,
    )
    was, now = (f"{_money(one)} sent on {day_text(one.sent_on)}" for one in (wrong, right))
    words = f"{was}, corrected to {now}: {reason.strip()}"
    move_case(case=case, step="T14e", by=by, reason=reason, staff=words, public=words)
    right.full_clean()
    right.save()
    _reverse(wrong, by, reason)
    if hasattr(wrong, "confirmation"):
        was_confirmed = wrong.confirmation
        FeeConfirmation.objects.create(receipt=right, on=was_confirmed.on, by=was_confirmed.by)
    _tell_change("receipt_corrected", case, right, was=was, reason=reason.strip())
    return right


def _standing(receipt: FeeReceipt) -> FeeReceipt:
    current = FeeReceipt.objects.select_related("reversal", "confirmation").get(pk=receipt.pk)
    if hasattr(current, "reversal"):
        raise Stale(f"This receipt was reversed on {day_text(current.reversal.on)}.")
    return current


def _reverse(receipt: FeeReceipt, by: Person, reason: str) -> FeeReversal:
    reversal = FeeReversal(receipt=receipt, on=clock.today(), by=by, reason=reason.strip())
    reversal.full_clean()
    reversal.save()
    return reversal


def _ask_about_the_same(case: Case, sent_on: dt.date, amount: Decimal) -> None:
    same = FeeReceipt.objects.standing().filter(case=case, sent_on=sent_on, amount=amount).first()
    if same is not None:
        raise AskedAgain(
            f"{_money(same)} sent on {day_text(sent_on)} is on file already, noted on "
            f"{day_text(same.noted_on)}. Is this another payment? Then tick the box and send it again."
        )


def _refuse_day(sent_on: dt.date) -> None:
    if sent_on > clock.latest_today():
        raise Refused("That day is still to come. Note the money once it is sent.", field="sent_on")


def _tell_change(kind: str, case: Case, receipt: FeeReceipt, **words: str) -> None:
    """Let the agreements follow the money, and tell everybody concerned what became of both."""
    changes = follow_the_money(case=case)
    words["follows"] = " ".join(change.sentences for change in changes)
    for recipient in _concerned(case, *(change.agreement for change in changes)):
        _tell(case, kind, recipient, receipt, **words)


def _concerned(case: Case, *agreements: Agreement) -> list[Person | Office]:
    """The candidate, the Coordinator, and whoever supervises, or supervised under one of the agreements."""
    current = Agreement.objects.current().filter(candidate=case.candidate_id).select_related("supervisor")
    supervisors = {one.supervisor_id: one.supervisor for one in (*current, *agreements)}
    return [case.candidate, Office.COORDINATOR_OF_SUPERVISION, *supervisors.values()]


def _money(receipt: FeeReceipt) -> str:
    schedule = FeeSchedule.objects.begun(receipt.sent_on).first()
    return f"{receipt.amount:.2f} {schedule.currency if schedule else ''}".strip()


def _tell(
    case: Case, kind: str, to: Person | Office, receipt: FeeReceipt, path: str = "", **more: str
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
