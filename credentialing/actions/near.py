"""Declaring that one practises together with a candidate, and taking that back."""

from django.db import transaction

from credentialing.actions.locking import lock_case
from credentialing.actions.move import append_event
from credentialing.models import Case, SharedPractice
from credentialing.permissions import is_an_insider
from members import clock
from members.models import Person
from members.refusals import Refused, Stale


@transaction.atomic
def declare_practice(*, case: Case, by: Person) -> SharedPractice:
    """Say that one practises together with the candidate; it is named wherever a conflict is.

    Raises Refused on one's own file and for strangers to it, Stale where it stands already.
    """
    locked = lock_case(case, also=[by.pk])
    _require_insider(locked, by)
    if _declared(locked, by).exists():
        raise Stale("You have declared this already.")
    made = SharedPractice.objects.create(person=by, candidate=locked.candidate, declared_on=clock.today())
    append_event(case=locked, kind="practice_declared", by=by, staff=f"{by} practises with the candidate")
    return made


@transaction.atomic
def withdraw_practice(*, case: Case, by: Person) -> SharedPractice:
    """Take the declaration back, where one practises together no longer. Raises Stale where none stands."""
    locked = lock_case(case, also=[by.pk])
    _require_insider(locked, by)
    declared = _declared(locked, by).first()
    if declared is None:
        raise Stale("Nothing is declared.")
    declared.withdrawn_on = clock.today()
    declared.save(update_fields=["withdrawn_on"])
    words = f"{by} practises with the candidate no longer"
    append_event(case=locked, kind="practice_withdrawn", by=by, staff=words)
    return declared


def _declared(case: Case, by: Person):
    return SharedPractice.objects.filter(person=by, candidate=case.candidate_id, withdrawn_on=None)


def _require_insider(case: Case, by: Person) -> None:
    if case.candidate_id == by.pk or not is_an_insider(by, case):
        raise Refused("Whoever has a part in the file declares this, and nobody for themselves.")
