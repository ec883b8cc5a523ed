"""The log of openings of confidential things: `look` writes it, `openings_about` reads it."""

from django.db.models import Q, QuerySet

from members.actions.access import look
from members.models import AccessEntry, Person

__all__ = ["look", "openings_about"]


def openings_about(person: Person) -> QuerySet[AccessEntry]:
    """Who opened confidential things about the person, newest first."""
    mine = Q(about=person) | Q(about__merged_into=person)
    return AccessEntry.objects.filter(mine).select_related("by")
