"""Questions to the credentialing tables, in the words of the society."""

import datetime as dt

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from credentialing.enums import ENDED, State
from members.enums import Office
from members.offices import holds


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


class FeeReceiptQuerySet(models.QuerySet):
    """Money that was sent; `credentialing.rules.paid.counts` says the same of one payment."""

    def standing(self):
        """Not reversed."""
        return self.filter(reversal__isnull=True)

    def confirmed(self):
        """In the Treasurer's hands, and not reversed: what is paid."""
        return self.standing().filter(confirmation__isnull=False)

    def announced(self):
        """Announced, and neither confirmed nor reversed: it waits for the Treasurer."""
        return self.standing().filter(confirmation__isnull=True)


class FeeScheduleQuerySet(models.QuerySet):
    """Schedules of fees."""

    def begun(self, on):
        """Valid from the day or earlier, `on` a day or a column; the first of them is in force then."""
        return self.filter(valid_from__lte=on).order_by("-valid_from", "-pk")


class ParameterChangeQuerySet(models.QuerySet):
    """Values of parameters that the committee set."""

    def standing(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


def _count(model):
    """How many rows of the model the motion has."""
    rows = model.objects.filter(motion=OuterRef("pk")).order_by().values("motion")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def _own(model, person):
    """Whether one of them is the person's."""
    return Exists(model.objects.filter(motion=OuterRef("pk"), person=person))


class MotionQuerySet(models.QuerySet):
    """Motions before the Council."""

    def open(self):
        """Not closed yet."""
        return self.filter(closed_at__isnull=True)

    def closed(self):
        """Counted, lapsed or called off; the latest first."""
        return self.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")

    def visible_to(self, person):
        """For Council and committee, never about oneself; for who stood on the roll, after office too."""
        if not getattr(person, "is_authenticated", False):
            return self.none()
        others = self.exclude(case__candidate=person)
        if holds(person, *COUNCIL_OFFICES, Office.CCC_CHAIR, Office.CCC_MEMBER):
            return others
        return others.on_roll(person)

    def for_list(self, person):
        """With the figures a list shows: roll, recusals, ballots cast, and what the person has done."""
        from credentialing.models import Ballot, Recusal, RollMember

        return self.select_related("case__candidate").annotate(
            on_roll_count=_count(RollMember),
            recused_count=_count(Recusal),
            cast_count=_count(Ballot),
            mine=_own(RollMember, person),
            have_voted=_own(Ballot, person),
            have_recused=_own(Recusal, person),
        )

    def due(self, now: dt.datetime):
        """Open, with their deadline reached."""
        return self.open().filter(closes_at__lte=now)

    def on_roll(self, person):
        """Those on whose frozen roll the person stands."""
        from credentialing.models import RollMember

        mine = Q(person=person) | Q(person__merged_into=person)
        return self.filter(Exists(RollMember.objects.filter(mine, motion=OuterRef("pk"))))


class DeterminationQuerySet(models.QuerySet):
    """Recorded judgements."""

    def until(self, day: dt.date):
        """Decided on the day or before."""
        return self.filter(decided_on__lte=day)


COUNCIL_OFFICES = (Office.COUNCIL_PRESIDENT, Office.COUNCIL_MEMBER)


class DocumentQuerySet(models.QuerySet):
    """Papers."""

    def to_make(self):
        """Asked for, and neither there nor given up."""
        return self.filter(file="", failed_at__isnull=True)

    def in_trouble(self):
        """Given up by the worker, or lost: an officer has to ask for it again."""
        return self.filter(Q(failed_at__isnull=False) | Q(lost_at__isnull=False))
