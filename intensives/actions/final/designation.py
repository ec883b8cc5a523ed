"""Naming the evaluator, and ending that (P98.CP.3e, R14.11d)."""

from django.db import transaction
from django.urls import reverse

from intensives.actions.doors import announce_change, lock_evaluation, lock_place, require
from intensives.actions.final.closed import refuse_closed
from intensives.enums import Role
from intensives.models import Attendance, Evaluation
from members import clock
from members.actions.notices import notify
from members.actions.permitted import refuse_ended
from members.models import Person
from members.refusals import Refused, Stale
from members.signals import evidence_changed

NOT_COMMITTEE = "The evaluator is named by the Credentialing Committee, and nobody names their own."
NOT_YOURS = "A designation is ended by the Credentialing Committee or the candidate."


@transaction.atomic
def designate(*, attendance: Attendance, evaluator: Person, by: Person) -> Evaluation:
    """Name the evaluator of a candidate's place (P98.CP.3e, R14.11d), today.

    Raises Refused without the right, for a participant's place, for the candidate, for faculty of the
    candidate's small group; Stale while another designation stands.
    """
    place = lock_place(attendance, evaluator.pk)
    require(by, "intensives.designate", place, NOT_COMMITTEE)
    _refuse_as_evaluator(place, evaluator)
    if place.evaluations.standing().exists():
        raise Stale(f"{place.person} has an evaluator for {place.intensive} already; end that first.")
    evaluation = Evaluation.objects.create(
        attendance=place, evaluator=evaluator, designated_on=clock.today(), designated_by=by
    )
    _tell_evaluator("evaluator_designated", evaluation, reverse("intensives:write", args=[evaluation.pk]))
    detail = f"{evaluator} evaluates at {place.intensive}"
    announce_change(Evaluation, place.person, by, "evaluator_designated", detail)
    return evaluation


@transaction.atomic
def end_designation(*, evaluation: Evaluation, reason: str, by: Person) -> Evaluation:
    """End a designation that fell through, with its reason; the evaluator is told.

    Raises Refused without the right or a reason, and once the assessment is delivered.
    """
    current = lock_evaluation(evaluation)
    require(by, "intensives.end_designation", current, NOT_YOURS)
    if not reason.strip():
        raise Refused("Give the reason in a sentence.", field="reason")
    refuse_closed(current)
    _end(current, reason)
    place = current.attendance
    announce_change(Evaluation, place.person, by, "designation_ended", f"No evaluator at {place.intensive}")
    return current


@transaction.atomic
def lapse_designations(*, candidate: Person, reason: str) -> list[Evaluation]:
    """End every designation whose assessment is not delivered; the evaluators are told.

    For the end of the file they belong to, which has locked candidate and evaluators.
    """
    named = Evaluation.objects.to_deliver().filter(attendance__person=candidate)
    found = list(named.select_related("attendance__person", "attendance__intensive", "evaluator"))
    for evaluation in found:
        _end(evaluation, reason)
    return found


@transaction.atomic
def let_go_of_designations(*, evaluator: Person, reason: str) -> list[Evaluation]:
    """End every designation of an evaluator whose account ends and whose assessment is not delivered.

    For the end of the account, which has locked candidates and evaluator; returns what has ended.
    """
    found = designations_of(evaluator)
    for evaluation in found:
        evaluation.ended_on, evaluation.ended_reason = clock.today(), reason
        evaluation.save(update_fields=["ended_on", "ended_reason"])
        place = evaluation.attendance
        detail = f"No evaluator at {place.intensive}"
        evidence_changed.send(
            sender=Evaluation, person=place.person, by=None, kind="designation_ended", detail=detail
        )
    return found


def designations_of(evaluator: Person) -> list[Evaluation]:
    """The designations of the person that stand, and whose assessment is not delivered."""
    named = Evaluation.objects.to_deliver().filter(evaluator=evaluator)
    return list(named.select_related("attendance__person", "attendance__intensive", "evaluator"))


def _end(evaluation: Evaluation, reason: str) -> None:
    evaluation.ended_on, evaluation.ended_reason = clock.today(), reason.strip()
    evaluation.save(update_fields=["ended_on", "ended_reason"])
    if evaluation.evaluator:
        _tell_evaluator("evaluator_released", evaluation, reverse("intensives:mine"), reason=reason.strip())


def _refuse_as_evaluator(place: Attendance, evaluator: Person) -> None:
    if place.role != Role.CANDIDATE:
        raise Refused("Only a credentialing candidate is evaluated.")
    if place.person_id == evaluator.pk:
        raise Refused("Nobody evaluates themselves.", field="evaluator")
    refuse_ended(evaluator, field="evaluator")
    if place.small_group and place.small_group.faculty.filter(person=evaluator).exists():
        raise Refused(
            f"{evaluator} is faculty of {place.small_group}; evaluator and faculty are three people.",
            field="evaluator",
        )


def _tell_evaluator(kind: str, evaluation: Evaluation, path: str, **context: str) -> None:
    place = evaluation.attendance
    notify(
        kind,
        to=evaluation.evaluator,
        about=("evaluation", evaluation.pk),
        path=path,
        candidate=place.person.name,
        name=place.intensive.name,
        site=place.intensive.site,
        start=place.intensive.start,
        end=place.intensive.end,
        **context,
    )
