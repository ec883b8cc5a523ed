"""Recording who opened something confidential."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from members import clock
from members.models import AccessEntry, Person

LONGEST = 40


def look(by: Person, about: Person, kind: str, key: object) -> AccessEntry:
    """Write that `by` has opened a thing of the candidate `about`; looking at one's own is not recorded.

    Returns the entry (unsaved where it is one's own).
    """
    entry = AccessEntry(by=by, about=about, kind=kind, key=str(key))
    if by.pk != about.pk:
        entry.save(force_insert=True)
    return entry


def look_at_all(by: Person, about: Iterable[Person], kind: str, key: object) -> None:
    """Write that `by` has looked at what tells of each of these people; one's own is not recorded."""
    AccessEntry.objects.bulk_create(
        AccessEntry(by=by, about=person, kind=kind[:LONGEST], key=str(key)[:LONGEST])
        for person in about
        if person.pk != by.pk
    )


def look_at_row(by: Person, whose: QuerySet, kind: str, key: object) -> None:
    """Write that `by` has opened what `whose` gives the person's key of, in one question; not one's own."""
    table, sql, given = AccessEntry._meta.db_table, *whose.order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (by_id, about_id, kind, key, at) "
            f"SELECT %s, whose.key, %s, %s, %s FROM ({sql}) AS whose (key) WHERE whose.key <> %s",
            [by.pk, kind[:LONGEST], str(key)[:LONGEST], clock.now(), *given, by.pk],
        )
