"""One subject a row: what each document answers, and how the two stand to each other."""

import json

import pytest

from credentialing.dossier import load
from credentialing.rules import assess
from credentialing.rules.subjects import Relation, answer, pairing

from .clean_file import CASES, clean

FILES = {path.stem: json.loads(path.read_text())["dossier"] for path in sorted(CASES.glob("*.json"))}


def test_each_kind_of_row_has_a_heading():
    assert [relation.heading for relation in Relation] == [
        "The documents differ",
        "Same answer",
        "Only one speaks",
    ]


@pytest.mark.parametrize(
    "clauses, says",
    [
        (("P98.CP.3c", "P98.CP.3d"), "met"),
        (("P98.CP.2a", "P98.CP.2b"), "not_yet"),
        (("P98.EXC.2",), None),
        (("P98.EXC.2", "P98.CP.3c"), "met"),
        ((), None),
    ],
)
def test_the_most_pressing_answer_of_a_subject_speaks_for_its_document(clauses, says):
    taken = clean()["intensives"][1:]
    found = assess(load(clean(intensives=taken)))
    assert answer(tuple(found[clause] for clause in clauses)) == says


@pytest.mark.parametrize("dossier", FILES.values(), ids=FILES)
def test_rows_that_differ_come_first_and_say_how_the_documents_stand(dossier):
    rows = pairing(assess(load(dossier)))
    order = [*Relation]
    assert [*rows] == sorted(rows, key=lambda row: order.index(row.relation))
    for row in rows:
        older, newer = answer(row.older), answer(row.newer)
        speaking = {one for one in (older, newer) if one is not None}
        expected = {0: Relation.ONLY_ONE, 1: Relation.SAME, 2: Relation.DIFFER}[len(speaking)]
        one_sided = (older is None) is not (newer is None)
        assert row.relation is (Relation.ONLY_ONE if one_sided else expected)
