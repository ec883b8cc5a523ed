"""What pages and actions ask of the rules beside an assessment."""

import datetime as dt

import pytest

from credentialing.dossier import load
from credentialing.rules import CLAUSES
from credentialing.rules.answerable import (
    clause_named,
    council_rules,
    may_be_reconciled,
    may_be_waived,
)
from credentialing.rules.otherwise import NoSuchReadingError, difference, settings_of, tried, written
from credentialing.rules.pathway import (
    credit_clause,
    participant_intensives_left,
    policy_version,
    supervision_replaced,
)

from .clean_file import PARAMETERS, clean, decision, monthly, sessions
from .test_clauses import CO_LED, ENQUIRY, LABORATORY, MEMBER, accepted, prior

NONE_ATTENDED = {"intensives": [], "final_intensive": None}


@pytest.mark.parametrize(
    "clause, waivable",
    [("P98.BR.2c", True), ("P98.CP.1b", True), ("P98.BR.1a", False), ("P98.CP.2c", False), ("R14.9a", False)],
)
def test_exceptional_circumstances_reach_some_clauses_of_the_procedures_alone(clause, waivable):
    assert may_be_waived(load(clean()), clause) is waivable
    assert may_be_waived(load(clean()), clause, dt.date(2021, 1, 1)) is waivable


def test_only_clauses_of_the_roadmap_that_give_a_finding_are_answered_by_name():
    answered = {clause for clause in CLAUSES if may_be_reconciled(clause)}
    assert answered == {clause.id for clause in CLAUSES.values() if clause.id[:3] == "R14" and clause.check}


def test_a_clause_is_found_by_its_name_or_not_at_all():
    assert clause_named("R14.9a") is CLAUSES["R14.9a"]
    assert clause_named("R14.99") is None


def test_quorum_and_majority_are_what_the_parameters_say():
    assert council_rules() == (PARAMETERS["council.quorum"], PARAMETERS["council.majority"])


@pytest.mark.parametrize(
    "dossier, left",
    [
        (ENQUIRY, 2),
        (clean(), 0),
        (clean(as_of="2022-05-14"), 1),
        (clean(as_of="2022-05-15"), 0),
        (prior(accepted("P98.CR.1a"), group_member=MEMBER), 0),
        ({**prior(accepted("P98.CR.1a"), group_member=MEMBER), **NONE_ATTENDED}, 1),
        ({**prior(group_member=MEMBER), **NONE_ATTENDED}, 2),
        ({**prior(accepted("P98.CR.1b"), process_group=LABORATORY), **NONE_ATTENDED}, 1),
    ],
)
def test_intensives_left_are_those_asked_less_those_attended_and_never_less_than_none(dossier, left):
    assert participant_intensives_left(load(dossier)) == left


def test_the_path_may_be_asked_of_an_earlier_day():
    assert participant_intensives_left(load(clean()), dt.date(2021, 5, 15)) == 2


@pytest.mark.parametrize(
    "years, replaced",
    [
        ({"1": 6, "2": 6}, True),
        ({"1": 7, "2": 6}, True),
        ({"1": 6, "2": 5}, False),
        ({"1": 6}, False),
        ({"2": 6}, False),
    ],
)
def test_supervision_is_replaced_once_both_years_are_granted_in_full(years, replaced):
    granted = decision("in_lieu_of_supervision", sessions_by_year=years)
    assert supervision_replaced(load(prior(granted, co_leading=CO_LED))) is replaced
    assert supervision_replaced(load(prior(granted, co_leading=CO_LED)), dt.date(2021, 1, 1)) is False


def test_prior_experience_is_credited_under_its_clause():
    assert credit_clause("group_member") == "P98.CR.1a"
    assert credit_clause("nothing of the kind") is None


def test_the_policy_is_both_documents():
    assert policy_version().count(";") == 1


@pytest.mark.parametrize(
    "value, text", [(True, "true"), (None, "none"), (14, "14"), ("Both Sides", "Both Sides")]
)
def test_a_value_is_written_as_it_is_typed(value, text):
    assert written(value) == text


def test_settings_are_read_from_what_is_typed():
    asked = ["r14.9a.gap = extend", "membership.grace_days=30"]
    assert settings_of(asked, PARAMETERS) == {"r14.9a.gap": "extend", "membership.grace_days": 30}


@pytest.mark.parametrize(
    "texts, says",
    [
        (["r14.9a.gap"], "r14.9a.gap is not a setting like r14.9a.gap=extend."),
        (["=extend"], "=extend is not a setting like r14.9a.gap=extend."),
        (["r14.9a.gap=extend", "r14.9a.gap=restart"], "r14.9a.gap is set twice."),
        (["r14.9z=extend"], "There is no parameter r14.9z."),
        (["p98.effective_from=2001-01-01"], "p98.effective_from has no other reading than 2007-04-09."),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_in_a_sentence(texts, says):
    with pytest.raises(NoSuchReadingError) as refused:
        settings_of(texts, PARAMETERS)
    assert str(refused.value) == says


def test_a_value_that_is_no_listed_reading_is_refused_with_those_that_are():
    with pytest.raises(NoSuchReadingError, match=r"^never is no listed reading of .*; listed are: restart,"):
        settings_of(["r14.9a.gap=never"], PARAMETERS)


def test_a_difference_names_the_findings_that_turn_and_the_standing_now_and_then():
    days = [*monthly("2021-02-01", 10, 9), *monthly("2022-01-01", 18, 9)]
    record, under = load(clean(group_sessions=sessions(*days))), PARAMETERS.trying("r14.9a.gap", "extend")
    found = difference(record, under)
    assert [(turned.clause.id, turned.now, turned.then) for turned in found.findings] == [
        ("R14.9a", "not_met", "met")
    ]
    assert (found.now["R14"], found.then["R14"]) == ("needs_ccc_decision", "ready")
    assert (found.now["overall"], found.then["overall"]) == ("needs_ccc_decision", "ready_for_ccc_review")
    assert tried(under) == {"r14.9a.gap": "extend"}
    assert tried(PARAMETERS) == {}
    assert difference(record, PARAMETERS).findings == ()
