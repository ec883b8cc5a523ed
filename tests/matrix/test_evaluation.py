"""Who reads the evaluator's words follows the state of the file: the Council within an open packet alone."""

from html import escape

import pytest

from credentialing.enums import State
from credentialing.models import Case
from intensives.models import Evaluation
from tests.matrix.asking import signed_in
from tests.matrix.house import address

OPEN = {State.RECOMMENDED, State.VOTING}
COUNCIL = ("president", "council1", "council2", "council3")
PAGES = (
    ("intensives:assessment", "evaluation"),
    ("credentialing:packet", "case"),
    ("credentialing:case", "case"),
    ("credentialing:findings", "case"),
    ("credentialing:timeline", "case"),
    ("credentialing:dossier", "case"),
    ("credentialing:final", "case"),
    ("credentialing:decision", "case"),
    ("credentialing:committee", "case"),
)


def read_at(world, role: str) -> set[str]:
    """The pages on which the role reads the words now."""
    client = signed_in(world.people[role])
    words = escape(Evaluation.objects.get(pk=world.things["evaluation"]).assessment)
    assert words
    return {name for name, key in PAGES if words in client.get(address(name, (key,), world)).content.decode()}


@pytest.mark.parametrize("world", ["work", "voting", "decided"], indirect=True, scope="module")
@pytest.mark.parametrize("state", State)
def test_the_council_reads_it_within_an_open_packet_alone(world, state):
    before = world.case.state
    Case.objects.filter(pk=world.case.pk).update(state=state)
    try:
        expected = {"credentialing:packet"} if state in OPEN else set()
        assert {role: read_at(world, role) for role in COUNCIL} == dict.fromkeys(COUNCIL, expected)
        assert "intensives:assessment" in read_at(world, "chair")
    finally:
        Case.objects.filter(pk=world.case.pk).update(state=before)
