"""What a clause and a rulebook are, before anything is measured against them."""

import dataclasses

import pytest

from credentialing.rules import AMERICAN_BALINT_SOCIETY, CLAUSES, Rulebook

from .clean_file import clean, decision, monthly, outcome, sessions


@pytest.mark.parametrize("of_the_rules", [CLAUSES["R14.9a"], AMERICAN_BALINT_SOCIETY.rulebooks[0]])
def test_what_is_written_down_is_never_changed(of_the_rules):
    with pytest.raises(dataclasses.FrozenInstanceError):
        of_the_rules.title = "another"


def test_a_clause_for_information_blocks_nobody():
    assert [clause.id for clause in CLAUSES.values() if clause.blocks and not clause.has_finding] == []


def test_a_clause_is_cited_by_its_document_and_place():
    assert CLAUSES["R14.9a"].cited == f"{CLAUSES['R14.9a'].document}, step 9, sentence 1"


def test_two_clauses_with_another_check_are_one_clause():
    assert dataclasses.replace(CLAUSES["R14.9a"], check=None) == CLAUSES["R14.9a"]


def test_a_rulebook_that_says_nothing_of_exceptions_allows_none():
    book = Rulebook("X", "a text", (), (), (), lambda _history: True)
    assert book.may_waive(None, "X.1") is False
    assert book.may_reconcile is False
    assert book.mark(None) == ""


@pytest.mark.parametrize("order", [("met", "not_met"), ("not_met", "met")])
def test_of_two_judgements_on_one_day_the_stricter_holds(order):
    days = [*monthly("2021-02-01", 9, 9), *monthly("2022-01-01", 18, 9)]
    judged = [decision("judge", clauses=["P98.BR.2c"], outcome=answer) for answer in order]
    assert outcome(clean(group_sessions=sessions(*days), determinations=judged), "P98.BR.2c") == "not_met"
