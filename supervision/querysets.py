"""Questions to the supervision tables."""

import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from members.models import Person
from members.offices import holds
from supervision.enums import OVERSIGHT


def oversees(person: Person) -> bool:
    """Sees everybody's practice by office: CCC Chair and members, Coordinator of Supervision."""
    return holds(person, *OVERSIGHT)


def supervised_by(person: Person):
    """The keys of those who have or had an agreement with the supervisor."""
    from supervision.models import Agreement

    return Agreement.objects.filter(supervisor=person).values("candidate_id")


class GroupQuerySet(models.QuerySet):
    """Balint groups."""

    def running(self, on: dt.date):
        """Not ended before the day; a group that ends that day still runs."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))

    def led_by(self, person: Person):
        """Groups of the person, and those the person co-leads now."""
        return self.filter(Q(leader=person) | self._co_led(person=person, end__isnull=True))

    def ever_led_by(self, person: Person):
        """Groups of the person, and those the person co-leads or has co-led."""
        return self.filter(Q(leader=person) | self._co_led(person=person))

    def led_by_on(self, person: Person, day: dt.date):
        """Groups that ran on the day with the person as leader or co-leader."""
        began = Q(started_on__isnull=True) | Q(started_on__lte=day)
        then = (Q(start__isnull=True) | Q(start__lte=day)) & (Q(end__isnull=True) | Q(end__gte=day))
        return self.running(day).filter(began, Q(leader=person) | self._co_led(then, person=person))

    def visible_to(self, person: Person):
        """Groups of leaders, co-leaders, their supervisors and those who oversee; nobody else's."""
        if oversees(person):
            return self.all()
        supervised = supervised_by(person)
        return self.filter(
            Q(leader=person)
            | self._co_led(person=person)
            | Q(leader__in=supervised)
            | self._co_led(person__in=supervised)
        )

    @staticmethod
    def _co_led(*conditions: Q, **fields: object) -> Exists:
        from supervision.models import CoLeader

        return Exists(CoLeader.objects.filter(*conditions, group=OuterRef("pk"), **fields))


class DatedQuerySet(models.QuerySet):
    """Rows with a `date`."""

    def until(self, day: dt.date):
        """Dated on the day or before."""
        return self.filter(date__lte=day)

    def latest_first(self):
        """Newest first, stable."""
        return self.order_by("-date", "-part", "-pk")


class OfGroupQuerySet(DatedQuerySet):
    """Sessions and debriefs of groups."""

    def visible_to(self, person: Person):
        """Those of the groups that the person may see."""
        from supervision.models import BalintGroup

        return self.filter(group__in=BalintGroup.objects.visible_to(person))


class DebriefQuerySet(OfGroupQuerySet):
    """Debriefs."""

    def to_confirm_by(self, person: Person):
        """Logged here by the other side and not confirmed by the person, who led the group that day."""
        from supervision.models import CoLeader

        day = OuterRef("date")
        co_led = CoLeader.objects.filter(
            Q(start__isnull=True) | Q(start__lte=day),
            Q(end__isnull=True) | Q(end__gte=day),
            group=OuterRef("group"),
            person=person,
        )
        return self.filter(
            ~Q(recorded_by=person) & Q(recorded_by__isnull=False),
            Q(group__leader=person, confirmed_by_leader_at__isnull=True)
            | Q(Exists(co_led), confirmed_by_co_leader_at__isnull=True),
        )


class SupervisionSessionQuerySet(DatedQuerySet):
    """Supervision sessions."""

    def visible_to(self, person: Person):
        """One's own on either side, those of people one supervises or supervised, all to oversight."""
        if oversees(person):
            return self.all()
        return self.filter(
            Q(candidate=person) | Q(supervisor=person) | Q(candidate__in=supervised_by(person))
        )

    def too_early(self):
        """Dated before the fee was sent in full, as it is confirmed now, with no officer's reason (R14.8)."""
        unpaid = Q(agreement__cleared_on__isnull=True) | Q(agreement__cleared_on__gt=F("date"))
        return self.filter(unpaid, agreement__isnull=False, override_by__isnull=True)


class BetweenTwoQuerySet(models.QuerySet):
    """Rows between a candidate and a supervisor."""

    def visible_to(self, person: Person):
        """Those of either side; all for those who oversee."""
        if oversees(person):
            return self.all()
        return self.filter(Q(candidate=person) | Q(supervisor=person))


class RequestQuerySet(BetweenTwoQuerySet):
    """Requests to supervisors."""

    def open(self):
        """Neither answered nor withdrawn."""
        return self.filter(answered_on__isnull=True, withdrawn_on__isnull=True)

    def accepted(self):
        """Answered with yes, and not withdrawn since."""
        return self.filter(accepted=True, withdrawn_on__isnull=True)

    def waiting_for_agreement(self):
        """Accepted, and no agreement of the two has followed: none stands, ended later, or was made since."""
        from supervision.models import Agreement

        made = Agreement.objects.filter(
            Q(ended_on__isnull=True)
            | Q(ended_on__gt=OuterRef("answered_on"))
            | Q(form_filled_on__gte=OuterRef("answered_on")),
            candidate=OuterRef("candidate"),
            supervisor=OuterRef("supervisor"),
        )
        return self.accepted().filter(~Exists(made))


class AgreementQuerySet(BetweenTwoQuerySet):
    """Agreements."""

    def current(self):
        """Not ended."""
        return self.filter(ended_on__isnull=True)

    def to_sign(self):
        """Filled in by the candidate and waiting for the supervisor's signature."""
        return self.current().filter(form_filled_on__isnull=False, supervisor_signed_on__isnull=True)

    def signed(self):
        """Signed by the supervisor."""
        return self.filter(supervisor_signed_on__isnull=False)
