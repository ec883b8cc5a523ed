"""Memberships from a CSV file: dry run, idempotent, all or nothing; and out again without formulas."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.actions.imports import Verdict, apply_import, plan_import
from members.models import Membership, Person
from members.refusals import Refused
from members.sheets import as_typed, neutral, text_of

FILE = """email,name,profession,start,end
new@example.org,Nora New,Nurse,2026-01-01,2026-12-31
maya.ferreira@example.org,Maya Ferreira,physician,2014-01-01,2027-12-31
Carl.Dorn@example.org,Carl Dorn,Psychologist,2014-01-01,
"""


def verdicts(text):
    return [row.verdict.name for row in plan_import(text).rows]


def test_a_dry_run_says_what_each_line_would_do_and_writes_nothing(candidate, co_leader):
    before = list(Membership.objects.values())
    assert verdicts(FILE) == ["NEW_PERSON", "SHORTER", "SAME"]
    assert list(Membership.objects.values()) == before


def test_the_same_file_twice_changes_something_once(candidate, co_leader, membership_officer):
    assert apply_import(by=membership_officer, text=FILE).changes == 2
    assert verdicts(FILE) == ["SAME", "SAME", "SAME"]
    assert apply_import(by=membership_officer, text=FILE).changes == 0
    new = Person.objects.get(email="new@example.org")
    assert (new.profession, new.memberships.get().end) == ("nurse", dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    "line, fault",
    [
        ("no address,Nora,nurse,2026-01-01,", "The e-mail address is missing or wrong."),
        ("a@example.org,,nurse,2026-01-01,", "The name is missing or longer than 120 characters."),
        ("a@example.org,Nora,nurse,1.1.2026,", "“1.1.2026” in start is not a day such as 2026-05-31."),
        ("a@example.org,Nora,nurse,,", "The first day is missing."),
        ("a@example.org,Nora,nurse,2026-02-30,", "“2026-02-30” in start is not a day such as 2026-05-31."),
        ("a@example.org,Nora,nurse,2026-02-02,2026-02-01", "The last day is before the first."),
    ],
)
def test_a_faulty_line_is_named_and_nothing_is_imported(membership_officer, line, fault):
    text = f"email,name,profession,start,end\nok@example.org,Olga,nurse,2026-01-01,\n{line}\n"
    assert [row.fault for row in plan_import(text).faults] == [fault]
    with pytest.raises(Refused, match="Nothing was imported"):
        apply_import(by=membership_officer, text=text)
    assert Person.objects.filter(email="ok@example.org").count() == 0


def test_the_same_line_twice_is_a_fault(db):
    line = "a@example.org,Nora,nurse,2026-01-01,\n"
    assert verdicts(f"email,name,profession,start,end\n{line}{line}") == ["NEW_PERSON", "FAULT"]


@pytest.mark.parametrize("text", ["", "name;email\n", "a,b,c\n1,2,3\n", "email,name\nx@y.org,X\n"])
def test_a_file_without_the_columns_is_refused(db, text):
    with pytest.raises(Refused):
        plan_import(text)


def test_through_the_browser_first_the_plan_and_then_the_deed(client, membership_officer, candidate, sign_in):
    sign_in(client, membership_officer)
    chosen = client.post("/society/memberships/import/", {"file": SimpleUploadedFile("m.csv", FILE.encode())})
    assert chosen.status_code == 200
    assert "3 lines will change something" in chosen.content.decode()
    assert Person.objects.filter(email="new@example.org").exists() is False
    done = client.post("/society/memberships/import/confirm/", {"text": FILE, "once": "t"})
    again = client.post("/society/memberships/import/confirm/", {"text": FILE, "once": "t"})
    assert (done.status_code, again.status_code) == (302, 409)
    assert Person.objects.filter(email="new@example.org").count() == 1


def test_a_file_that_is_no_text_is_refused_with_a_sentence(client, membership_officer, sign_in):
    sign_in(client, membership_officer)
    for content in (b"\x00\x01\x02", b"PK\x03\x04\x00", b"\x81\x8d\x00"):
        answer = client.post("/society/memberships/import/", {"file": SimpleUploadedFile("m.csv", content)})
        assert (answer.status_code, "CSV UTF-8" in answer.content.decode()) == (422, True), content


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell):
    assert neutral(cell) == f"'{cell}"


HEAD, LINE = "email,name,profession,start,end", "zoe@example.org,Zoë Müller,nurse,2026-01-01,2026-12-31"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_sheet_is_read_as_spreadsheets_write_it(db, separator, encoding, ending):
    lines = [HEAD, "", LINE, ",,,,", ""]
    data = ending.join(lines).replace(",", separator).encode(encoding)
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    (row,) = plan_import(text_of(mark + data)).rows
    assert (row.name, row.verdict, row.fault) == ("Zoë Müller", Verdict.NEW_PERSON, "")


def test_columns_nobody_asked_for_are_named_and_repeated_ones_refused(db):
    plan = plan_import(f"{HEAD},phone,notes\n{LINE},1,2\n")
    assert (plan.unread, plan.rows[0].verdict) == (("phone", "notes"), Verdict.NEW_PERSON)
    assert plan_import(f"notes,{HEAD}\n,{LINE}\n").rows[0].verdict is Verdict.NEW_PERSON
    with pytest.raises(Refused, match="stand there twice: name"):
        plan_import(f"{HEAD},name\n{LINE},Else\n")
    assert "more cells" in plan_import(f"{HEAD}\n{LINE},lost\n").rows[0].fault
    assert plan_import(f"sep=;\n{HEAD}\n{LINE}\n".replace(",", ";")).rows[0].verdict is Verdict.NEW_PERSON


def test_a_cell_of_any_length_is_answered(client, membership_officer, sign_in):
    sign_in(client, membership_officer)
    content = f"{HEAD}\nlong@example.org,{'x' * 200_000},nurse,2026-01-01,\n".encode()
    answer = client.post("/society/memberships/import/", {"file": SimpleUploadedFile("m.csv", content)})
    assert "longer than 120 characters" in answer.content.decode()


@pytest.mark.parametrize("start", ["+", "-", "=", "@", "'", "'+", "''=", "\u2019", "O'"])
def test_whatever_a_value_begins_with_it_comes_back_as_it_was(db, start):
    assert as_typed(neutral(f"{start}x@example.org")) == f"{start}x@example.org"


def test_an_address_like_a_formula_and_a_person_without_one_come_back_as_the_same(
    client, membership_officer, candidate, co_leader, sign_in
):
    Person.objects.filter(pk=candidate.pk).update(email="+plus@example.org")
    Person.objects.filter(pk=co_leader.pk).update(email=None)
    text = sign_in(client, membership_officer).get("/society/memberships/export/").content.decode()
    assert "'+plus@example.org" in text
    assert set(verdicts(text)) == {"SAME"}
    assert set(verdicts(text.replace(",", ";").replace("\r\n", "\n"))) == {"SAME"}


def test_what_goes_out_comes_in_again_without_a_change(client, membership_officer, candidate, sign_in):
    candidate.name = "=HYPERLINK(1)"
    candidate.save()
    answer = sign_in(client, membership_officer).get("/society/memberships/export/")
    text = answer.content.decode()
    assert "'=HYPERLINK(1)" in text
    assert set(verdicts(text)) == {"SAME"}
