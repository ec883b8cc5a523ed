"""A record read on a day knows all that happened by its end, and nothing that is dated later (T1)."""

import datetime as dt

import pytest

from credentialing.dossier import dump, load
from credentialing.rules.cut import cut_at

from .clean_file import CLEAN, clean, decision, supervisions

DAY = dt.timedelta(days=1)
# One row in each list, so that a row that is gone leaves its path empty.
FULL = clean(
    as_of="2030-01-01",
    memberships=[{"start": "2020-01-01", "end": None}],
    application_review=dict.fromkeys(
        ("ccc_chair_on", "coordinator_of_supervision_on", "prior_experience_reviewed_on", "approved_on"),
        "2020-12-18",
    )
    | {"declined_on": "2020-12-19"},
    fee={
        "first_year_amount": 600,
        "payments": [
            {
                "sent_on": "2021-01-15",
                "amount": 600,
                "confirmed_on": "2021-01-20",
                "reversed_on": "2021-02-03",
            }
        ],
    },
    groups=[{"id": "G1", "setting": "medical", "started_on": "2021-01-31", "ended_on": "2023-06-30"}],
    group_sessions=CLEAN["group_sessions"][:1],
    debriefs=CLEAN["debriefs"][:1],
    supervision_sessions=supervisions("2021-03-15"),
    intensives=CLEAN["intensives"][2:],
    final_intensive={**CLEAN["final_intensive"], "co_led": CLEAN["final_intensive"]["co_led"][:1]},
    prior_experience={"identified": True, "co_leading": {"leader": "C1", "attested_on": "2020-11-30"}},
    exceptional_circumstances={"requested_on": "2022-03-04"},
    determinations=[decision("waive", "2022-05-06", clauses=["P98.BR.2c"])],
    ccc_review={"reviewed_on": "2023-11-01", "recommended_on": "2023-11-20", "recommendation": "for"},
    further_work={
        "agreed_by_ccc_on": "2023-11-21",
        "agreed_by_candidate_on": "2023-11-22",
        "items": [{"activity": "two more sessions", "deadline": "2024-12-31", "done_on": "2024-02-01"}],
    },
    council_vote={"voted_on": "2024-03-01", "outcome": "credentialed"},
)


def dated(block, path=""):
    """Every date in a dossier with its path."""
    inside = block.items() if isinstance(block, dict) else enumerate(block)
    for key, value in inside:
        if isinstance(value, dict | list):
            yield from dated(value, f"{path}{key}.")
        elif isinstance(value, str) and len(value) == 10 and value[:2] == "20":
            yield f"{path}{key}", dt.date.fromisoformat(value)


def read_on(day, path):
    """What stands at the path in the record as it was at the end of the day; None if nothing does."""
    block = dump(cut_at(load(FULL), day))
    for key in path.split("."):
        if isinstance(block, list):
            block = block[int(key)] if int(key) < len(block) else None
        else:
            block = (block or {}).get(key)
    return block


AHEAD = ("people", "as_of", "memberships.0.end", "intensives.0.start", "further_work.items.0.deadline")
HAPPENED = {path: day for path, day in dated(FULL) if not path.startswith(AHEAD)}


def test_the_full_file_holds_a_date_of_every_kind():
    assert len(HAPPENED) == 40


@pytest.mark.parametrize("path", HAPPENED)
def test_what_is_dated_stands_from_its_day_on_and_not_the_day_before(path):
    day = HAPPENED[path]
    assert read_on(day - DAY, path) is None
    assert read_on(day, path) == day.isoformat()
    assert read_on(day + 400 * DAY, path) == day.isoformat()


def test_a_request_that_is_accepted_later_is_still_a_request():
    assert read_on(dt.date(2020, 11, 11), "supervisor_request.supervisor") == "S1"
    assert read_on(dt.date(2020, 11, 9), "supervisor_request.supervisor") is None


def test_a_group_that_ends_later_still_goes_on():
    assert read_on(dt.date(2023, 6, 29), "groups.0.id") == "G1"
    assert read_on(dt.date(2021, 1, 30), "groups.0.id") is None


def test_a_deadline_is_known_before_it_comes():
    assert read_on(dt.date(2023, 11, 22), "further_work.items.0.deadline") == "2024-12-31"


def test_a_group_without_a_first_day_stands_from_the_beginning():
    record = load(clean(groups=[{"id": "G1"}]))
    assert [group.id for group in cut_at(record, dt.date(2010, 1, 1)).groups] == ["G1"]


def test_an_intensive_that_still_runs_has_not_been_taken():
    assert read_on(dt.date(2023, 10, 7), "intensives.0.id") is None
    assert read_on(dt.date(2023, 10, 8), "intensives.0.id") == "I3"
