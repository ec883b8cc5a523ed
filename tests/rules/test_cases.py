"""The worked cases: every outcome, readiness, attention and observation."""

import json

import pytest

from credentialing.dossier import canonical, dump, dumps, load, loads, to_json
from credentialing.rules import CLAUSES, assess

from .clean_file import CASES

FILES = sorted(CASES.glob("*.json"), key=lambda path: path.name)


def test_all_worked_cases_are_here():
    assert len(FILES) == 35


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_worked_case_arrives_at_what_is_expected(path):
    expected = json.loads(path.read_text())["expected"]
    printed = to_json(assess(loads(path.read_text())))
    assert {row["clause"]: row["outcome"] for row in printed["findings"]} == expected["findings"]
    assert printed["readiness"] == expected["readiness"]
    assert printed["attention"] == expected["attention"]
    assert printed["observations"] == expected["observations"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_findings_stand_in_the_order_of_the_texts(path):
    found = [finding.clause.id for finding in assess(loads(path.read_text())).findings]
    assert found == [clause.id for clause in CLAUSES.values() if clause.has_finding]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_record_written_and_read_again_is_the_same(path):
    record = loads(path.read_text())
    assert load(dump(record)) == record
    assert loads(dumps(record)) == canonical(record)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_line_for_people_holds_an_unfilled_brace(path):
    for finding in assess(loads(path.read_text())).findings:
        assert finding.measured
        for line in (finding.measured, finding.next_step, finding.required):
            assert "{" not in line
            assert "None" not in line
