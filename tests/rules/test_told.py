"""Figures, next steps and what was left out, as `told.txt` keeps them for every row of the tables."""

import pytest

from .told import ROWS, TOLD, line

LINES = TOLD.read_text().splitlines()


def test_the_file_holds_a_line_for_every_row():
    assert len(LINES) == len(ROWS)


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS, 1)])
def test_a_clause_tells_a_person_what_the_file_holds(number):
    assert line(*ROWS[number]) == LINES[number]
