"""The plans as `planned.txt` keeps them, step by step."""

import pytest

from credentialing.dossier import load
from credentialing.rules.plan import plan

from .planned import FILES, PLANNED, lines

KEPT = PLANNED.read_text().splitlines()


@pytest.mark.parametrize("name", FILES)
def test_a_plan_has_the_steps_the_file_holds(name):
    told = [*lines(name, FILES[name])]
    begins = KEPT.index(told[0])
    assert KEPT[begins : begins + len(told)] == told


@pytest.mark.parametrize("name", FILES)
def test_dates_to_keep_stand_in_order(name):
    days = [step.on for step in plan(load(FILES[name])).steps]
    assert days == sorted(days)
