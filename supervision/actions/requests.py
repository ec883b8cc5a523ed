"""Asking a supervisor, and the answer (R14.4)."""

from django.db import transaction
from django.urls import reverse

from members import clock
from members.actions.notices import notify
from members.actions.permitted import refuse_ended
from members.models import Person, SupervisorApproval
from members.refusals import Refused, Stale
from supervision.actions.locking import announce, lock
from supervision.models import Agreement, SupervisorRequest
from supervision.words import day_text


@transaction.atomic
def ask_supervisor(*, by: Person, supervisor: Person, message: str = "") -> SupervisorRequest:
    """Ask somebody on the supervisors list; one is asked at a time (R14.4a, 4c).

    Raises Refused for oneself, for somebody not on the list today, not accepting or full, and while
    another request, another yes or a signed agreement stands.
    """
    lock([by.pk, supervisor.pk])
    if by.pk == supervisor.pk:
        raise Refused("Nobody supervises themselves. Choose somebody else.", field="supervisor")
    if not by.has_perm("supervision.ask_supervisor"):
        raise Refused(
            "Supervisors are asked by members of the society. Your membership is not on record today."
        )
    _refuse_unavailable(supervisor)
    _refuse_what_stands(by)
    request = SupervisorRequest(
        candidate=by, supervisor=supervisor, asked_on=clock.today(), message=message.strip()
    )
    request.full_clean()
    request.save()
    _tell("supervisor_asked", request, to=supervisor, path=reverse("supervision:answer", args=[request.pk]))
    _announce("supervisor_asked", request, by)
    return request


@transaction.atomic
def withdraw_request(*, by: Person, request: SupervisorRequest) -> SupervisorRequest:
    """Take back a request, open or answered with yes, while no agreement has come of it.

    Raises Refused for somebody else's request, and where it was declined or withdrawn already.
    """
    current = _locked(request)
    if not by.has_perm("supervision.withdraw_request", current):
        raise Refused("Only the candidate who asked can withdraw a request.")
    if current.withdrawn_on is not None:
        raise Stale(f"You withdrew this request on {day_text(current.withdrawn_on)}.")
    if current.accepted is False:
        raise Stale(
            f"{current.supervisor} declined on {day_text(current.answered_on)}; you can ask somebody else."
        )
    if Agreement.objects.current().filter(candidate=by, supervisor=current.supervisor).exists():
        raise Refused("An agreement has come of this request. To change supervisor, end the agreement.")
    current.withdrawn_on = clock.today()
    current.save(update_fields=["withdrawn_on"])
    _tell("supervisor_request_withdrawn", current, to=current.supervisor, path=reverse("supervision:desk"))
    _announce("supervisor_request_withdrawn", current, by)
    return current


@transaction.atomic
def lapse_requests(*, candidate: Person, reason: str) -> list[SupervisorRequest]:
    """Let lapse what no agreement has come of, asked or answered with yes; the supervisors are told.

    For the end of the file they belong to, which has locked the people.
    """
    requests = SupervisorRequest.objects.filter(candidate=candidate).select_related("candidate", "supervisor")
    lapsed = [*requests.open(), *requests.waiting_for_agreement()]
    for request in lapsed:
        request.withdrawn_on = clock.today()
        request.save(update_fields=["withdrawn_on"])
        path = reverse("supervision:desk")
        _tell("supervisor_request_lapsed", request, to=request.supervisor, path=path, reason=reason)
    return lapsed


@transaction.atomic
def let_go_of_requests(*, supervisor: Person) -> list[SupervisorRequest]:
    """Let lapse what a supervisor whose account ends was asked, or has said yes to without an agreement yet.

    The candidates are told that they ask somebody else. For the end of the account, which has locked the
    people.
    """
    asked = requests_to(supervisor)
    for request in asked:
        request.withdrawn_on = clock.today()
        request.save(update_fields=["withdrawn_on"])
        path = reverse("supervision:my_supervision")
        _tell("supervisor_gone", request, to=request.candidate, path=path)
    return asked


def requests_to(supervisor: Person) -> list[SupervisorRequest]:
    """What the supervisor is asked and has not answered, and each yes that waits for its agreement."""
    rows = SupervisorRequest.objects.filter(supervisor=supervisor).select_related("candidate", "supervisor")
    return [*rows.open(), *rows.waiting_for_agreement()]


@transaction.atomic
def answer_request(
    *, by: Person, request: SupervisorRequest, accepted: bool, answer: str = ""
) -> SupervisorRequest:
    """Say yes or no to the candidate who asked, with a word if one likes (R14.4c).

    Raises Refused for anybody but the supervisor asked, where it is answered or withdrawn, and for a
    yes by somebody who is not on the supervisors list today.
    """
    current = _locked(request)
    if not by.has_perm("supervision.answer_request", current):
        raise Refused("Only the supervisor who was asked can answer.")
    if current.withdrawn_on is not None:
        raise Stale(f"{current.candidate} withdrew this request on {day_text(current.withdrawn_on)}.")
    if current.answered_on is not None:
        raise Stale(f"You answered this request on {day_text(current.answered_on)}.")
    if accepted and not by.has_perm("supervision.supervise"):
        raise Refused("You are not on the supervisors list today. Ask the Coordinator of Supervision.")
    current.answered_on = clock.today()
    current.accepted, current.answer = accepted, answer.strip()
    current.full_clean()
    current.save()
    _tell("supervisor_answered", current, to=current.candidate, path=reverse("supervision:my_supervision"))
    _announce("supervisor_answered", current, by)
    return current


def _locked(request: SupervisorRequest) -> SupervisorRequest:
    lock([request.candidate_id, request.supervisor_id])
    return SupervisorRequest.objects.select_related("candidate", "supervisor").get(pk=request.pk)


def _refuse_unavailable(supervisor: Person) -> None:
    refuse_ended(supervisor, field="supervisor")
    approval = SupervisorApproval.objects.on(clock.today()).filter(person=supervisor).first()
    if approval is None:
        raise Refused(
            f"{supervisor} is not on the supervisors list today. Choose somebody who is.", field="supervisor"
        )
    if not approval.accepting:
        raise Refused(
            f"{supervisor} takes no new candidates at present. Ask somebody else.", field="supervisor"
        )
    if taken(supervisor) >= approval.capacity:
        raise Refused(
            f"{supervisor} has as many candidates as they take ({approval.capacity}). "
            "Ask somebody else, or ask the Coordinator of Supervision for help.",
            field="supervisor",
        )


def taken(supervisor: Person) -> int:
    """How many candidates a supervisor has: current agreements, and yeses that wait for theirs."""
    having = Agreement.objects.current().filter(supervisor=supervisor).values_list("candidate_id")
    promised = SupervisorRequest.objects.waiting_for_agreement().filter(supervisor=supervisor)
    return having.union(promised.values_list("candidate_id")).count()


def _refuse_what_stands(by: Person) -> None:
    mine = SupervisorRequest.objects.filter(candidate=by).select_related("supervisor")
    for request in mine.open():
        raise Refused(f"{request.supervisor} has not answered yet. Withdraw that request first.")
    for request in mine.waiting_for_agreement():
        raise Refused(f"{request.supervisor} has said yes. Withdraw that request first.")
    agreement = Agreement.objects.current().signed().filter(candidate=by).select_related("supervisor").first()
    if agreement is not None:
        raise Refused(f"You have an agreement with {agreement.supervisor}. It has to end first.")


def _tell(kind: str, request: SupervisorRequest, *, to: Person, path: str, **more: str) -> None:
    notify(
        kind,
        to=to,
        about=("supervisor_request", request.pk),
        path=path,
        candidate=request.candidate.name,
        supervisor=request.supervisor.name,
        accepted=request.accepted,
        **more,
    )


def _announce(kind: str, request: SupervisorRequest, by: Person) -> None:
    detail = request.supervisor.name
    if request.accepted is not None and request.withdrawn_on is None:
        detail += ": yes" if request.accepted else ": no"
    announce(kind, sender=SupervisorRequest, people=[request.candidate_id], by=by, detail=detail)
