"""What a candidate hands in, whom they ask, who reviews it, and what it costs."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from credentialing.enums import ReviewOutcome, ReviewRole
from credentialing.rules.facts import (
    Agreement,
    Amount,
    Application,
    ApplicationReview,
    Fee,
    Payment,
    SupervisorRequest,
)

from .arrays import LATER, Row, by_then, day, stands
from .people import NOBODY, id_of

UNSTATED = "unstated"
"""The terms version of an agreement from a paper file that does not say what it was signed for."""

AGREEMENT_DAYS = (
    "form_filled_on",
    "supervisor_signed_on",
    "copy_to_coordinator_on",
    "copy_to_treasurer_on",
)


def application(case: Row, as_of: dt.date) -> Application:
    """The application, and to whom it had gone by the day."""
    sent = {
        ReviewRole.CHAIR: case["sent_to_chair_on"],
        ReviewRole.COORDINATOR: case["sent_to_coordinator_on"],
    }
    offices = tuple(str(office) for office, on in sent.items() if by_then(on, as_of))
    return Application(case["completed_on"], case["submitted_on"], offices)


def _within_attempt(case: Row, on: str | None) -> bool:
    """Of this attempt: a second attempt asks anew, so older rows belong to the first (T37)."""
    opened, next_opened = case["opened_on"], case["next_opened_on"]
    after = case["previous"] is None or on is None or on >= opened.isoformat()
    return after and (next_opened is None or on is None or on < next_opened.isoformat())


def chosen_request(case: Row, as_of: dt.date) -> Row | None:
    """The latest request accepted; else the latest neither declined nor withdrawn."""
    asked = [
        row
        for row in case["requests"]
        if by_then(row["asked_on"], as_of)
        and _within_attempt(case, row["asked_on"])
        and stands(row["withdrawn_on"], as_of)
    ]
    answered = [row for row in asked if by_then(row["answered_on"], as_of)]
    accepted = [row for row in answered if row["accepted"]]
    if accepted:
        return max(accepted, key=lambda row: (row["answered_on"], row["key"]))
    waiting = [row for row in asked if row not in answered]
    return waiting[-1] if waiting else None


def supervisor_request(row: Row | None) -> SupervisorRequest:
    """The request as the rules read it."""
    if row is None:
        return SupervisorRequest()
    accepted_on = day(row["answered_on"]) if row["accepted"] else None
    return SupervisorRequest(id_of(supervisor_asked(row)), day(row["asked_on"]), accepted_on)


def supervisor_asked(row: Row | None) -> int | None:
    """The key of the supervisor asked; None where the request of an older file names nobody."""
    return None if row is None or row["supervisor_name"] == NOBODY else row["supervisor"]


def chosen_agreement(case: Row, as_of: dt.date) -> Row | None:
    """The latest agreement begun by the day and not ended; else the latest begun."""
    begun = [row for row in case["agreements"] if _is_begun(case, row, as_of)]
    current = [row for row in begun if stands(row["ended_on"], as_of)]
    return (current or begun or [None])[-1]


def _is_begun(case: Row, row: Row, as_of: dt.date) -> bool:
    first = min((row[name] for name in AGREEMENT_DAYS if row[name]), default=None)
    return (first is None or by_then(first, as_of)) and _within_attempt(case, first or row["ended_on"])


def agreement(row: Row | None) -> Agreement:
    """The agreement as the rules read it; the Coordinator is the Supervisor of Credentialing."""
    return Agreement(*(day(row[name]) for name in AGREEMENT_DAYS)) if row else Agreement()


def fee(case: Row, signed_for: Row | None, as_of: dt.date) -> Fee:
    """The amount the agreement was signed for, else the schedule's; and what was sent (R14.8).

    An agreement not begun by the day says what will be asked for where no schedule says what is.
    """
    if signed_for is not None and not _is_begun(case, signed_for, as_of) and case["scheduled_amount"]:
        signed_for = None
    if signed_for is None:
        first_year = amount(case["scheduled_amount"])
    else:
        first_year = None if signed_for["terms_version"] == UNSTATED else amount(signed_for["amount"])
    return Fee(first_year, tuple(_payment(at, row) for at, row in enumerate(case["receipts"])))


def _payment(at: int, row: Row) -> Payment:
    sent_on, sent = dt.date.fromisoformat(row["sent_on"]), amount(row["amount"])
    return Payment(at, sent_on, sent or 0, day(row["confirmed_on"]), day(row["reversed_on"]))


def amount(figure: str | Decimal | None) -> Amount | None:
    """A figure of the database; a whole one as an integer."""
    if figure is None:
        return None
    exact = Decimal(figure)
    return int(exact) if exact == exact.to_integral_value() else exact


def application_review(case: Row, as_of: dt.date) -> ApplicationReview:
    """Each office's last review; approved or declined on the day both had, in one round (R14.6)."""
    found = _review_by(case, as_of)
    if all(by_then(row["on"], as_of) for row in case["reviews"]):
        return found
    return ApplicationReview(*(now or then for now, then in zip(found, _review_by(case, LATER), strict=True)))


def _review_by(case: Row, as_of: dt.date) -> ApplicationReview:
    reviews = [row for row in case["reviews"] if by_then(row["on"], as_of)]
    last = {row["role"]: row["on"] for row in reviews}
    return ApplicationReview(
        ccc_chair_on=day(last.get(ReviewRole.CHAIR)),
        coordinator_of_supervision_on=day(last.get(ReviewRole.COORDINATOR)),
        prior_experience_reviewed_on=_experience_reviewed_on(case, as_of),
        approved_on=day(_both(reviews, ReviewOutcome.APPROVE)),
        declined_on=day(_both(reviews, ReviewOutcome.DECLINE)),
    )


def _both(reviews: Iterable[Row], outcome: str) -> str | None:
    """The day on which both offices had decided so in the last round in which they did."""
    rounds: dict[int, list[str]] = {}
    for row in reviews:
        if row["outcome"] == outcome:
            rounds.setdefault(row["round"], []).append(row["on"])
    agreed = {number: max(days) for number, days in rounds.items() if len(days) == len(ReviewRole)}
    return agreed[max(agreed)] if agreed else None


def _experience_reviewed_on(case: Row, as_of: dt.date) -> dt.date | None:
    """The day by which each named experience had a view of both offices; None until then."""
    last = [
        {view["role"]: view["on"] for view in experience["views"] if by_then(view["on"], as_of)}
        for experience in case["experiences"]
    ]
    if not last or any(len(by_office) < len(ReviewRole) for by_office in last):
        return None
    return day(max(max(by_office.values()) for by_office in last))
