"""Plain English for the lines a finding shows: plurals, lists, and numbers as words."""

import datetime as dt

import pytest

from credentialing.rules import PARAMETERS
from credentialing.rules.words import counted, figure, filled, listed, spelled


@pytest.mark.parametrize(
    "number, said", [(0, "0 sessions"), (1, "1 session"), (2, "2 sessions"), (12, "12 sessions")]
)
def test_one_is_singular_and_every_other_number_plural(number, said):
    assert counted(number, "session") == said


def test_a_plural_of_its_own_is_used_for_all_but_one():
    assert [counted(number, "day is", "days are") for number in (1, 2)] == ["1 day is", "2 days are"]


@pytest.mark.parametrize(
    "words, said",
    [
        ("", ""),
        ("a", "a"),
        ("ab", "a and b"),
        ("abc", "a, b and c"),
        ("abcd", "a, b, c and d"),
        ("abcde", "a, b, c and 2 more"),
        ("abcdefg", "a, b, c and 4 more"),
    ],
)
def test_a_list_names_three_and_counts_the_rest_unless_only_one_is_left(words, said):
    assert listed(words) == said


def test_a_list_may_be_cut_earlier():
    assert listed("abcd", at_most=1) == "a and 3 more"


@pytest.mark.parametrize(
    "number, said",
    [(-1, "-1"), (0, "none"), (1, "one"), (6, "six"), (12, "twelve"), (13, "13"), (24, "24")],
)
def test_numbers_up_to_twelve_are_words(number, said):
    assert spelled(number) == said


def test_every_parameter_in_braces_is_filled_with_its_number():
    text = "at least {review.min_minutes} minutes, {r14.9c.min} times"
    assert filled(text, PARAMETERS) == "at least 30 minutes, twelve times"
    assert filled("nothing to fill", PARAMETERS) == "nothing to fill"


@pytest.mark.parametrize(
    "value, said",
    [
        (True, "yes"),
        (False, "no"),
        (None, "none"),
        (0, "0"),
        (24, "24"),
        ("either_after_both", "either after both"),
        ("tolerate:1", "tolerate 1"),
        (("social_worker", "physician"), "physician, social worker"),
        (dt.date(2014, 1, 1), "1 January 2014"),
    ],
)
def test_a_value_is_said_as_a_person_reads_it(value, said):
    assert figure(value) == said
