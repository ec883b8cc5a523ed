"""What was decided on stays as it was, and its digest proves it."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from credentialing.dossier import loads
from credentialing.frozen import canonical, changed_musts, changes, digest, freeze, still_stands, thaw
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


SAID = ("outcome", "computed", "measured", "required", "citation", "reason", "next_step", "determination")


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "cases").glob("*.json")), ids=lambda p: p.stem
)
def test_what_was_frozen_reads_as_it_was_found(path):
    now = assess(loads(path.read_text()))
    content, _ = freeze(loads(path.read_text()), now)
    was = thaw(content)[1]
    assert changes(was, now) == []
    assert (was.as_of, was.overall, was.readiness) == (now.as_of, now.overall, dict(now.readiness))
    for then, found in zip(was.findings, now.findings, strict=True):
        assert [getattr(then, name) for name in SAID] == [getattr(found, name) for name in SAID]
        assert [fact.path for fact in then.evidence] == list(found.evidence_paths)
        assert [(fact.path, why) for fact, why in then.excluded] == [(f.path, w) for f, w in found.excluded]
        assert then.is_for_the_committee == found.is_for_the_committee


def test_what_has_changed_since_is_told_beside_it():
    content, _ = freeze(RECORD, assess(RECORD))
    now = assess(dataclasses.replace(RECORD, policy_acknowledged_on=None))
    [change] = changes(thaw(content)[1], now)
    assert (change.clause.id, str(change.was), str(change.now)) == ("R14.1", "met", "not_yet")


def test_what_was_frozen_before_the_computed_outcome_was_kept_still_reads():
    content, _ = freeze(RECORD, assess(RECORD))
    for row in content["assessment"]["findings"]:
        del row["computed"], row["reason"]
    assert thaw(content)[1].outcomes == assess(RECORD).outcomes
