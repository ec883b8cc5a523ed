"""What a record says has one text: no id, no order of rows, no way of saying nothing leaves a trace."""

import copy
import json
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentialing.dossier import DossierError, dumps, load, loads
from credentialing.rules import assess

CASES = {
    path.stem: json.loads(path.read_text())["dossier"]
    for path in sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
}
LEAST = {"dossier": 1, "as_of": "2024-06-30"}
NAMING = ("supervisor", "co_leader", "evaluator", "with", "leader")
LISTING = ("past_co_leaders", "faculty", "present")


def text(dossier: dict) -> str:
    return dumps(loads(json.dumps(dossier)))


def scrambled(dossier: dict, chance: random.Random) -> dict:
    """The dossier with everybody called by another name, and every row somewhere else."""
    people = _others(dossier.get("people") or {}, chance)
    groups = _others([row["id"] for row in dossier.get("groups") or []], chance)
    attended = _others([row["id"] for row in dossier.get("intensives") or []], chance)

    def again(value, key=""):
        if isinstance(value, dict):
            rows = [(people[id] if key == "people" else id, again(row, id)) for id, row in value.items()]
            chance.shuffle(rows)
            return dict(rows)
        if isinstance(value, list) and key in LISTING:
            value = [people[id] for id in value]
        if isinstance(value, list):
            rows = [row if key in PAIRS else again(row, key) for row in value]
            chance.shuffle(rows)
            return rows
        return people[value] if key in NAMING and value else value

    found = again(dossier)
    for row in found.get("groups") or []:
        row["id"] = groups[row["id"]]
    for kind in ("group_sessions", "debriefs", "supervision_sessions"):
        for row in found.get(kind) or []:
            row["group"] = groups.get(row.get("group"))
    for row in found.get("intensives") or []:
        row["id"] = attended[row["id"]]
    if final := found.get("final_intensive"):
        final["intensive"] = attended.get(final.get("intensive"))
    return found


PAIRS = ("approved_supervisor", "credentialed_leader")


def _others(ids, chance: random.Random) -> dict[str, str]:
    names = [f"{chance.choice('ABPGI')}{number}" for number in range(len(ids))]
    chance.shuffle(names)
    return dict(zip(ids, names, strict=True))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CASES)), st.randoms(use_true_random=False))
def test_neither_ids_nor_order_leave_a_trace(name, chance):
    assert text(scrambled(CASES[name], chance)) == text(CASES[name])


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_is_written_is_written_so_again_and_says_the_same(name):
    record = loads(json.dumps(CASES[name]))
    again = loads(dumps(record))
    assert dumps(again) == dumps(record)
    was, now = assess(record), assess(again)
    assert [(one.outcome, one.measured) for one in now.findings] == [
        (one.outcome, one.measured) for one in was.findings
    ]
    assert (now.readiness, now.attention, now.observations) == (
        was.readiness,
        was.attention,
        was.observations,
    )


# People and groups that look alike


@st.composite
def lookalikes(draw):
    """Nameless people and groups without a site, linked in any way."""
    people = [f"P{at}" for at in range(draw(st.integers(1, 5)))]
    groups = [f"G{at}" for at in range(draw(st.integers(1, 4)))]
    who, where = st.sampled_from(people), st.sampled_from(groups)
    somebody, somewhere = st.none() | who, st.none() | where
    session = st.fixed_dictionaries(
        {"date": st.sampled_from(["2022-01-01", "2022-02-01"]), "supervisor": who, "group": somewhere}
    )
    group = {"co_leader": somebody, "past_co_leaders": st.lists(who, max_size=2)}
    return LEAST | {
        "people": {id: draw(st.sampled_from([{}, {"name": "Ann"}])) for id in people},
        "groups": [{"id": id} | draw(st.fixed_dictionaries(group)) for id in groups],
        "supervision_sessions": draw(st.lists(session, max_size=8)),
        "final_intensive": {"faculty": draw(st.lists(who, max_size=2)), "evaluator": draw(somebody)},
    }


@settings(max_examples=300, deadline=None)
@given(lookalikes(), st.randoms(use_true_random=False))
def test_those_who_look_alike_are_told_apart_by_what_is_said_of_them(dossier, chance):
    written = text(dossier)
    assert text(scrambled(dossier, chance)) == written
    assert dumps(loads(written)) == written


def ring(*lengths: int) -> dict:
    """Groups and supervisors in rings: each group has two supervisors, each supervisor two groups."""
    rows, at = [], 0
    for length in lengths:
        for step in range(length):
            for beside in (step, (step + 1) % length):
                rows.append({"group": f"G{at + step}", "supervisor": f"P{at + beside}", "date": "2022-01-01"})
        at += length
    return LEAST | {
        "people": {f"P{number}": {} for number in range(at)},
        "groups": [{"id": f"G{number}"} for number in range(at)],
        "supervision_sessions": rows,
    }


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_rings_in_which_everybody_has_like_neighbours_have_one_text_each(chance):
    rings = [ring(7), ring(3, 4), ring(4, 3), ring(5, 2)]
    assert [text(scrambled(one, chance)) for one in rings] == [text(one) for one in rings]
    assert len({text(one) for one in rings}) == 3


ONE_THING_SAID = {
    "asked": {"supervisor_request": {"supervisor": "A"}},
    "co-leads": {"groups": [{"id": "G", "co_leader": "A", "past_co_leaders": ["B"]}]},
    "co-led": {"groups": [{"id": "G", "past_co_leaders": ["A"]}]},
    "supervised": {"supervision_sessions": [{"date": "2024-01-01", "supervisor": "A"}]},
    "with": {"final_intensive": {"co_led": [{"date": "2024-01-01", "with": "A"}]}},
    "evaluator": {"final_intensive": {"evaluator": "A"}},
    "present": {"final_intensive": {"meeting": {"date": "2024-01-01", "present": ["A"]}}},
    "leader": {"prior_experience": {"co_leading": {"leader": "A"}}},
}


@pytest.mark.parametrize("what", ONE_THING_SAID)
def test_one_thing_said_tells_two_people_apart(what):
    said = ONE_THING_SAID[what]
    final = {"faculty": ["A", "B"]} | said.get("final_intensive", {})
    one = LEAST | {"people": {"A": {}, "B": {}}} | said | {"final_intensive": final}
    other = json.loads(json.dumps(one).replace('"A"', '"C"').replace('"B"', '"A"').replace('"C"', '"B"'))
    turned = one | {"people": {"B": {}, "A": {}}, "final_intensive": final | {"faculty": ["B", "A"]}}
    assert len({text(one), text(other), text(turned)}) == 1


def test_many_people_of_whom_the_same_is_said_take_no_time():
    ids = [f"N{number}" for number in range(150)]
    dossier = LEAST | {"people": {id: {} for id in ids}, "final_intensive": {"faculty": ids}}
    assert list(json.loads(text(dossier))["people"]) == [f"P{number}" for number in range(1, 151)]


def test_people_are_numbered_as_they_are_first_named_and_groups_by_their_start():
    dossier = LEAST | {
        "people": {"a": {"name": "Zoe"}, "b": {"name": "Ann"}, "c": {"name": "Zoe"}},
        "supervisor_request": {"supervisor": "c"},
        "groups": [
            {"id": "later", "started_on": "2021-01-01", "co_leader": "a"},
            {"id": "first", "started_on": "2020-01-01", "co_leader": "b"},
        ],
    }
    written = json.loads(text(dossier))
    assert written["supervisor_request"]["supervisor"] == "P1"
    assert [(row["id"], row["co_leader"]) for row in written["groups"]] == [("G1", "P2"), ("G2", "P3")]
    assert written["people"] == {"P1": {"name": "Zoe"}, "P2": {"name": "Ann"}, "P3": {"name": "Zoe"}}


# Ways of saying nothing, and the same in two ways

STILL = [["2010-01-01", None]]
SAME = [
    ({}, {"people": {"P1": {"name": "Named by nothing"}}}),
    ({}, {"candidate": {"name": "", "profession": ""}}),
    ({}, {"candidate": {"name": "Name not in the older file"}}),
    ({"groups": [{"id": "G1"}]}, {"groups": [{"id": "G1", "site": "", "setting": "other"}]}),
    ({"application": {"sent_to": ["ccc_chair"]}}, {"application": {"sent_to": ["ccc_chair", "ccc_chair"]}}),
    ({"fee": {"first_year_amount": 600}}, {"fee": {"first_year_amount": 600.00}}),
    (
        {"people": {"S": {"approved_supervisor": STILL}}, "supervisor_request": {"supervisor": "S"}},
        {
            "people": {"S": {"approved_supervisor": [["2012-01-01", None], ["2010-01-01", "2012-06-30"]]}},
            "supervisor_request": {"supervisor": "S"},
        },
    ),
    (
        {"people": {"C": {}}, "groups": [{"id": "G1", "co_leader": "C"}]},
        {"people": {"C": {}}, "groups": [{"id": "G1", "co_leader": "C", "past_co_leaders": ["C", "C"]}]},
    ),
    (
        {"prior_experience": {"process_group": {"theory_training": True}}},
        {"prior_experience": {"identified": True, "process_group": {"theory_training": True}}},
    ),
    (
        {"determinations": [{"kind": "waive", "date": "2024-01-01", "clauses": ["P98.CP.1b", "R14.9a"]}]},
        {
            "determinations": [
                {
                    "kind": "waive",
                    "date": "2024-01-01",
                    "clauses": ["R14.9a", "P98.CP.1b", "R14.9a"],
                    "by": "",
                }
            ]
        },
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=[str(at) for at in range(len(SAME))])
def test_the_same_said_in_another_way_has_the_same_text(one, other):
    assert text(LEAST | one) == text(LEAST | other)


def test_a_leaders_first_credential_dates_a_claim_that_does_not():
    dossier = LEAST | {
        "people": {"L": {"credentialed_leader": [["2012-01-01", None], ["2009-05-01", "2011-01-01"]]}},
        "prior_experience": {"co_leading": {"leader": "L"}},
    }
    claim = json.loads(text(dossier))["prior_experience"]["co_leading"]
    assert claim["leader_credentialed_from"] == "2009-05-01"


@settings(max_examples=200)
@given(st.decimals("0.01", "999999.99", places=2))
def test_every_amount_is_written_exactly(amount):
    record = load(LEAST | {"fee": {"payments": [{"sent_on": "2024-01-01", "amount": amount}]}})
    assert Decimal(loads(dumps(record)).fee.payments[0].amount) == amount


@pytest.mark.parametrize("clauses", [["R19.2"], ["R14.9a", "R19.2"], ["P98.CP.1b", "A", "R14.9a"]])
def test_a_determination_on_a_clause_no_text_has_is_written_for_the_reader_to_refuse(clauses):
    """A clause may go out of a text while a record still names it."""
    made = {"kind": "waive", "date": "2024-01-01", "clauses": ["R14.9a"]}
    known = load(LEAST | {"determinations": [made]})
    record = replace(known, determinations=(known.determinations[0]._replace(clauses=tuple(clauses)),))
    written = dumps(record)
    assert sorted(json.loads(written)["determinations"][0]["clauses"]) == sorted(clauses)
    with pytest.raises(DossierError, match="no clause"):
        loads(written)


def test_an_amount_of_money_keeps_its_tenth():
    dossier = copy.deepcopy(CASES["D01"])
    dossier["fee"]["first_year_amount"] = 250.10
    assert loads(text(dossier)).fee.first_year_amount == Decimal("250.10")
