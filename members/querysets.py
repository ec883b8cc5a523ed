"""Questions to the members tables, in the words of the society."""

import datetime as dt
import unicodedata

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Replace, Upper


class PeriodQuerySet(models.QuerySet):
    """Rows with `start` and `end` days, both inclusive; an absent end means still."""

    def on(self, day: dt.date):
        """Those that cover the day."""
        return self.filter(Q(end__isnull=True) | Q(end__gte=day), start__lte=day)


class AddressQuerySet(models.QuerySet):
    """Addresses of people, newest first."""

    def in_use(self):
        """Those with which somebody can sign in."""
        return self.filter(until=None)

    def former(self):
        """Those that have ended."""
        return self.filter(until__isnull=False)


class PersonQuerySet(models.QuerySet):
    """People, by what they are to the society on a day."""

    def in_office(self, *offices: str, on: dt.date):
        """Holders of any of the offices on the day whose account has not ended."""
        from members.models import Appointment

        held = Appointment.objects.on(on).filter(person=OuterRef("pk"), office__in=offices)
        return self.filter(Exists(held), is_active=True)

    def unmerged(self):
        """All but records that were merged into another of the same person."""
        return self.filter(merged_into=None)

    def with_address(self, address: str):
        """Whoever uses the address: nobody, or one person."""
        return self.filter(addresses__address=address, addresses__until=None)

    def formerly_at(self, address: str):
        """Those who used the address once, and whose account has not ended."""
        from members.models import Address

        past = Address.objects.filter(person=OuterRef("pk"), address=address, until__isnull=False)
        return self.filter(Exists(past), is_active=True)

    def listed(self):
        """Those who agreed to stand on the public lists and whose account has not ended."""
        return self.filter(listed_publicly=True, is_active=True)

    def members_on(self, day: dt.date):
        """Members of the society on the day."""
        from members.models import Membership

        return self.filter(Exists(Membership.objects.on(day).filter(person=OuterRef("pk"))))

    def approved_supervisors(self, on: dt.date):
        """People on the supervisors list on the day."""
        from members.models import SupervisorApproval

        return self.filter(Exists(SupervisorApproval.objects.on(on).filter(person=OuterRef("pk"))))


class CredentialQuerySet(models.QuerySet):
    """Credentials, by day."""

    def valid_on(self, day: dt.date):
        """Those awarded by the day and not revoked by it; on the day of revocation none is valid any more."""
        return self.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=day), awarded_on__lte=day)

    def with_last_day(self):
        """With `last_day`, the last on which each was valid; without those revoked from the first on."""
        before = F("revoked_on") - dt.timedelta(days=1)
        valid = self.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=F("awarded_on")))
        return valid.annotate(last_day=Cast(before, models.DateField()))

    def by_code(self, typed: str):
        """Those whose code was meant, in any case, with any dashes, or as the link on the paper."""
        bare = Upper(Replace("code", Value("-"), Value("")))
        return self.annotate(bare_code=bare).filter(bare_code=bare_code_of(typed))

    def by_number(self, typed: str):
        """Those whose number was meant, in any case, with any dashes."""
        bare = Upper(Replace(Replace("number", Value("-"), Value("")), Value(" "), Value("")))
        return self.annotate(bare_number=bare).filter(bare_number=bare_code_of(typed))


def bare_code_of(typed: str) -> str:
    """The letters and digits of a code as somebody copies it; of a link, those of its last part."""
    last = unicodedata.normalize("NFKC", typed).strip().rstrip("/").rpartition("/")[2]
    return "".join(letter for letter in last.upper() if letter.isalnum())


class CorrectionQuerySet(models.QuerySet):
    """What was entered wrongly and put right."""

    def about(self, rows):
        """Those of the rows, which are all of one model; one row may be given alone."""
        rows = [rows] if isinstance(rows, models.Model) else list(rows)
        kind = rows[0]._meta.model_name if rows else ""
        return self.filter(about_kind=kind, about_key__in=[str(row.pk) for row in rows])


class NoticeQuerySet(models.QuerySet):
    """The outbox."""

    def undelivered(self):
        """Not yet handed to the mail server."""
        return self.filter(delivered_at__isnull=True)

    def claimable(self, *, now: dt.datetime, lease: dt.timedelta):
        """Undelivered, due, and unclaimed or claimed so long ago that the worker must have died."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - lease)
        due = Q(retry_at__isnull=True) | Q(retry_at__lte=now)
        return self.undelivered().filter(free & due)

    def about(self, kind: str, key: object):
        """Those that tell of one thing."""
        return self.filter(about_kind=kind, about_key=str(key))
