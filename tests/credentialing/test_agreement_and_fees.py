"""From approval to training: supervisor, agreement, fees, and what a reversed receipt does."""

import datetime as dt
from decimal import Decimal

import pytest

from credentialing.actions.agreement import change_supervisor, fill_in_schedule, sign_agreement
from credentialing.actions.fees import (
    confirm_receipt,
    correct_fee_schedule,
    let_supervision_begin,
    note_receipt,
    receive,
    reverse_receipt,
    set_fee_schedule,
)
from credentialing.actions.requests import ask_exception, ask_in_lieu, ask_schedule
from credentialing.actions.supervisor import ask, suggest_supervisor, withdraw_ask
from credentialing.models import (
    Case,
    CommitteeRequest,
    Event,
    FeeConfirmation,
    FeeReceipt,
    FeeReversal,
    FeeSchedule,
)
from members.enums import Office
from members.models import Appointment, Correction, Notice
from members.refusals import Refused, Stale
from supervision.models import Agreement, SupervisorRequest
from tests.cast import ApprovalFactory, member
from tests.credentialing.stages import (
    agreed,
    approved,
    drafted,
    fees_set,
    filled,
    in_training,
    sent,
    with_supervisor,
)

pytestmark = pytest.mark.django_db
D = dt.date
MAY = D(2026, 5, 20)


@pytest.fixture(autouse=True)
def june(at):
    """It is 1 June 2026."""


@pytest.fixture
def case(candidate, chair, coordinator) -> Case:
    return approved(candidate, chair, coordinator)


def state() -> str:
    return Case.objects.get().state


def changed() -> tuple:
    return (
        list(Case.objects.values_list("state", "version")),
        list(Agreement.objects.order_by("pk").values_list()),
        list(SupervisorRequest.objects.order_by("pk").values_list()),
        *(
            model.objects.count()
            for model in (
                FeeReceipt,
                FeeConfirmation,
                FeeReversal,
                FeeSchedule,
                CommitteeRequest,
                Event,
                Notice,
            )
        ),
    )


def told(kind: str) -> set[str]:
    return {
        row.person.name if row.person else row.office
        for row in Notice.objects.filter(kind=kind).select_related("person")
    }


# Supervisor


def test_a_supervisor_is_asked_and_the_request_taken_back(candidate, supervisor):
    case = drafted(candidate)
    request = ask(case=case, by=candidate, supervisor=supervisor, message="Thursdays?")
    before = changed()
    with pytest.raises(Refused, match=r"A supervisor has been asked and has not answered yet."):
        ask(case=case, by=candidate, supervisor=supervisor)
    assert changed() == before
    withdraw_ask(case=case, by=candidate, request=request)
    assert SupervisorRequest.objects.get().withdrawn_on == D(2026, 6, 1)


def test_somebody_not_on_the_list_is_not_asked_and_nothing_is_written(candidate, chair):
    case = drafted(candidate)
    before = changed()
    with pytest.raises(Refused, match="is not on the supervisors list today"):
        ask(case=case, by=candidate, supervisor=chair)
    assert changed() == before


def test_nobody_asks_for_the_candidate(candidate, chair, supervisor):
    case = drafted(candidate)
    before = changed()
    with pytest.raises(Refused, match=r"This step is for the candidate."):
        ask(case=case, by=chair, supervisor=supervisor)
    assert changed() == before


def test_the_coordinator_suggests_and_nobody_else(candidate, chair, coordinator, supervisor):
    case = drafted(candidate)
    before = changed()
    with pytest.raises(Refused, match=r"The Coordinator of Supervision suggests supervisors."):
        suggest_supervisor(case=case, by=chair, supervisor=supervisor)
    with pytest.raises(Refused, match="is not on the supervisors list today"):
        suggest_supervisor(case=case, by=coordinator, supervisor=chair)
    assert changed() == before
    suggest_supervisor(case=case, by=coordinator, supervisor=supervisor, message="Near you.")
    assert told("supervisor_suggested") == {"Maya Ferreira"}


# Agreement


def test_the_schedule_is_filled_in_with_the_amounts_in_force(case, candidate, supervisor, treasurer):
    agreement = filled(case, supervisor, treasurer)
    assert (agreement.first_year_amount, agreement.second_year_amount) == (900, 900)
    assert (agreement.terms_version, agreement.form_filled_on) == ("2026", D(2026, 6, 1))
    assert state() == "approved"


def test_without_a_yes_or_a_schedule_nothing_is_filled_in(case, candidate, supervisor):
    before = changed()
    with pytest.raises(Refused, match=r"The agreement needs a supervisor who has said yes."):
        fill_in_schedule(case=case, by=candidate)
    assert changed() == before
    with_supervisor(case, supervisor)
    before = changed()
    with pytest.raises(Refused, match=r"No schedule of fees is in force."):
        fill_in_schedule(case=case, by=candidate)
    assert changed() == before


def test_the_supervisor_signs_and_dated_copies_go_out(case, candidate, supervisor, treasurer):
    agreement = agreed(case, supervisor, treasurer)
    day = D(2026, 6, 1)
    assert (agreement.supervisor_signed_on, agreement.copy_to_coordinator_on) == (day, day)
    assert (agreement.copy_to_treasurer_on, agreement.cleared_on, state()) == (day, None, "agreed")
    assert told("agreement_copy") == {"coordinator_of_supervision", "treasurer"}


def test_nobody_else_signs_and_nobody_twice(case, chair, candidate, supervisor, treasurer):
    agreement = filled(case, supervisor, treasurer)
    before = changed()
    for by in (chair, candidate):
        with pytest.raises(Refused, match=r"Only the supervisor named in the agreement can sign it."):
            sign_agreement(agreement=agreement, by=by)
    assert changed() == before
    sign_agreement(agreement=agreement, by=supervisor)
    before = changed()
    with pytest.raises(Stale, match="Agreement complete"):
        sign_agreement(agreement=agreement, by=supervisor)
    assert changed() == before


# Fees


def test_the_full_fee_lets_supervision_begin_from_the_day_it_was_sent(case, supervisor, treasurer):
    agreement = agreed(case, supervisor, treasurer)
    receive(case=case, by=treasurer, sent_on=MAY, amount=Decimal(400))
    assert state() == "agreed"
    receive(case=case, by=treasurer, sent_on=D(2026, 5, 28), amount=Decimal(500))
    agreement.refresh_from_db()
    assert (state(), agreement.cleared_on) == ("training", D(2026, 5, 28))
    assert told("supervision_may_begin") == {"Sylvia Marsh", "Maya Ferreira", "coordinator_of_supervision"}


def test_a_fee_confirmed_before_the_signature_opens_the_training_with_it(case, supervisor, treasurer):
    agreement = filled(case, supervisor, treasurer)
    receive(case=case, by=treasurer, sent_on=MAY, amount=Decimal(900))
    assert state() == "approved"
    sign_agreement(agreement=agreement, by=supervisor)
    agreement.refresh_from_db()
    assert (state(), agreement.cleared_on) == ("training", MAY)
    assert Event.objects.get(kind="T14").by == treasurer


def test_where_the_treasurer_has_changed_the_new_one_lets_it_begin(case, supervisor, treasurer, at):
    agreement = filled(case, supervisor, treasurer)
    receive(case=case, by=treasurer, sent_on=MAY, amount=Decimal(900))
    Appointment.objects.filter(person=treasurer).update(end=D(2026, 6, 1))
    at(D(2026, 6, 2))
    successor = member("Tessa Next", office=None)
    Appointment.objects.create(person=successor, office=Office.TREASURER, start=D(2026, 6, 2))
    sign_agreement(agreement=agreement, by=supervisor)
    assert state() == "agreed"
    before = changed()
    with pytest.raises(Refused, match="The Treasurer keeps the fees"):
        let_supervision_begin(case=case, by=supervisor)
    assert changed() == before
    let_supervision_begin(case=case, by=successor)
    assert state() == "training"


def test_a_candidate_announces_and_the_treasurer_confirms(case, candidate, supervisor, treasurer):
    agreed(case, supervisor, treasurer)
    receipt = note_receipt(case=case, by=candidate, sent_on=MAY, amount=Decimal(900), how="transfer")
    assert (state(), told("payment_announced")) == ("agreed", {"treasurer"})
    before = changed()
    with pytest.raises(Refused, match=r"The Treasurer keeps the fees, and nobody keeps their own."):
        confirm_receipt(receipt=receipt, by=candidate)
    assert changed() == before
    confirm_receipt(receipt=receipt, by=treasurer)
    before = changed()
    with pytest.raises(Stale, match=r"This receipt was confirmed on 1 June 2026."):
        confirm_receipt(receipt=receipt, by=treasurer)
    assert (state(), changed()) == ("training", before)


def test_money_of_a_day_to_come_is_refused_and_of_an_application_not_approved(
    candidate, treasurer, chair, coordinator
):
    early = sent(candidate)
    before = changed()
    with pytest.raises(Stale, match="No fee is due now"):
        note_receipt(case=early, by=treasurer, sent_on=MAY, amount=Decimal(900))
    with pytest.raises(Refused, match="The Treasurer keeps the fees"):
        note_receipt(case=early, by=chair, sent_on=MAY, amount=Decimal(900))
    assert changed() == before


def test_money_is_not_noted_before_it_is_sent(case, treasurer):
    before = changed()
    with pytest.raises(Refused, match=r"That day is still to come.") as refusal:
        receive(case=case, by=treasurer, sent_on=D(2026, 6, 2), amount=Decimal(900))
    assert (refusal.value.field, changed()) == ("sent_on", before)


def test_a_reversed_receipt_puts_the_agreement_on_hold_until_new_money(
    case, candidate, supervisor, treasurer
):
    agreement = in_training(case, supervisor, treasurer)
    receipt = FeeReceipt.objects.get()
    before = changed()
    with pytest.raises(Refused, match=r"Give the reason in a sentence or two."):
        reverse_receipt(receipt=receipt, by=treasurer, reason=" ")
    with pytest.raises(Refused, match=r"This step is for the Treasurer."):
        reverse_receipt(receipt=receipt, by=candidate, reason="Mine.")
    assert changed() == before
    reverse_receipt(receipt=receipt, by=treasurer, reason="The cheque bounced.")
    agreement.refresh_from_db()
    assert (agreement.cleared_on, state()) == (None, "training")
    assert told("receipt_reversed") == {"Maya Ferreira", "Sylvia Marsh", "coordinator_of_supervision"}
    with pytest.raises(Stale, match=r"This receipt was reversed on 1 June 2026."):
        reverse_receipt(receipt=receipt, by=treasurer, reason="Again.")
    receive(case=case, by=treasurer, sent_on=MAY, amount=Decimal(900))
    agreement.refresh_from_db()
    assert agreement.cleared_on == MAY


def test_a_reversal_that_leaves_the_full_amount_holds_nothing(case, supervisor, treasurer):
    agreement = in_training(case, supervisor, treasurer)
    extra = receive(case=case, by=treasurer, sent_on=MAY, amount=Decimal(100))
    reverse_receipt(receipt=extra, by=treasurer, reason="Paid twice.")
    agreement.refresh_from_db()
    assert agreement.cleared_on == D(2026, 6, 1)


def test_a_treasurer_does_not_confirm_the_own_fee(treasurer, chair, coordinator, supervisor):
    case = approved(treasurer, chair, coordinator)
    receipt = note_receipt(case=case, by=treasurer, sent_on=MAY, amount=Decimal(900))
    before = changed()
    with pytest.raises(Refused, match="nobody keeps their own"):
        confirm_receipt(receipt=receipt, by=treasurer)
    assert changed() == before


def test_fees_are_set_by_the_treasurer_for_days_to_come(treasurer, chair):
    fees_set(treasurer)
    before = changed()
    new = {"first_year_amount": Decimal(950), "second_year_amount": Decimal(950), "version": "2027"}
    with pytest.raises(Refused, match=r"Fees are not set for days gone by."):
        set_fee_schedule(by=treasurer, valid_from=D(2025, 1, 1), **new)
    with pytest.raises(Refused, match=r"Fees are not set for days gone by."):
        set_fee_schedule(by=treasurer, valid_from=D(2026, 5, 31), **new)
    with pytest.raises(Refused, match=r"This belongs to an office that you do not hold today."):
        set_fee_schedule(by=chair, valid_from=D(2027, 1, 1), **new)
    assert changed() == before
    assert set_fee_schedule(by=treasurer, valid_from=D(2027, 1, 1), **new).first_year_amount == 950


def test_a_schedule_set_by_a_slip_blocks_no_other_and_is_put_right(treasurer, chair):
    in_force = fees_set(treasurer)
    amounts = {"first_year_amount": Decimal(950), "second_year_amount": Decimal(950)}
    slip = set_fee_schedule(by=treasurer, version="2027", valid_from=D(2207, 1, 1), **amounts)
    set_fee_schedule(by=treasurer, version="2028", valid_from=D(2028, 1, 1), **amounts)
    before = changed()
    right = {"version": "2027", "valid_from": D(2027, 1, 1), "reason": "A slip of the keys.", **amounts}
    for who, schedule, said, what in [
        (chair, slip, {}, "an office that you do not hold"),
        (treasurer, in_force, {}, "It is in force since"),
        (treasurer, slip, {"reason": " "}, "Say why"),
        (treasurer, slip, {"valid_from": D(2026, 5, 31)}, "days gone by"),
        (treasurer, slip, {"valid_from": D(2028, 1, 1)}, "Another schedule is valid from"),
        (treasurer, slip, {"version": "2028"}, "Another schedule has this name"),
        (treasurer, slip, {"valid_from": D(2207, 1, 1)}, "Nothing is changed"),
    ]:
        with pytest.raises(Refused, match=what):
            correct_fee_schedule(by=who, schedule=schedule, **right | said)
    assert changed() == before
    assert correct_fee_schedule(by=treasurer, schedule=slip, **right).valid_from == D(2027, 1, 1)
    kept = Correction.objects.about([slip]).get()
    assert (kept.was, kept.now) == (
        "2027, from 1 January 2207: 950.00 and 950.00 USD",
        "2027, from 1 January 2027: 950.00 and 950.00 USD",
    )


# A change of supervisor


def test_a_change_of_supervisor_keeps_the_fee_and_clears_the_new_agreement_at_the_signature(
    case, candidate, supervisor, treasurer, at
):
    in_training(case, supervisor, treasurer)
    before = changed()
    with pytest.raises(Refused, match=r"Give the reason in a sentence or two."):
        change_supervisor(case=case, by=candidate, reason="")
    assert changed() == before
    at(D(2026, 9, 1))
    change_supervisor(case=case, by=candidate, reason="A move.")
    assert told("supervisor_change") == {"coordinator_of_supervision"}
    other = member("Susan Other")
    ApprovalFactory(person=other)
    at(D(2026, 9, 10))
    with_supervisor(case, other)
    signed = sign_agreement(agreement=fill_in_schedule(case=case, by=candidate), by=other)
    signed.refresh_from_db()
    assert (signed.cleared_on, state()) == (D(2026, 9, 1), "training")


def test_an_officer_does_not_end_the_agreement_of_two_others(case, chair, supervisor, treasurer):
    in_training(case, supervisor, treasurer)
    before = changed()
    with pytest.raises(Refused, match=r"Only the candidate or the supervisor ends the agreement."):
        change_supervisor(case=case, by=chair, reason="So.")
    assert changed() == before


# Asking the committee


@pytest.mark.parametrize("act", [ask_schedule, ask_exception])
def test_the_committee_is_asked_once_for_each_thing(case, candidate, chair, act):
    act(case=case, by=candidate, reason="A rural clinic.")
    assert (CommitteeRequest.objects.get().reason, told("committee_asked")) == (
        "A rural clinic.",
        {"ccc_chair"},
    )
    before = changed()
    with pytest.raises(Exception, match=r"The committee has been asked this already."):
        act(case=case, by=candidate, reason="Again.")
    with pytest.raises(Refused, match=r"Give the reason in a sentence or two."):
        act(case=case, by=candidate, reason="")
    assert changed() == before


def test_co_leading_in_lieu_is_asked_for_where_it_is_named(case, candidate, supervisor):
    before = changed()
    with pytest.raises(Refused, match="Name the co-leading with a credentialed leader as prior experience"):
        ask_in_lieu(case=case, by=candidate, reason="Three years.")
    with pytest.raises(Refused, match=r"This step is for the candidate."):
        ask_in_lieu(case=case, by=supervisor, reason="Three years.")
    assert changed() == before


def test_while_a_signed_agreement_stands_nobody_else_is_asked(case, candidate, supervisor, treasurer):
    in_training(case, supervisor, treasurer)
    other = member("Susan Other")
    ApprovalFactory(person=other)
    before = changed()
    for act in (
        lambda: ask(case=case, by=candidate, supervisor=other),
        lambda: fill_in_schedule(case=case, by=candidate),
    ):
        with pytest.raises(Refused, match=r"A signed agreement stands. To change supervisor, end it first."):
            act()
    assert changed() == before
