"""Database expressions for ranges of days and for keys inside exclusion constraints.

The embedded PostgreSQL carries no extensions, so a key takes part in an exclusion
constraint as a range of one number.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db.models import F, Func, Q, Value
from django.db.models.fields import Field


class KeyRange(Func):
    """The range that holds one key only."""

    function = "int8range"
    output_field = Field()


class DayRange(Func):
    """The days from start to end, both inclusive; an absent end means still."""

    function = "daterange"
    output_field = Field()


def no_overlap(name: str, *, key: str | None, condition: Q | None = None) -> ExclusionConstraint:
    """Forbid two rows whose days overlap (for the same `key`, if one is named)."""
    expressions = [(DayRange(F("start"), F("end"), Value("[]")), RangeOperators.OVERLAPS)]
    if key:
        expressions.insert(0, (KeyRange(F(key), F(key), Value("[]")), RangeOperators.OVERLAPS))
    return ExclusionConstraint(name=name, expressions=expressions, condition=condition)
