"""The dossier: what is read, what is refused, and what an assessment prints."""

# A table reads best with one row a line.
# ruff: noqa: E501

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentialing.dossier import DossierError, canonical, dump, dumps, load, loads, to_json, to_text
from credentialing.rules import assess

CASES = Path(__file__).parent.parent / "cases"
CLEAN = json.loads((CASES / "D01.json").read_text())["dossier"]
LEAST = {"dossier": 1, "as_of": "2024-06-30"}


def changed(path, value):
    """The clean dossier with one key, dotted, set to a value."""
    dossier = copy.deepcopy(CLEAN)
    *parents, last = path.split(".")
    block = dossier
    for key in parents:
        block = block[int(key)] if isinstance(block, list) else block[key]
    block[int(last) if isinstance(block, list) else last] = value
    return dossier


def faults(document):
    with pytest.raises(DossierError) as refused:
        load(document) if not isinstance(document, str | bytes) else loads(document)
    return list(refused.value.faults)


def determined(**keys):
    return {**LEAST, "determinations": [{"kind": "waive", "date": "2024-01-01", **keys}]}


def test_the_least_dossier_is_an_enquiry():
    assert assess(load(LEAST)).overall == "enquiry"


def test_null_and_absent_mean_the_same():
    keys = [key for key in CLEAN if key not in LEAST]
    assert load(LEAST | dict.fromkeys(keys)) == load(LEAST)


def test_a_wrapped_case_reads_as_the_dossier_in_it():
    wrapped = {"id": "X", "title": "t", "story": "s", "dossier": CLEAN, "expected": {"anything": [1]}}
    assert load(wrapped) == load(CLEAN)
    assert faults(wrapped | {"dosier": {}}) == ["dosier: unknown key"]


def test_a_byte_order_mark_is_no_fault():
    assert loads(b"\xef\xbb\xbf" + json.dumps(CLEAN).encode()) == load(CLEAN)


ONE_FAULT = [
    ([], "not a dossier: the file must hold an object"),
    (LEAST | {"candidat": {}}, "candidat: unknown key"),
    ({"as_of": "2024-06-30"}, "dossier: is required"),
    ({"dossier": 1}, "as_of: is required"),
    (LEAST | {"dossier": 2}, "dossier: version 2 is newer than this software reads (1)"),
    (LEAST | {"dossier": 0}, "dossier: must be 1 or more"),
    (LEAST | {"dossier": True}, "dossier: must be a whole number, not true or false"),
    (LEAST | {"dossier": 1.0}, "dossier: must be a whole number, not the number 1.0"),
    (LEAST | {"as_of": "2024-06-31"}, "as_of: no such day: 2024-06-31"),
    (LEAST | {"as_of": "20240630"}, 'as_of: must be a date as YYYY-MM-DD, not "20240630"'),
    (LEAST | {"as_of": 20240630}, "as_of: must be a date as YYYY-MM-DD, not the number 20240630"),
    (LEAST | {"as_of": "2024-06-30T00:00:00"}, 'as_of: must be a date as YYYY-MM-DD, not "2024-06-30T00:00:00"'),
    (LEAST | {"groups": {}}, "groups: must be a list, not an object"),
    (LEAST | {"groups": [7]}, "groups[0]: must be an object, not the number 7"),
    (LEAST | {"people": []}, "people: must be an object, not a list"),
    (LEAST | {"application": "sent"}, "application: must be an object, not text"),
    (changed("memberships.1.end", "2020-12-31"), "memberships[1].end: ends before it starts: 2020-12-31 is before 2021-01-01"),
    (changed("memberships.1.start", None), "memberships[1].start: is required"),
    (changed("supervision_sessions.3.supervisor", "S9"), 'supervision_sessions[3].supervisor: no person "S9"'),
    (changed("supervision_sessions.3.group", "G9"), 'supervision_sessions[3].group: no group "G9"'),
    (changed("supervision_sessions.3.recording", "film"), 'supervision_sessions[3].recording: must be one of audio, video, not "film"'),
    (changed("debriefs.0.minutes", 0), "debriefs[0].minutes: must be 1 or more"),
    (changed("debriefs.0.minutes", -5), "debriefs[0].minutes: must be 1 or more"),
    (changed("debriefs.0.minutes", 40.0), "debriefs[0].minutes: must be a whole number, not the number 40.0"),
    (changed("debriefs.0.minutes", "40"), "debriefs[0].minutes: must be a whole number, not text"),
    (changed("debriefs.0.minutes", True), "debriefs[0].minutes: must be a whole number, not true or false"),
    (changed("debriefs.0.minutes", None), "debriefs[0].minutes: is required"),
    (changed("group_sessions.2.date", None), "group_sessions[2].date: is required"),
    (changed("group_sessions.2.group", "G2"), 'group_sessions[2].group: no group "G2"'),
    (changed("groups.0.setting", "clinic"), 'groups[0].setting: must be one of medical, other, not "clinic"'),
    (changed("groups.0.co_leader", "C2"), 'groups[0].co_leader: no person "C2"'),
    (changed("groups.0.past_co_leaders", ["C1", "C3"]), 'groups[0].past_co_leaders[1]: no person "C3"'),
    (changed("groups.0.started_on", "2023-07-01"), "groups[0].ended_on: ends before it starts: 2023-06-30 is before 2023-07-01"),
    (LEAST | {"groups": [{"id": ""}]}, "groups[0].id: must not be empty"),
    (changed("intensives.1.id", "I1"), 'intensives[1].id: "I1" is given twice'),
    (changed("intensives.1.completed", 1), "intensives[1].completed: must be true or false, not the number 1"),
    (changed("intensives.1.role", "host"), 'intensives[1].role: must be one of participant, candidate, not "host"'),
    (changed("final_intensive.intensive", "I9"), 'final_intensive.intensive: no intensive "I9"'),
    (changed("final_intensive.co_led.1.with", "F9"), 'final_intensive.co_led[1].with: no person "F9"'),
    (changed("final_intensive.meeting.present", ["F1", 2]), "final_intensive.meeting.present[1]: must be text, not the number 2"),
    (changed("application.sent_to", ["chair"]), 'application.sent_to[0]: no office "chair"'),
    (changed("fee.first_year_amount", -1), "fee.first_year_amount: must be zero or more"),
    (changed("fee.payments.0.amount", 0), "fee.payments[0].amount: must be more than zero"),
    (changed("fee.payments.0.amount", True), "fee.payments[0].amount: must be a number, not true or false"),
    (changed("fee.payments.0.amount", float("nan")), "fee.payments[0].amount: must be a number, not the number nan"),
    (changed("people.S1.approved_supervisor", [["2010-01-01"]]), "people.S1.approved_supervisor[0]: must be a pair of dates, [from, to]"),
    (changed("people.S1.approved_supervisor", [["2010-01-01", "2009-01-01"]]), "people.S1.approved_supervisor[0]: ends before it starts: 2009-01-01 is before 2010-01-01"),
    (changed("people.S1.approved_supervisor", [[None, None]]), "people.S1.approved_supervisor[0][0]: is required"),
    (changed("people.S1.nick", "x"), "people.S1.nick: unknown key"),
    (changed("prior_experience.group_member", {"group_met": {"start": "2020-01-02", "end": "2020-01-01"}}), "prior_experience.group_member.group_met.end: ends before it starts: 2020-01-01 is before 2020-01-02"),
    (changed("candidate.name", "a\ud800"), "candidate.name: holds a character that cannot be written"),
    (LEAST | {"council_vote": {"voted_on": "2024-01-01", "outcome": "tied"}}, 'council_vote.outcome: must be one of credentialed, not_credentialed, not "tied"'),
    (determined(kind="forgive", clauses=[]), 'determinations[0].kind: must be one of grant_schedule, accept_credit, in_lieu_of_supervision, waive, reconcile, judge, refuse, not "forgive"'),
    (determined(clauses=["P98.BR.9"]), 'determinations[0].clauses[0]: no clause "P98.BR.9"'),
    (determined(), "determinations[0].clauses: is required"),
    (determined(clauses=["P98.BR.1b"], outcome="met"), "determinations[0].outcome: unknown key"),
    (determined(kind="judge", clauses=["P98.BR.1b"]), "determinations[0].outcome: is required"),
    (determined(kind="grant_schedule", meetings=1, per_months=0, **{"from": "2024-01-01"}), "determinations[0].per_months: must be 1 or more"),
    (determined(kind="in_lieu_of_supervision", sessions_by_year={"0": 6}), "determinations[0].sessions_by_year.0: must be the number of a supervision year, 1 or more"),
    (determined(kind="in_lieu_of_supervision", sessions_by_year={"1": -1}), "determinations[0].sessions_by_year.1: must be 0 or more"),
    ("{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ('{"dossier": 1, "as_of": "2024-06-30", "as_of": "2024-06-30"}', "as_of: given twice"),
    ('{"dossier": 1, "as_of": "2024-06-30", "fee": {"first_year_amount": NaN}}', "fee.first_year_amount: must be a number, not NaN"),
    ('{"dossier": 1, "as_of": "2024-06-30", "fee": {"first_year_amount": -Infinity}}', "fee.first_year_amount: must be a number, not -Infinity"),
    ("[" * 100_000, "not a dossier: nested too deeply"),
]  # fmt: skip


@pytest.mark.parametrize("document, fault", ONE_FAULT, ids=[str(index) for index in range(len(ONE_FAULT))])
def test_a_fault_is_refused_with_its_path(document, fault):
    assert faults(document) == [fault]


def test_all_faults_are_told_at_once():
    dossier = changed("debriefs.0.minutes", 0)
    dossier["supervision_sessions"][3]["supervisor"] = "S9"
    dossier["memberships"][0]["start"] = "2020-02-30"
    dossier["extra"] = 1
    assert faults(dossier) == [
        "memberships[0].start: no such day: 2020-02-30",
        "debriefs[0].minutes: must be 1 or more",
        'supervision_sessions[3].supervisor: no person "S9"',
        "extra: unknown key",
    ]


def test_amounts_stay_exact():
    text = json.dumps(changed("fee.payments.0.amount", 599.99))
    assert loads(text).fee.payments[0].amount == Decimal("599.99")
    assert loads(dumps(loads(text))).fee == loads(text).fee


def test_every_kind_of_decision_and_claim_survives_a_round_trip():
    made = {"date": "2024-01-01", "by": "CCC", "reason": "r"}
    dossier = LEAST | {
        "people": {"L1": {"credentialed_leader": [["2010-01-01", "2020-01-01"], ["2021-01-01", None]]}},
        "exceptional_circumstances": {"requested_on": "2024-01-01"},
        "prior_experience": {
            "identified": True,
            "group_member": {"meetings_per_month": 2.5, "group_met": {"start": "2016-09-01", "end": None}},
            "process_group": {
                "theory_training": True,
                "laboratory": [{"start": "2019-01-15"}, {"start": "2019-03-15", "end": "2019-04-14"}],
            },
            "co_leading": {"leader": "L1", "period": {"start": "2018-03-01", "end": "2020-03-01"}},
        },
        "determinations": [
            made | {"kind": "grant_schedule", "from": "2024-02-01", "meetings": 1, "per_months": 2},
            made | {"kind": "accept_credit", "clauses": ["P98.CR.1a"]},
            made | {"kind": "in_lieu_of_supervision", "sessions_by_year": {"1": 6, "2": 0}},
            made | {"kind": "waive", "clauses": ["P98.CP.1b"]},
            made | {"kind": "reconcile", "clauses": ["R14.9a"]},
            made | {"kind": "judge", "clauses": ["P98.BR.4a"], "outcome": "not_met"},
            made | {"kind": "refuse", "of": "P98.CR.1b"},
        ],
        "further_work": {"agreed_by_ccc_on": "2024-01-01", "items": [{"activity": "a"}]},
    }
    record = load(dossier)
    assert load(dump(record)) == record
    assert dump(record)["determinations"] == dossier["determinations"]
    assert loads(dumps(record)) == canonical(record)


def test_an_assessment_prints_its_finding_as_the_format_says():
    wrapped = json.loads((CASES / "D16.json").read_text())
    printed = to_json(assess(load(wrapped), explain=True))
    finding = next(row for row in printed["findings"] if row["clause"] == "R14.9a")
    assert list(finding) == [
        "clause",
        "outcome",
        "measured",
        "required",
        "citation",
        "evidence",
        "excluded",
        "readings",
        "determination",
        "next_step",
    ]
    assert finding["measured"] == "23 of 24 months; August 2021 empty"
    assert finding["required"] == "one group in every month for two years"
    assert finding["citation"] == "Roadmap 2014, step 9, sentence 1"
    assert finding["evidence"][:2] == ["group_sessions[0]", "group_sessions[1]"]
    assert {"parameter": "r14.9a.gap", "value": "tolerate:1", "outcome": "met"} in finding["readings"]
    assert json.loads(json.dumps(printed)) == printed


def test_excluded_evidence_is_printed_with_the_reason():
    wrapped = json.loads((CASES / "D05b.json").read_text())
    printed = to_json(assess(load(wrapped)))
    finding = next(row for row in printed["findings"] if row["clause"] == "P98.BR.2a")
    assert [row["why"] for row in finding["excluded"]] == ["before the process"] * 6


def test_the_text_puts_the_columns_side_by_side_and_ends_with_what_is_left():
    text = to_text(assess(load(json.loads((CASES / "D16.json").read_text())), explain=True))
    lines = text.splitlines()
    assert lines[:5] == [
        "As of 30 June 2024",
        "Overall: needs ccc decision",
        "P98: ready",
        "R14: needs ccc decision",
        "For the committee: R14.9a",
    ]
    assert any("P98.BR.2b  advisory" in line and "| R14.9a  not met" in line for line in lines)
    assert max(len(line) for line in lines) <= 100
    assert text.index("== differ") < text.index("== same answer") < text.index("== left to do")
    assert "No group in August 2021; clean run so far 0 of 24" in text.partition("== left to do")[2]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates().map(str),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(CLEAN)), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CLEAN)), VALUES)
def test_whatever_stands_under_a_key_is_read_or_refused_with_a_sentence(key, value):
    try:
        record = load(CLEAN | {key: value})
    except DossierError as refused:
        record, told = None, refused.faults
    if record is None:
        assert told
        assert all(told)
    else:
        assess(record)
        assert load(dump(record)) == record
