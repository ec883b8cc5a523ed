"""Questions to the Intensives tables."""

import datetime as dt

from django.db import models


class IntensiveQuerySet(models.QuerySet):
    """Intensives."""

    def held(self):
        """Not cancelled."""
        return self.filter(cancelled_on__isnull=True)

    def coming(self, on: dt.date):
        """Not cancelled, and not over on the day."""
        return self.held().filter(end__gte=on)


class AttendanceQuerySet(models.QuerySet):
    """Places at Intensives."""

    def standing(self):
        """Neither withdrawn nor at a cancelled Intensive."""
        return self.filter(withdrawn_on__isnull=True, intensive__cancelled_on__isnull=True)

    def as_candidate(self):
        """Places of credentialing candidates."""
        return self.filter(role="candidate")


class EvaluationQuerySet(models.QuerySet):
    """Evaluations of the final Intensive."""

    def standing(self):
        """Whose designation has not ended."""
        return self.filter(ended_on__isnull=True)

    def to_deliver(self):
        """Standing, and the assessment not yet delivered."""
        return self.standing().filter(delivered_on__isnull=True)
