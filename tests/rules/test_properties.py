"""What holds for every record, whatever is in it."""

import copy
import datetime as dt
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credentialing.dossier import load
from credentialing.rules import assess

from .clean_file import CASES, clean

FILES = [json.loads(path.read_text())["dossier"] for path in sorted(CASES.glob("*.json"))]
LISTS = (
    "memberships",
    "groups",
    "group_sessions",
    "debriefs",
    "supervision_sessions",
    "intensives",
    "determinations",
)
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2025, 12, 31))
BETTER = {
    "not_met": 0,
    "not_yet": 1,
    "needs_judgement": 1,
    "advisory": 2,
    "met": 3,
    "waived": 3,
    "credited": 3,
}
soon = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def dossiers(draw):
    """A worked case with its day of reading moved and some of its rows left out."""
    dossier = copy.deepcopy(draw(st.sampled_from(FILES)))
    dossier["as_of"] = draw(DAYS).isoformat()
    for key in ("group_sessions", "debriefs", "supervision_sessions", "intensives", "memberships"):
        rows = dossier.get(key) or []
        gone = draw(st.sets(st.integers(0, max(0, len(rows) - 1)), max_size=4))
        if key != "intensives" or not dossier.get("final_intensive"):
            dossier[key] = [row for index, row in enumerate(rows) if index not in gone]
    return dossier


def told(dossier):
    """Everything an assessment says that people act on."""
    found = assess(load(dossier))
    lines = [(f.clause.id, f.outcome, f.computed, f.measured, f.next_step) for f in found.findings]
    return lines, dict(found.readiness), found.overall, found.attention, found.observations


@soon
@given(dossiers(), st.randoms(use_true_random=False))
def test_the_order_of_evidence_never_matters(dossier, random):
    shuffled = copy.deepcopy(dossier)
    for key in LISTS:
        random.shuffle(shuffled.get(key) or [])
    assert told(shuffled) == told(dossier)


@soon
@given(dossiers())
def test_evidence_dated_later_changes_nothing(dossier):
    as_of = dossier["as_of"]
    known = dict(dossier)
    for key in ("group_sessions", "debriefs", "supervision_sessions", "determinations"):
        known[key] = [row for row in dossier.get(key) or [] if row["date"] <= as_of]
    known["memberships"] = [row for row in dossier["memberships"] if row["start"] <= as_of]
    for key in ("policy_acknowledged_on", "recording_arranged_on"):
        known[key] = dossier[key] if (dossier.get(key) or "9999") <= as_of else None
    for key in ("application", "application_review", "agreement", "ccc_review", "supervisor_request"):
        known[key] = {
            name: None if name.endswith("_on") and (value or "") > as_of else value
            for name, value in (dossier.get(key) or {}).items()
        }
    if (dossier.get("council_vote") or {}).get("voted_on", "") > as_of:
        known["council_vote"] = None
    if (known["supervisor_request"] or {}).get("asked_on") is None:
        known["supervisor_request"] = None
    assert told(known) == told(dossier)


@soon
@given(st.integers(0, 57), DAYS)
def test_a_further_session_never_turns_a_met_minimum_into_less(left_out, day):
    before = clean()
    del before["group_sessions"][left_out]
    after = copy.deepcopy(before)
    in_process = max(day, dt.date(2021, 2, 9)).isoformat()
    after["group_sessions"].append({"group": "G1", "date": in_process})
    after["supervision_sessions"].append(
        {"group": "G1", "date": in_process, "supervisor": "S1", "recording": "audio"}
    )
    earlier, later = assess(load(before)).outcomes, assess(load(after)).outcomes
    for clause in (
        "P98.BR.2a",
        "P98.BR.2c",
        "P98.BR.2b",
        "P98.CP.1a",
        "P98.CP.1c",
        "R14.9a",
        "R14.9b",
        "R14.9c",
    ):
        assert BETTER[later[clause]] >= BETTER[earlier[clause]]


MINIMA = ("R14.9a", "R14.9c", "R14.9d", "P98.CP.1b", "P98.CP.2a", "P98.CP.2b")


@soon
@given(dossiers(), st.integers(1, 900), st.sampled_from(["group", "supervision", "intensive"]))
def test_what_is_added_after_the_first_counted_session_never_turns_a_met_minimum_into_less(
    dossier, later, kind
):
    earlier = assess(load(dossier)).outcomes
    submitted = (dossier.get("application") or {}).get("submitted_on") or "9999"
    led = [row["date"] for row in dossier.get("group_sessions") or [] if row["date"] >= submitted]
    supervised = [row["date"] for row in dossier.get("supervision_sessions") or []]
    if not led:
        return
    first = dt.date.fromisoformat(max(min(led), min(supervised, default=submitted)))
    day = (first + dt.timedelta(later)).isoformat()
    more = copy.deepcopy(dossier)
    if kind == "group":
        more["group_sessions"].append({"group": dossier["groups"][0]["id"], "date": day})
    elif kind == "supervision" and dossier.get("supervision_sessions"):
        more["supervision_sessions"].append(dossier["supervision_sessions"][0] | {"date": day})
    elif kind == "intensive":
        taken = {"id": "more", "start": day, "end": day, "role": "participant", "completed": True}
        more.setdefault("intensives", []).append(taken)
    now = assess(load(more)).outcomes
    for clause in MINIMA:
        if earlier[clause] == "met":
            assert now[clause] == "met", clause


@soon
@given(dossiers())
def test_one_document_alone_gives_the_same_findings(dossier):
    record = load(dossier)
    both = assess(record)
    for document in ("P98", "R14"):
        assert assess(record, documents=[document]).findings == both.of(document)


@soon
@given(dossiers())
def test_the_same_record_always_gets_the_same_answer(dossier):
    assert told(dossier) == told(copy.deepcopy(dossier))
