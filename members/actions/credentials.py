"""Awarding a credential: its number, and the code that the public page verifies."""

import datetime as dt
import secrets

from django.db import connection, transaction

from members.models import Credential, Person

PREFIX = "ABS"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBERING = 0x41425301
"""The key of the advisory lock under which numbers are given out, so that none is given twice."""


@transaction.atomic
def award(*, person: Person, on: dt.date) -> Credential:
    """Award a credential on the day, with the next number of the year and a code nobody guesses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
    year = f"{PREFIX}-{on.year}-"
    given = Credential.objects.filter(number__startswith=year).values_list("number", flat=True)
    last = max((int(tail) for number in given if (tail := number.removeprefix(year)).isdigit()), default=0)
    return Credential.objects.create(
        person=person, number=f"{year}{last + 1:04d}", code=_code(), awarded_on=on
    )


def _code() -> str:
    """Sixteen letters and digits in groups of four; none that looks like another."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
