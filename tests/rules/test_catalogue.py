"""The catalogue as a whole: nothing missing, nothing twice, names only where they belong."""

import re
from collections import Counter
from pathlib import Path

from credentialing import rules
from credentialing.rules import AMERICAN_BALINT_SOCIETY, CLAUSES, PARAMETERS, STEPS, SUBJECTS

RULES = Path(rules.__file__).parent
WITH_FINDINGS = [clause for clause in CLAUSES.values() if clause.has_finding]
# What a second society would use as it stands; its own rulebooks and data stand beside these.
ENGINE = "answers assess clauses cut dates determinations duration editions facts findings further_work"
ENGINE += " history intensives leading membership on_file outcomes parameters readiness recorded society"
ENGINE += " submission supervision voted words"


def test_there_are_84_clauses_and_69_of_them_give_a_finding():
    assert len(CLAUSES) == 84
    assert len(WITH_FINDINGS) == 69


def test_every_clause_has_its_citation_its_line_and_our_paraphrase():
    for clause in CLAUSES.values():
        assert clause.citation
        assert clause.line > 0
        assert clause.paraphrase.endswith(".")
        assert clause.title


def test_every_clause_with_a_finding_says_what_is_required_and_what_comes_next():
    for clause in WITH_FINDINGS:
        assert clause.required, clause.id
        assert clause.next_step, clause.id
        assert clause.test, clause.id


def test_the_musts_that_count_are_those_of_the_design():
    procedures = "BR.1a BR.1b BR.1c BR.1d BR.2a BR.2c BR.4a CP.1a CP.1b CP.1c CP.2a CP.2b CP.2c"
    final = [f"CP.3{letter}" for letter in "abcdefg"]
    roadmap = "1 2a 2b 3a 3b 4a 4c 5a 6a 6b 7b 7c 7d 7e 8a 8b 9a 9b 9c 9d"
    intensives = [f"11{letter}" for letter in "abcdefg"]
    counted = {clause.id for clause in WITH_FINDINGS if clause.blocks}
    assert counted == {f"P98.{id}" for id in [*procedures.split(), *final]} | {
        f"R14.{id}" for id in [*roadmap.split(), *intensives]
    }


def test_every_parameter_a_clause_names_exists():
    for clause in CLAUSES.values():
        for name in clause.parameters:
            assert PARAMETERS.definition(name).origin


def test_every_parameter_that_has_readings_is_named_by_a_clause():
    named = {name for clause in CLAUSES.values() for name in clause.parameters}
    assert [p.name for p in PARAMETERS if p.readings and p.name not in named] == []


def test_every_clause_with_a_finding_belongs_to_one_subject():
    placed = Counter(clause for subject in SUBJECTS for clause in (*subject.older, *subject.newer))
    assert {clause.id: placed[clause.id] for clause in WITH_FINDINGS} == dict.fromkeys(
        (clause.id for clause in WITH_FINDINGS), 1
    )
    assert set(placed) <= set(CLAUSES)


def test_every_clause_with_a_finding_belongs_to_one_of_the_eleven_steps():
    placed = Counter(clause for step in STEPS for clause in step.clauses)
    assert [step.number for step in STEPS] == list(range(1, 12))
    assert placed == Counter({clause.id: 1 for clause in WITH_FINDINGS})


def test_bridges_lead_from_and_to_clauses_there_are():
    for bridge in AMERICAN_BALINT_SOCIETY.bridges:
        assert set(bridge.targets) <= set(CLAUSES)
        assert not bridge.waived or bridge.waived in CLAUSES


def test_the_engine_names_no_document():
    for name in ENGINE.split():
        assert not re.search(r"\bP98\b|\bR14\b", (RULES / f"{name}.py").read_text()), name


def test_the_rules_import_nothing_but_the_standard_library_and_themselves():
    allowed = "bisect|calendar|collections|dataclasses|datetime|decimal|enum|fnmatch|functools|operator"
    allowed += "|re|types|typing"
    for path in RULES.rglob("*.py"):
        for line in re.findall(r"^(?:from|import) (\S+)", path.read_text(), re.M):
            assert re.match(rf"\.|credentialing\.rules\b|__future__$|(?:{allowed})\b", line), (path, line)
