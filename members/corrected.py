"""Rows with what was corrected about them, for pages: one query for a whole list."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model

from members.models import Correction

Row = TypeVar("Row", bound=Model)


def with_corrections(rows: Iterable[Row]) -> list[Row]:
    """The rows, each with its `corrections`, the first one first."""
    found = list(rows)
    if not found:
        return found
    kept = defaultdict(list)
    for correction in Correction.objects.about(found).select_related("by"):
        kept[correction.about_key].append(correction)
    for row in found:
        row.corrections = kept[str(row.pk)]
    return found
