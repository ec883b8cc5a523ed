"""Forgetting what is of no use any more."""

import datetime as dt

from django.conf import settings
from django.db import connection, transaction

from members import clock
from members.models import FreshSignIn, SpentForm

KEPT = dt.timedelta(days=3)


@transaction.atomic
def tidy() -> None:
    """Delete tokens of forms and one-time codes older than three days of real time, and spent counts."""
    old = clock.real_now() - KEPT
    SpentForm.objects.filter(spent_at__lt=old).delete()
    FreshSignIn.objects.filter(sent_at__lt=old).delete()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(_cache_table())} WHERE expires < %s", [old])


def _cache_table() -> str:
    return settings.CACHES["default"]["LOCATION"]
