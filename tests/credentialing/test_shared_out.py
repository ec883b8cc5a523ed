"""Many cases are shared out among processes, and come back in their order."""

import io
import json
from collections.abc import Sequence

import pytest
from django.core.management import call_command

from credentialing.actions.enquiry import begin_enquiry
from credentialing.models import Case
from credentialing.record import records
from credentialing.record.shared_out import shared_out
from tests.cast import member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr("credentialing.record.shared_out.A_BATCH", 2)


@pytest.fixture
def keys() -> list[int]:
    people = [member(f"Candidate {at}") for at in range(5)]
    return [begin_enquiry(person=person, by=person).pk for person in people]


def names(batch: Sequence[int]) -> list[str | None]:
    return [found.candidate.name for found in records(batch).values()]


def all_lines() -> list[str]:
    out = io.StringIO()
    call_command("assess", "--all", stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


@pytest.mark.parametrize("processes", [1, 3])
def test_each_batch_is_read_and_the_order_is_kept(keys, processes):
    found = list(shared_out(keys, names, processes=processes))
    assert found == [["Candidate 0", "Candidate 1"], ["Candidate 2", "Candidate 3"], ["Candidate 4"]]
    assert Case.objects.count() == 5


def test_all_cases_are_printed_alike_in_one_process_and_in_several(keys, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    alone = all_lines()
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    assert all_lines() == alone
    assert [json.loads(line)["case"] for line in alone] == keys


def test_nothing_to_read_is_nothing_to_do():
    assert list(shared_out([], names)) == []
