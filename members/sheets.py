"""Tables as spreadsheets write them: any common encoding, separator and line end, empty rows."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from members.refusals import Refused

SEPARATORS = (",", ";", "\t", "|")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 1_000_000
NO_TABLE = "This is not a table in a text file. Save it as CSV (“CSV UTF-8” where it is offered)."
A_WORKBOOK = b"PK\x03\x04"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Sheet:
    """A table with a first line of names.

    `rows` are the line of the file and the cells by name, without empty rows; `unread` are the names of
    columns nobody asked for, `ragged` the lines that hold more than there are columns.
    """

    rows: tuple[tuple[int, dict[str, str]], ...]
    unread: tuple[str, ...]
    ragged: frozenset[int]


def text_of(data: bytes) -> str:
    """The text of a file, in UTF-8, UTF-16 or the encoding of older spreadsheets. Raises Refused for none."""
    if data.startswith(A_WORKBOOK):
        raise Refused(NO_TABLE, field="file")
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), "utf-8")
    for one in (encoding, "cp1252"):
        try:
            text = data.decode(one)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
        break
    raise Refused(NO_TABLE, field="file")


def sheet_of(text: str, *, known: Sequence[str], needed: Sequence[str]) -> Sheet:
    """Read the table. Raises Refused where a needed column is missing or a known one stands there twice."""
    lines = [(number, cells) for number, cells in _lines(text, known) if any(cell.strip() for cell in cells)]
    if not lines:
        raise Refused("The file is empty.", field="file")
    headers = [cell.strip().strip("\ufeff").lower() for cell in lines[0][1]]
    missing = [name for name in needed if name not in headers]
    if missing:
        raise Refused(f"The first line lacks the columns {', '.join(missing)}.", field="file")
    twice = sorted({name for name in known if headers.count(name) > 1})
    if twice:
        raise Refused(f"These columns stand there twice: {', '.join(twice)}. Take one away.", field="file")
    rows = tuple((number, _cells(headers, cells)) for number, cells in lines[1:])
    full = {number for number, cells in lines[1:] if any(cell.strip() for cell in cells[len(headers) :])}
    unread = tuple(dict.fromkeys(name for name in headers if name and name not in known))
    return Sheet(rows, unread, frozenset(full))


def _cells(headers: list[str], cells: list[str]) -> dict[str, str]:
    filled = [*cells, *[""] * (len(headers) - len(cells))]
    return {name: as_typed(cell.strip()) for name, cell in zip(headers, filled, strict=False) if name}


def _lines(text: str, known: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The lines of the file with their numbers, by the separator that finds most of the known columns."""
    first, _, rest = text.lstrip("\ufeff").partition("\n")
    if first.strip().lower().startswith("sep="):  # as some spreadsheets announce it
        text = "\n" + rest
    csv.field_size_limit(LONGEST_CELL)
    return max((_split(text, separator) for separator in SEPARATORS), key=lambda read: _names(read, known))


def _split(text: str, separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error:
        raise Refused(NO_TABLE, field="file") from None


def _names(lines: list[tuple[int, list[str]]], known: Sequence[str]) -> int:
    """How many of the known names stand in the first line that holds anything."""
    first = next((cells for _, cells in lines if any(cell.strip() for cell in cells)), [])
    return len({cell.strip().strip("\ufeff").lower() for cell in first} & set(known))


def neutral(value: object) -> str:
    """The cell as text; one that a spreadsheet would run as a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip("'").startswith(STARTS_A_FORMULA) else text


def as_typed(cell: str) -> str:
    """The cell as it was before `neutral`."""
    guarded = cell.startswith("'") and cell.lstrip("'").startswith(STARTS_A_FORMULA)
    return cell[1:] if guarded else cell
