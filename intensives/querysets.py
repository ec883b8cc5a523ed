"""Questions to the Intensives tables."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from members.enums import Office
from members.offices import holds

if TYPE_CHECKING:
    from members.models import Person

COMMITTEE = (Office.CCC_CHAIR, Office.CCC_MEMBER)
SEE_ALL = (Office.COORDINATOR_OF_INTENSIVES, *COMMITTEE)


class IntensiveQuerySet(models.QuerySet):
    """Intensives."""

    def held(self):
        """Not cancelled."""
        return self.filter(cancelled_on__isnull=True)

    def coming(self, on: dt.date):
        """Not cancelled, and not over on the day."""
        return self.held().filter(end__gte=on)

    def hosted_or_taught_by(self, person: "Person"):
        """Those the person hosts, or is faculty at."""
        groups = _groups_of(person).values("intensive")
        return self.filter(Q(host=person) | Q(pk__in=groups))

    def visible_to(self, person: Any):
        """Everybody sees what takes place; a cancelled one only who is part of it, and the offices."""
        if not person.is_authenticated:
            return self.held()
        if holds(person, *SEE_ALL):
            return self.all()
        places = _model("Attendance").objects.filter(withdrawn_on__isnull=True)
        attends = places.filter(person=person).values("intensive")
        evaluates = _model("Evaluation").objects.standing().filter(evaluator=person)
        part = Q(pk__in=attends) | Q(pk__in=evaluates.values("attendance__intensive"))
        staff = Q(host=person) | Q(pk__in=_groups_of(person).values("intensive"))
        return self.filter(Q(cancelled_on__isnull=True) | part | staff)


class AttendanceQuerySet(models.QuerySet):
    """Places at Intensives."""

    def standing(self):
        """Neither withdrawn nor at a cancelled Intensive."""
        return self.filter(withdrawn_on__isnull=True, intensive__cancelled_on__isnull=True)

    def as_candidate(self):
        """Places of credentialing candidates."""
        return self.filter(role="candidate")

    def ended(self, on: dt.date):
        """At Intensives whose last day is the day or earlier."""
        return self.filter(intensive__end__lte=on)

    def to_attest(self, on: dt.date):
        """Standing, the Intensive over, and nobody has said yet whether it was completed."""
        return self.standing().ended(on).filter(completed__isnull=True)

    def visible_to(self, person: Any):
        """One's own; those at Intensives one hosts or teaches; those one evaluates; all for the offices."""
        if not person.is_authenticated:
            return self.none()
        if holds(person, *SEE_ALL):
            return self.all()
        evaluated = _model("Evaluation").objects.filter(evaluator=person).values("attendance")
        staff = Q(intensive__host=person) | Q(intensive__in=_groups_of(person).values("intensive"))
        return self.filter(Q(person=person) | staff | Q(pk__in=evaluated))


class EvaluationQuerySet(models.QuerySet):
    """Evaluations of the final Intensive."""

    def standing(self):
        """Whose designation has not ended."""
        return self.filter(ended_on__isnull=True)

    def to_deliver(self):
        """Standing, and the assessment not yet delivered."""
        return self.standing().filter(delivered_on__isnull=True)

    def visible_to(self, person: Any):
        """Whose record (evaluator, meeting, dates; not the text) the person may see."""
        if not person.is_authenticated:
            return self.none()
        if holds(person, *SEE_ALL):
            return self.all()
        return self.filter(Q(attendance__intensive__host=person) | Q(evaluator=person) | _parties(person))

    def readable_by(self, person: Any):
        """Whose assessment the person may open: the evaluator at any time, others once it is delivered.

        The Council reads it in the packet of a file before it, not here.
        """
        if not person.is_authenticated:
            return self.none()
        delivered = Q(delivered_on__isnull=False)
        if holds(person, *COMMITTEE):
            return self.filter(Q(evaluator=person) | delivered)
        return self.filter(Q(evaluator=person) | delivered & _parties(person))


def _model(name: str):
    from django.apps import apps

    return apps.get_model("intensives", name)


def _groups_of(person: "Person"):
    return _model("SmallGroup").objects.filter(faculty__person=person)


def _parties(person: "Person") -> Q:
    """The candidate, and the faculty of the candidate's small group."""
    return Q(attendance__person=person) | Q(attendance__small_group__in=_groups_of(person))
