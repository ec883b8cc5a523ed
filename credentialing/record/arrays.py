"""Small collections as arrays of JSON objects: how they are asked for, and how their dates are read."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

Row = dict[str, Any]

LATER = dt.date.max
"""The day to choose on where nothing was there by the day asked for: what came later is given then,
as a file read on an earlier day gives it. The rules leave unread whatever is dated after the day."""


def array(rows: QuerySet, *order: str, **fields: Any) -> ArraySubquery:
    """The rows as an array of JSON objects, by the order given and then by key."""
    return ArraySubquery(rows.order_by(*order, "pk").values(json=JSONObject(**fields)))


def exact(field: str) -> Cast:
    """A figure as text, since JSON would make it inexact."""
    return Cast(field, TextField())


def day(text: str | None) -> dt.date | None:
    """A date as JSON carries it."""
    return dt.date.fromisoformat(text) if text else None


def by_then(when: dt.date | str | None, as_of: dt.date) -> bool:
    """True if the day is known and not after `as_of`; ISO text compares as dates do."""
    return when is not None and str(when) <= as_of.isoformat()


def stands(ended: str | dt.date | None, as_of: dt.date) -> bool:
    """True unless it was ended, dropped or withdrawn on `as_of` or before."""
    return not by_then(ended, as_of)
