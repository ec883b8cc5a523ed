"""The strip of months, the supervision years and the Intensives as they are drawn."""

import datetime as dt
import json

import pytest

from credentialing.dossier import load
from credentialing.rules.pictures import pictures

from .clean_file import CASES, clean, monthly, sessions, supervisions
from .test_clauses import ENQUIRY

CREDIT = '"accept_credit"'


def kinds(drawn):
    return [month.kind for month in drawn.months]


def test_a_month_is_drawn_by_how_many_days_held_a_group():
    days = ["2021-02-09", "2021-02-23", "2021-03-09", "2021-05-04", "2021-05-11", "2021-05-18"]
    drawn = pictures(load(clean(as_of="2021-06-30", group_sessions=sessions(*days))))
    assert kinds(drawn) == ["two", "one", "none", "two", *["ahead"] * 20]
    assert [month.meetings for month in drawn.months[:5]] == [2, 1, 0, 3, 0]
    assert drawn.empty == ("April 2021",)
    assert drawn.filled == 3
    assert drawn.sessions == 6


def test_the_present_month_is_ahead_until_it_is_over():
    held = sessions(*monthly("2021-02-01", 3, 9))
    drawn = pictures(load(clean(as_of="2021-06-01", group_sessions=held)))
    assert kinds(drawn)[:5] == ["one", "one", "one", "none", "ahead"]
    assert (drawn.months[0].name, drawn.months[-1].name) == ("February 2021", "January 2023")


def test_the_day_of_reading_may_be_another():
    drawn = pictures(load(clean()), dt.date(2021, 3, 31))
    assert drawn.filled == 2
    assert drawn.intensives == ()


def test_the_two_years_the_sessions_asked_and_the_intensives_are_those_of_the_findings():
    drawn = pictures(load(clean()))
    assert drawn.complete_on == dt.date(2023, 2, 8)
    assert (drawn.per_year, drawn.intensives_asked) == (6, 3)
    assert [row.id for row in drawn.intensives] == ["I1", "I2", "I3"]
    assert len(drawn.years) == 2


@pytest.mark.parametrize("as_of", [None, dt.date(2024, 1, 1)])
def test_with_nothing_on_file_nothing_is_drawn(as_of):
    drawn = pictures(load(ENQUIRY), as_of)
    assert (drawn.months, drawn.complete_on, drawn.intensives) == ((), None, ())


def test_months_that_a_granted_schedule_leaves_free_are_not_missing():
    decision = {"kind": "grant_schedule", "date": "2021-04-01", "by": "CCC", "reason": "The setting."}
    terms = {"from": "2021-04-01", "meetings": 1, "per_months": 2}
    held = sessions("2021-02-09", "2021-03-09", "2021-05-09")
    drawn = pictures(
        load(clean(as_of="2021-09-15", group_sessions=held, determinations=[{**decision, **terms}]))
    )
    assert kinds(drawn)[:8] == ["one", "one", "free", "one", "none", "none", "free", "ahead"]
    assert drawn.empty == ("June 2021", "July 2021")
    assert drawn.schedule == "1 meeting in 2 months, from April 2021"


def test_what_is_held_and_does_not_count_is_counted_beside_what_does():
    early = sessions("2020-01-09", *monthly("2021-02-09", 3, 9))
    drawn = pictures(load(clean(as_of="2021-06-01", group_sessions=early)))
    assert (drawn.sessions, drawn.uncounted_groups) == (3, 1)
    twice = [*supervisions("2021-03-15"), *supervisions("2021-03-15")]
    drawn = pictures(load(clean(as_of="2021-06-01", supervision_sessions=twice)))
    assert (drawn.years[0].held, drawn.uncounted_supervision) == (1, 1)


def test_an_accepted_credit_stands_for_an_intensive():
    drawn = pictures(load(clean()))
    assert drawn.credited == 0
    files = [json.loads(path.read_text())["dossier"] for path in sorted(CASES.glob("*.json"))]
    credited = [pictures(load(one)).credited for one in files if CREDIT in json.dumps(one)]
    assert max(credited) == 1
