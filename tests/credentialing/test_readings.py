"""The committee settles how a clause is read from a day on; what was frozen before stays as it was."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credentialing.actions.freezing import freeze_today
from credentialing.actions.imports import import_dossier
from credentialing.actions.readings import set_reading, withdraw_reading
from credentialing.dossier import loads
from credentialing.frozen import digest
from credentialing.in_use import society_in_use
from credentialing.models import Case, ParameterChange
from credentialing.record import record
from credentialing.rules import AMERICAN_BALINT_SOCIETY, PARAMETERS, Outcome, assess
from members.models import Notice
from members.refusals import Refused, Stale
from tests.cast import somebody_new

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent.parent / "cases"
D = dt.date
PAGE = "/files/readings/"
EXTEND = {"name": "r14.9a.gap", "value": "extend", "why": "Decided at the meeting in May."}


@pytest.fixture(autouse=True)
def june(at):
    """It is 1 June 2026."""
    at(D(2026, 6, 1))


@pytest.fixture
def gap(membership_officer, chair) -> Case:
    """A file with one month without a group, which breaks the Roadmap's run."""
    dossier = loads(json.dumps(json.loads((CASES / "D16.json").read_text())["dossier"]))
    return import_dossier(dossier=dossier, by=membership_officer, chair=chair, who=somebody_new)


def outcome(case: Case, day: dt.date) -> Outcome:
    return assess(record(case, day), day, society=society_in_use())["R14.9a"].outcome


def test_a_reading_holds_from_its_day_on_and_not_before(gap, chair):
    before = outcome(gap, D(2026, 5, 31))
    set_reading(by=chair, valid_from=D(2026, 5, 20), **EXTEND)
    assert [outcome(gap, day) for day in (D(2026, 5, 19), D(2026, 5, 20), D(2026, 6, 1))] == [
        before,
        Outcome.MET,
        Outcome.MET,
    ]
    assert before is Outcome.NOT_MET


def test_a_finding_names_who_set_its_reading_from_when_and_why(gap, chair):
    set_reading(by=chair, valid_from=D(2026, 5, 20), **EXTEND)
    finding = assess(record(gap), society=society_in_use())["R14.9a"]
    used = next(one for one in finding.parameters if one.name == "r14.9a.gap")
    assert used[1:] == ("extend", D(2026, 5, 20), f"set by {chair.name}", chair.name, EXTEND["why"])


def test_what_was_frozen_stays_as_it_was(gap, chair):
    frozen = freeze_today(gap)
    set_reading(by=chair, valid_from=D(2000 + 20, 1, 1), **EXTEND)
    again = freeze_today(gap)
    frozen.refresh_from_db()
    told = [
        {one["clause"]: one["outcome"] for one in each.content["assessment"]["findings"]}["R14.9a"]
        for each in (frozen, again)
    ]
    assert told == ["not_met", "met"]
    assert digest(frozen.content) == frozen.sha256


def test_every_page_about_a_case_reads_it_so(gap, chair, client, sign_in):
    sign_in(client, chair)
    pages = [reverse(f"credentialing:{name}", args=[gap.pk]) for name in ("findings", "plan")]
    before = client.get(pages[0]).content.decode()
    set_reading(by=chair, valid_from=D(2026, 5, 20), **EXTEND)
    found = client.get(pages[0])
    assert (chair.name in found.content.decode(), EXTEND["why"] in before) == (True, False)
    assert client.get(pages[1]).status_code == 200
    trial = client.get(f"{reverse('credentialing:simulate')}?reading=r14.9a.gap%3Drestart").context["trial"]
    assert (trial.now, trial.then, [case for case, _ in trial.changed]) == ("extend", "restart", [gap])


def test_all_files_are_read_so_on_the_command_line_and_a_file_from_outside_is_not(gap, chair, capsys):
    set_reading(by=chair, valid_from=D(2014, 1, 2), **EXTEND)
    call_command("assess", "--case", str(gap.pk), "--format", "json")
    held = json.loads(capsys.readouterr().out)
    call_command("assess", "--case", str(gap.pk), "--format", "json", "--set", "r14.9a.gap=restart")
    tried = json.loads(capsys.readouterr().out)
    found = [
        next(one["outcome"] for one in each["findings"] if one["clause"] == "R14.9a")
        for each in (held, tried)
    ]
    assert found == ["met", "not_met"]
    assert PARAMETERS["r14.9a.gap"] == "restart"


def test_the_same_changes_give_the_same_society_with_one_question(chair, django_assert_num_queries):
    set_reading(by=chair, valid_from=D(2026, 5, 20), **EXTEND)
    with django_assert_num_queries(1):
        first = society_in_use()
    assert society_in_use() is first
    assert first is not AMERICAN_BALINT_SOCIETY


def test_a_number_can_be_any_number(chair):
    set_reading(by=chair, name="membership.grace_days", value="14", valid_from=D(2026, 6, 1), why="Voted.")
    assert society_in_use().parameters.on(D(2026, 6, 1))["membership.grace_days"] == 14


def test_the_committee_is_told(chair):
    set_reading(by=chair, valid_from=D(2026, 6, 1), **EXTEND)
    told = Notice.objects.filter(kind="reading_set").values_list("office", flat=True)
    assert sorted(told) == ["ccc_chair", "ccc_member", "coordinator_of_supervision"]


@contextmanager
def unchanged() -> Iterator[None]:
    """What is refused writes no value and tells nobody."""
    before = list(ParameterChange.objects.values()), Notice.objects.count()
    yield
    assert (list(ParameterChange.objects.values()), Notice.objects.count()) == before


def refuse(sentence: str, act, **asked) -> None:
    with unchanged(), pytest.raises(Refused, match=sentence):
        act(**asked)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "r14.9z"}, "There is no choice"),
        ({"name": "review.min_minutes", "value": "20"}, "There is no choice"),
        ({"name": "org.timezone", "value": "UTC"}, "There is no choice"),
        ({"value": "forget"}, "none of its readings"),
        ({"value": "restart"}, "read so on 1 June 2026 already"),
        ({"valid_from": D(2014, 1, 1)}, "stands since 1 January 2014. Choose a later day"),
    ],
)
def test_what_is_no_reading_is_refused(chair, changes, sentence):
    refuse(sentence, set_reading, **{"by": chair, "valid_from": D(2026, 6, 1), **EXTEND, **changes})


def test_a_reason_is_asked_for(chair):
    with unchanged(), pytest.raises(ValidationError, match="cannot be blank"):
        set_reading(by=chair, valid_from=D(2026, 6, 1), **EXTEND | {"why": " "})


@pytest.mark.parametrize("role", ["ccc_member", "coordinator", "president", "candidate"])
def test_nobody_but_the_chair_settles_a_reading(cast, role):
    refuse("an office", set_reading, by=cast[role], valid_from=D(2026, 6, 1), **EXTEND)


def test_one_day_has_one_value_until_it_is_withdrawn(chair):
    first = set_reading(by=chair, valid_from=D(2026, 6, 1), **EXTEND)
    other = EXTEND | {"value": "tolerate:1"}
    with unchanged(), pytest.raises(ValidationError, match="set from that day on already"):
        set_reading(by=chair, valid_from=D(2026, 6, 1), **other)
    withdraw_reading(change=first, by=chair)
    set_reading(by=chair, valid_from=D(2026, 6, 1), **other)
    assert society_in_use().parameters.on(D(2026, 6, 1))["r14.9a.gap"] == "tolerate:1"


def test_a_withdrawn_value_counts_for_no_day_and_stays_on_the_list(chair, gap):
    change = set_reading(by=chair, valid_from=D(2026, 5, 1), **EXTEND)
    withdraw_reading(change=change, by=chair)
    change.refresh_from_db()
    assert (outcome(gap, D(2026, 6, 1)), change.withdrawn_by) == (Outcome.NOT_MET, chair)


def test_it_is_withdrawn_once(chair):
    change = set_reading(by=chair, valid_from=D(2026, 6, 1), **EXTEND)
    withdraw_reading(change=change, by=chair)
    with unchanged(), pytest.raises(Stale):
        withdraw_reading(change=change, by=chair)


@pytest.mark.parametrize(
    "change",
    [{"value": "restart"}, {"why": "Another."}, {"valid_from": D(2020, 1, 1)}, {"name": "group.same_day"}],
)
def test_the_database_forbids_editing_and_deleting(chair, change):
    row = set_reading(by=chair, valid_from=D(2026, 6, 1), **EXTEND)
    one = ParameterChange.objects.filter(pk=row.pk)
    for forbidden in (lambda: one.update(**change), one.delete):
        with pytest.raises(InternalError), transaction.atomic():
            forbidden()


def test_the_database_forbids_two_values_from_a_day_and_a_value_without_a_reason(chair):
    row = set_reading(by=chair, valid_from=D(2026, 6, 1), **EXTEND)
    kept = {"name": row.name, "value": "tolerate:1", "set_by": chair, "set_at": row.set_at}
    for wrong in ({"valid_from": row.valid_from, "why": "x"}, {"valid_from": D(2026, 7, 1), "why": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ParameterChange.objects.create(**kept, **wrong)


# The pages


def test_the_list_has_every_choice_with_its_value_and_what_was_set_first(client, sign_in, chair, ccc_member):
    set_reading(by=chair, valid_from=D(2026, 5, 20), **EXTEND)
    sign_in(client, ccc_member)
    page = client.get(PAGE)
    text = page.content.decode()
    assert [one.parameter.name for one in page.context["set"]] == ["r14.9a.gap"]
    assert len(page.context["set"]) + len(page.context["unset"]) == len(PARAMETERS.choices)
    assert (EXTEND["why"] in text, "Set another reading" in text) == (True, False)
    assert f"has settled 1 of these {len(PARAMETERS.choices)} choices" in text
    assert "set by the committee from 20 May 2026 on" in client.get(reverse("clauses")).content.decode()


def test_the_chair_sets_and_withdraws_a_reading_on_the_pages(client, sign_in, chair):
    sign_in(client, chair)
    form = reverse("credentialing:set_reading", args=["r14.9a.gap"])
    assert form in client.get(PAGE).content.decode()
    sent = client.post(form, {"value": "extend", "valid_from": "2026-06-01", "why": "Voted.", "once": "a"})
    change = ParameterChange.objects.get()
    assert (sent.status_code, sent.headers["Location"], change.value) == (302, PAGE, "extend")
    client.post(reverse("credentialing:withdraw_reading", args=[change.pk]), {"once": "b"})
    change.refresh_from_db()
    assert change.withdrawn_by == chair
    assert "withdrawn by" in client.get(PAGE).content.decode()


def test_what_was_typed_stays_beside_the_sentence_that_refuses_it(client, sign_in, chair):
    sign_in(client, chair)
    form = reverse("credentialing:set_reading", args=["membership.grace_days"])
    page = client.post(form, {"value": "0", "valid_from": "2026-06-01", "why": "No grace.", "once": "a"})
    text = page.content.decode()
    assert (page.status_code, "It is read so on 1 June 2026 already." in text) == (409, True)
    assert "No grace." in text


def test_the_list_asks_as_often_for_one_change_as_for_twelve(
    client, sign_in, chair, django_assert_num_queries
):
    sign_in(client, chair)
    set_reading(by=chair, valid_from=D(2026, 5, 1), **EXTEND)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    for day, value in enumerate(("restart", "extend") * 5 + ("restart",), 2):
        set_reading(by=chair, valid_from=D(2026, 5, day), **EXTEND | {"value": value})
    with CaptureQueriesContext(connection) as twelve:
        assert client.get(PAGE).status_code == 200
    assert len(twelve) == len(one) <= 15


def test_a_second_value_from_one_day_is_refused_on_the_page_and_nothing_typed_is_lost(client, sign_in, chair):
    sign_in(client, chair)
    set_reading(by=chair, valid_from=D(2026, 6, 1), **EXTEND)
    form = reverse("credentialing:set_reading", args=["r14.9a.gap"])
    sent = {"value": "tolerate:1", "valid_from": "2026-06-01", "why": "Another.", "once": "a"}
    page = client.post(form, sent)
    assert page.status_code == 409
    assert "A value is set from that day on already." in page.content.decode()
    assert "Another." in page.content.decode()
