"""An older file becomes a case, and the database says of it what the file says."""

import json
from pathlib import Path

import pytest

from credentialing.actions.imports import import_dossier
from credentialing.dossier import dump, loads
from credentialing.models import Case, Event
from credentialing.record import record
from credentialing.rules import assess
from members.models import Notice

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_shared_case_says_the_same_from_the_database(path, membership_officer, chair):
    shared = json.loads(path.read_text())
    dossier = loads(path.read_text())
    case = import_dossier(dossier=dossier, by=membership_officer, chair=chair)
    held = record(case, dossier.as_of)
    found = assess(held)
    expected = shared["expected"]
    outcomes = {id: str(outcome) for id, outcome in found.outcomes.items()}
    assert outcomes == expected["findings"]
    assert list(found.attention) == expected["attention"]
    assert list(found.observations) == expected["observations"]
