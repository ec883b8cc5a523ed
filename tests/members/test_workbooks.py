"""Workbooks as Excel, Numbers and LibreOffice write them: what they hold is read, and nothing breaks."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from members.actions.imports import NEEDED
from members.models import Membership, Person
from members.workbooks import MOST_UNPACKED, table_of
from tests.cast import MembershipFactory, PersonFactory
from tests.members.test_import import (
    CONFIRM,
    EXPORT,
    HEAD,
    browser,
    carried,
    officer,
    sent,
    tables,
)

__all__ = ["browser", "officer"]

D = dt.date
NAMES = HEAD.split(",")
ZOE = ["zoe@example.org", "Zoë Müller", "nurse", D(2026, 1, 1), dt.datetime(2026, 12, 31)]
WORKBOOK = "/society/memberships/export/xlsx/"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """A workbook with the sheets, each cell of the kind of its value."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, cells in enumerate(rows, start=1):
            for column, value in enumerate(cells, start=1):
                sheet.cell(number, column).value = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def with_part(data: bytes, name: str, change) -> bytes:
    """The workbook with one of its parts changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, change(content.decode()).encode() if part.filename == name else content)
    return changed.getvalue()


def cells_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table_of(data, needed=NEEDED).text)))


ONE = workbook(("Members", [NAMES, ZOE]))


def test_a_workbook_is_imported_as_its_text_would_be(browser, candidate):
    shown = sent(browser, ONE, "members.xlsx")
    [row] = shown.context["plan"].rows
    assert (row.line, row.verdict.name, row.change.now) == (
        2,
        "NEW_PERSON",
        "1 January 2026 to 31 December 2026",
    )
    done = browser.post(CONFIRM, carried(shown))
    assert "Imported: 1 row changed something" in done.content.decode()
    zoe = Person.objects.get(email="zoe@example.org")
    assert (zoe.name, zoe.profession, zoe.memberships.get().end) == ("Zoë Müller", "nurse", D(2026, 12, 31))
    assert "Nothing would change" in sent(browser, ONE, "members.xlsx").content.decode()


def test_a_cell_of_any_kind_is_read_as_somebody_would_type_it():
    kinds = {
        "2026-01-02": D(2026, 1, 2),
        "2026-01-03": dt.datetime(2026, 1, 3),
        "2026-01-04 13:30:00": dt.datetime(2026, 1, 4, 13, 30),
        "13:30:00": dt.time(13, 30),
        "46023": 46023,
        "7": 7.0,
        "0.5": 0.5,
        "TRUE": True,
        "#REF!": "#REF!",
        "#NOT CALCULATED": "=A1&B1",
        "": None,
        "two\nlines": "two\nlines",
        "'=1+1": "'=1+1",
    }
    [_, found] = cells_of(workbook(("A", [NAMES, list(kinds.values())])))
    assert found == list(kinds)


def test_what_programs_write_in_other_ways_is_read():
    """A formula with its result, text in the cell itself, a day in ISO, escapes, rows and cells left out."""
    row = (
        '<row r="4"><c r="A4" t="str"><f>B4</f><v>zoe@example.org</v></c>'
        '<c r="B4" t="inlineStr"><is><r><t>Zo</t></r><r><t>ë_x000D_</t></r></is></c>'
        '<c r="D4" t="d"><v>2026-01-01T00:00:00</v></c>'
        '<c r="E4" t="str"><f>IF(1,"","")</f><v></v></c></row></sheetData>'
    )
    data = with_part(ONE, SHEET, lambda xml: xml.replace("</sheetData>", row))
    data = with_part(data, SHEET, lambda xml: xml.replace('ref="A1:E2"', 'ref="A1"'))
    assert cells_of(data)[2:] == [[], ["zoe@example.org", "Zoë", "", "2026-01-01", ""]]


def test_a_cell_that_holds_no_value_leaves_its_row_out_and_no_other(browser):
    rows = [
        NAMES,
        ZOE,
        ["a@example.org", "=B2", "nurse", D(2026, 1, 1), None],
        ["b@example.org", "Ben", "#N/A", D(2026, 1, 1), None],
        ["c@example.org", "Cyd", "nurse", 46023, "Err:502"],
        ["d@example.org", "Dan", "nurse", dt.datetime(2026, 1, 1, 9, 30), None],
        ["e@example.org", "Eva", "nurse", 46023, None],
    ]
    plan = sent(browser, workbook(("A", rows)), "a.xlsx").context["plan"]
    assert plan.changes == 1
    assert [(row.line, row.column) for row in plan.faults] == [
        (3, "name"),
        (4, "profession"),
        (5, "end"),
        (6, "start"),
        (7, "start"),
    ]
    assert "in its place: #NOT CALCULATED." in plan.faults[0].fault


def test_the_sheet_with_the_columns_is_read_and_the_others_are_named(browser):
    """Numbers writes a summary before its tables, and the name of a table above it."""
    summary = ("Export Summary", [["This document was exported from Numbers."]])
    members = ("Sheet 1 - Table 1", [["Table 1"], [], NAMES, ZOE])
    shown = sent(browser, workbook(summary, ("Empty", []), members), "a.xlsx")
    said = shown.content.decode()
    assert "The sheet “Sheet 1 - Table 1” is read." in said
    assert "are not read: Export Summary." in said
    assert [row.line for row in shown.context["plan"].rows] == [4]
    for page in (browser.post(CONFIRM, carried(shown)), browser.post(CONFIRM, carried(shown))):
        assert "are not read: Export Summary." in page.content.decode()
    two = sent(browser, workbook(members, ("Old", members[1])), "a.xlsx")
    assert "2 sheets have these columns: Sheet 1 - Table 1 and Old." in two.content.decode()


def zipped(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return data.getvalue()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
UNREADABLE = {
    "no table in it": (workbook(("A", [])), "The workbook is empty."),
    "other columns": (workbook(("A", [["a", "b"], [1, 2]])), "lacks the columns email, name, start"),
    "LibreOffice": (zipped(mimetype="x", content_xml="<x/>"), "File, Save As"),
    "Numbers": (zipped(Index__Document_iwa="x"), "File, Export To"),
    "a binary workbook": (zipped(xl__workbook_bin="x"), "(.xlsb)"),
    "a document": (zipped(word__document_xml="<x/>"), "CSV UTF-8"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "or one with a password"),
    "cut short": (ONE[: len(ONE) // 2], "CSV UTF-8"),
    "no sheets": (zipped(xl__workbook_xml="<x/>"), "could not be read"),
    "broken inside": (with_part(ONE, SHEET, lambda xml: xml[: len(xml) // 2]), "could not be read"),
    "a cell nowhere": (
        with_part(ONE, SHEET, lambda xml: xml.replace('"A2"', '"ZZZZZZ2"')),
        "could not be read",
    ),
    "text that is not there": (
        with_part(
            ONE, SHEET, lambda xml: xml.replace('<c r="A2" t="inlineStr">', '<c r="A2" t="s"><v>999</v>')
        ),
        "could not be",
    ),
    "a sheet of zeros": (with_part(ONE, SHEET, lambda xml: xml + " " * (MOST_UNPACKED + 1)), "too large"),
    "very many parts": (zipped(xl__workbook_xml="<x/>", **{f"p{n}": "" for n in range(1001)}), "too large"),
    "a row far below": (
        with_part(ONE, SHEET, lambda xml: xml.replace('r="2"', 'r="99999999999"')),
        "too large",
    ),
    "very many cells": (
        with_part(
            ONE,
            SHEET,
            lambda xml: xml.replace("</sheetData>", '<row><c r="XFD{0}"/></row>' * 60 + "</sheetData>"),
        ),
        "could not be read",
    ),
    "wide rows": (
        with_part(
            ONE,
            SHEET,
            lambda xml: xml.replace(
                "</sheetData>",
                "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(3, 60))
                + "</sheetData>",
            ),
        ),
        "too large",
    ),
    "laughter": (
        with_part(
            ONE,
            SHEET,
            lambda xml: f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>' + xml.replace("zoe@example.org", "&l11;"),
        ),
        "could not be read",
    ),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_told_with_the_way_out(browser, what):
    content, sentence = UNREADABLE[what]
    before = tables()
    answer = sent(browser, content, "members.xlsx")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert tables() == before


def test_a_field_of_any_length_in_a_workbook_is_answered(browser):
    rows = [NAMES, ["a@example.org", "x" * 32_767, "nurse", D(2026, 1, 1), None], ZOE]
    data = with_part(workbook(("A", rows)), SHEET, lambda xml: xml.replace("x" * 32_767, "x" * 200_000))
    plan = sent(browser, data, "a.xlsx").context["plan"]
    assert [row.verdict.name for row in plan.rows] == ["FAULT", "NEW_PERSON"]
    odd = workbook(("A", [NAMES, ["a@example.org", "A_x0000_b_xD83D_c", "nurse", D(2026, 1, 1), None]]))
    assert [row.name for row in sent(browser, odd, "a.xlsx").context["plan"].rows] == ["Ab\ufffdc"]


def test_an_export_opened_and_saved_as_a_workbook_changes_nothing(browser, officer, candidate, co_leader):
    Person.objects.filter(pk=candidate.pk).update(email="+plus@example.org", name="=HYPERLINK(1)")
    Person.objects.filter(pk=co_leader.pk).update(email=None)
    MembershipFactory(person=PersonFactory(name="007", email="7@example.org"), start=D(1985, 1, 1))
    Membership.objects.filter(person=candidate).update(end=D(2027, 2, 3))
    book = browser.get(WORKBOOK).content
    sheet = load_workbook(io.BytesIO(book)).active
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s", "d", "n"}
    assert {cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n"} == {None}
    [names, *lines] = csv.reader(io.StringIO(browser.get(EXPORT).content.decode()))
    typed = [[*cells[:3], *(day and D.fromisoformat(day) for day in cells[3:])] for cells in lines]
    before = tables("django_session")
    for rows in (typed, [[cell or None for cell in cells] for cells in typed], lines):
        answer = browser.post(
            CONFIRM, carried(sent(browser, workbook(("memberships", [names, *rows])), "m.xlsx"))
        )
        assert {row.verdict.name for row in answer.context["plan"].rows} == {"SAME"}
    assert tables("django_session", "members_spentform") == {
        name: content for name, content in before.items() if name != "members_spentform"
    }
