"""Row history and append-only tables, both kept by database triggers whoever writes."""

from collections.abc import Callable

import pghistory
import pgtrigger
from django.db import models


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: every insert, update and delete of a row is kept with who and why."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="row_history", related_query_name="row_history"),
        exclude=list(exclude) or None,
    )


def append_only() -> list[pgtrigger.Trigger]:
    """Triggers that refuse every UPDATE, DELETE and TRUNCATE of the table."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        never_emptied(),
    ]


def never_emptied() -> pgtrigger.Trigger:
    """A trigger that refuses a TRUNCATE of the table, which no trigger for its rows sees."""
    return pgtrigger.Trigger(
        name="never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
    )
