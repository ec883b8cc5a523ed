"""Finding a supervisor (T03, T22b); the answer is given on the supervisor's own page."""

from django.db import transaction
from django.urls import reverse

from credentialing.actions.locking import lock_case
from credentialing.actions.move import append_event, move_case
from credentialing.enums import State
from credentialing.models import Case
from credentialing.permissions import actors_on
from credentialing.workflow import PREPARING, SUPERVISED, Actor
from members import clock
from members.actions.notices import notify
from members.models import Person, SupervisorApproval
from members.refusals import Refused, Stale
from supervision.actions.requests import ask_supervisor, withdraw_request
from supervision.models import SupervisorRequest

LOOKING = (*PREPARING, State.APPROVED, *SUPERVISED)


@transaction.atomic
def ask(*, case: Case, by: Person, supervisor: Person, message: str = "") -> SupervisorRequest:
    """Ask somebody on the supervisors list (R14.4a); in training, after a change of supervisor, too.

    Raises Refused while another request, another yes or an agreement stands, and where the supervisor
    is not on the list, full or not accepting.
    """
    locked = lock_case(case, "T03", "T22b", also=[supervisor.pk])
    step = "T22b" if locked.state in SUPERVISED else "T03"
    move_case(case=case, step=step, by=by, staff=supervisor.name, public=supervisor.name)
    return ask_supervisor(by=by, supervisor=supervisor, message=message)


@transaction.atomic
def withdraw_ask(*, case: Case, by: Person, request: SupervisorRequest) -> SupervisorRequest:
    """Take a request back, so that somebody else can be asked. Raises as supervision's own action does."""
    locked = lock_case(case, also=[request.supervisor_id])
    if locked.candidate_id != by.pk or request.candidate_id != by.pk:
        raise Refused("Only the candidate who asked can withdraw a request.")
    taken_back = withdraw_request(by=by, request=request)
    append_event(
        case=locked,
        kind="request_withdrawn",
        by=by,
        staff=f"Request to {request.supervisor} withdrawn",
        public=f"You withdrew your request to {request.supervisor}",
    )
    return taken_back


@transaction.atomic
def suggest_supervisor(*, case: Case, by: Person, supervisor: Person, message: str = "") -> None:
    """Suggest a supervisor to a candidate, as the Coordinator of Supervision (R14.4b); the candidate asks.

    Raises Refused for anybody else, on one's own file, and for somebody not on the list today.
    """
    locked = lock_case(case, also=[supervisor.pk])
    if Actor.COORDINATOR not in actors_on(locked, by):
        raise Refused("The Coordinator of Supervision suggests supervisors.")
    if locked.state not in LOOKING:
        raise Stale("This candidate is not looking for a supervisor now.")
    if supervisor.pk == locked.candidate_id:
        raise Refused("Nobody supervises themselves. Choose somebody else.", field="supervisor")
    if not SupervisorApproval.objects.on(clock.today()).filter(person=supervisor).exists():
        raise Refused(f"{supervisor} is not on the supervisors list today.", field="supervisor")
    words = f"{supervisor} suggested as supervisor"
    append_event(case=locked, kind="supervisor_suggested", by=by, staff=words, public=words)
    notify(
        "supervisor_suggested",
        to=locked.candidate,
        about=("case", locked.pk),
        path=reverse("credentialing:ask_supervisor", args=[locked.pk]),
        supervisor=supervisor.name,
        message=message.strip(),
    )
