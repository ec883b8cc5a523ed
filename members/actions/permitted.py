"""The first question of every action."""

from members.models import Person
from members.refusals import Refused


def permit(by: Person, permission: str, about: object = None) -> None:
    """Raise Refused unless the person has the permission (for the thing, if one is given)."""
    if not by.has_perm(permission, about):
        raise Refused("This belongs to an office that you do not hold today.")
