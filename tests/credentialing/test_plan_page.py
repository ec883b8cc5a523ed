"""My plan: the earliest day for the committee, the dates to keep, and what only the committee answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credentialing.actions.imports import import_dossier
from credentialing.dossier import loads
from credentialing.rules.plan import plan
from tests.credentialing.test_assess_command import CASES


def record_of(name):
    return loads((CASES / f"{name}.json").read_text())


@pytest.fixture
def taken_over(membership_officer, chair, at):
    """Take over a shared case and move the clock to the day it is read on."""

    def take(name):
        record = record_of(name)
        case = import_dossier(dossier=record, by=membership_officer, chair=chair)
        at(record.as_of)
        return case

    return take


def address(case):
    return reverse("credentialing:plan", args=[case.pk])


def test_the_candidate_reads_the_day_and_every_date_to_keep_with_the_intensives_announced(client, taken_over):
    case = taken_over("D05")
    client.force_login(case.candidate)
    page = client.get(address(case))
    text, shown = page.content.decode(), page.context["plan"]
    assert page.status_code == 200
    assert "<h1>My plan</h1>" in text
    assert "If nothing is missed, your file can go to the committee on 22 October 2023." in text
    assert "Attend Intensive of May 2022 as a participant." in text
    assert text.count('data-label="At the latest"') == len(shown.steps) > 0
    assert [step.on for step in shown.steps] == sorted(step.on for step in shown.steps)


def test_what_only_the_committee_can_answer_is_said(client, chair, taken_over):
    case, expected = taken_over("D22"), plan(record_of("D22"))
    client.force_login(chair)
    page = client.get(address(case))
    assert tuple(clause.id for clause in page.context["questions"]) == expected.attention
    assert ("What only the committee can answer" in page.content.decode()) is bool(expected.attention)


def test_home_and_requirements_lead_there_while_the_file_is_open(client, taken_over):
    case = taken_over("D05")
    client.force_login(case.candidate)
    for way in (reverse("home"), reverse("credentialing:findings", args=[case.pk])):
        assert f'href="{address(case)}"' in client.get(way).content.decode()


def test_a_closed_file_has_no_dates(client, chair, taken_over):
    case = taken_over("D12")
    client.force_login(chair)
    text = client.get(address(case)).content.decode()
    assert "This file is closed, so there are no dates to keep." in text
    assert address(case) not in client.get(reverse("credentialing:findings", args=[case.pk])).content.decode()


def test_the_page_asks_at_most_fifteen_times(client, chair, taken_over):
    case = taken_over("D05")
    client.force_login(chair)
    client.get(address(case))
    with CaptureQueriesContext(connection) as asked:
        client.get(address(case))
    assert len(asked) <= 15


@pytest.mark.parametrize(("role", "status"), [("chair", 200), ("treasurer", 403), ("stranger", 404)])
def test_who_may_see_the_file_may_see_the_plan(client, cast, taken_over, role, status):
    client.force_login(cast[role])
    assert client.get(address(taken_over("D05"))).status_code == status
