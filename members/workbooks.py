"""Tables in the workbooks that Excel, Numbers and LibreOffice write (.xlsx), as text that `sheets` reads.

Nothing of a workbook is run: of a formula the result is read that the program stored with it. What a file
unpacks to, its rows and its cells are bounded, because a small file can hold a very large one.
"""

import csv
import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from members.refusals import Refused
from members.sheets import NO_TABLE, NOT_CALCULATED, has_names
from members.words import list_text

A_ZIP = b"PK\x03\x04"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED = 20_000_000
"""Bytes."""
MOST_PARTS = 1000
MOST_ROWS = 1_048_576
"""As many as a sheet of any of these programs has."""
MOST_CELLS = 500_000
MOST_TEXT = 1_000_000
"""Signs of the table as text."""

TOO_LARGE = "This workbook is too large to be read. Copy the rows that matter into a new one, or split it."
DAMAGED = (
    "This workbook could not be read. Open it, save it as “Excel Workbook (.xlsx)” or as CSV, and try again."
)
OLD = "This is an old Excel workbook (.xls), or one with a password. Save it as .xlsx or CSV, without one."
OTHER_KINDS = {
    "xl/workbook.bin": "This is a binary Excel workbook (.xlsb). Save it as .xlsx or as CSV.",
    "Index/Document.iwa": "This is a Numbers document. In Numbers choose File, Export To, then Excel or CSV.",
    "Index.zip": "This is a Numbers document. In Numbers choose File, Export To, then Excel or CSV.",
    "content.xml": (
        "This is an OpenDocument table (.ods). In LibreOffice choose File, Save As, then "
        "“Excel 2007-365 (.xlsx)” or “Text CSV”."
    ),
}


@dataclass(frozen=True)
class Table:
    """The one sheet of a workbook that is read, as text, and the names of others that hold something."""

    text: str
    name: str
    others: tuple[str, ...]


def is_workbook(data: bytes) -> bool:
    """Whether the file is one of a spreadsheet program, of whichever kind."""
    return data.startswith((A_ZIP, OLD_OR_LOCKED))


def table_of(data: bytes, *, needed: Sequence[str]) -> Table:
    """The sheet that has the needed columns, a row of the text for each of its rows.

    Raises Refused for a file of another kind, one that is damaged or too large, and where several sheets
    have the columns.
    """
    _refuse_other_kinds(data)
    try:
        sheets = _sheets(data)
    except Refused:
        raise
    except Exception:  # what a damaged workbook raises is of every kind
        raise Refused(DAMAGED, field="file") from None
    filled = {name: rows for name, rows in sheets.items() if rows}
    if not filled:
        raise Refused("The workbook is empty.", field="file")
    fitting = [name for name, rows in filled.items() if has_names(rows, needed)] or list(filled)[:1]
    if len(fitting) > 1:
        raise Refused(
            f"{len(fitting)} sheets have these columns: {list_text(fitting)}. "
            "Leave the one that is meant in the file, and take the others out.",
            field="file",
        )
    [name] = fitting
    return Table(_as_text(filled[name]), name, tuple(other for other in filled if other != name))


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(OLD_OR_LOCKED):
        raise Refused(OLD, field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused(NO_TABLE, field="file") from None
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise Refused(next((OTHER_KINDS[one] for one in OTHER_KINDS if one in names), NO_TABLE), field="file")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_LARGE, field="file")


def _sheets(data: bytes) -> dict[str, list[list[str]]]:
    """The rows of every sheet up to the last one filled, each cell as text."""
    with_results = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with_formulas = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    left = MOST_CELLS
    found = {}
    for sheet, beside in zip(with_results.worksheets, with_formulas.worksheets, strict=True):
        rows: list[list[str]] = []
        for cells in _rows(sheet, beside):
            left -= len(cells)
            if left < 0:
                raise Refused(TOO_LARGE, field="file")
            rows.append(cells)
        found[sheet.title] = _up_to_the_last(rows)
    return found


def _rows(sheet: Any, beside: Any) -> Iterator[list[str]]:
    for each in (sheet, beside):
        each.reset_dimensions()  # what a file says of its size is not always so
    pairs = zip(sheet.iter_rows(), beside.iter_rows(), strict=True)
    for number, (results, formulas) in enumerate(pairs, start=1):
        if number > MOST_ROWS:
            raise Refused(TOO_LARGE, field="file")
        yield [_text(cell, beside.data_type) for cell, beside in zip(results, formulas, strict=True)]


def _text(cell: Any, kind: str | None) -> str:
    """A cell as somebody would type it; days in the form 2026-05-31."""
    value = cell.value
    if value is None:
        return NOT_CALCULATED if kind == "f" and cell.data_type == "n" else ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return str(value.replace(tzinfo=None)).removesuffix(" 00:00:00")
    return _seen(unescape(value)) if isinstance(value, str) else str(value)


def _seen(text: str) -> str:
    """The text without controls, and with a sign for what is no character."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(sign for sign in whole if sign in "\t\n" or unicodedata.category(sign) != "Cc")


def _up_to_the_last(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the empty ones after the last."""
    last = max((at for at, cells in enumerate(rows) if any(map(str.strip, cells))), default=-1)
    return rows[: last + 1]


def _as_text(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    if text.tell() > MOST_TEXT:
        raise Refused(TOO_LARGE, field="file")
    return text.getvalue()
