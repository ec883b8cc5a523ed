"""Application, reviews, request, agreement and fee of an older file."""

from datetime import date

from credentialing.actions.fees.clearing import BEFORE_TRAINING, full_on
from credentialing.enums import ExperienceKind, ReviewOutcome, ReviewRole
from credentialing.models import (
    Application,
    ApplicationReview,
    Attestation,
    ExperienceView,
    FeeConfirmation,
    FeeReceipt,
    FeeReversal,
    PriorExperience,
)
from credentialing.record.application import UNSTATED
from credentialing.rules.dates import Period
from credentialing.rules.facts import Agreement as AgreementFact
from credentialing.rules.facts import CoLeading, Fee
from members.models import Person
from supervision.actions.agreements import set_clearing
from supervision.models import Agreement, SupervisorRequest

from .paper import FROM_PAPER, Paper

UNDECIDED = "The older file does not say how this review ended."


def write(paper: Paper) -> None:
    """Everything up to the fee."""
    _application(paper)
    _reviews(paper)
    experiences = [*_experiences(paper)]
    _views(paper, experiences)
    _request(paper)
    _payments(paper)
    _agreement(paper)


def _application(paper: Paper) -> None:
    record, handed_in = paper.record, paper.record.application
    sent = min(handed_in.submitted_on or handed_in.completed_on or record.as_of, record.as_of)
    fields = {
        "policy_acknowledged_on": record.policy_acknowledged_on,
        "recording_arranged_on": record.recording_arranged_on,
        "completed_on": handed_in.completed_on,
        "submitted_on": handed_in.submitted_on,
        "sent_to_chair_on": sent if ReviewRole.CHAIR in handed_in.sent_to else None,
        "sent_to_coordinator_on": sent if ReviewRole.COORDINATOR in handed_in.sent_to else None,
    }
    if any(fields.values()):
        Application.objects.create(case=paper.case, round=_round_now(paper), **fields)


def _round_now(paper: Paper) -> int:
    """The round of the last decision; a review whose end is not stated has to be made again."""
    review = paper.record.application_review
    decisions = sum(on is not None for on in (review.approved_on, review.declined_on))
    looked = review.ccc_chair_on is not None or review.coordinator_of_supervision_on is not None
    return decisions or (2 if looked else 1)


def _reviews(paper: Paper) -> None:
    """A round for each decision; both offices decided by its day, and one may have looked earlier."""
    review = paper.record.application_review
    looked = {
        ReviewRole.CHAIR: review.ccc_chair_on,
        ReviewRole.COORDINATOR: review.coordinator_of_supervision_on,
    }
    decisions = [(review.approved_on, ReviewOutcome.APPROVE), (review.declined_on, ReviewOutcome.DECLINE)]
    dated = sorted((on, outcome) for on, outcome in decisions if on is not None)
    for number, (on, outcome) in enumerate(dated, start=1):
        days = _days(looked, on) if number == len(dated) else dict.fromkeys(looked, on)
        _round(paper, number, days, outcome)
    if not dated:
        _round(paper, 1, looked, ReviewOutcome.RETURN)


def _days(looked: dict[ReviewRole, date | None], decided: date) -> dict[ReviewRole, date | None]:
    """When each office decided: the last to do so on the day of the decision."""
    days = {role: on if on is not None and on < decided else decided for role, on in looked.items()}
    if decided not in days.values():
        days[max(days, key=lambda role: days[role])] = decided
    return dict(days)


def _round(paper: Paper, number: int, days: dict[ReviewRole, date | None], outcome: ReviewOutcome) -> None:
    reason = {ReviewOutcome.RETURN: UNDECIDED, ReviewOutcome.DECLINE: FROM_PAPER}.get(outcome, "")
    ApplicationReview.objects.bulk_create(
        ApplicationReview(case=paper.case, round=number, role=role, on=on, outcome=outcome, reason=reason)
        for role, on in days.items()
        if on is not None
    )


def _experiences(paper: Paper) -> list[PriorExperience]:
    """One row a claim, and one for each further laboratory; an unspecified experience where none is given."""
    prior, case = paper.record.prior_experience, paper.case
    rows = []
    if member := prior.group_member:
        rows.append(
            PriorExperience(
                case=case,
                kind=ExperienceKind.GROUP_MEMBER,
                meetings_per_month=member.meetings_per_month,
                **_range(member.participation),
                **_range(member.group_met, "group_"),
            )
        )
    if process := prior.process_group:
        rows += [
            PriorExperience(
                case=case,
                kind=ExperienceKind.PROCESS_GROUP,
                theory_training=process.theory_training,
                **_range(laboratory),
            )
            for laboratory in process.laboratory or (None,)
        ]
    if prior.identified and not any((member, process, prior.co_leading)):
        rows.append(PriorExperience(case=case, kind=ExperienceKind.OTHER))
    PriorExperience.objects.bulk_create(rows)
    return [*rows, *([_co_leading(paper, prior.co_leading)] if prior.co_leading else [])]


def _co_leading(paper: Paper, claim: CoLeading) -> PriorExperience:
    leader = paper.person(claim.leader)
    experience = PriorExperience.objects.create(
        case=paper.case,
        kind=ExperienceKind.CO_LEADING,
        leader=leader,
        leader_credentialed_from=claim.leader_credentialed_from,
        ongoing_debriefing=claim.ongoing_debriefing,
        **_range(claim.period),
    )
    if claim.attested_on is not None:
        Attestation.objects.create(experience=experience, by=leader, on=claim.attested_on)
    return experience


def _range(period: Period | None, prefix: str = "") -> dict[str, date | None]:
    return {f"{prefix}start": period.start, f"{prefix}end": period.end} if period else {}


def _views(paper: Paper, experiences: list[PriorExperience]) -> None:
    on = paper.record.application_review.prior_experience_reviewed_on
    accepted = {row.kind for row in paper.record.determinations} & {"accept_credit", "in_lieu_of_supervision"}
    if on is not None:
        ExperienceView.objects.bulk_create(
            ExperienceView(experience=row, role=role, on=on, accepts=bool(accepted), reason=FROM_PAPER)
            for row in experiences
            for role in ReviewRole
        )


def _request(paper: Paper) -> None:
    request = paper.record.supervisor_request
    asked_on = request.asked_on or request.accepted_on
    if asked_on is not None:
        SupervisorRequest.objects.create(
            candidate=paper.candidate,
            supervisor=_supervisor(paper),
            asked_on=asked_on,
            answered_on=request.accepted_on,
            accepted=True if request.accepted_on else None,
        )


def _supervisor(paper: Paper) -> Person:
    """The supervisor asked; where the file names none, nobody's place is kept."""
    return paper.person(paper.record.supervisor_request.supervisor) or paper.nobody()


def _agreement(paper: Paper) -> None:
    """The agreement, which also carries the first-year amount, known or not."""
    signed, fee = paper.record.agreement, paper.record.fee
    if signed == AgreementFact() and fee == Fee():
        return
    agreement = Agreement.objects.create(
        candidate=paper.candidate,
        supervisor=_supervisor(paper),
        first_year_amount=fee.first_year_amount or 0,
        terms_version=UNSTATED if fee.first_year_amount is None else "older file",
        form_filled_on=signed.fee_form_on,
        supervisor_signed_on=signed.supervisor_signed_on,
        copy_to_coordinator_on=signed.copy_to_supervisor_of_credentialing_on,
        copy_to_treasurer_on=signed.copy_to_treasurer_on,
        # It ended with its attempt, so that a further one can have its own.
        ended_on=None if paper.case.is_open else paper.record.as_of,
    )
    if paper.case.state not in BEFORE_TRAINING and agreement.supervisor_signed_on is not None:
        set_clearing(agreement=agreement, from_date=full_on(paper.case, agreement))


def _payments(paper: Paper) -> None:
    for payment in paper.record.fee.payments:
        receipt = FeeReceipt.objects.create(
            case=paper.case, sent_on=payment.sent_on, amount=payment.amount, noted_on=payment.sent_on
        )
        if payment.confirmed_on is not None:
            FeeConfirmation.objects.create(receipt=receipt, on=payment.confirmed_on)
        if payment.reversed_on is not None:
            FeeReversal.objects.create(receipt=receipt, on=payment.reversed_on, reason=FROM_PAPER)
