"""Questions to the supervision tables."""

import datetime as dt

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from members.models import Person
from members.offices import holds
from supervision.enums import OVERSIGHT

TO_WRITE_DOWN = dt.timedelta(days=90)
"""How long after an agreement has ended its supervisor may write down what was held on its days: the time
in which a practice closes its books; the procedures are silent."""
LONG_AGO = dt.date(1, 1, 1)
"""When a group began whose first day nobody knows."""


def oversees(person: Person) -> bool:
    """Sees everybody's practice by office: CCC Chair and members, Coordinator of Supervision."""
    return holds(person, *OVERSIGHT)


def supervised(person: Person, candidate: str, day: str) -> Exists:
    """Whether the person supervises the candidate, or did so until the day or later.

    `candidate` and `day` are columns of the row that is asked about; a row without a day is from before.
    """
    from supervision.models import Agreement

    until = Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef(day))
    rows = Agreement.objects.filter(until, supervisor=person, candidate=OuterRef(candidate))
    return Exists(rows)


def _supervises_co_leader(person: Person, group: str, day: str) -> Exists:
    """The same for the co-leaders of the row's group."""
    from supervision.models import Agreement, CoLeader

    agreed = Agreement.objects.filter(supervisor=person, candidate=OuterRef("person"))
    until = Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef(OuterRef(day)))
    return Exists(CoLeader.objects.filter(Exists(agreed.filter(until)), group=OuterRef(group)))


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
        begun = self.annotate(since=Coalesce("started_on", Value(LONG_AGO)))
        return begun.filter(
            Q(leader=person)
            | self._co_led(person=person)
            | supervised(person, "leader", "since")
            | _supervises_co_leader(person, "pk", "since")
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
        """Those of the groups that the person leads or has led; a supervisor's until the agreement ended."""
        from supervision.models import CoLeader

        if oversees(person):
            return self.all()
        co_led = CoLeader.objects.filter(group=OuterRef("group"), person=person)
        return self.filter(
            Q(group__leader=person)
            | Exists(co_led)
            | supervised(person, "group__leader", "date")
            | _supervises_co_leader(person, "group", "date")
        )


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
        """One's own on either side, those of people one supervises, or did that day; all to oversight."""
        if oversees(person):
            return self.all()
        return self.filter(
            Q(candidate=person) | Q(supervisor=person) | supervised(person, "candidate", "date")
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

    def to_agree_on(self):
        """A yes to agree on: of somebody still here, and no agreement of the candidate has ended since."""
        from supervision.models import Agreement

        own = Agreement.objects.filter(candidate=OuterRef("candidate"))
        ended_since = Exists(own.filter(ended_on__gt=OuterRef("answered_on")))
        return self.accepted().filter(~ended_since, supervisor__is_active=True)

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

    def until(self, day: dt.date):
        """Not ended before the day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))

    def recordable(self, today: dt.date):
        """Under which sessions held on its days may still be written down: current, or ended lately."""
        return self.until(today - TO_WRITE_DOWN)

    def to_sign(self):
        """Filled in by the candidate and waiting for the supervisor's signature."""
        return self.current().filter(form_filled_on__isnull=False, supervisor_signed_on__isnull=True)

    def signed(self):
        """Signed by the supervisor."""
        return self.filter(supervisor_signed_on__isnull=False)
