"""Bringing a case to a stage through the actions alone, as a test needs it."""

import datetime as dt
from decimal import Decimal

from credentialing.actions.agreement import fill_in_schedule, sign_agreement
from credentialing.actions.application import acknowledge_policy, save_draft, send_application
from credentialing.actions.enquiry import begin_application, begin_enquiry
from credentialing.actions.fees import receive, set_fee_schedule
from credentialing.actions.review import review_application
from credentialing.actions.supervisor import ask
from credentialing.enums import ReviewRole
from credentialing.models import Case, FeeSchedule
from members.models import Person
from supervision.actions.requests import answer_request
from supervision.models import Agreement

WORDS = {
    "degree": "MD",
    "practice": "Family medicine, Portland",
    "group_plan": "Residents, twice a month, with a psychologist.",
    "balint_history": "A member of a group since 2019.",
    "reasons": "To lead groups well.",
}
DAY = dt.date(2026, 6, 1)


def drafted(candidate: Person) -> Case:
    """A complete draft."""
    case = begin_enquiry(person=candidate, by=candidate)
    begin_application(case=case, by=candidate)
    save_draft(case=case, by=candidate, **WORDS)
    acknowledge_policy(case=case, by=candidate)
    return case


def sent(candidate: Person) -> Case:
    """With both reviewers."""
    case = drafted(candidate)
    send_application(case=case, by=candidate)
    return case


def approved(candidate: Person, chair: Person, coordinator: Person) -> Case:
    """Approved by both."""
    case = sent(candidate)
    review_application(case=case, role=ReviewRole.CHAIR, by=chair, outcome="approve")
    review_application(case=case, role=ReviewRole.COORDINATOR, by=coordinator, outcome="approve")
    return case


def with_supervisor(case: Case, supervisor: Person) -> Case:
    """A supervisor has said yes."""
    request = ask(case=case, by=case.candidate, supervisor=supervisor)
    answer_request(by=supervisor, request=request, accepted=True)
    return case


def fees_set(treasurer: Person, valid_from: dt.date = dt.date(2026, 1, 1)) -> FeeSchedule:
    """900 a year."""
    return set_fee_schedule(
        by=treasurer,
        version="2026",
        valid_from=valid_from,
        first_year_amount=Decimal(900),
        second_year_amount=Decimal(900),
    )


def filled(case: Case, supervisor: Person, treasurer: Person) -> Agreement:
    """The schedule of fees is filled in."""
    with_supervisor(case, supervisor)
    fees_set(treasurer)
    return fill_in_schedule(case=case, by=case.candidate)


def agreed(case: Case, supervisor: Person, treasurer: Person) -> Agreement:
    """Signed by the supervisor."""
    return sign_agreement(agreement=filled(case, supervisor, treasurer), by=supervisor)


def in_training(case: Case, supervisor: Person, treasurer: Person) -> Agreement:
    """Signed and paid."""
    agreement = agreed(case, supervisor, treasurer)
    receive(case=case, by=treasurer, sent_on=DAY, amount=Decimal(900))
    case.refresh_from_db()
    agreement.refresh_from_db()
    return agreement
