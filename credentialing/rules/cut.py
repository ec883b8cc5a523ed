"""Read a record as it stood at the end of a day: whatever is dated later did not happen yet (T1)."""

from datetime import date
from typing import Any

from .facts import (
    Fee,
    FinalIntensive,
    FurtherWork,
    Group,
    Payment,
    PriorExperience,
    Record,
    SupervisorRequest,
)


def cut_at(record: Record, as_of: date) -> Record:
    """The record without anything dated after `as_of`; an end that lies ahead becomes "still"."""

    def known(day: date | None) -> date | None:
        return _known(day, as_of)

    def dates_known(block: Any) -> Any:
        """The block with each of its later dates forgotten."""
        for value in block:
            if isinstance(value, date) and value > as_of:
                return block._make(known(value) if isinstance(value, date) else value for value in block)
        return block

    return Record(
        as_of=as_of,
        candidate=record.candidate,
        people=record.people,
        memberships=tuple(row for row in record.memberships if row.start <= as_of),
        policy_acknowledged_on=known(record.policy_acknowledged_on),
        application=dates_known(record.application),
        supervisor_request=_request(record.supervisor_request, as_of),
        recording_arranged_on=known(record.recording_arranged_on),
        application_review=dates_known(record.application_review),
        agreement=dates_known(record.agreement),
        fee=_fee(record.fee, as_of),
        groups=_groups(record.groups, as_of),
        group_sessions=tuple([row for row in record.group_sessions if row.on <= as_of]),
        debriefs=tuple([row for row in record.debriefs if row.on <= as_of]),
        supervision_sessions=tuple([row for row in record.supervision_sessions if row.on <= as_of]),
        # An Intensive that is still running has not been taken.
        intensives=tuple(row for row in record.intensives if row.end is not None and row.end <= as_of),
        final_intensive=_final_intensive(dates_known(record.final_intensive), as_of),
        prior_experience=_prior_experience(record.prior_experience, as_of),
        exception_requested_on=known(record.exception_requested_on),
        determinations=tuple(row for row in record.determinations if row.on <= as_of),
        ccc_review=dates_known(record.ccc_review),
        further_work=_further_work(record.further_work, as_of),
        council_vote=dates_known(record.council_vote),
    )


def _known(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def _final_intensive(final: FinalIntensive, as_of: date) -> FinalIntensive:
    co_led = tuple(row for row in final.co_led if row.on <= as_of)
    held = final.meeting is not None and final.meeting.on <= as_of
    return final._replace(co_led=co_led, meeting=final.meeting if held else None)


def _prior_experience(prior: PriorExperience, as_of: date) -> PriorExperience:
    if prior.co_leading is None:
        return prior
    attested_on = _known(prior.co_leading.attested_on, as_of)
    return prior._replace(co_leading=prior.co_leading._replace(attested_on=attested_on))


def _request(request: SupervisorRequest, as_of: date) -> SupervisorRequest:
    if request.asked_on is not None and request.asked_on > as_of:
        return SupervisorRequest()
    if request.accepted_on is not None and request.accepted_on > as_of:
        return request._replace(accepted_on=None)
    return request


def _fee(fee: Fee, as_of: date) -> Fee:
    sent = tuple(_payment(row, as_of) for row in fee.payments if row.sent_on <= as_of)
    return fee._replace(payments=sent) if fee.payments else fee


def _payment(payment: Payment, as_of: date) -> Payment:
    if payment.confirmed_on is not None and payment.confirmed_on > as_of:
        payment = payment._replace(confirmed_on=None)
    if payment.reversed_on is not None and payment.reversed_on > as_of:
        payment = payment._replace(reversed_on=None)
    return payment


def _groups(groups: tuple[Group, ...], as_of: date) -> tuple[Group, ...]:
    begun = (group for group in groups if group.started_on is None or group.started_on <= as_of)
    return tuple(
        group._replace(ended_on=None) if group.ended_on is not None and group.ended_on > as_of else group
        for group in begun
    )


def _further_work(work: FurtherWork, as_of: date) -> FurtherWork:
    return FurtherWork(
        _known(work.agreed_by_ccc_on, as_of),
        _known(work.agreed_by_candidate_on, as_of),
        # A deadline is a date in the future by its nature.
        tuple(item._replace(done_on=_known(item.done_on, as_of)) for item in work.items),
    )
