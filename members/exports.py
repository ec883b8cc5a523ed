"""Lists as CSV files that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from members.sheets import neutral


def csv_file(name: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return the rows as a CSV file to download."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    lines = csv.writer(answer)
    lines.writerow(headers)
    lines.writerows([neutral(cell) for cell in row] for row in rows)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
