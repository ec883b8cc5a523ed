"""Every piece of evidence says where it stands in the file."""

import re

import pytest

from credentialing.dossier import dump, load

from .clean_file import CLEAN, assessed
from .test_clauses import TABLE
from .test_cut import FULL
from .told import FURTHER, ROUGH

DOSSIERS = [CLEAN, ROUGH, *(row[1] for row in (*TABLE, *FURTHER))]
ROWS = [
    "memberships",
    "groups",
    "group_sessions",
    "debriefs",
    "supervision_sessions",
    "intensives",
    "determinations",
    "fee.payments",
    "final_intensive.co_led",
    "further_work.items",
]
BLOCKS = [
    "final_intensive.meeting",
    "prior_experience.group_member",
    "prior_experience.process_group",
    "prior_experience.co_leading",
]


def at_path(of, path):
    """What stands at a path: of a record its row, of a dossier its entry."""
    for key in re.findall(r"\w+", path):
        if isinstance(of, list | tuple) and key.isdigit():
            of = of[int(key)]
        else:
            of = of[key] if isinstance(of, dict) else getattr(of, key)
    return of


@pytest.mark.parametrize("name", ROWS)
def test_a_row_names_its_place_in_its_list(name):
    rows = at_path(load(FULL), name)
    assert rows
    assert [row.path for row in rows] == [f"{name}[{number}]" for number in range(len(rows))]


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_names_its_place(name):
    found = [at_path(load(dossier), name) for dossier in (FULL, ROUGH)]
    assert {block.path for block in found if block is not None} == {name}


def test_a_person_is_named_by_their_id():
    assert load(CLEAN).people["S1"].path == "people.S1"


def test_what_a_finding_counts_or_leaves_out_stands_where_it_says():
    for dossier in DOSSIERS:
        file = dump(load(dossier))
        for finding in assessed(dossier).findings:
            for fact in (*finding.evidence, *(fact for fact, _ in finding.excluded)):
                assert at_path(file, fact.path) is not None, (finding.clause.id, fact.path)
