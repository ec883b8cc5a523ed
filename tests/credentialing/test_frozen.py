"""What was decided on stays as it was, and its digest proves it."""

import dataclasses
import datetime as dt
from pathlib import Path

from credentialing.dossier import loads
from credentialing.frozen import canonical, changed_musts, digest, freeze, still_stands
from credentialing.models import Assessment, Case
from credentialing.rules import assess

RECORD = loads((Path(__file__).parent.parent / "cases" / "D01.json").read_text())


def test_the_same_record_freezes_to_the_same_digest():
    content, sha256 = freeze(RECORD, assess(RECORD))
    assert freeze(RECORD, assess(RECORD)) == (content, sha256)
    assert sha256 == digest(content)
    assert len(sha256) == 64
    assert sorted(content) == ["assessment", "dossier"]


def test_any_other_record_has_another_digest():
    other = dataclasses.replace(RECORD, policy_acknowledged_on=dt.date(2020, 11, 3))
    assert freeze(RECORD, assess(RECORD))[1] != freeze(other, assess(other))[1]


def test_the_canonical_text_has_sorted_keys_and_no_spaces():
    assert canonical({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'


def test_the_database_gives_back_what_the_digest_was_made_of(candidate):
    content, sha256 = freeze(RECORD, assess(RECORD))
    case = Case.objects.create(candidate=candidate)
    row = Assessment.objects.create(case=case, as_of=RECORD.as_of, content=content, sha256=sha256)
    row.refresh_from_db()
    assert digest(row.content) == row.sha256


def test_a_snapshot_stands_while_no_must_changes():
    content, _ = freeze(RECORD, assess(RECORD))
    assert still_stands(content, assess(RECORD))
    ideal = dataclasses.replace(RECORD, debriefs=(*RECORD.debriefs, RECORD.debriefs[-1]))
    assert still_stands(content, assess(ideal))


def test_a_must_that_changes_takes_the_snapshot_down_and_is_named():
    content, _ = freeze(RECORD, assess(RECORD))
    now = assess(dataclasses.replace(RECORD, policy_acknowledged_on=None))
    assert not still_stands(content, now)
    assert changed_musts(content, now) == ("R14.1",)
