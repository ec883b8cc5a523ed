"""What becomes of somebody's part in the files of others when their account ends: nothing waits on them.

Who supervises, evaluates or votes is replaced by the steps that the table has for it; here the place is made
free, the file says so, and whoever settles it is told.
"""

from django.urls import reverse

from credentialing.actions.counting import wait_for_release
from credentialing.actions.locking import bound_to, lock_case
from credentialing.actions.move import append_event, move_case
from credentialing.enums import State
from credentialing.models import Ballot, Case, Event, Motion, PriorExperience, Recusal
from credentialing.workflow import BONDS, STAGES, SUPERVISED
from intensives.actions.final import designations_of, let_go_of_designations
from intensives.models import Evaluation
from members import clock
from members.actions.accounts import Part, register_part
from members.actions.locking import only
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from supervision.actions.agreements import end
from supervision.actions.requests import let_go_of_requests, requests_to
from supervision.models import Agreement

WHY = "The account of {person} has ended."


def _own_file(person: Person) -> list[str]:
    """One's own file is ended first, by whoever may: an account that ends decides nothing about it."""
    case = Case.objects.open().filter(candidate=person).first()
    if case is None:
        return []
    stage = STAGES[State(case.state)].staff
    return [
        f"The file of {person} is open (“{stage}”). They withdraw, or the CCC Chair closes it; "
        "then the account can end."
    ]


def _agreements(person: Person) -> list[Agreement]:
    rows = Agreement.objects.current().filter(supervisor=person).select_related("candidate", "supervisor")
    return list(rows.order_by("pk"))


def _unattested(person: Person) -> list[PriorExperience]:
    """What the person is asked to attest to in open files, and has not."""
    asked = Event.objects.filter(kind="attestation_asked").values("case")
    rows = PriorExperience.objects.filter(leader=person, case__in=Case.objects.open(), attestations=None)
    return list(rows.filter(case__in=asked).select_related("case__candidate").order_by("pk"))


def _motions(person: Person) -> list[Motion]:
    """Open votes in which the person could still cast a ballot."""
    rows = Motion.objects.open().on_roll(person).filter(closes_at__gt=clock.now())
    done = [
        *Ballot.objects.filter(person=person).values_list("motion", flat=True),
        *Recusal.objects.filter(person=person).values_list("motion", flat=True),
    ]
    return list(rows.exclude(pk__in=done).select_related("case__candidate").order_by("pk"))


def _candidates(person: Person) -> dict[int, Person]:
    """Everybody in whose file the person has one of these parts."""
    found = [one.candidate for one in [*requests_to(person), *_agreements(person)]]
    found += [one.attendance.person for one in designations_of(person)]
    found += [one.case.candidate for one in [*_unattested(person), *_motions(person)]]
    return {one.pk: one for one in found}


def _whom(person: Person) -> set[int | None]:
    keys: set[int | None] = set(_candidates(person))
    for case in Case.objects.open().filter(candidate__in=list(keys)):
        keys |= bound_to(case, BONDS)
    return keys


def _follows(person: Person) -> list[str]:
    asked = [f"The request of {one.candidate} to supervise lapses." for one in requests_to(person)]
    ended = [
        f"The supervisor agreement with {one.candidate} ends; the candidate asks another supervisor."
        for one in _agreements(person)
    ]
    named = [
        f"{one.attendance.person} needs another evaluator; the CCC Chair names one."
        for one in designations_of(person)
    ]
    attests = [f"{one.case.candidate} waits for no attestation by them." for one in _unattested(person)]
    votes = [
        f"They vote no more on {one.case.candidate}; the roll counts without them."
        for one in _motions(person)
    ]
    return [*asked, *ended, *named, *attests, *votes]


def _let_go(person: Person) -> None:
    why = WHY.format(person=person)
    locked = _lock_files(person)
    for request in let_go_of_requests(supervisor=person):
        if case := locked.get(request.candidate_id):
            said = f"The request to {person} has lapsed"
            append_event(case=case, kind="request_lapsed", by=None, staff=f"{said}: {why}", public=said)
    for agreement in _agreements(person):
        _end_agreement(agreement, locked.get(agreement.candidate_id), why)
    for evaluation in let_go_of_designations(evaluator=person, reason=why):
        if case := locked.get(evaluation.attendance.person_id):
            _ask_for_another(evaluation, case, why)
    for experience in _unattested(person):
        _say_not_attested(experience, locked[experience.case.candidate_id], person)
    for motion in _motions(person):
        _stand_aside(motion, person, why)


def _lock_files(person: Person) -> dict[int, Case]:
    """The open files the person has a part in, locked, by candidate; their people are locked already."""
    cases = Case.objects.open().filter(candidate__in=list(_candidates(person))).order_by("pk")
    return {case.candidate_id: lock_case(case) for case in cases}


def _end_agreement(agreement: Agreement, case: Case | None, why: str) -> None:
    """Through the door where an agreement is in force; before the signature nothing has moved yet."""
    if case is not None and case.state == State.AGREED:
        move_case(case=case, step="T22g", by=None, staff=why)
    elif case is not None and case.state in SUPERVISED:
        move_case(case=case, step="T22f", by=None, staff=why)
    elif case is not None:
        became = "has ended" if agreement.supervisor_signed_on else "is not signed any more"
        said = f"The agreement with {agreement.supervisor} {became}"
        append_event(case=case, kind="agreement_lapsed", by=None, staff=f"{said}: {why}", public=said)
    end(by=None, agreement=agreement, reason=why)
    if case is not None:
        notify(
            "supervisor_change",
            to=Office.COORDINATOR_OF_SUPERVISION,
            about=("case", case.pk),
            path=reverse("credentialing:suggest_supervisor", args=[case.pk]),
            candidate=agreement.candidate.name,
            supervisor=agreement.supervisor.name,
            reason=why,
        )


def _ask_for_another(evaluation: Evaluation, case: Case, why: str) -> None:
    said = f"No evaluator at {evaluation.attendance.intensive} any more"
    append_event(case=case, kind="evaluator_gone", by=None, staff=f"{said}: {why}", public=said)
    told = {
        "about": ("case", case.pk),
        "candidate": case.candidate.name,
        "evaluator": str(evaluation.evaluator),
    }
    another = reverse("credentialing:another_evaluator", args=[case.pk])
    notify("evaluator_gone", to=Office.CCC_CHAIR, path=another, to_candidate=False, **told)
    notify("evaluator_gone", to=case.candidate, path=reverse("home"), to_candidate=True, **told)


def _say_not_attested(experience: PriorExperience, case: Case, person: Person) -> None:
    said = f"{person} will not attest to “{experience.title}”"
    append_event(case=case, kind="attestation_gone", by=None, staff=said, public=said)
    path = reverse("credentialing:application", args=[case.pk])
    about = ("case", case.pk)
    notify(
        "attestation_gone",
        to=case.candidate,
        about=about,
        path=path,
        leader=person.name,
        title=experience.title,
    )


def _stand_aside(motion: Motion, person: Person, why: str) -> None:
    """As a member who has recused: the roll stays as it was, the quorum counts without them."""
    current: Motion = only([], Motion.objects.filter(pk=motion.pk).select_related("case__candidate"))
    Recusal.objects.create(motion=current, person=person, reason=why)
    wait_for_release(current)


register_part(Part(whom=_whom, in_the_way=_own_file, follows=_follows, let_go=_let_go))
