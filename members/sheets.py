"""Tables as spreadsheets write them: any common encoding, separator and line end, empty rows."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from members.days import Order, read_day
from members.refusals import Refused

SEPARATORS = (",", ";", "\t", "|")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 1_000_000
NO_TABLE = "This is not a table in a text file. Save it as CSV (“CSV UTF-8” where it is offered)."
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
WINDOWS = "cp1252"
"""How older spreadsheets of Western countries write, without saying so."""
ERRORS = (
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#BLOCKED!",
)
"""What a spreadsheet writes into a cell that it could not calculate; LibreOffice also writes Err:502."""
NOT_CALCULATED = "#NOT CALCULATED"
"""In place of a formula whose result the file does not hold."""
NAMES_WITHIN = 10
"""The names of the columns stand within so many filled rows; a program may write a title above them."""
END = "\uffff"
"""Stands alone in a row beneath the last one, unless a quotation mark takes it in."""
AN_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
Cells = list[str]


@dataclass(frozen=True)
class Line:
    """One row: its number as spreadsheets count, its cells by column, and all of them as they stand.

    `faults` are the column and the sentence for what cannot be taken from it without a guess.
    """

    number: int
    cells: dict[str, str]
    whole: tuple[str, ...]
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table with a row of names.

    `lines` are the rows beneath it without the empty ones, `headers` its names as they stand, `columns` the
    known columns it has, `unread` the filled ones that nobody asked for, `above` the rows before the names.
    """

    headers: tuple[str, ...]
    columns: frozenset[str]
    lines: tuple[Line, ...]
    unread: tuple[str, ...]
    above: tuple[int, ...]


def text_of(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8, UTF-16, or WINDOWS. Raises Refused for none of them."""
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), "utf-8")
    for one in (encoding, WINDOWS):
        try:
            text = data.decode(one)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, one
        break
    raise Refused(NO_TABLE, field="file")


def sheet_of(text: str, *, known: Sequence[str], needed: Sequence[str], aside: Sequence[str] = ()) -> Sheet:
    """Read the table; columns named `aside` are left out without a word.

    By the first of the needed columns, an address, a row is known for one. Raises Refused where the table is
    empty, where a needed column is missing, or where a quotation mark would make one row of several.
    """
    written = _written(text)
    separator = max(SEPARATORS, key=lambda one: _names(_split(written, one), known))
    lines = [(number, cells) for number, cells in _split(written, separator) if any(map(str.strip, cells))]
    if not lines:
        raise Refused("The file is empty.", field="file")
    at = next((at for at, (_, cells) in enumerate(lines[:NAMES_WITHIN]) if {*needed} <= {*_named(cells)}), 0)
    headers = _named(lines[at][1])
    missing = [name for name in needed if name not in headers]
    if missing:
        raise Refused(f"The first line lacks the columns {', '.join(missing)}.", field="file")
    _refuse_swallowed(written, separator, {name: headers.index(name) for name in needed}, needed[0])
    rows = lines[at + 1 :]
    return Sheet(
        headers=tuple(cell.strip() for cell in lines[at][1]),
        columns=frozenset(headers) & frozenset(known),
        lines=tuple(_line(number, headers, cells, known) for number, cells in rows),
        unread=tuple(_unread(headers, rows, {*known, *aside})),
        above=tuple(number for number, _ in lines[:at]),
    )


def has_names(rows: Iterable[Cells], needed: Sequence[str]) -> bool:
    """Whether a row near the top names all the needed columns."""
    filled = (cells for cells in rows if any(map(str.strip, cells)))
    return any({*needed} <= {*_named(cells)} for cells in islice(filled, NAMES_WITHIN))


def _named(cells: Cells) -> list[str]:
    """The names in a row, as columns are told apart by them."""
    return [" ".join(cell.replace("\ufeff", "").split()).lower() for cell in cells]


def _line(number: int, headers: list[str], cells: Cells, known: Sequence[str]) -> Line:
    filled = [as_typed(cell.strip()) for cell in [*cells, *[""] * (len(headers) - len(cells))]]
    faults = []
    if any(filled[len(headers) :]):
        faults.append(("", "There are more cells than columns."))
    by_name: dict[str, str] = {}
    for name in dict.fromkeys(header for header in headers if header in known):
        said = _said(headers, filled, name)
        by_name[name] = said[0] if said else ""
        if (wrong := next(filter(_is_error, said), None)) is not None:
            faults.append(
                (name, f"The cell holds no value but what the spreadsheet says in its place: {wrong}.")
            )
        elif len(said) > 1:
            both = " and ".join(f"“{shortened(one)}”" for one in said)
            faults.append((name, f"The column {name} stands there {len(said)} times and says {both}."))
    return Line(number, by_name, tuple(cell.strip() for cell in cells), tuple(faults))


def _is_error(cell: str) -> bool:
    return cell.upper() in (*ERRORS, NOT_CALCULATED) or (cell.startswith("Err:") and cell[4:].isdecimal())


def _said(headers: list[str], filled: Cells, name: str) -> list[str]:
    """What the columns of one name say in a row: nothing, one thing, or things that differ."""
    return list(
        dict.fromkeys(cell for header, cell in zip(headers, filled, strict=False) if header == name and cell)
    )


def _unread(headers: list[str], rows: list[tuple[int, Cells]], known: set[str]) -> Iterator[str]:
    """The names of the columns that nobody asked for; those without a name by their place, if filled."""
    yield from dict.fromkeys(name for name in headers if name and name not in known)
    for at, name in enumerate(headers):
        if not name and any(cells[at].strip() for _, cells in rows if len(cells) > at):
            yield f"the {at + 1}. without a name"


def shortened(text: str, most: int = 40) -> str:
    """The text in one line, with an ellipsis where it is longer than `most` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _written(text: str) -> list[str]:
    """The lines of the file as they are written; a cell in quotation marks may go over several."""
    lines = list(io.StringIO(text.lstrip("\ufeff"), newline=""))
    if lines and lines[0].strip().lower().startswith("sep="):  # as some spreadsheets announce it
        lines[0] = "\n"
    return lines


def _split(lines: Iterable[str], separator: str) -> list[tuple[int, Cells]]:
    """The rows with their numbers."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        return list(enumerate(csv.reader(lines, delimiter=separator), start=1))
    except csv.Error:
        raise Refused(NO_TABLE, field="file") from None


def _refuse_swallowed(lines: list[str], separator: str, at: dict[str, int], key: str) -> None:
    """No quotation mark makes one of several rows: none that is never closed, and none closed by chance.

    `at` says where the columns stand; by the one named `key` a line is known for a row.
    """
    reader, before = csv.reader([*lines, END], delimiter=separator), 0
    for number, cells in enumerate(reader, start=1):
        own, before = lines[before : reader.line_num], reader.line_num
        if before > len(lines) and cells != [END]:
            raise Refused(
                f"A quotation mark opens in row {number} and is never closed, so that the rows after it "
                "cannot be told apart. Close it or take it away.",
                field="file",
            )
        rows = sum(_is_a_row(line, separator, at, key) for line in own) if len(own) > 1 else 1
        if rows > 1:
            raise Refused(
                f"A quotation mark in row {number} makes one row of {rows}. Close it where its cell ends, or "
                "take it away.",
                field="file",
            )


def _is_a_row(line: str, separator: str, at: dict[str, int], key: str) -> bool:
    """Whether a line has an address in its place; or nothing there, and a day in another column's place."""
    as_cells = next(csv.reader([line.strip("\r\n")], delimiter=separator), [])
    return any(
        _has_its_key(cells, at, key) for cells in (as_cells, line.replace('"', "").strip().split(separator))
    )


def _has_its_key(cells: Cells, at: dict[str, int], key: str) -> bool:
    found = {name: cells[place].strip() for name, place in at.items() if place < len(cells)}
    if found.get(key):
        return len(cells) > 1 and AN_ADDRESS.fullmatch(found[key]) is not None
    return key in found and any(map(_is_a_day, found.values()))


def _is_a_day(cell: str) -> bool:
    try:
        read_day(cell, Order.DAY)
    except Refused:
        return False
    return True


def _names(lines: list[tuple[int, Cells]], known: Sequence[str]) -> int:
    """How many of the known names stand in the row that has most of them."""
    filled = [cells for _, cells in lines if any(map(str.strip, cells))]
    return max((len({*_named(cells)} & {*known}) for cells in filled[:NAMES_WITHIN]), default=0)


def neutral(value: object) -> str:
    """The cell as text; one that a spreadsheet would run as a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip("'").startswith(STARTS_A_FORMULA) else text


def as_typed(cell: str) -> str:
    """The cell as it was before `neutral`."""
    guarded = cell.startswith("'") and cell.lstrip("'").startswith(STARTS_A_FORMULA)
    return cell[1:] if guarded else cell
