"""Opening a file, and the ways out of one: withdrawing, closing, and a new attempt (T01, T36, T36b, T37)."""

from django.db import transaction
from django.urls import reverse

from credentialing.actions.ending import let_go_again
from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case, open_case
from credentialing.actions.situation import situation_of
from credentialing.guards import not_credentialed_today
from credentialing.models import Application, Case
from members.actions.notices import notify
from members.models import Person
from members.refusals import Refused

CARRIED_OVER = ("degree", "institution", "practice", "group_plan", "balint_history")


@transaction.atomic
def begin_enquiry(*, person: Person, by: Person) -> Case:
    """Open a person's first file as an enquiry.

    Raises Refused for somebody else, while a file is open, after an earlier one, and for a leader who
    is credentialed.
    """
    if by.pk != person.pk:
        raise Refused("Everybody opens their own file.")
    case = open_case(candidate=person, by=by)
    if Case.objects.of(person).exclude(pk=case.pk).exists():
        raise Refused("You have an earlier file. Begin a new attempt from there, so that the two are linked.")
    if refusal := not_credentialed_today(situation_of(case, by=by)):
        raise Refused(refusal)
    return case


@transaction.atomic
def begin_application(*, case: Case, by: Person) -> Application:
    """Begin the draft (T01); on a new attempt what was written before is carried over, except the reasons."""
    move_case(case=case, step="T01", by=by)
    earlier = Application.objects.filter(case=case.previous_id).first() if case.previous_id else None
    words = {name: getattr(earlier, name) for name in CARRIED_OVER} if earlier else {}
    return Application.objects.get_or_create(case=case, defaults=words)[0]


@transaction.atomic
def withdraw(*, case: Case, by: Person, reason: str = "") -> Case:
    """Withdraw from the process (T36). The file is kept, and a new attempt is possible at any time."""
    move_case(case=case, step="T36", by=by, reason=reason, staff=reason.strip())
    return case


@transaction.atomic
def close(*, case: Case, by: Person, reason: str) -> Case:
    """Close a file that does not go on (T36b), as the Chair. Raises Refused without a reason."""
    move_case(case=case, step="T36b", by=by, reason=reason, staff=reason.strip(), public=reason.strip())
    _tell("file_closed", case, case.candidate, reason)
    return case


@transaction.atomic
def new_attempt(*, case: Case, by: Person) -> Case:
    """Begin again after a file that has ended (T37): a new case, linked to the old one, which stays readable.

    Raises Refused where the old one is not the latest, or a file is open.
    """
    lock_case(case, "T37")
    if Case.objects.filter(previous=case).exists():
        raise Refused("A new attempt was begun from this file already.")
    move_case(case=case, step="T37", by=by)
    let_go_again(case=case, by=by)
    return open_case(candidate=case.candidate, by=by, previous=case)


def _tell(kind: str, case: Case, to: Person, reason: str) -> None:
    path = reverse("credentialing:case", args=[case.pk])
    about = ("case", case.pk)
    notify(kind, to=to, about=about, path=path, candidate=case.candidate.name, reason=reason.strip())
