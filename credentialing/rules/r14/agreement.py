"""Steps 7 and 8: the schedule of fees, the supervisor's signature, the copies, the first year's fee."""

from datetime import date
from typing import NamedTuple

from credentialing.rules.clauses import Excluded, Section, Verdict
from credentialing.rules.dates import spell
from credentialing.rules.facts import Amount, Fact, Noted, Payment
from credentialing.rules.history import History, derived
from credentialing.rules.outcomes import Modality, Outcome
from credentialing.rules.paid import counts, paid
from credentialing.rules.recorded import recorded

from .title import DOCUMENT

section = Section(DOCUMENT, "Steps")


@section.clause(
    "R14.7a",
    Modality.MUST,
    title="Form after approval",
    cites="step 7, sentence 1",
    line=16,
    says="The fee form is filled in once the application is approved.",
    required="the form filled in once the application is approved",
    test="form_on >= approved_on: met; earlier: advisory; absent: not_yet.",
    readings="A: order is essential, B: only the earliest sensible moment. Recommend B.",
    next_step="Fill in the schedule of fees once you are approved.",
)
def form_after_approval(history: History) -> Verdict:
    on, approved_on = history.record.agreement.fee_form_on, history.approved_on
    if on is None:
        return Verdict(Outcome.NOT_YET, "not filled in")
    evidence = (Noted("agreement.fee_form_on", on),)
    if approved_on is not None and on >= approved_on:
        return Verdict(Outcome.MET, f"filled in on {spell(on)}, after approval", evidence)
    return Verdict(
        Outcome.ADVISORY,
        f"filled in on {spell(on)}, before approval",
        evidence,
        next_step="Nothing to repeat; the form came earlier than it had to.",
    )


@section.clause(
    "R14.7b",
    Modality.MUST,
    title="Schedule of fees",
    cites="step 7, sentence 1",
    line=16,
    says="The candidate fills in the schedule of fees, which includes the supervisor agreement.",
    required="the schedule of fees filled in",
    test="form_on recorded.",
    readings=(
        "One paper with two parts, or two papers? The heading says the schedule includes the "
        "agreement. Recommend one record with two parts."
    ),
    next_step="Fill in the schedule of fees.",
    blocks=True,
)
def form_filled_in(history: History) -> Verdict:
    on = history.record.agreement.fee_form_on
    return recorded("agreement.fee_form_on", on, done="filled in on", waiting="not filled in")


@section.clause(
    "R14.7c",
    Modality.MUST,
    title="Supervisor's signature",
    cites="step 7, sentence 1",
    line=16,
    says="And obtains the supervisor's signature.",
    required="the supervisor's signature",
    test="signed by the supervisor of R14.4.",
    readings="A change of supervisor needs a new agreement? Silent; recommend yes.",
    next_step="Wait for your supervisor to sign.",
    blocks=True,
)
def supervisor_signed(history: History) -> Verdict:
    on = history.record.agreement.supervisor_signed_on
    return recorded("agreement.supervisor_signed_on", on, done="signed on", waiting="not signed")


@section.clause(
    "R14.7d",
    Modality.MUST,
    title="Copy to the Supervisor of Credentialing",
    cites="step 7, sentence 2",
    line=16,
    says="A copy goes to the Supervisor of Credentialing.",
    required="a copy to the Supervisor of Credentialing",
    test="sent_on recorded.",
    readings=(
        "No such role is defined. A: the Coordinator of Supervision, B: the Chair, C: a third "
        "office. Recommend A, role.supervisor_of_credentialing = coordinator_of_supervision; ask "
        "ABS."
    ),
    next_step="Sent automatically on signature.",
    parameters=("role.supervisor_of_credentialing",),
    blocks=True,
)
def copy_to_supervisor_of_credentialing(history: History) -> Verdict:
    on = history.record.agreement.copy_to_supervisor_of_credentialing_on
    path = "agreement.copy_to_supervisor_of_credentialing_on"
    return recorded(path, on, done="sent on", waiting="not sent")


@section.clause(
    "R14.7e",
    Modality.MUST,
    title="Copy to the Treasurer",
    cites="step 7, sentence 2",
    line=16,
    says="And a copy to the Treasurer.",
    required="a copy to the Treasurer",
    test="sent_on recorded.",
    readings="Who sends: A: candidate, B: anyone. Recommend the system on signature, dated.",
    next_step="Sent automatically on signature.",
    blocks=True,
)
def copy_to_treasurer(history: History) -> Verdict:
    on = history.record.agreement.copy_to_treasurer_on
    return recorded("agreement.copy_to_treasurer_on", on, done="sent on", waiting="not sent")


class FirstYearFee(NamedTuple):
    """What was asked, what was sent, and the day on which the full amount was reached."""

    asked: Amount | None
    sent: Amount
    payments: tuple[Payment, ...]
    left_out: tuple[Excluded, ...]
    full_on: date | None

    @property
    def is_paid(self) -> bool:
        return self.full_on is not None


@derived
def first_year_fee(history: History) -> FirstYearFee:
    """The payments that count, by the day they were sent; a reversed one never counted."""
    only_confirmed = history.parameters.choice("r14.8.counts") == "confirmed"
    fee = history.record.fee
    read = paid(fee, only_confirmed=only_confirmed)
    left_out: list[Excluded] = [
        (row, "not confirmed" if row.reversed_on is None else f"reversed on {spell(row.reversed_on)}")
        for row in sorted(fee.payments, key=lambda row: (row.sent_on, row.key))
        if not counts(row, only_confirmed=only_confirmed)
    ]
    return FirstYearFee(read.asked, read.sent, read.payments, tuple(left_out), read.full_on)


@section.clause(
    "R14.8a",
    Modality.MUST,
    title="First year's fee",
    cites="step 8",
    line=17,
    says="The fee for the first year of supervision is sent in full.",
    required="the full fee for the first year sent",
    test="sum of payments sent by as_of >= first-year amount of the schedule in force on form_on.",
    readings=(
        "Sent or received? The text says sent; confirmation is shown beside it, r14.8.counts = "
        "sent | confirmed. Later years' fees: silent, information only."
    ),
    next_step="Send the fee for the first year to the Treasurer.",
    parameters=("r14.8.counts", "fee.schedule"),
    required_under={
        ("r14.8.counts", "confirmed"): "the full fee for the first year confirmed",
    },
    blocks=True,
)
def fee_sent(history: History) -> Verdict:
    fee = first_year_fee(history)
    if fee.asked is None:
        return Verdict(Outcome.NOT_YET, "no fee set yet", fee.payments, fee.left_out)
    confirmed = sum(row.amount for row in fee.payments if row.confirmed_on is not None)
    measured = f"{fee.sent} of {fee.asked} sent, {confirmed} confirmed"
    if fee.is_paid:
        return Verdict(Outcome.MET, measured, fee.payments, fee.left_out)
    step = f"{fee.asked - fee.sent} still to send to the Treasurer."
    return Verdict(Outcome.NOT_YET, measured, fee.payments, fee.left_out, step)


@section.clause(
    "R14.8b",
    Modality.MUST,
    title="Fee before supervision",
    cites="step 8",
    line=17,
    says="And before supervision begins.",
    required="the full fee sent before the first supervision session",
    test=(
        "full_on < first session: met; equal: needs judgement; later, or session held and the "
        "full amount not reached: not_met; no session: met if paid, else not_yet."
    ),
    readings=(
        "(1) same day, A: fine, B: not. Recommend judgement. (2) do early sessions count? A: yes,"
        " irregular; B: no. Recommend A, r14.8.early_sessions_count = true. The system refuses "
        "new session entries dated before full_on unless an officer overrides."
    ),
    next_step="Supervision can start once the Treasurer has the fee.",
    parameters=("r14.8.counts",),
    required_under={
        ("r14.8.counts", "confirmed"): "the full fee confirmed before the first supervision session",
    },
    blocks=True,
)
def fee_before_supervision(history: History) -> Verdict:
    fee, sessions = first_year_fee(history), history.supervision.sessions
    if not sessions:
        if fee.is_paid:
            return Verdict(Outcome.MET, "paid, no supervision yet", fee.payments)
        return Verdict(Outcome.NOT_YET, "not paid, no supervision yet")
    first, full_on = sessions[0], fee.full_on
    evidence: tuple[Fact, ...] = (*fee.payments, first)
    began = f"supervision began on {spell(first.on)}"
    ask = "Ask the CCC to decide: supervision began before the fee was sent."
    if full_on is None:
        return Verdict(Outcome.NOT_MET, f"{began}, the fee is not paid", evidence, next_step=ask)
    paid = f"{began}, nothing to pay" if full_on == date.min else f"{began}, paid on {spell(full_on)}"
    if full_on < first.on:
        return Verdict(Outcome.MET, paid, evidence)
    if full_on != first.on:
        return Verdict(Outcome.NOT_MET, paid, evidence, next_step=ask)
    same_day = "Ask the CCC to decide: the fee was sent on the day supervision began."
    return Verdict(Outcome.NEEDS_JUDGEMENT, paid, evidence, next_step=same_day)


CLAUSES = tuple(section.clauses)
