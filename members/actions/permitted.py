"""The first question of every action."""

from members.models import Person
from members.refusals import Refused


def permit(by: Person, permission: str, about: object = None) -> None:
    """Raise Refused unless the person has the permission (for the thing, if one is given)."""
    if not by.has_perm(permission, about):
        raise Refused("This belongs to an office that you do not hold today.")


def refuse_ended(person: Person | None, field: str | None = "person") -> None:
    """Raise Refused where the account of somebody who is to take a part has ended."""
    if person is not None and not Person.objects.filter(pk=person.pk, is_active=True).exists():
        raise Refused(f"The account of {person} has ended: choose somebody else.", field=field)
