"""Lists as CSV files that a spreadsheet opens without running anything."""

from collections.abc import Iterable, Sequence

import tablib
from django.http import HttpResponse

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(value: object) -> str:
    """The cell as text; one that a spreadsheet would run as a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def csv_file(name: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return the rows as a CSV file to download."""
    table = tablib.Dataset(headers=list(headers))
    for row in rows:
        table.append([neutral(cell) for cell in row])
    answer = HttpResponse(table.export("csv"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
