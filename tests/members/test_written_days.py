"""Days as spreadsheets and people write them: read where they can be one day, asked where they can be two."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.actions.imports import apply_import, plan_import
from members.days import Order, TwoDays, figures_of, read_day
from members.models import Membership, Person
from members.refusals import Refused
from tests.cast import MembershipFactory, PersonFactory
from tests.members.test_import import CONFIRM, HEAD, LEFT_OUT, browser, carried, officer, sent, tables

__all__ = ["browser", "officer"]

D = dt.date
LOOK = "/society/memberships/import/look/"
SETTLED = {
    D(2026, 11, 27): """2026-11-27|2026/11/27|2026.11.27|2026. 11. 27.|2026年11月27日|20261127|'2026-11-27
        |2026-11-27T00:00:00|2026-11-27 00:00:00.000Z|2026-11-27T00:00:00+00:00|11/27/2026 0:00
        |11/27/2026 12:00:00 AM|27.11.2026|27.11.2026.|27. 11. 2026|27/11/2026
        |27-11-2026|11/27/2026|11-27-2026
        |27 November 2026|27. November 2026|27th November 2026|27-Nov-2026|27 nov. 2026|November 27, 2026
        |Nov 27 2026|NOVEMBER 27th, 2026|Friday, 27 November 2026|Friday, November 27, 2026
        |27\u00a0November\u00a02026
        |２７/１１/２０２６|٢٧/١١/٢٠٢٦""",
    D(2026, 4, 3): "2026-4-3|2026/04/03|3 April 2026|3-Apr-2026|Apr 3, 2026|20260403|03.04.2026|3.4.2026",
    D(2026, 9, 1): "1 Sept 2026|Sept. 1, 2026|1-Sep-2026",
    D(2026, 5, 5): "05/05/2026|5-5-2026|5.5.2026",
    D(2024, 2, 29): "2024-02-29|29.2.2024|2/29/2024",
}
NONE = """2026-13-01|2026-02-30|29/02/2026|31.4.2026|13/13/2026|0/1/2026|soon|2026|11/2026|November 2026
    |27 Nonvember 2026|27 Ma 2026|2026-11-27 13:30|2026-W10-1|1.1.1|١|-1|2026-11-27-|27/11-2026|99999999
    |''2026-11-27|5 May 12026|5 May 99999999999999999999|1/0/1900|00/05/2026|0.0.2026|3/4/0000|3.4.0000
    |0000-01-01|00000101|30/2/2026|2-30-2026"""
SHORT = "27.11.26|11/27/26|3/4/26|26-11-27|3-Apr-26|April 3, 26|27 Nov 26"


def days(text: str) -> list[str]:
    return [one.strip("\n ") for one in text.split("|")]


def test_a_day_that_can_be_one_is_read_however_it_is_written():
    for day, written in SETTLED.items():
        assert {text: read_day(text) for text in days(written)} == dict.fromkeys(days(written), day)


def test_what_is_no_day_or_has_a_short_year_is_refused_with_a_sentence():
    for text in days(NONE):
        with pytest.raises(Refused, match="is not a day such as 2026-05-31"):
            read_day(text)
    for text in days(SHORT):
        with pytest.raises(Refused, match="has a year of two digits"):
            read_day(text)
    with pytest.raises(Refused, match="“46023” is a number"):
        read_day("46023")


SIGNS = st.text("0123456789" * 2 + "./-' :,T年月日٣２\t\u00a0", max_size=16)
FIGURES = st.builds(
    lambda one, two, year, sign, behind: f"{one}{sign}{two}{sign}{year}{behind}",
    *[st.integers(0, 40).flatmap(lambda n: st.sampled_from([f"{n}", f"{n:02}"]))] * 2,
    st.sampled_from(["0000", "0001", "1900", "2026", "9999", "26", "0", "99999"]),
    st.sampled_from(["/", ".", "-", " / ", ". ", " "]),
    st.sampled_from(["", ".", " 0:00", " 13:30"]),
)
WORDS = st.builds(
    " ".join,
    st.permutations(["May", "5", "2026"])
    | st.tuples(
        st.sampled_from(["1", "0", "32", "9" * 30]), st.just("May"), st.text("0123456789", max_size=40)
    ),
)


@given(written=st.one_of(SIGNS, FIGURES, WORDS, st.text(max_size=20)), order=st.sampled_from([None, *Order]))
def test_whatever_is_written_is_a_day_a_question_or_a_fault(written, order):
    figures = figures_of(written)
    for said in (order, Order.DAY):
        try:
            found = read_day(written, said, dotted=said or Order.DAY)
        except TwoDays:
            found = said is None and [*figures.readings.values()]
        except Refused as refusal:
            found = refusal.sentence
        assert isinstance(found, (dt.date, str)) or len({*found}) == 2


@pytest.mark.parametrize(
    "cell", ["1/0/1900", "00/05/2026", "3/4/0000", "0.1.2026", "5 May 99999999999999999999"]
)
def test_a_cell_that_is_no_day_leaves_its_row_out_and_asks_nothing(browser, cell):
    answer = sent(browser, table(f"2026-01-01 {cell.replace(' ', chr(160))}", "2026-01-01 2027-01-01"))
    plan = answer.context["plan"]
    assert (answer.status_code, plan.days, read(plan)[0]) == (200, (), "end")
    assert "is not a day such as 2026-05-31" in plan.faults[0].fault


def test_what_can_be_two_days_needs_an_order():
    for text in ("03/04/2026", "3/4/2026", "3-4-2026", "3 / 4 / 2026", "'03/04/2026"):
        with pytest.raises(TwoDays, match="can be 3 April 2026 or 4 March 2026"):
            read_day(text)
        assert read_day(text, Order.DAY) == D(2026, 4, 3)
        assert read_day(text, Order.MONTH) == D(2026, 3, 4)


def table(*periods: str) -> str:
    """A file in which each person has one period, written as `start end`."""
    lines = [f"p{n}@example.org;Pia {n};;{';'.join(period.split(' '))}" for n, period in enumerate(periods)]
    return "\n".join([HEAD.replace(",", ";"), *lines])


def read(plan) -> list[str]:
    return [row.change.now if row.change else row.column for row in plan.rows]


def test_the_rows_of_a_column_settle_what_comes_first(officer):
    for settling, first, month in (("13/01/2026", "day", "3 April"), ("01/13/2026", "month", "4 March")):
        plan = plan_import(by=officer, text=table("03/04/2026 2027-01-01", f"{settling} 2027-01-01"))
        assert read(plan) == [f"{month} 2026 to 1 January 2027", "13 January 2026 to 1 January 2027"]
        [column] = plan.days
        assert (column.name, column.order, column.at, column.open) == ("start", first, 3, False)
    dotted = plan_import(by=officer, text=table("03.04.2026 31.12.2026"))
    assert read(dotted) == ["3 April 2026 to 31 December 2026"]
    assert [(column.name, column.order, column.at) for column in dotted.days] == [("start", "day", None)]
    other = plan_import(by=officer, text=table("03/04/2026 12/31/2026"))
    assert read(other) == ["start"]
    assert [column.name for column in other.asks] == ["start"]


def test_a_column_that_shows_both_orders_is_not_guessed_and_holds_up_no_other_row(officer):
    text = table(
        "13/01/2026 2027-01-01", "01/13/2026 2027-01-01", "03/04/2026 2027-01-01", "3.4.2026 2027-01-01"
    )
    for order in ("", "day", "month"):
        plan = plan_import(by=officer, text=text, order=order)
        assert read(plan) == [
            *["13 January 2026 to 1 January 2027"] * 2,
            "start",
            "3 April 2026 to 1 January 2027",
        ]
        assert (plan.asks, [column.contradicts for column in plan.days]) == ((), [True, False])
        assert "the column shows both orders" in plan.faults[0].fault


def test_what_is_said_of_slashes_is_not_said_of_dots(officer):
    both = table("03/04/2026 2027-01-01", "03.04.2026 2027-01-01")
    shown = [both, table("03/04/2026 2027-01-01", "03.04.2026 2027-01-01", "01/13/2026 2027-01-01")]
    for text, order in zip(shown, ("month", ""), strict=True):
        assert read(plan_import(by=officer, text=text, order=order))[:2] == [
            "4 March 2026 to 1 January 2027",
            "3 April 2026 to 1 January 2027",
        ]
    assert read(plan_import(by=officer, text=both))[1] == "3 April 2026 to 1 January 2027"
    american = table("03.04.2026 2027-01-01", "01.13.2026 2027-01-01", "03/04/2026 2027-01-01")
    plan = plan_import(by=officer, text=american)
    assert read(plan)[0] == "4 March 2026 to 1 January 2027"
    assert [column.example for column in plan.asks] == ["03/04/2026"]


def test_what_no_row_settles_is_asked_and_read_as_the_officer_says(browser):
    text = table("03/04/2026 2027-01-01", "2026-05-01 06/07/2027", "2026-05-02 2027-01-01")
    before = tables("django_session")
    shown = sent(browser, text)
    said = " ".join(shown.content.decode().split())
    assert "In the column start, 03/04/2026 can be 3 April 2026 or 4 March 2026." in said
    assert "In the column end, 06/07/2027 can be 6 July 2027 or 7 June 2027." in said
    assert "How are the days read?" not in said
    assert "Say below how the days are read." in said
    assert "How are the days read?" in sent(browser, table("03/04/2026")).content.decode()
    assert read(shown.context["plan"]) == ["start", "end", "2 May 2026 to 1 January 2027"]
    for order, other, starts, ends in (
        ("day", "month", "3 April", "6 July"),
        ("month", "day", "4 March", "7 June"),
    ):
        form = carried(shown) | {"order": order}
        asked = browser.post(LOOK, form)
        assert read(asked.context["plan"])[:2] == [
            f"{starts} 2026 to 1 January 2027",
            f"1 May 2026 to {ends} 2027",
        ]
        again = " ".join(asked.content.decode().split())
        assert f"in the column end are read with {Order(order).said}, as you said." in again
        assert f'name="order" value="{other}"' in again
    assert tables("django_session") == before
    assert browser.post(LEFT_OUT, carried(asked)).content.decode().splitlines()[1:] == []
    assert "Imported: 3 rows" in browser.post(CONFIRM, carried(asked)).content.decode()
    assert Person.objects.get(name="Pia 0").memberships.get().start == D(2026, 3, 4)
    assert browser.post(LOOK, {"text": "", "order": "sideways"}).status_code == 302


def test_no_day_is_written_that_no_form_takes_but_what_is_recorded_stays(officer):
    old = PersonFactory(name="Old", email="old@example.org")
    MembershipFactory(person=old, start=D(1985, 1, 1))
    same = f"{HEAD}\nold@example.org,Old,,1985-01-01,\n"
    assert [row.verdict.name for row in plan_import(by=officer, text=same).rows] == ["SAME"]
    for start, end in (
        ("1985-01-01", "2099-01-01"),
        ("1989-12-31", ""),
        ("0026-01-01", ""),
        ("2020-01-01", "2206-01-01"),
    ):
        who = "old@example.org,Old" if start.startswith("1985") else "new@example.org,New"
        [row] = plan_import(by=officer, text=f"{HEAD}\n{who},,{start},{end}\n").rows
        assert "Give a day from 1 January 1990 to" in row.fault, start


@pytest.mark.parametrize(
    "shape", ["{d:%d.%m.%Y}", "{d:%d/%m/%Y}", "{d.month}/{d.day}/{d.year}", "{d:%d-%b-%Y}"]
)
def test_an_export_saved_with_the_days_of_another_country_changes_nothing(officer, shape):
    for n, start, end in (
        (1, D(2026, 1, 1), D(2026, 12, 31)),
        (2, D(2026, 3, 4), None),
        (3, D(2025, 11, 13), D(2026, 6, 7)),
    ):
        MembershipFactory(person=PersonFactory(name=f"Pia {n}"), start=start, end=end)
    rows = Membership.objects.select_related("person").order_by("person__name", "start")
    lines = [
        ";".join(
            [
                row.person.email,
                row.person.name,
                "",
                *((day and shape.format(d=day)) or "" for day in (row.start, row.end)),
            ]
        )
        for row in rows
    ]
    before = tables()
    done = apply_import(by=officer, text="\n".join([HEAD.replace(",", ";"), *lines]))
    assert {row.verdict.name for row in done.rows} == {"SAME"}
    assert tables() == before
