"""My plan: the earliest day for the committee, the dates to keep, and what only the committee answers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credentialing.actions.imports import import_dossier
from credentialing.dossier import loads
from credentialing.rules.plan import HOLD, Kind, plan
from credentialing.views.reading import read
from intensives.models import Intensive
from supervision.models import BalintGroup, SupervisionSession
from tests.cast import somebody_new
from tests.credentialing.stages import approved, in_training
from tests.credentialing.test_assess_command import CASES


def record_of(name):
    return loads((CASES / f"{name}.json").read_text())


@pytest.fixture
def taken_over(membership_officer, chair, at):
    """Take over a shared case and move the clock to the day it is read on."""

    def take(name):
        record = record_of(name)
        case = import_dossier(dossier=record, by=membership_officer, chair=chair, who=somebody_new)
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
    dates = [date for _, found in page.context["months"] for date in found]
    assert [date.what for date in dates] != []
    assert sorted(date.what for date in dates) == sorted(step.what for step in shown.steps)
    assert [date.first for date in dates] == sorted(date.first for date in dates)
    assert [text.count(date.days) > 0 for date in dates] == [True] * len(dates)


def test_what_only_the_committee_can_answer_is_said(client, chair, taken_over):
    case, expected = taken_over("D22"), plan(record_of("D22"))
    client.force_login(chair)
    page = client.get(address(case))
    assert tuple(finding.clause.id for finding in page.context["questions"]) == expected.attention
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


def test_the_next_date_stands_first_then_how_much_of_what_by_when(client, taken_over):
    case = taken_over("D05")
    client.force_login(case.candidate)
    page = client.get(address(case))
    text, steps = page.content.decode(), page.context["plan"].steps
    own = min((step for step in steps if step.kind is not Kind.ANSWER), key=lambda step: step.first)
    assert [(date.what, date.first) for date in page.context["next"]] == [(own.what, own.first)]
    counted = {kind: sum(step.kind is kind for step in steps) for kind in Kind}
    said = page.context["still"]
    assert said[0].startswith(f"{sum(step.what == HOLD for step in steps)} groups, one in each month")
    assert f"{counted[Kind.SUPERVISION]} supervision sessions" in " ".join(said)
    assert f"{counted[Kind.INTENSIVE]} Intensives" in " ".join(said)
    assert text.index(own.what) < text.index(said[0]) < text.index("Dates to keep")


def test_an_announced_intensive_is_given_with_its_days_and_leads_to_its_page(client, taken_over):
    case = taken_over("D05")
    announced = Intensive.objects.order_by("start").filter(start__gt=record_of("D05").as_of)[0]
    client.force_login(case.candidate)
    page = client.get(address(case))
    at_page = [date for _, found in page.context["months"] for date in found if date.url]
    link = reverse("intensives:intensive", args=[announced.pk])
    found = next(date for date in at_page if date.url == link)
    assert (found.first, found.last) == (announced.start, announced.end)
    assert f'<a href="{link}">{found.what}</a>' in page.content.decode()


def test_every_open_requirement_has_the_earliest_day_it_could_be_met(client, taken_over):
    case = taken_over("D05")
    client.force_login(case.candidate)
    page = client.get(address(case))
    text = page.content.decode()
    findings = read(case).assessment.findings
    still_open = {one.clause.id for one in findings if one.clause.blocks and one.outcome == "not_yet"}
    dated = {clause.id: day for day, found in page.context["earliest"] for clause in found}
    undated = {clause.id for clause in page.context["without_date"]}
    assert dated == page.context["plan"].earliest
    assert dated.keys() | undated == still_open
    assert dated.keys() & undated == set()
    assert [f'#{clause}"' in text for clause in still_open] == [True] * len(still_open)


def test_the_second_years_fee_is_a_date_to_keep_for_those_who_may_see_fees(
    client, at, candidate, chair, coordinator, supervisor, treasurer
):
    case = approved(candidate, chair, coordinator)
    in_training(case, supervisor, treasurer)
    group = BalintGroup.objects.create(
        leader=candidate, name="Residents", setting="other", started_on=date(2026, 6, 2)
    )
    SupervisionSession.objects.create(
        candidate=candidate, supervisor=supervisor, group=group, date=date(2026, 6, 9), recording="audio"
    )
    due = date(2027, 6, 9)
    at(date(2027, 6, 10))
    for reader, seen in ((case.candidate, True), (chair, True), (coordinator, False)):
        client.force_login(reader)
        page = client.get(address(case))
        fees = [one for one in page.context["next"] if one.kind is Kind.FEE]
        assert [(one.last, one.late) for one in fees] == ([(due, True)] if seen else [])
        assert ("Send the second year&#x27;s fee" in page.content.decode()) is seen
        assert [client.get(one.url).status_code for one in fees] == [200] * len(fees)


def test_an_officer_reads_of_the_file_and_not_of_theirs(client, chair, taken_over):
    case = taken_over("D05")
    client.force_login(chair)
    text = client.get(address(case)).content.decode()
    assert "If nothing is missed, the file can go to the committee on 22 October 2023." in text
    assert "your file" not in text


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
