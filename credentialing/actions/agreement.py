"""Schedule of fees and supervisor agreement (T12, T13, T22, T22c, T22d; R14.7)."""

from django.db import transaction
from django.urls import reverse

from credentialing.actions.fees import follow_the_money, tell_clearing
from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.enums import State
from credentialing.models import Case
from credentialing.owing import schedule_in_force
from credentialing.workflow import SUPERVISED
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale
from supervision.actions.agreements import end, fill_in, sign
from supervision.models import Agreement, SupervisorRequest


def accepted_request(case: Case) -> SupervisorRequest | None:
    """The latest yes that an agreement can be made on."""
    said_yes = SupervisorRequest.objects.to_agree_on().filter(candidate=case.candidate_id)
    return said_yes.select_related("supervisor").order_by("-answered_on", "-pk").first()


@transaction.atomic
def fill_in_schedule(*, case: Case, by: Person) -> Agreement:
    """Fill in the schedule of fees with the amounts in force (T12); in training for a new supervisor (T22c).

    Raises Refused without a supervisor who has said yes, or while the Treasurer has set no fees.
    """
    locked = lock_case(case, "T12", "T22c")
    step = "T22c" if locked.state in SUPERVISED else "T12"
    move_case(case=case, step=step, by=by)
    request, schedule = accepted_request(case), schedule_in_force()
    if request is None:
        raise Stale("The agreement needs a supervisor who has said yes.")
    if schedule is None:
        raise Refused("No schedule of fees is in force. The Treasurer has to set one first.")
    return fill_in(
        by=by,
        candidate=case.candidate,
        supervisor=request.supervisor,
        first_year_amount=schedule.first_year_amount,
        second_year_amount=schedule.second_year_amount,
        terms_version=schedule.version,
        on=clock.today(),
    )


@transaction.atomic
def sign_agreement(*, agreement: Agreement, by: Person) -> Agreement:
    """Sign as the supervisor (T13; T22d for a change); copies go to the Coordinator and the Treasurer, dated.

    A fee confirmed in full before opens the training at once. Raises Refused for anybody else, where it
    is not filled in, or signed already.
    """
    case = Case.objects.open().filter(candidate=agreement.candidate_id).select_related("candidate").first()
    if case is None:
        raise Stale("The candidate's file has ended meanwhile.")
    if agreement.supervisor_id != by.pk:
        raise Refused("Only the supervisor named in the agreement can sign it.")
    locked = lock_case(case, "T13", "T14", "T22d", also=[agreement.supervisor_id])
    step = "T22d" if locked.state in SUPERVISED else "T13"
    move_case(case=case, step=step, by=by, staff=by.name)
    signed = sign(by=by, agreement=agreement)
    tell_clearing(case, follow_the_money(case=case))
    return Agreement.objects.get(pk=signed.pk)


@transaction.atomic
def change_supervisor(*, case: Case, by: Person, reason: str) -> Agreement:
    """End the present agreement, by candidate or supervisor, with a reason (T22; before the fee T22e).

    Both are told, and the fee stays paid. Raises Refused without a reason, or where there is no agreement.
    """
    locked = lock_case(case, "T22", "T22e")
    agreement = Agreement.objects.current().filter(candidate=case.candidate_id).first()
    if agreement is not None and by.pk not in (agreement.candidate_id, agreement.supervisor_id):
        raise Refused("Only the candidate or the supervisor ends the agreement.")
    step = "T22e" if locked.state == State.AGREED else "T22"
    move_case(case=case, step=step, by=by, reason=reason, staff=reason.strip())
    ended = end(by=by, agreement=agreement, reason=reason)
    notify(
        "supervisor_change",
        to=Office.COORDINATOR_OF_SUPERVISION,
        about=("case", case.pk),
        path=reverse("credentialing:suggest_supervisor", args=[case.pk]),
        candidate=case.candidate.name,
        supervisor=ended.supervisor.name,
        reason=reason.strip(),
    )
    return ended
