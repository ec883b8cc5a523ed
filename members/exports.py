"""Lists as CSV files that a spreadsheet opens without running anything."""

from collections.abc import Iterable, Sequence

import tablib
from django.http import HttpResponse

from members.sheets import neutral


def csv_file(name: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return the rows as a CSV file to download."""
    table = tablib.Dataset(headers=list(headers))
    for row in rows:
        table.append([neutral(cell) for cell in row])
    answer = HttpResponse(table.export("csv"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
