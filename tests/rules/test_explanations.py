"""Every finding explains itself: figures, evidence in and out, parameters, decisions, readings, next step."""

# A table reads best with one row a line.
# ruff: noqa: E501

import copy
import json
import re

import pytest

from credentialing.dossier import load
from credentialing.rules import CLAUSES, PARAMETERS, assess

from .clean_file import (
    CASES,
    CLEAN,
    assessed,
    at,
    clean,
    decision,
    fee,
    monthly,
    paid,
    sessions,
    supervisions,
)
from .test_clauses import TABLE

FILES = {path.stem: json.loads(path.read_text())["dossier"] for path in sorted(CASES.glob("*.json"))}
JARGON = re.compile(r"[{}]|\bP98\b|\bR14\b|\bNone\b|_|\bCR\.|\bBR\.|\bCP\.")
CANDIDATES = [clean(), *FILES.values(), *(row[1] for row in TABLE)]


def without(dossier, paths):
    """The dossier with the facts at those paths taken out."""
    changed = copy.deepcopy(dossier)
    for path in sorted(set(paths), key=_position, reverse=True):
        *parents, last = re.findall(r"[^.\[\]]+", path)
        block = changed
        for key in parents:
            block = block[int(key)] if isinstance(block, list) else block[key]
        if isinstance(block, list):
            del block[int(last)]
        else:
            block[last] = None
    return changed


def _position(path):
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"[^.\[\]]+", path)]


def taken_out(dossier, paths):
    """The same without the facts, and without what would name them; None where a file cannot be without."""
    changed = without(dossier, [path for path in paths if not path.startswith("people.")])
    groups = {group["id"] for group in changed.get("groups") or []}
    intensives = {one["id"] for one in changed.get("intensives") or []}
    for key in ("group_sessions", "debriefs"):
        changed[key] = [row for row in changed.get(key) or [] if row["group"] in groups]
    for row in changed.get("supervision_sessions") or []:
        row["group"] = row.get("group") if row.get("group") in groups else None
    final = changed.get("final_intensive")
    if final and final.get("intensive") not in intensives:
        changed["final_intensive"] = final | {"intensive": None}
    if any(path.startswith("people.") for path in paths):
        changed["supervisor_request"] = None
    return changed


@pytest.mark.parametrize("clause", [one.id for one in CLAUSES.values() if one.has_finding])
def test_without_the_evidence_a_finding_lists_its_outcome_or_its_measure_is_another(clause):
    tried = 0
    for dossier in CANDIDATES:
        finding = assess(load(dossier))[clause]
        if not finding.evidence_paths:
            continue
        tried += 1
        poorer = assess(load(taken_out(dossier, finding.evidence_paths)))[clause]
        assert (poorer.outcome, poorer.measured) != (finding.outcome, finding.measured), (
            finding.evidence_paths
        )
        if tried == 12:
            break
    assert tried


def test_the_next_step_is_in_words_a_candidate_understands():
    for dossier in CANDIDATES:
        for finding in assess(load(dossier)).findings:
            for line in (finding.next_step, finding.required):
                assert not JARGON.search(line), (finding.clause.id, line)
            assert not finding.next_step or finding.next_step.endswith("."), finding
            assert not re.search(r"[{}]|\bNone\b", finding.measured), finding


def test_whatever_is_open_has_a_next_step():
    for dossier in CANDIDATES:
        for finding in assess(load(dossier)).findings:
            assert finding.next_step or not finding.outcome.is_open, finding


@pytest.mark.parametrize("taken", [1, 2])
def test_before_the_final_intensive_the_next_step_is_to_go_there_and_never_to_others(taken):
    dossier = clean(intensives=clean()["intensives"][:taken], final_intensive={}, ccc_review={})
    found = assessed(dossier)
    there = "This is settled at your final Intensive, or soon after it."
    later = ("P98.CP.3b", "P98.CP.3c", "P98.CP.3d", "P98.CP.3e", "P98.CP.3f", "P98.CP.3g")
    newer = ("R14.11c", "R14.11d", "R14.11e", "R14.11f", "R14.11g")
    assert {found[clause].next_step for clause in (*later, *newer)} == {there}
    assert found["P98.CP.3a"].next_step == "Ask the CCC for a place at a credentialing intensive."
    first = "Finish your participant intensives before you go as a candidate."
    go = "Take the next Intensive as a candidate."
    assert found["P98.CP.2c"].next_step == {1: first, 2: go}[taken]
    assert found["R14.11b"].next_step == {1: "Take the credentialing intensive last.", 2: go}[taken]


def test_nothing_is_both_counted_and_left_out():
    for dossier in CANDIDATES:
        for finding in assess(load(dossier)).findings:
            left_out = [fact.path for fact, _ in finding.excluded]
            assert set(left_out).isdisjoint(finding.evidence_paths), finding.clause.id
            assert len(set(left_out)) == len(left_out), finding.clause.id
            assert all(why for _, why in finding.excluded)


def test_what_is_asked_for_names_the_figure_it_was_measured_against():
    plain, other = assessed(clean()), assessed(clean(), **{"p98.cp1.per_year": 5, "r14.9c.min": 15})
    assert plain["P98.CP.1b"].required == "six sessions in each of two years"
    assert other["P98.CP.1b"].required == "five sessions in each of two years"
    assert other["R14.9c"].required == "15 sessions inside two years of leading"


LEFT_OUT = [
    ("P98.BR.1a", at(CLEAN, "memberships.0.start", "2020-12-04"), "memberships[0]", "does not cover 3 December 2020"),
    ("R14.9a", clean(group_sessions=sessions("2020-11-09", "2021-02-09")), "group_sessions[0]", "before the process"),
    ("P98.BR.2c", clean(group_sessions=sessions("2020-11-09", "2021-02-09")), "group_sessions[0]", "before the process"),
    ("P98.CP.2b", clean(), "intensives[2]", "taken as a candidate"),
    ("R14.11b", at(CLEAN, "intensives.0.completed", False), "intensives[0]", "not completed"),
    ("P98.CP.3b", at(CLEAN, "final_intensive.co_led.1.date", "2023-10-09"), "final_intensive.co_led[1]", "not during the Intensive"),
    ("R14.11c", at(CLEAN, "final_intensive.co_led.1.with", "E1"), "final_intensive.co_led[1]", "not with the faculty of the small group"),
    ("R14.8a", fee(paid("2021-01-15", reversed_on="2021-02-01")), "fee.payments[0]", "reversed on 1 February 2021"),
    ("R14.9c", clean(supervision_sessions=supervisions("2020-12-05", *monthly("2021-03-01", 12, 9))), "supervision_sessions[0]", "outside the months counted"),
    ("R14.9d", at(CLEAN, "supervision_sessions.3.recording", None), "supervision_sessions[3]", "without a recording"),
    ("R14.10", at(CLEAN, "debriefs.57.date", "2023-07-01"), "debriefs[57]", "not within 7 days of a group"),
    ("P98.BR.4b", at(CLEAN, "debriefs.0.minutes", 29), "debriefs[0]", "under 30 minutes"),
]  # fmt: skip


@pytest.mark.parametrize("clause, dossier, path, why", LEFT_OUT)
def test_evidence_left_out_says_why(clause, dossier, path, why):
    assert (path, why) in [(fact.path, reason) for fact, reason in assessed(dossier)[clause].excluded]


def test_a_decision_is_named_and_what_was_computed_stays_visible():
    gap = clean(group_sessions=sessions(*monthly("2021-02-01", 9, 9), *monthly("2021-12-01", 19, 9)))
    gap["determinations"] = [decision("reconcile", clauses=["R14.9a"])]
    finding = assessed(gap)["R14.9a"]
    assert (finding.outcome, finding.computed, finding.reason) == ("waived", "not_met", "reconciled")
    assert finding.determination is not None
    assert (finding.determination.by, finding.determination.reason) == ("CCC", "as discussed")


def test_a_bridged_finding_names_the_decision_that_led_across():
    gap = clean(group_sessions=sessions(*monthly("2021-02-01", 9, 9), *monthly("2021-12-01", 19, 9)))
    grant = decision("grant_schedule", **{"from": "2021-02-01"}, meetings=1, per_months=2)
    finding = assessed({**gap, "determinations": [grant]})["R14.9a"]
    assert (finding.outcome, finding.computed, finding.reason) == (
        "needs_judgement",
        "not_met",
        "bridged: granted schedule",
    )
    assert finding.determination is not None
    assert finding.determination.path == "determinations[0]"


@pytest.mark.parametrize("case", FILES)
def test_readings_name_every_choice_on_which_an_outcome_depends(case):
    record = load(FILES[case])
    plain = assess(record)
    for choice in PARAMETERS.choices:
        for value in choice.readings:
            other = assess(record, parameters=PARAMETERS.with_({choice.name: value})).outcomes
            for finding in plain.findings:
                said = {(one.parameter, one.value): one.outcome for one in finding.readings}
                assert said.get((choice.name, value), finding.outcome) == other[finding.clause.id]


def test_a_finding_lists_every_parameter_it_names():
    for finding in assess(load(clean())).findings:
        assert [one.name for one in finding.parameters] == list(finding.clause.parameters)
        assert all(one.origin and one.valid_from for one in finding.parameters)


def test_a_finding_depends_on_a_reading_where_one_would_turn_it_and_nowhere_else():
    found = assessed(clean())
    assert found["P98.CP.1b"].depends_on_reading
    assert not found["R14.9c"].depends_on_reading
    assert not found["P98.CP.1a"].depends_on_reading


def test_of_two_lapses_the_last_one_says_whether_to_renew_today():
    earlier, now = {"start": "2020-01-01", "end": "2021-01-31"}, {"start": "2021-03-01", "end": "2024-06-29"}
    lapsed = assessed(clean(memberships=[earlier, now]))["P98.BR.1b"]
    assert lapsed.next_step.startswith("Renew today, and ask the CCC")
    renewed = assessed(clean(memberships=[earlier, {**now, "end": None}]))["P98.BR.1b"]
    assert renewed.next_step.startswith("Ask the CCC")
