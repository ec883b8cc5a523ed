"""What a finding says of another reading is what the whole assessment says under it, and nothing is left out.

A finding tries only what was asked on its way; here everything is tried.
"""

import json

import pytest

from credentialing.dossier import loads
from credentialing.rules import PARAMETERS, assess

from .clean_file import CASES, at, clean
from .test_determinations import ASKED, decision

FILES = sorted(CASES.glob("*.json"))
OTHERS = [(one.name, value) for one in PARAMETERS.choices for value in one.readings]
ACROSS_2014 = at(clean(), "application.submitted_on", "2013-12-30")
WAIVED = clean(
    supervision_sessions=[],
    exceptional_circumstances=ASKED,
    determinations=[decision("waive", "2024-01-10", clauses=["P98.CP.1b"])],
)


def disagreements(record) -> list[tuple]:
    """Where a finding and the whole assessment part ways, over every listed reading."""
    now = assess(record)
    told = {
        one.clause.id: {(each.parameter, each.value): each.outcome for each in one.readings}
        for one in now.findings
    }
    found = []
    for name, value in OTHERS:
        for then in assess(record, parameters=PARAMETERS.with_({name: value})).findings:
            clause, usual = then.clause, now[then.clause.id].outcome
            said = told[clause.id].get((name, value))
            named_for_nothing = said is usual and name not in clause.parameters
            if (said or usual) is not then.outcome or named_for_nothing:
                found.append((clause.id, name, value, said, then.outcome))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_worked_case_reads_as_its_findings_say(path):
    assert disagreements(loads(path.read_text())) == []


@pytest.mark.parametrize("dossier", [ACROSS_2014, WAIVED], ids=["across 2014", "waived"])
def test_so_does_a_file_on_the_edge(dossier):
    assert disagreements(loads(json.dumps(dossier))) == []


def test_what_is_asked_elsewhere_is_named_where_it_turns_something():
    found = assess(loads(json.dumps(ACROSS_2014)))["R14.1"]
    assert found.clause.parameters == ()
    assert [(one.parameter, one.value, one.outcome) for one in found.readings] == [
        ("process.starts_on", "approval", "met")
    ]


def test_a_finding_knows_whether_it_depends_on_a_reading():
    found = assess(loads((CASES / "D16.json").read_text()))
    assert (found["R14.9a"].depends_on_reading, found["R14.1"].depends_on_reading) == (True, False)


def test_an_assessment_holds_the_findings_of_its_clauses_and_no_other():
    found = assess(loads((CASES / "D16.json").read_text()), documents=["R14"])
    assert ("R14.9a" in found, "P98.BR.1a" in found) == (True, False)
    with pytest.raises(KeyError, match=r"P98\.BR\.1a"):
        found["P98.BR.1a"]
