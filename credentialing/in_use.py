"""The society's procedures as they are read here: the written rules with what the committee has set."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from credentialing.models import ParameterChange
from credentialing.rules import AMERICAN_BALINT_SOCIETY, Change, Society

FIELDS = ("name", "value", "valid_from", "set_by__name", "why")
Row = tuple[str, str, dt.date, str, str]


def society_in_use() -> Society:
    """The society with every value that its committee has set and not withdrawn; one query."""
    return _with(tuple(ParameterChange.objects.standing().order_by("valid_from", "pk").values_list(*FIELDS)))


def what_was_set() -> ArraySubquery:
    """The same as a column, so that whoever reads cases asks nothing more; for `society_with`."""
    rows = ParameterChange.objects.standing().order_by("valid_from", "pk")
    return ArraySubquery(rows.values(json=JSONObject(**{name: name for name in FIELDS})))


def society_with(changes: Iterable[Mapping[str, str]]) -> Society:
    """The society with the changes of such a column."""
    rows = ({**change, "valid_from": dt.date.fromisoformat(change["valid_from"])} for change in changes)
    return _with(tuple(tuple(row[name] for name in FIELDS) for row in rows))


@lru_cache(maxsize=8)
def _with(rows: tuple[Row, ...]) -> Society:
    """The same changes give the same society, so that what it has worked out is kept."""
    if not rows:
        return AMERICAN_BALINT_SOCIETY
    reads = AMERICAN_BALINT_SOCIETY.parameters.definition
    return AMERICAN_BALINT_SOCIETY.changed(
        *(
            Change(name, reads(name).reads(value), valid_from, set_by, why)
            for name, value, valid_from, set_by, why in rows
        )
    )
