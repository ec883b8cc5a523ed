"""Whose draft it is, and whether it may still be written in."""

from credentialing.actions.locking import lock_case
from credentialing.enums import State
from credentialing.models import Application, Case
from members.actions.locking import only
from members.models import Person
from members.refusals import Refused, Stale

WRITABLE = (State.DRAFT, State.RETURNED)


def lock_draft(case: Case, by: Person) -> Application:
    """Lock the case and return its application as it stands now.

    Raises Refused for anybody but the candidate, Stale where it is with the reviewers or past them.
    """
    locked = lock_case(case)
    if locked.candidate_id != by.pk:
        raise Refused("Only the candidate writes the application.")
    if locked.state not in WRITABLE:
        raise Stale("The application cannot be changed now: it has not been begun, or has been sent already.")
    return only([], Application.objects.filter(case=locked))
