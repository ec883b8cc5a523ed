"""The first day of supervision follows the money: whatever is done to receipts, in whatever order."""

import contextlib
import datetime as dt
import random
from decimal import Decimal

import pytest
from django.db import transaction

from credentialing.actions.agreement import change_supervisor, fill_in_schedule, sign_agreement
from credentialing.actions.enquiry import withdraw
from credentialing.actions.fees import (
    agreements_of,
    clearing_of,
    confirm_receipt,
    correct_receipt,
    note_receipt,
    receive,
    reverse_receipt,
)
from credentialing.models import Case, FeeReceipt
from credentialing.owing import with_money
from credentialing.record import load
from credentialing.rules import assess
from credentialing.rules.paid import paid
from members.models import Notice
from members.refusals import Refused, Stale
from supervision.actions.supervision import correct_session, let_stand, record_session
from supervision.models import Agreement, BalintGroup, SupervisionSession
from tests.cast import ApprovalFactory, member
from tests.credentialing.stages import agreed, approved, in_training, with_supervisor

pytestmark = pytest.mark.django_db
D = dt.date
MAY = [D(2026, 5, day) for day in (4, 8, 11, 15, 20, 25, 29)]
AMOUNTS = [Decimal(amount) for amount in (100, 300, 450, 600, 900)]
WHY = "It was written down wrongly."


@pytest.fixture(autouse=True)
def june(at):
    """It is 1 June 2026."""


@pytest.fixture
def case(candidate, chair, coordinator) -> Case:
    return approved(candidate, chair, coordinator)


def reached(case: Case, agreement: Agreement) -> dt.date | None:
    """What the day has to be, added up here anew."""
    total, rows = Decimal(0), FeeReceipt.objects.filter(case=case, reversal=None).exclude(confirmation=None)
    floor = max(
        (
            one.ended_on
            for one in Agreement.objects.filter(pk__lt=agreement.pk)
            if one.ended_on and one.cleared_on
        ),
        default=dt.date.min,
    )
    for row in sorted(rows, key=lambda row: row.sent_on):
        total += row.amount
        if total >= agreement.first_year_amount:
            return max(row.sent_on, floor)
    return None


def holds_everywhere(case: Case) -> None:
    """Every copy of what is paid says the same as the receipts."""
    case.refresh_from_db()
    for agreement in agreements_of(case):
        assert agreement.cleared_on == clearing_of(case, agreement)
    current = Agreement.objects.current().signed().filter(candidate=case.candidate).first()
    if current is None:
        return
    expected = None if case.state in ("approved", "agreed") else reached(case, current)
    assert current.cleared_on == expected
    fee = load([case.pk])[case.pk].record.fee
    row = with_money(Case.objects.filter(pk=case.pk)).get()
    assert paid(fee, only_confirmed=True).sent == row.confirmed_sum
    assert paid(fee, only_confirmed=False).sent == row.confirmed_sum + row.announced_sum
    assert paid(fee, only_confirmed=True).in_full == (row.confirmed_sum >= current.first_year_amount)


def step(case: Case, treasurer, luck: random.Random) -> None:
    """One thing a Treasurer or a candidate does with money, whether or not it is possible now."""
    rows = list(FeeReceipt.objects.filter(case=case).order_by("pk"))
    one = luck.choice(rows) if rows else None
    money = {"sent_on": luck.choice(MAY), "amount": luck.choice(AMOUNTS)}
    deeds = [lambda: receive(case=case, by=treasurer, second=True, **money)]
    deeds.append(lambda: note_receipt(case=case, by=case.candidate, second=True, **money))
    if one is not None:
        deeds += [
            lambda: confirm_receipt(receipt=one, by=treasurer),
            lambda: reverse_receipt(receipt=one, by=treasurer, reason=WHY),
            lambda: correct_receipt(receipt=one, by=treasurer, reason=WHY, **money),
        ]
    luck.choice(deeds)()


@pytest.mark.parametrize("seed", range(12))
def test_in_every_order_the_day_is_what_the_receipts_say(case, supervisor, treasurer, candidate, seed, at):
    luck = random.Random(seed)
    agreed(case, supervisor, treasurer)
    for number in range(18):
        with contextlib.suppress(Refused, Stale):
            step(case, treasurer, luck)
        holds_everywhere(case)
        if number == 10 and Case.objects.get().state == "training":
            at(D(2026, 6, 5))
            change_supervisor(case=case, by=candidate, reason="A move.")
            holds_everywhere(case)
            other = member("Susan Other")
            ApprovalFactory(person=other)
            sign_agreement(
                agreement=fill_in_schedule(case=with_supervisor(case, other), by=candidate), by=other
            )
            holds_everywhere(case)


def test_no_session_is_taken_that_a_clause_then_calls_too_early(case, supervisor, treasurer):
    luck, taken = random.Random(7), 0
    agreed(case, supervisor, treasurer)
    group = BalintGroup.objects.create(
        leader=case.candidate, name="Clinic", setting="medical", started_on=MAY[0]
    )
    for _ in range(24):
        try:
            step(case, treasurer, luck)
        except (Refused, Stale):
            continue
        for day in MAY:
            try:
                with transaction.atomic():
                    record_session(
                        by=supervisor,
                        candidate=case.candidate,
                        group=group,
                        date=day,
                        minutes=60,
                        recording="audio",
                    )
                    found = assess(load([case.pk])[case.pk].record)
                    outcome = next(row.outcome for row in found.findings if row.clause.id == "R14.8b")
                    assert outcome in ("met", "needs_judgement")
                    taken += 1
                    transaction.set_rollback(True)
            except (Refused, Stale):
                pass
    assert taken > 10


def test_paid_twice_and_the_first_taken_back_the_second_counts(case, supervisor, treasurer):
    agreement = agreed(case, supervisor, treasurer)
    first = receive(case=case, by=treasurer, sent_on=MAY[0], amount=Decimal(900))
    receive(case=case, by=treasurer, sent_on=MAY[4], amount=Decimal(900))
    group = BalintGroup.objects.create(leader=case.candidate, name="Clinic", setting="medical")
    words = {"candidate": case.candidate, "group": group, "minutes": 60, "recording": "audio"}
    record_session(by=supervisor, date=MAY[1], **words)
    Notice.objects.all().delete()
    reverse_receipt(receipt=first, by=treasurer, reason="The bank took it back.")
    agreement.refresh_from_db()
    assert agreement.cleared_on == MAY[4]
    with pytest.raises(Refused, match="after that day"):
        record_session(by=supervisor, date=MAY[2], **words)
    early = SupervisionSession.objects.select_related("agreement").get()
    assert early.is_too_early
    assert list(SupervisionSession.objects.too_early()) == [early]
    follows = {row.context["follows"] for row in Notice.objects.filter(kind="receipt_reversed")}
    assert follows == {
        "Under the agreement with Sylvia Marsh, sessions count from 20 May 2026. Before, they counted from "
        "4 May 2026. Recorded already, and too early by this: 8 May 2026. Nothing is lost; the Coordinator "
        "of Supervision or the CCC Chair can let it stand with a reason."
    }


def test_a_corrected_receipt_keeps_what_it_said_and_whose_word_it_was(case, supervisor, treasurer):
    agreement = in_training(case, supervisor, treasurer)
    wrong = FeeReceipt.objects.get()
    with pytest.raises(Refused, match="Give the reason"):
        correct_receipt(receipt=wrong, by=treasurer, reason=" ", sent_on=MAY[0], amount=wrong.amount)
    with pytest.raises(Refused, match="Nothing is changed"):
        correct_receipt(receipt=wrong, by=treasurer, reason=WHY, sent_on=wrong.sent_on, amount=wrong.amount)
    with pytest.raises(Refused, match="still to come"):
        correct_receipt(receipt=wrong, by=treasurer, reason=WHY, sent_on=D(2026, 6, 2), amount=wrong.amount)
    with pytest.raises(Refused, match="This step is for the Treasurer"):
        correct_receipt(receipt=wrong, by=supervisor, reason=WHY, sent_on=MAY[0], amount=wrong.amount)
    assert FeeReceipt.objects.count() == 1
    right = correct_receipt(receipt=wrong, by=treasurer, reason=WHY, sent_on=MAY[0], amount=wrong.amount)
    agreement.refresh_from_db()
    assert (agreement.cleared_on, right.corrects, right.confirmation.by) == (MAY[0], wrong, treasurer)
    wrong.refresh_from_db()
    assert (wrong.sent_on, wrong.reversal.reason, wrong.reversal.by) == (D(2026, 6, 1), WHY, treasurer)
    assert len(load([case.pk])[case.pk].record.fee.payments) == 1
    assert {row.person or row.office for row in Notice.objects.filter(kind="receipt_corrected")} == {
        case.candidate,
        supervisor,
        "coordinator_of_supervision",
    }
    with pytest.raises(Stale, match="was reversed on"):
        correct_receipt(receipt=wrong, by=treasurer, reason=WHY, sent_on=MAY[1], amount=wrong.amount)


def test_after_the_end_the_day_of_the_ended_agreement_still_follows(case, candidate, supervisor, treasurer):
    agreement = in_training(case, supervisor, treasurer)
    withdraw(case=case, by=candidate, reason="A move abroad.")
    case.refresh_from_db()
    reverse_receipt(receipt=FeeReceipt.objects.get(), by=treasurer, reason="Sent back.")
    agreement.refresh_from_db()
    assert (agreement.ended_on, agreement.cleared_on) == (D(2026, 6, 1), None)


def test_an_officer_lets_an_early_session_stand_and_nobody_else(
    case, candidate, supervisor, treasurer, coordinator
):
    agreed(case, supervisor, treasurer)
    first = receive(case=case, by=treasurer, sent_on=MAY[0], amount=Decimal(900))
    group = BalintGroup.objects.create(leader=candidate, name="Clinic", setting="medical")
    held = {"group": group, "date": MAY[1], "recording": "audio"}
    session = record_session(by=supervisor, candidate=candidate, minutes=60, **held)
    with pytest.raises(Stale, match="not dated before the fee"):
        let_stand(by=coordinator, session=session, reason=WHY)
    reverse_receipt(receipt=first, by=treasurer, reason="The bank took it back.")
    for person in (supervisor, candidate, treasurer):
        with pytest.raises(Refused):
            let_stand(by=person, session=session, reason=WHY)
    with pytest.raises(Refused, match="Say why"):
        let_stand(by=coordinator, session=session, reason=" ")
    assert correct_session(by=supervisor, session=session, minutes=45, **held).minutes == 45
    assert SupervisionSession.objects.too_early().count() == 1
    let_stand(by=coordinator, session=session, reason=WHY)
    kept = SupervisionSession.objects.select_related("agreement").get()
    assert (kept.is_too_early, kept.override_by, kept.override_reason) == (False, coordinator, WHY)
    with pytest.raises(Stale):
        let_stand(by=coordinator, session=session, reason=WHY)
