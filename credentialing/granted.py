"""The months that a granted schedule leaves free, for the pages of the groups (P98.BR.2a)."""

from django.db.models import Exists, OuterRef

from credentialing.enums import DeterminationKind
from credentialing.models import Case, Determination
from credentialing.record import load
from credentialing.rules.pictures import free_months
from members.models import Person
from supervision.months import Month


def months_free_for(leader: Person) -> frozenset[Month]:
    """The free months of the leader's latest attempt; one query where nothing was granted in it."""
    granted = Determination.objects.filter(case=OuterRef("pk"), kind=DeterminationKind.GRANT_SCHEDULE)
    attempts = Case.objects.filter(candidate=leader).order_by("-opened_at", "-pk")
    case = attempts.annotate(has_a_schedule=Exists(granted)).first()
    if case is None or not case.has_a_schedule:
        return frozenset()
    loaded = load([case.pk])[case.pk]
    months = free_months(loaded.society.history(loaded.record))
    return frozenset((month // 12, month % 12 + 1) for month in months)
