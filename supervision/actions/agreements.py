"""The schedule of fees with its supervisor agreement (R14.7, R14.8a).

These are called by the case's own steps, which guard its state, move it and write its timeline.
"""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale
from supervision.actions.locking import lock
from supervision.models import Agreement
from supervision.words import day_text


@transaction.atomic
def fill_in(
    *,
    by: Person,
    candidate: Person,
    supervisor: Person,
    first_year_amount: Decimal,
    second_year_amount: Decimal | None,
    terms_version: str,
    on: dt.date,
) -> Agreement:
    """Fill in the form with the amounts copied in, or fill in again one that is not signed yet (R14.7b).

    Raises Refused for anybody but the candidate, with oneself, and while a signed agreement stands.
    """
    lock([candidate.pk, supervisor.pk])
    if by.pk != candidate.pk:
        raise Refused("The candidate fills in the schedule of fees.")
    if candidate.pk == supervisor.pk:
        raise Refused("Nobody supervises themselves. Choose somebody else.")
    agreement = Agreement.objects.current().filter(candidate=candidate).first() or Agreement(
        candidate=candidate
    )
    if agreement.supervisor_signed_on is not None:
        raise Refused("A signed agreement stands. To change supervisor, end it first.")
    agreement.supervisor = supervisor
    agreement.first_year_amount, agreement.second_year_amount = first_year_amount, second_year_amount
    agreement.terms_version, agreement.form_filled_on = terms_version, on
    agreement.full_clean()
    agreement.save()
    _tell("agreement_to_sign", agreement, to=supervisor, path=reverse("supervision:desk"))
    return agreement


@transaction.atomic
def sign(*, by: Person, agreement: Agreement) -> Agreement:
    """Sign as the supervisor; copies go to the Coordinator of Supervision and the Treasurer today (R14.7c-e).

    Raises Refused for anybody but the agreement's supervisor, and where it is not filled in, signed
    already or ended.
    """
    current = _locked(agreement)
    if not by.has_perm("supervision.sign_agreement", current):
        raise Refused("Only the supervisor named in the agreement can sign it.")
    if current.form_filled_on is None:
        raise Refused("The candidate has not filled in the schedule of fees yet.")
    if current.supervisor_signed_on is not None:
        raise Stale(f"You signed this agreement on {day_text(current.supervisor_signed_on)}.")
    today = clock.today()
    current.supervisor_signed_on = current.copy_to_coordinator_on = current.copy_to_treasurer_on = today
    current.save()
    _tell("agreement_signed", current, to=current.candidate, path=reverse("supervision:my_supervision"))
    path = reverse("supervision:person", args=[current.candidate_id])
    _tell("agreement_copy", current, to=Office.COORDINATOR_OF_SUPERVISION, path=path)
    _tell("agreement_copy", current, to=Office.TREASURER)
    return current


@transaction.atomic
def clear(*, by: Person, agreement: Agreement, from_date: dt.date) -> Agreement:
    """Let supervision sessions be dated from the day on, inclusive: the first-year fee is in (R14.8).

    Raises Refused where the agreement is not signed or has ended.
    """
    current = _locked(agreement)
    if current.supervisor_signed_on is None:
        raise Refused(f"{current.supervisor} has not signed the agreement yet.")
    return set_clearing(agreement=current, from_date=from_date)


@transaction.atomic
def put_on_hold(*, by: Person, agreement: Agreement) -> Agreement:
    """Let no supervision session be recorded until it is cleared again: a receipt was reversed."""
    lock([agreement.candidate_id, agreement.supervisor_id])
    return set_clearing(agreement=Agreement.objects.get(pk=agreement.pk), from_date=None)


def set_clearing(*, agreement: Agreement, from_date: dt.date | None) -> Agreement:
    """Write the day from which sessions count, or that none does: the only place that writes it.

    It follows the money, also of an agreement that has ended; whoever calls has locked both sides.
    """
    agreement.cleared_on = from_date
    agreement.save(update_fields=["cleared_on"])
    return agreement


@transaction.atomic
def end(*, by: Person | None, agreement: Agreement, reason: str) -> Agreement:
    """End the agreement today, with a reason; both sides are told, but for whoever ends it.

    `by` is None where it ends with the file it belongs to. Raises Refused without a reason, or where it
    has ended already.
    """
    current = _locked(agreement)
    if not reason.strip():
        raise Refused("Say why the agreement ends.", field="reason")
    current.ended_on, current.ended_reason = clock.today(), reason.strip()
    current.full_clean()
    current.save()
    for person, path in (
        (current.candidate, "supervision:my_supervision"),
        (current.supervisor, "supervision:desk"),
    ):
        if by is None or person.pk != by.pk:
            _tell("agreement_ended", current, to=person, path=reverse(path), by=by.name if by else "")
    return current


def _locked(agreement: Agreement) -> Agreement:
    lock([agreement.candidate_id, agreement.supervisor_id])
    current = Agreement.objects.select_related("candidate", "supervisor").get(pk=agreement.pk)
    if current.ended_on is not None:
        raise Stale(f"This agreement ended on {day_text(current.ended_on)}.")
    return current


def _tell(kind: str, agreement: Agreement, *, to: Person | Office, path: str = "/home/", **more: str) -> None:
    notify(
        kind,
        to=to,
        about=("agreement", agreement.pk),
        path=path,
        candidate=agreement.candidate.name,
        supervisor=agreement.supervisor.name,
        first_year_amount=str(agreement.first_year_amount),
        second_year_amount=str(agreement.second_year_amount or ""),
        terms_version=agreement.terms_version,
        signed_on=agreement.supervisor_signed_on,
        reason=agreement.ended_reason,
        **more,
    )
