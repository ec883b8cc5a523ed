"""Row history and append-only tables, both kept by database triggers whoever writes."""

from collections.abc import Callable
from typing import Any

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


def append_only() -> Any:
    """A trigger that refuses every UPDATE and DELETE of the table."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
