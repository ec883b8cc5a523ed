"""The months that a granted schedule leaves free, for the pages of the groups (P98.BR.2a)."""

from credentialing.enums import DeterminationKind
from credentialing.models import Case
from credentialing.record import load
from credentialing.rules.pictures import free_months
from members.models import Person
from supervision.months import Month


def months_free_for(leader: Person) -> frozenset[Month]:
    """The free months of the leader's latest file with a granted schedule; one query where there is none."""
    granted = Case.objects.filter(
        candidate=leader, determinations__kind=DeterminationKind.GRANT_SCHEDULE
    ).order_by("-pk")
    case = granted.first()
    if case is None:
        return frozenset()
    loaded = load([case.pk])[case.pk]
    months = free_months(loaded.society.history(loaded.record))
    return frozenset((month // 12, month % 12 + 1) for month in months)
