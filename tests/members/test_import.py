"""Memberships from a file: the preview is the import undone, rows are taken one by one; and out again."""

import csv
import datetime as dt
import io
import random
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from members.actions import imports
from members.actions.imports import (
    CHANGED_MEANWHILE,
    COLUMNS,
    NEEDED,
    ShowAgain,
    Verdict,
    apply_import,
    plan_import,
)
from members.actions.locking import around_steps
from members.actions.memberships import end_membership
from members.actions.proposals import confirm
from members.enums import Profession
from members.forms.officers import LONGEST_TEXT
from members.models import Membership, Notice, Person, Proposal
from members.refusals import Refused
from members.sheets import WINDOWS, as_typed, neutral, sheet_of, text_of
from members.views import imports as views
from tests.cast import FIRST_DAY, MembershipFactory, PersonFactory

D = dt.date
LOOK = "/society/memberships/import/look/"
IMPORT, CONFIRM = "/society/memberships/import/", "/society/memberships/import/confirm/"
LEFT_OUT, EXPORT = "/society/memberships/import/left-out/", "/society/memberships/export/"
HEAD, LINE = "email,name,profession,start,end", "zoe@example.org,Zoë Müller,nurse,2026-01-01,2026-12-31"
FILE = """email,name,profession,start,end
new@example.org,Nora New,Nurse,2026-01-01,2026-12-31
maya.ferreira@example.org,Maya Ferreira,physician,2014-01-01,2027-12-31
Carl.Dorn@example.org,Carl Dorn,Psychologist,2014-01-01,
"""


@pytest.fixture
def officer(membership_officer, at):
    """On 1 June 2026."""
    return membership_officer


@pytest.fixture
def browser(client, sign_in, officer) -> Client:
    return sign_in(client, officer)


@pytest.fixture
def plan(officer):
    return lambda text: plan_import(by=officer, text=text)


@pytest.fixture
def verdicts(plan):
    return lambda text: [row.verdict.name for row in plan(text).rows]


def sent(browser, content, name="m.csv"):
    """The answer to a chosen file."""
    data = content if isinstance(content, bytes) else content.encode()
    return browser.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def carried(answer) -> dict[str, str]:
    """What the form of a page sends when its button is pressed."""
    form = answer.context["form"]
    return {name: form[name].value() for name in form.fields}


def tables(*besides: str) -> dict[str, str]:
    """Every table of the database with what stands in it."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - {*besides}
        return {name: _content(cursor, name) for name in sorted(names)}


def _content(cursor, name: str) -> str:
    cursor.execute(f'SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{name}" t')
    return str(cursor.fetchone())


def test_a_preview_says_what_each_row_would_do_and_writes_nothing(
    candidate, co_leader, plan, django_capture_on_commit_callbacks
):
    before = tables()
    with django_capture_on_commit_callbacks() as afterwards:
        rows = plan(FILE).rows
    assert afterwards == []
    assert [row.verdict.name for row in rows] == ["NEW_PERSON", "SHORTER", "SAME"]
    assert [(row.change.was, row.change.now) for row in rows[:2]] == [
        ("none", "1 January 2026 to 31 December 2026"),
        ("from 1 January 2014, without end", "1 January 2014 to 31 December 2027"),
    ]
    assert tables() == before


def test_the_same_file_twice_changes_something_once(candidate, co_leader, officer, verdicts):
    assert apply_import(by=officer, text=FILE).changes == 2
    assert verdicts(FILE) == ["SAME", "SAME", "SAME"]
    assert apply_import(by=officer, text=FILE).changes == 0
    new = Person.objects.get(email="new@example.org")
    assert (new.profession, new.memberships.get().end) == ("nurse", D(2026, 12, 31))


def test_who_holds_no_office_reads_nothing_from_a_file(chair, candidate):
    for act in (plan_import, apply_import):
        with pytest.raises(Refused, match="an office that you do not hold"):
            act(by=chair, text=FILE)


FAULTY = [
    ("no address,Nora,nurse,2026-01-01,", "email", "The e-mail address is wrong."),
    (",Nora,nurse,2026-01-01,", "email", "The e-mail address is missing."),
    ("a@example.org,,nurse,2026-01-01,", "name", "The name is missing or longer than 120 characters."),
    (f"a@example.org,{'x' * 200_000},nurse,2026-01-01,", "name", "longer than 120 characters."),
    (f"{'x' * 200_000}@example.org,Nora,nurse,2026-01-01,", "email", "The e-mail address is wrong."),
    (f"a@example.org,Nora,{'x' * 200_000},2026-01-01,", "profession", "xxx…” is not one of the professions"),
    (f"a@example.org,Nora,nurse,{'1' * 200_000},", "start", "111…” is not a day"),
    ("a@example.org,Nora,nurse,,", "start", "The first day is missing."),
    ("a@example.org,Nora,nurse,2026-02-30,", "start", "“2026-02-30” is not a day"),
    ("a@example.org,Nora,nurse,2026-02-02,2026-02-01", "end", "The last day is before the first."),
    ("a@example.org,Nora,wizard,2026-02-02,", "profession", "“wizard” is not one of the professions"),
    ("a@example.org,Nora,nurse,2029-01-01,", "start", "at most a year ahead."),
    ("carl.dorn@example.org,Carl Dorn,,2020-01-01,", "start", "is recorded already. Renew that one."),
    ("carl.dorn@example.org,Carl Dorn,,2014-01-01,2013-01-01", "end", "The last day is before the first."),
    ("a@example.org,Nora,nurse,2026-01-01,,lost", "", "There are more cells than columns."),
]


def test_a_row_that_is_refused_is_named_with_its_column_and_holds_up_no_other(officer, co_leader, plan):
    lines = [re.sub(r"^a@", f"a{at}@", line) for at, (line, _, _) in enumerate(FAULTY)]
    text = "\n".join([HEAD, "ok@example.org,Olga,nurse,2026-01-01,", *lines, LINE])
    shown = plan(text)
    assert [(row.line, row.column) for row in shown.faults] == [
        (number, column) for number, (_, column, _) in enumerate(FAULTY, start=3)
    ]
    for row, (_, _, sentence) in zip(shown.faults, FAULTY, strict=True):
        assert sentence in row.fault
        assert len(row.fault) < 300
    before = set(Person.objects.values_list("email", flat=True))
    assert apply_import(by=officer, text=text, seen=shown.digest) == shown
    after = set(Person.objects.values_list("email", flat=True))
    assert after - before == {"ok@example.org", "zoe@example.org"}


def test_rows_that_say_the_same_are_one_and_those_that_contradict_each_other_are_left_out(plan, candidate):
    line = "a@example.org,Nora,nurse,2026-01-01,"
    again = plan(f"{HEAD}\n{line}\n{line.replace('a@', 'A@')}\n")
    assert [row.verdict.name for row in again.rows] == ["NEW_PERSON", "AGAIN"]
    two_ends = plan(f"{HEAD}\n{line}\n{line}2026-12-31\n{LINE}\n")
    assert [row.verdict.name for row in two_ends.rows] == ["FAULT", "FAULT", "NEW_PERSON"]
    assert "Rows 2 and 3 give the membership from 1 January 2026" in two_ends.rows[0].fault
    two_names = plan(f"{HEAD}\n{line}\n{line.replace('Nora', 'Otto')}\n{LINE}\n")
    assert [row.verdict.name for row in two_names.rows] == ["FAULT", "FAULT", "NEW_PERSON"]
    assert "Rows 2 and 3 give one address to Nora and Otto." in two_names.rows[1].fault
    one_refused = plan(
        f"{HEAD}\na@example.org,Nora,wizard,2026-01-01,\na@example.org,Nora,wizard,2026-01-01,\n"
    )
    assert "Row 2 says the same and is left out: “wizard”" in one_refused.rows[1].fault


def test_the_order_of_the_rows_does_not_matter(officer, plan):
    person = PersonFactory(name="Nora New")
    MembershipFactory(person=person, start=D(2020, 1, 1))
    ends, follows = f"{person.email},Nora New,,2020-01-01,2025-12-31", f"{person.email},Nora New,,2026-01-01,"
    for lines in ([ends, follows], [follows, ends]):
        rows = plan("\n".join([HEAD, *lines])).rows
        assert {row.verdict.name for row in rows} == {"SHORTER", "NEW_PERIOD"}
        assert [row.line for row in rows] == [2, 3]
    apply_import(by=officer, text="\n".join([HEAD, follows, ends]))
    assert list(person.memberships.values_list("start", "end")) == [
        (D(2020, 1, 1), D(2025, 12, 31)),
        (D(2026, 1, 1), None),
    ]


def test_a_name_or_profession_that_differs_is_shown_and_stays(officer, browser, candidate):
    text = f"{HEAD}\n{candidate.email},Maya Ferreira-Lopez,Nurse,2014-01-01,\n"
    [row] = plan_import(by=officer, text=text).rows
    assert row.verdict.name == "DIFFERS"
    assert [(each.what, each.was, each.now) for each in row.kept] == [
        ("name", "Maya Ferreira", "Maya Ferreira-Lopez"),
        ("profession", "Physician", "Nurse"),
    ]
    said = sent(browser, text).content.decode()
    assert "The name on record is Maya Ferreira and stays. The file says Maya Ferreira-Lopez." in said
    apply_import(by=officer, text=text.replace("2014-01-01,", "2014-01-01,2027-12-31"))
    candidate.refresh_from_db()
    assert (candidate.name, candidate.profession) == ("Maya Ferreira", "physician")
    assert candidate.memberships.get().end == D(2027, 12, 31)


def test_what_a_file_does_not_say_changes_nothing(officer, candidate, plan):
    end_membership(by=officer, membership=candidate.memberships.get(), end=D(2027, 5, 31))
    line = f"{candidate.email},,,2014-01-01"
    assert [row.verdict.name for row in plan(f"email,name,profession,start\n{line}\n").rows] == ["SAME"]
    assert [row.verdict.name for row in plan(f"{HEAD}\n{line},\n").rows] == ["RENEWED"]


# The preview and the import


def generated(seed: int) -> str:
    """A sheet with every kind of row, in no order, of people on record and new ones."""
    draw = random.Random(seed)
    whom = [("carl.dorn@example.org", "Carl Dorn"), ("maya.ferreira@example.org", "Maya Ferreira")] * 3
    whom += [(f"p{n}@example.org", f"Pia {n}") for n in range(24)] + [
        ("", "Old File"),
        ("", "Nobody Known"),
    ] * 2
    days = ["2014-01-01", "2020-01-01", "2026-01-01", "2026-01-01", "2026-06-01", "soon", "2031-01-01"]
    ends = ["", "", "2019-12-31", "2025-12-31", "2026-05-31", "2027-12-31", "never"]
    lines = []
    for _ in range(60):
        email, name = draw.choice(whom)
        name = draw.choice([name] * 12 + [name.upper(), "Somebody Else", ""])
        profession = draw.choice(["", "", "", "nurse", "Physician", "wizard"])
        more = ["x"] if draw.random() < 0.03 else []
        lines.append(";".join([email, name, profession, draw.choice(days), draw.choice(ends), *more]))
    return "\n".join([HEAD.replace(",", ";"), *lines])


def test_the_preview_is_the_import(officer, candidate, co_leader, at):
    old, pia = PersonFactory(name="Old File", email=None), PersonFactory(name="Pia 0", email="p0@example.org")
    MembershipFactory(person=old, start=D(2020, 1, 1), end=D(2026, 5, 31))
    MembershipFactory(person=pia, start=D(2020, 1, 1), end=D(2026, 5, 31))
    MembershipFactory(person=pia, start=D(2026, 6, 1), end=D(2026, 12, 31))
    MembershipFactory(person=PersonFactory(name="Sam", email="sam@example.org"), start=D(2020, 1, 1))
    on_paper = PersonFactory(name="Pat", email=None)
    MembershipFactory(person=on_paper, start=D(2020, 1, 1))
    who = {"pat@example.org": str(on_paper.pk)}
    clean, kinds = tables(), set()
    for seed in range(5):
        text = generated(seed) + "\nsam@example.org;Sam;;2020-01-01;\npat@example.org;Pat;;2020-01-01;"
        with around_steps():
            shown = plan_import(by=officer, text=text, who=who)
            assert tables() == clean
            assert len(shown.rows) == 62
            done = apply_import(by=officer, text=text, seen=shown.digest, who=who)
            assert done == shown
            after = tables()
            again = apply_import(by=officer, text=text)
            assert (again.changes, tables()) == (0, after)
            assert [row.line for row in again.faults] == [row.line for row in done.faults]
            transaction.set_rollback(True)
        kinds |= {row.verdict for row in done.rows}
    assert kinds == {*Verdict}


def test_what_was_not_shown_does_not_happen(browser, officer, candidate):
    """Somebody ends the membership between the preview and the import."""
    text = f"{HEAD}\n{candidate.email},Maya Ferreira,,2014-01-01,2027-12-31\n{LINE}\n"
    shown = sent(browser, text)
    form = carried(shown)
    end_membership(by=officer, membership=candidate.memberships.get(), end=D(2027, 5, 31))
    before = tables()
    with pytest.raises(ShowAgain):
        apply_import(by=officer, text=text, seen=shown.context["plan"].digest)
    answer = browser.post(CONFIRM, form)
    assert tables() == before
    said = answer.content.decode()
    assert (answer.status_code, escape(CHANGED_MEANWHILE) in said) == (409, True)
    assert "1 January 2014 to 31 May 2027 → 1 January 2014 to 31 December 2027" in said
    done = browser.post(CONFIRM, carried(answer))
    assert "Imported: 2 rows changed something" in done.content.decode()
    assert candidate.memberships.get().end == D(2027, 12, 31)


def test_nothing_is_imported_that_nobody_looked_at(browser):
    before = tables()
    answer = browser.post(CONFIRM, {"text": f"{HEAD}\n{LINE}\n", "once": "t"})
    assert (answer.status_code, "Look at what the file would do" in answer.content.decode()) == (422, True)
    assert tables() == before


def test_through_the_browser_first_the_preview_and_then_the_deed(browser, candidate):
    before = tables("django_session")
    chosen = sent(browser, f"{FILE}a@example.org,Nora,wizard,2026-01-01,\n")
    said = chosen.content.decode()
    assert tables("django_session") == before
    assert "3 rows will change something" in said
    assert "Import 3 rows, leave out 1" in " ".join(said.split())
    form = carried(chosen)
    done, again = browser.post(CONFIRM, form), browser.post(CONFIRM, form)
    assert (done.status_code, again.status_code) == (200, 409)
    assert "Imported: 3 rows changed something" in done.content.decode()
    assert "1 row was left out" in done.content.decode()
    assert "You have sent this form already" in again.content.decode()
    assert "Nothing would change" in again.content.decode()
    assert Person.objects.filter(email="new@example.org").count() == 1
    assert Notice.objects.filter(person__email="new@example.org").count() == 1


def test_the_rows_left_out_come_as_a_list_that_can_be_put_right_and_sent(browser, officer):
    text = f"{HEAD};notes\n{LINE};\n+a@example.org,Nora,wizard,2026-01-01,;=1+1\nb@example.org,=Otto,,,;\n"
    shown = sent(browser, text.replace(",", ";"))
    left = browser.post(LEFT_OUT, carried(shown))
    assert left["Content-Type"] == "text/csv; charset=utf-8"
    lines = left.content.decode().splitlines()
    assert lines[0] == "why it was left out,email,name,profession,start,end,notes"
    assert lines[1].endswith(
        "Veterinarian, Lawyer, Teacher, Other.\",'+a@example.org,Nora,wizard,2026-01-01,,'=1+1"
    )
    assert lines[2] == "Row 4: The first day is missing.,b@example.org,'=Otto,,,,"
    right = left.content.decode().replace("wizard", "nurse").replace("'=Otto,,", "Otto,,2026-02-01")
    put_right = plan_import(by=officer, text=right)
    assert ([row.verdict.name for row in put_right.rows], put_right.unread) == (
        ["NEW_PERSON"] * 2,
        ("notes",),
    )
    assert browser.post(LEFT_OUT, {}).status_code == 302


def test_a_long_file_asks_no_more_for_rows_that_change_nothing(browser, officer):
    people = Person.objects.bulk_create(
        Person(name=f"Person {n:04}", email=f"p{n}@example.org", password="!") for n in range(500)
    )
    Membership.objects.bulk_create(Membership(person=person, start=FIRST_DAY) for person in people)
    lines = [f"{person.email},{person.name},,2014-01-01," for person in people]
    asked = []
    for content in ([HEAD, *lines[:3]], [HEAD, *lines]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = sent(browser, "\n".join(content))
        asked.append(len(queries))
        assert "Nothing would change" in answer.content.decode()
    assert asked[0] == asked[1] < 25
    assert answer.content.decode().count("<details") == 20


# Files as programs write them


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name;email\n",
        "a,b,c\n1,2,3\n",
        "email,name\nx@y.org,X\n",
        f'{HEAD}\na@example.org,"Nora,nurse,2026-01-01,\n{LINE}\n',
    ],
)
def test_a_file_that_is_no_such_table_is_refused(plan, text):
    with pytest.raises(Refused):
        plan(text)


QUOTES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 45)), max_size=5)


@given(
    quotes=QUOTES, separator=st.sampled_from([",", ";", "\t"]), ending=st.sampled_from(["\n", "\r\n", "\r"])
)
def test_no_row_disappears_behind_a_quotation_mark(quotes, separator, ending):
    lines = [f"p{n}@example.org,Pia {n},2026-01-0{n + 1},see file,x" for n in range(8)]
    for row, place in quotes:
        lines[row] = f'{lines[row][:place]}"{lines[row][place:]}'
    text = ending.join(["email,name,start,note,more", *lines]).replace(",", separator)
    try:
        found = len(sheet_of(text, known=COLUMNS, needed=NEEDED).lines)
    except Refused as refusal:
        found = refusal.sentence
    assert found == len(lines) or "quotation mark" in str(found)


def test_a_quotation_mark_that_takes_in_rows_is_named_and_one_that_does_not_is_read(plan):
    swallowing = [
        '"the "old" list"x',
        '"see file',
        "x",
        'the 5" disk',
    ]
    rows = [f"p{n}@example.org,Pia {n},2026-01-01,{note}" for n, note in enumerate(swallowing)]
    with pytest.raises(Refused, match="A quotation mark in row 3 makes one row of 3"):
        plan("\n".join(["email,name,start,note", *rows]))
    with pytest.raises(Refused, match="opens in row 3 and is never closed"):
        plan("\n".join(["email,name,start,note", *rows[:3]]))
    with pytest.raises(Refused, match="A quotation mark in row 2 makes one row of 2"):
        plan('name,email,start\n"Nora,,2026-01-01\nPia",,2026-01-01\n')
    for head, row in (
        (
            "email,name,start,note",
            'a@example.org,Ann,2026-01-01,"said: 5 May 2026\nmail b@example.org, or c"',
        ),
        ("email,name,note,start,end", 'a@example.org,Ann,"one\r\n\r\ntwo",2026-01-01,2026-12-31'),
        ("note,email,name,start", '"one\ntwo",a@example.org,"Ann ""A"" Bee",2026-01-01'),
        ("name,email,start", '"Bee, Ann",a@example.org,2026-01-01'),
    ):
        [row] = plan(f"{head}\n{row}\n").rows
        assert (row.email, row.verdict.name) == ("a@example.org", "NEW_PERSON"), head


def test_whatever_of_an_import_cannot_be_done_is_said(browser):
    for page in (LOOK, CONFIRM, LEFT_OUT):
        for text, why in (
            ("", views.NO_FILE),
            ("x" * (LONGEST_TEXT + 1), views.NO_FILE),
            ("a,b\n1,2", "The first line lacks the columns email, name, start."),
        ):
            answer = browser.post(page, {"text": text, "seen": "x"}, follow=True)
            said = " ".join(answer.content.decode().split())
            assert escape(f"Nothing was done. {why} Choose the file again.") in said, (page, why)


def choose(shown, who: list[str]):
    """The form of a preview with the choices made in it."""
    return carried(shown) | {"who": who}


def test_a_name_on_record_with_an_address_that_nobody_has_is_asked_about(browser, officer, president):
    paper = PersonFactory(name="Sylvia Páper", email=None)
    MembershipFactory(person=paper, start=D(2020, 1, 1), end=D(2025, 12, 31))
    other = PersonFactory(name="Dr. Otto Other", email="otto@old.example.org")
    gone = PersonFactory(name="Gerd Gone", email=None, is_active=False)
    old = "sylvia.paper@example.org,Sylvia Paper,,2020-01-01,2025-12-31"
    lines = [
        HEAD,
        'sylvia.paper@example.org,"PAPER, Sylvia, MD",,2026-01-01,2026-12-31',
        "otto@new.example.org,otto other,physician,2026-01-01,",
        "gerd@example.org,Gerd Gone,nurse,2026-01-01,",
        old,
    ]
    text = "\n".join(lines)
    before = tables("django_session")
    shown = sent(browser, text)
    assert [row.verdict.name for row in shown.context["plan"].rows] == ["FAULT"] * 4
    said = " ".join(shown.content.decode().split())
    for sentence in (
        f"{paper}, number {paper.pk}, is on record without an address: if it is they, say so in the preview",
        f"{other} is on record with otto@old.example.org: if it is they, give that address in the list.",
        f"The account of {gone}, number {gone.pk}, has ended: if it is they, open it again first.",
        "If it is somebody new, say so in the preview.",
    ):
        assert sentence in said
    offered = re.findall(r'<option value="(\S+) (\S+)"', shown.content.decode())
    assert offered == [
        (str(paper.pk), "sylvia.paper@example.org"),
        ("new", "sylvia.paper@example.org"),
        ("new", "otto@new.example.org"),
        ("new", "gerd@example.org"),
    ]
    untrue = [f"{other.pk} otto@new.example.org", f"{gone.pk} gerd@example.org", "x", "", "new  x"]
    asked = browser.post(LOOK, choose(shown, untrue))
    assert asked.context["plan"].digest == shown.context["plan"].digest
    who = [f"{paper.pk} sylvia.paper@example.org", "new otto@new.example.org", ""]
    unseen = browser.post(CONFIRM, choose(shown, who))
    assert (unseen.status_code, escape(CHANGED_MEANWHILE) in unseen.content.decode()) == (409, True)
    seen = browser.post(LOOK, choose(shown, who))
    assert [row.verdict.name for row in seen.context["plan"].rows] == [
        "NEW_PERIOD",
        "NEW_PERSON",
        "FAULT",
        "DIFFERS",
    ]
    page = " ".join(seen.content.decode().split())
    assert f'<option value="{who[0]}" selected>' in page
    assert f"The address is proposed for {paper}, number {paper.pk}" in page
    assert tables("django_session") == before
    done = browser.post(CONFIRM, choose(seen, who))
    assert done.context["plan"] == seen.context["plan"]
    assert browser.post(LEFT_OUT, carried(done)).content.decode().count("Row ") == 1
    assert Person.objects.filter(name__folded="sylvia paper").get() == paper
    assert paper.memberships.count() == 2
    assert Person.objects.get(email="otto@new.example.org") != other
    for _ in range(2):
        again = plan_import(by=officer, text=text)
        assert [row.verdict.name for row in again.rows] == ["DIFFERS", "SAME", "FAULT", "DIFFERS"]
        for proposal in Proposal.objects.filter(subject=paper, state="open"):
            confirm(proposal=proposal, by=president)
    paper.refresh_from_db()
    assert paper.email == "sylvia.paper@example.org"


def test_one_person_gets_one_address_from_a_list_also_where_the_membership_is_on_record(officer, president):
    paper = PersonFactory(name="Sylvia Paper", email=None)
    MembershipFactory(person=paper, start=D(2026, 1, 1), end=D(2026, 12, 31))
    text = "\n".join([HEAD, *(f"s{n}@example.org,Sylvia Paper,,2026-01-01,2026-12-31" for n in (1, 2))])
    who = {f"s{n}@example.org": str(paper.pk) for n in (1, 2)}
    done = apply_import(by=officer, text=text, who=who)
    assert [row.verdict.name for row in done.rows] == ["ADDRESS", "FAULT"]
    assert done.rows[1].fault == "s1@example.org is proposed for Sylvia Paper already."
    assert Proposal.objects.get().payload["email"] == "s1@example.org"


def test_a_list_changes_nothing_for_somebody_whose_account_has_ended(officer, candidate, browser):
    Person.objects.filter(pk=candidate.pk).update(is_active=False)
    [held] = candidate.memberships.all()
    rows = [f"{candidate.email},{candidate.name},,{start}," for start in (f"{held.start}", "2027-01-01")]
    shown = sent(browser, "\n".join([HEAD, *rows, LINE]))
    said = f"The account of {escape(candidate.name)} has ended, so that no list changes their membership."
    assert said in shown.content.decode()
    assert [row.verdict.name for row in shown.context["plan"].rows] == ["SAME", "FAULT", "NEW_PERSON"]
    browser.post(CONFIRM, carried(shown))
    assert list(candidate.memberships.all()) == [held]


def test_a_file_of_too_many_rows_is_refused_with_a_sentence(browser):
    answer = sent(browser, "email,name,start\n" + "a@b.org,A,2026-1-1\n" * 20_001)
    assert "The file has 20001 rows. Split it: at most 20000 at a time." in answer.content.decode()


def test_what_one_import_cannot_take_the_next_one_does(browser, monkeypatch, verdicts):
    monkeypatch.setattr(imports, "MOST_TAKEN", 2)
    monkeypatch.setattr(views, "MOST_LISTED", 3)
    text = "\n".join([HEAD, *(f"a{n}@example.org,Ann {n},,2026-01-01," for n in range(5))])
    for taken, left in ((2, 3), (2, 1), (1, 0)):
        done = browser.post(CONFIRM, carried(sent(browser, text)))
        plan = done.context["plan"]
        assert (plan.changes, [row.fault for row in plan.faults]) == (taken, [imports.LATER] * left)
    assert "And 2 more rows of this kind." in sent(browser, text).content.decode()


def test_a_file_that_is_no_text_is_refused_with_a_sentence(browser):
    assert (
        "was read as older Western spreadsheets"
        in sent(browser, f"{HEAD}\n{LINE}".encode("cp1252")).content.decode()
    )
    for content in (b"\x00\x01\x02", b"PK\x03\x04\x00", b"\x81\x8d\x00"):
        answer = sent(browser, content)
        assert (answer.status_code, "CSV UTF-8" in answer.content.decode()) == (422, True), content


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell):
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_sheet_is_read_as_spreadsheets_write_it(plan, separator, encoding):
    for ending in ("\n", "\r\n", "\r"):
        lines = [HEAD, "", LINE, ",,,,", ""]
        data = ending.join(lines).replace(",", separator).encode(encoding)
        mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
        text, found = text_of(mark + data)
        assert (found == WINDOWS) is (encoding == WINDOWS)
        (row,) = plan(text).rows
        assert (row.line, row.name, row.verdict.name, row.fault) == (3, "Zoë Müller", "NEW_PERSON", "")


def test_columns_nobody_asked_for_are_named_and_repeated_ones_read_where_they_agree(plan):
    extra = plan(f"{HEAD},phone,,notes,\n{LINE},1,2,3,\n")
    assert extra.unread == ("phone", "notes", "the 7. without a name")
    assert [row.verdict.name for row in extra.rows] == ["NEW_PERSON"]
    for lines in (
        f"notes,{HEAD}\n,{LINE}",
        f"sep=;\n{HEAD}\n{LINE}".replace(",", ";"),
        f"\ufeff{HEAD}\n{LINE}",
    ):
        assert [row.verdict.name for row in plan(lines).rows] == ["NEW_PERSON"]
    for second in ("", "Zoë Müller"):
        assert [row.verdict.name for row in plan(f"{HEAD},Name\n{LINE},{second}\n").rows] == ["NEW_PERSON"]
    [differs] = plan(f"{HEAD},name\n{LINE},Else\n").rows
    assert differs.fault == "The column name stands there 2 times and says “Zoë Müller” and “Else”."
    titled = plan(f"Table 1\n\n{HEAD}\n{LINE}\n")
    assert (titled.above, [row.line for row in titled.rows]) == ((1,), [4])


@pytest.mark.parametrize("start", ["+", "-", "=", "@", "'", "'+", "''=", "\u2019", "O'"])
def test_whatever_a_value_begins_with_it_comes_back_as_it_was(start):
    assert as_typed(neutral(f"{start}x@example.org")) == f"{start}x@example.org"


def test_what_goes_out_comes_in_again_without_a_change(
    browser, officer, verdicts, candidate, co_leader, chair
):
    Person.objects.filter(pk=candidate.pk).update(email="+plus@example.org", name="=HYPERLINK(1)")
    Person.objects.filter(pk=co_leader.pk).update(email=None, profession=Profession.LCSW)
    Person.objects.filter(pk=chair.pk).update(name='\'t  Hooft, "Ann"', email="'t@example.org")
    MembershipFactory(person=PersonFactory(name="-Dash", email="-d@example.org"), start=D(1985, 1, 1))
    text = browser.get(EXPORT).content.decode()
    assert "'+plus@example.org" in text
    assert "'=HYPERLINK(1)" in text
    before = tables()
    again = io.StringIO()
    csv.writer(again, delimiter=";", lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
    for saved in (text, again.getvalue(), f"\ufeff{text}"):
        rows = apply_import(by=officer, text=saved).rows
        assert {row.verdict.name for row in rows} == {"SAME"}
    assert tables() == before
