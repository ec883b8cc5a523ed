"""Lists as files that a spreadsheet opens without running anything."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from members.sheets import neutral


def csv_file(name: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return the rows as a CSV file to download."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    lines = csv.writer(answer)
    lines.writerow([neutral(header) for header in headers])
    lines.writerows([neutral(cell) for cell in row] for row in rows)
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def workbook_file(name: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return the rows as an Excel workbook to download: days are days, everything else is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for at in range(len(headers)):
        sheet.column_dimensions[chr(ord("A") + at)].width = 24
    sheet.append(list(headers))
    for row in rows:
        sheet.append([cell if isinstance(cell, dt.date) else _as_text(sheet, cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(content.getvalue(), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _as_text(sheet: object, value: object) -> WriteOnlyCell:
    """A cell that stays text; guarded as in a CSV file, which the workbook may be saved as."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", neutral(value)) or None)
    cell.data_type = "s"
    return cell
