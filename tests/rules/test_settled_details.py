"""Small print on which two careful readers of the texts once differed, settled here."""

import pytest

from credentialing.dossier import load
from credentialing.rules import assess

from .clean_file import clean

PEOPLE = {
    "S1": {
        "name": "Sylvia Marsh",
        "profession": "psychologist",
        "approved_supervisor": [["2010-01-01", None]],
    },
    "C1": {"name": "Carl Dorn", "profession": "psychologist"},
    "L1": {"name": "Lena Okafor", "profession": "physician"},
}
FILE = {
    "dossier": 1,
    "as_of": "2020-12-31",
    "candidate": {"profession": "physician"},
    "people": PEOPLE,
    "application": {"submitted_on": "2020-12-03", "sent_to": ["ccc_chair"]},
    "groups": [{"id": "G1", "setting": "medical", "co_leader": "C1"}],
    "group_sessions": [{"group": "G1", "date": "2020-12-09"}],
}


def outcomes(**blocks):
    return assess(load({**FILE, **blocks})).outcomes


def reviews(*rows):
    return [{"group": "G1", "date": date, "minutes": minutes} for date, minutes in rows]


def test_a_short_review_before_the_process_does_not_count_against_anyone():
    found = outcomes(debriefs=reviews(("2020-12-02", 29), ("2020-12-09", 40)))
    assert found["P98.BR.4c"] == "met"


def test_a_long_review_before_the_process_does_not_count_for_anyone():
    found = outcomes(debriefs=reviews(("2020-12-01", 40), ("2020-12-09", 40)))
    assert found["P98.BR.4b"] == "advisory"


def test_with_earlier_reviews_alone_none_is_on_file():
    assert outcomes(debriefs=reviews(("2020-12-01", 40)))["P98.BR.4c"] == "not_yet"


def test_a_review_left_out_says_that_it_came_before_the_process():
    finding = assess(load({**FILE, "debriefs": reviews(("2020-12-01", 40))}))["P98.BR.4a"]
    assert [(fact.path, why) for fact, why in finding.excluded] == [("debriefs[0]", "before the process")]


def test_a_review_on_the_very_day_of_submission_counts():
    held = reviews(("2020-12-02", 40), ("2020-12-03", 40))
    finding = assess(load({**FILE, "debriefs": held}))["P98.BR.4c"]
    assert finding.measured == "all 1 review long enough"
    assert [fact.path for fact, _ in finding.excluded] == ["debriefs[0]"]


def test_supervision_has_no_lower_date_limit_in_the_groups_start():
    found = outcomes(
        groups=[{"id": "G1", "setting": "medical", "co_leader": "C1", "started_on": "2020-12-08"}],
        supervision_sessions=[
            {"date": "2020-12-05", "supervisor": "S1", "group": "G1", "recording": "video"}
        ],
    )
    assert found["P98.CP.1a"] == "met"


@pytest.mark.parametrize(("refused_on", "outcome"), [("2020-12-20", "not_met"), (None, "not_applicable")])
def test_an_in_lieu_claim_that_was_refused_is_not_met_even_where_its_conditions_fail(refused_on, outcome):
    refusal = {
        "kind": "refuse",
        "date": refused_on,
        "by": "CCC",
        "reason": "",
        "of": "in_lieu_of_supervision",
    }
    found = outcomes(
        prior_experience={"identified": True, "co_leading": {"leader": "L1"}},
        determinations=[refusal] if refused_on else [],
    )
    assert found["P98.CR.2d"] == outcome


@pytest.mark.parametrize(
    ("begun", "outcome"),
    [(None, "not_met"), ("2023-10-08", "not_met"), ("2023-10-09", "met")],
)
def test_a_group_begun_after_the_final_intensive_makes_nobody_a_co_leader_at_home(begun, outcome):
    home = {"id": "G2", "site": "Home", "setting": "medical", "co_leader": "F1", "started_on": begun}
    base = clean()
    last = next(one for one in base["intensives"] if one["id"] == base["final_intensive"]["intensive"])
    assert last["end"] == "2023-10-08"
    found = assess(load(clean(groups=[*base["groups"], home])))
    assert found["P98.CP.3d"].outcome == outcome
