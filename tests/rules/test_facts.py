"""An empty record claims nothing, and a record is never changed."""

import dataclasses
import datetime as dt

import pytest

from credentialing.dossier import load
from credentialing.rules import Record
from credentialing.rules.facts import CoLeading, Determination, GroupMembership, PriorExperience, ProcessGroup

from .clean_file import assessed, clean

DAY = dt.date(2024, 6, 30)


def test_an_empty_claim_claims_nothing():
    assert (ProcessGroup().theory_training, CoLeading().ongoing_debriefing) == (False, False)
    assert PriorExperience().is_named is False


@pytest.mark.parametrize(
    "claim",
    [
        {"identified": True},
        {"group_member": GroupMembership()},
        {"process_group": ProcessGroup()},
        {"co_leading": CoLeading()},
    ],
)
def test_any_claim_names_prior_experience(claim):
    assert PriorExperience(**claim).is_named is True


def test_a_decision_grants_no_meetings_it_does_not_name():
    made = Determination(0, "judge", DAY)
    assert (made.meetings, made.per_months, made.sessions_by_year) == (0, 0, ())


def test_a_record_is_never_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        load(clean()).as_of = DAY


def test_with_nothing_on_file_nobody_has_applied():
    assert Record(DAY).application.submitted_on is None


def test_findings_are_alike_if_they_say_the_same():
    finding = assessed(clean())["R14.9a"]
    assert finding == assessed(clean())["R14.9a"]
    assert finding != assessed(clean(as_of="2023-01-08"))["R14.9a"]
    assert finding != assessed(clean())["R14.9b"]
    assert finding != "met"
    assert hash(finding) == hash(assessed(clean())["R14.9a"])
