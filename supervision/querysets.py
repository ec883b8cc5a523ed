"""Questions to the supervision tables."""

import datetime as dt

from django.db import models
from django.db.models import Q


class GroupQuerySet(models.QuerySet):
    """Balint groups."""

    def running(self, on: dt.date):
        """Not ended before the day; a group that ends that day still runs."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))

    def led_by(self, person):
        """Groups of the person, and those the person co-leads now."""
        return self.filter(
            Q(leader=person) | Q(co_leaders__person=person, co_leaders__end__isnull=True)
        ).distinct()


class DatedQuerySet(models.QuerySet):
    """Rows with a `date`."""

    def until(self, day: dt.date):
        """Dated on the day or before."""
        return self.filter(date__lte=day)

    def latest_first(self):
        """Newest first, stable."""
        return self.order_by("-date", "-part", "-pk")


class RequestQuerySet(models.QuerySet):
    """Requests to supervisors."""

    def open(self):
        """Neither answered nor withdrawn."""
        return self.filter(answered_on__isnull=True, withdrawn_on__isnull=True)

    def accepted(self):
        """Answered with yes, and not withdrawn since."""
        return self.filter(accepted=True, withdrawn_on__isnull=True)


class AgreementQuerySet(models.QuerySet):
    """Agreements."""

    def current(self):
        """Not ended."""
        return self.filter(ended_on__isnull=True)

    def to_sign(self):
        """Filled in by the candidate and waiting for the supervisor's signature."""
        return self.current().filter(form_filled_on__isnull=False, supervisor_signed_on__isnull=True)
