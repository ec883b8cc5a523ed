"""Policy, membership, application, review, agreement and fee: steps 1 to 8 of the road."""

from collections.abc import Callable
from datetime import date, timedelta

from credentialing.rules.dates import Period
from credentialing.rules.facts import Membership, Payment, Record
from credentialing.rules.paid import paid

from .people import supervisor_from
from .step import Ahead, Kind, appending, both, noting, setting

# The shortest that each step usually takes; see the road.
ANSWERED = timedelta(days=14)
REVIEWED = timedelta(days=21)
SIGNED = timedelta(days=7)
OFFICES = ("ccc_chair", "coordinator_of_supervision")


def apply(ahead: Ahead) -> None:
    """Read the policy, be a member, send the application to both offices."""
    record, day = ahead.final, ahead.tomorrow
    if record.policy_acknowledged_on is None:
        ahead.add(day, Kind.PAPER, "Read the policy and confirm it.", noting(policy_acknowledged_on=day))
    if record.application.completed_on is None:
        change = setting(application={"completed_on": day})
        ahead.add(day, Kind.PAPER, "Finish the application.", change)
    if record.application.submitted_on is None:
        if not _covered_from(record, day):
            join = appending("memberships", lambda key: Membership(key, day))
            ahead.add(day, Kind.MEMBERSHIP, "Join the Society, or renew.", join)
        change = setting(application={"submitted_on": day, "sent_to": OFFICES})
        ahead.add(day, Kind.PAPER, "Send the application.", change)
    elif not set(OFFICES) <= set(record.application.sent_to):
        change = setting(application={"sent_to": OFFICES})
        ahead.add(day, Kind.PAPER, "Send the application to both offices.", change)


def find_supervisor(ahead: Ahead) -> None:
    """Somebody asked and willing, and recording arranged (steps 4 and 5)."""
    day = ahead.tomorrow
    if ahead.any_open(("R14.4a", "R14.4c"), ahead.today):
        person = supervisor_from(ahead.final, day)
        asked = setting(supervisor_request={"supervisor": person.id, "asked_on": day})
        known = noting(people={**ahead.final.people, person.id: person})
        ahead.add(day, Kind.PAPER, "Ask a supervisor from the list.", both(known, asked))
        yes = day + ANSWERED
        agreed = setting(supervisor_request={"accepted_on": yes})
        ahead.add(yes, Kind.ANSWER, "Your supervisor says yes.", agreed)
    if ahead.is_open("R14.5a", ahead.today):
        on = day + ANSWERED
        ahead.add(on, Kind.PAPER, "Arrange recording with your site.", noting(recording_arranged_on=on))


def be_reviewed(ahead: Ahead) -> date:
    """The Chair and the Coordinator review and approve; gives the day of approval."""
    application, review = ahead.final.application, ahead.final.application_review
    day = max(ahead.tomorrow, (application.submitted_on or ahead.tomorrow) + REVIEWED)
    if ahead.is_open("R14.6a", ahead.today):
        seen = {
            "ccc_chair_on": review.ccc_chair_on or day,
            "coordinator_of_supervision_on": review.coordinator_of_supervision_on or day,
            "approved_on": review.approved_on or day,
        }
        ahead.add(day, Kind.ANSWER, "Your application is approved.", setting(application_review=seen))
    if ahead.is_open("R14.6b", ahead.today) and ahead.final.prior_experience.is_named:
        viewed = setting(application_review={"prior_experience_reviewed_on": day})
        ahead.add(day, Kind.ANSWER, "Your prior experience gets a view.", viewed)
    return max(ahead.tomorrow, ahead.final.application_review.approved_on or ahead.tomorrow)


def agree_and_pay(ahead: Ahead, approved_on: date) -> date:
    """Form, signature, copies and the first year's fee; gives the first day after them."""
    day, agreement = approved_on, ahead.final.agreement
    if agreement.fee_form_on is None:
        ahead.add(day, Kind.PAPER, "Fill in the schedule of fees.", setting(agreement={"fee_form_on": day}))
    missing = [name for name in agreement._fields[1:] if getattr(agreement, name) is None]
    if missing:
        day += SIGNED
        signed = setting(agreement=dict.fromkeys(missing, day))
        ahead.add(day, Kind.ANSWER, "Your supervisor signs; the copies go out.", signed)
    if ahead.is_open("R14.8a", ahead.today):
        ahead.add(day, Kind.FEE, "Send the first year's fee to the Treasurer.", _paying(day))
    return max(day, ahead.tomorrow)


def _paying(day: date) -> Callable[[Record], Record]:
    """What is missing of the fee; where no amount is set yet, it stands for whatever it will be."""

    def change(record: Record) -> Record:
        fee = record.fee
        asked = fee.first_year_amount if fee.first_year_amount is not None else 1
        missing = paid(fee._replace(first_year_amount=asked), only_confirmed=False).open
        payment = Payment(len(fee.payments), day, missing, day)
        return setting(fee={"first_year_amount": asked, "payments": (*fee.payments, payment)})(record)

    return change


def keep_membership(ahead: Ahead, until: date) -> None:
    """Renew on the last day that is paid for, so that no day is missed."""
    if _covered_from(ahead.final, until):
        return
    ends = [row.end for row in ahead.final.memberships if row.end is not None and row.end >= ahead.tomorrow]
    last = max(ends, default=ahead.today)
    renewed = appending("memberships", lambda key: Membership(key, max(last + timedelta(1), ahead.tomorrow)))
    ahead.add(last, Kind.MEMBERSHIP, "Renew your membership without missing a day.", renewed)


def _covered_from(record: Record, day: date) -> bool:
    return any(Period(row.start, row.end).covers(day) for row in record.memberships)
