"""Questions to the credentialing tables, in the words of the society."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q

from credentialing.enums import ENDED, State
from members.enums import Office


class CaseQuerySet(models.QuerySet):
    """Cases."""

    def open(self):
        """Not over."""
        return self.exclude(state__in=ENDED)

    def ended(self):
        """Over: declined, decided, withdrawn or closed."""
        return self.filter(state__in=ENDED)

    def of(self, person):
        """The person's own."""
        return self.filter(candidate=person)

    def in_state(self, *states: State):
        """In any of the states."""
        return self.filter(state__in=states)

    def longest_in_stage(self):
        """Those that wait longest first."""
        return self.order_by("state_since", "pk")


class MotionQuerySet(models.QuerySet):
    """Motions before the Council."""

    def open(self):
        """Not closed yet."""
        return self.filter(closed_at__isnull=True)

    def due(self, now: dt.datetime):
        """Open, with their deadline reached."""
        return self.open().filter(closes_at__lte=now)

    def on_roll(self, person):
        """Those on whose frozen roll the person stands."""
        from credentialing.models import RollMember

        return self.filter(Exists(RollMember.objects.filter(motion=OuterRef("pk"), person=person)))


class DeterminationQuerySet(models.QuerySet):
    """Recorded judgements."""

    def until(self, day: dt.date):
        """Decided on the day or before."""
        return self.filter(decided_on__lte=day)


REVIEWING_OFFICES = (Office.CCC_CHAIR, Office.CCC_MEMBER, Office.COORDINATOR_OF_SUPERVISION)
COUNCIL_OFFICES = (Office.COUNCIL_PRESIDENT, Office.COUNCIL_MEMBER)
COUNCIL_STATES = (State.RECOMMENDED, State.VOTING, State.CREDENTIALED, State.NOT_CREDENTIALED)

__all__ = [
    "COUNCIL_OFFICES",
    "COUNCIL_STATES",
    "REVIEWING_OFFICES",
    "CaseQuerySet",
    "DeterminationQuerySet",
    "MotionQuerySet",
    "Q",
]
