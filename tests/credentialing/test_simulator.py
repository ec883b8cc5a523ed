"""What if a clause were read otherwise: command and page say whose findings change, and store nothing."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credentialing.actions.imports import import_dossier
from credentialing.dossier import loads
from credentialing.rules import PARAMETERS, assess
from credentialing.rules.otherwise import NoSuchReadingError, difference, settings_of
from tests.cast import somebody_new
from tests.credentialing.test_assess_command import CASES, run

DAY = "2024-06-30"
NAMES = ["D01", "D15", "D16", "D19"]


def record_of(name):
    return loads((CASES / f"{name}.json").read_text())


def turned(name, setting):
    """The findings of a shared case that a setting turns, and whether its overall status does."""
    found = difference(record_of(name), PARAMETERS.with_(settings_of([setting], PARAMETERS)))
    return {clause.id: (str(now), str(then)) for clause, now, then in found.findings}


# The rules


@pytest.mark.parametrize(
    ("name", "setting", "expected"),
    [
        ("D16", "r14.9a.gap=extend", {"R14.9a": ("not_met", "met")}),
        ("D16", "p98.gap_judgement_months=1", {"P98.BR.2c": ("met", "needs_judgement")}),
        ("D15", "p98.cp1.year_test=total", {"P98.CP.1b": ("not_met", "met")}),
        (
            "D19",
            "r14.8.early_sessions_count=false",
            {"R14.9c": ("met", "not_met"), "R14.9d": ("met", "not_met")},
        ),
        ("D18", "membership.grace_days=30", dict.fromkeys(("P98.BR.1b", "R14.2b"), ("not_met", "met"))),
        ("D01", "r14.9a.gap=extend", {}),
        ("D16", "r14.9a.gap=restart", {}),
    ],
)
def test_a_reading_turns_these_findings_and_no_other(name, setting, expected):
    assert turned(name, setting) == expected


def test_what_is_told_as_then_is_the_assessment_under_that_reading():
    record, other = record_of("D16"), PARAMETERS.with_({"r14.9a.gap": "extend"})
    found = difference(record, other)
    assert (found.now["overall"], found.then["overall"]) == ("needs_ccc_decision", "ready_for_ccc_review")
    assert str(assess(record, parameters=other).overall) == found.then["overall"]


def test_values_are_typed_as_they_are_listed():
    typed = ["p98.gap_judgement_months=none", "debrief.attach_days=14", "r14.8.early_sessions_count=false"]
    assert settings_of(typed, PARAMETERS) == {
        "p98.gap_judgement_months": None,
        "debrief.attach_days": 14,
        "r14.8.early_sessions_count": False,
    }


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["r14.9a.gap"], "r14.9a.gap is not a setting like r14.9a.gap=extend."),
        (["r14.9z=1"], "There is no parameter r14.9z."),
        (["review.min_minutes=20"], "review.min_minutes has no other reading than 30."),
        (
            ["r14.9a.gap=forget"],
            "forget is no listed reading of r14.9a.gap; listed are: restart, extend, tolerate:1.",
        ),
        (["r14.9a.gap=extend", "r14.9a.gap=restart"], "r14.9a.gap is set twice."),
    ],
)
def test_what_is_no_listed_reading_is_refused_in_a_sentence(texts, sentence):
    with pytest.raises(NoSuchReadingError) as error:
        settings_of(texts, PARAMETERS)
    assert str(error.value) == sentence
    done = run(CASES / "D01.json", *(word for text in texts for word in ("--set", text)))
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in done.stderr.decode()


# Files


def test_a_file_is_assessed_under_the_reading_and_says_so_first():
    done = run(CASES / "D16.json", "--set", "r14.9a.gap=extend")
    first = "On trial, read with r14.9a.gap = extend\nAs of 30 June 2024\nOverall: ready for ccc review\n"
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(first)


def test_files_as_json_lines_say_what_they_were_read_with():
    done = run(CASES / "D15.json", CASES / "D16.json", "--set", "r14.9a.gap=extend")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(Path(line["file"]).stem, line["read_with"]) for line in lines] == [
        ("D15", {"r14.9a.gap": "extend"}),
        ("D16", {"r14.9a.gap": "extend"}),
    ]


# Cases


class Terminal(io.StringIO):
    """A standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def cases(membership_officer, chair):
    """Four shared cases in the database, by name; each candidate bears the name of the case."""
    found = {}
    for name in NAMES:
        case = found[name] = import_dossier(
            dossier=record_of(name), by=membership_officer, chair=chair, who=somebody_new
        )
        case.candidate.name = name
        case.candidate.save()
    return found


def printed(*arguments, err=None):
    out, err = io.StringIO(), err or io.StringIO()
    call_command("assess", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_of_all_cases_only_those_that_change_are_told_now_and_then(cases):
    out, err = printed("--all", "--as-of", DAY, "--set", "r14.9a.gap=extend")
    assert [json.loads(line) for line in out.splitlines()] == [
        {
            "case": cases["D16"].pk,
            "findings": {"R14.9a": ["not_met", "met"]},
            "readiness": {
                "now": {"P98": "ready", "R14": "needs_ccc_decision", "overall": "needs_ccc_decision"},
                "then": {"P98": "ready", "R14": "ready", "overall": "ready_for_ccc_review"},
            },
        }
    ]
    assert err == "1 of 4 cases would read otherwise with r14.9a.gap=extend.\n"


def test_several_readings_are_tried_together(cases):
    out, err = printed(
        "--all", "--as-of", DAY, "--set", "r14.9a.gap=extend", "--set", "p98.cp1.year_test=total"
    )
    told = {line["case"]: line["findings"] for line in map(json.loads, out.splitlines())}
    assert told == {
        cases["D15"].pk: {"P98.CP.1b": ["not_met", "met"]},
        cases["D16"].pk: {"R14.9a": ["not_met", "met"]},
    }
    assert err == "2 of 4 cases would read otherwise with r14.9a.gap=extend, p98.cp1.year_test=total.\n"


def test_one_case_is_assessed_under_the_reading(cases):
    setting = ("--set", "r14.9a.gap=extend")
    out, _ = printed("--case", cases["D16"].pk, "--as-of", DAY, "--format", "json", *setting)
    found = json.loads(out)
    assert (found["read_with"], found["readiness"]["R14"]) == ({"r14.9a.gap": "extend"}, "ready")


@pytest.mark.django_db
def test_the_command_refuses_what_is_no_reading():
    with pytest.raises(CommandError, match=r"There is no parameter r14\.9z\.") as error:
        printed("--all", "--set", "r14.9z=1")
    assert error.value.returncode == 2


def test_all_cases_show_a_bar_on_a_terminal_alone(cases):
    _, shown = printed("--all", "--as-of", DAY, err=Terminal())
    first = f"\r\x1b[K[{'#' * 7}{' ' * 23}] 1/4 case {cases['D01'].pk}"
    assert shown.startswith(f"\r\x1b[K{first}")
    assert shown.endswith("\r\x1b[K")
    assert printed("--all", "--as-of", DAY)[1] == ""


# The page

PAGE = reverse("credentialing:simulate")
EXTEND = f"{PAGE}?reading=r14.9a.gap%3Dextend"


def rows(response):
    return {
        case.candidate.name: {one.clause.id: (str(one.now), str(one.then)) for one in found.findings}
        for case, found in response.context["rows"]
    }


@pytest.fixture
def then(at):
    """The day the shared cases are read on."""
    at(dt.date.fromisoformat(DAY))


def test_the_page_offers_every_other_reading_and_says_that_nothing_is_stored(client, chair):
    client.force_login(chair)
    page = client.get(PAGE)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Nothing is stored" in text
    offered = sum(len(one.readings) for one in PARAMETERS.choices)
    assert text.count("<option value=") == offered + 1
    assert "trial" not in page.context


def test_the_page_names_those_whose_findings_change(client, chair, cases, then):
    client.force_login(chair)
    page = client.get(EXTEND)
    text = page.content.decode()
    assert rows(page) == {"D16": {"R14.9a": ("not_met", "met")}}
    assert "1 of 4 open files would read otherwise" in text
    assert reverse("credentialing:findings", args=[cases["D16"].pk]) in text


def test_a_reading_that_changes_nobody_says_so(client, chair, cases, then):
    client.force_login(chair)
    text = client.get(f"{PAGE}?reading=r14.9d.mode%3Dany").content.decode()
    assert "All 4 open files keep their findings under this reading." in text


def test_a_reading_that_is_not_listed_is_refused(client, chair):
    client.force_login(chair)
    page = client.get(f"{PAGE}?reading=r14.9a.gap%3Dforget")
    assert page.status_code == 422
    assert "This is no listed reading. Choose one from the list." in page.content.decode()


def test_at_most_two_hundred_are_shown_and_all_are_counted(client, chair, cases, then, monkeypatch):
    monkeypatch.setattr("credentialing.views.what_if.SHOWN", 2)
    client.force_login(chair)
    page = client.get(f"{PAGE}?reading=p98.cp1.anchor%3Dagreement")
    assert (page.context["count"], len(page.context["rows"])) == (4, 2)
    assert "The first 2 of 4 files, by name." in page.content.decode()


def test_the_page_asks_as_often_for_four_files_as_for_eight(client, chair, membership_officer, cases, then):
    client.force_login(chair)
    client.get(EXTEND)
    with CaptureQueriesContext(connection) as few:
        client.get(EXTEND)
    for name in NAMES:
        import_dossier(dossier=record_of(name), by=membership_officer, chair=chair, who=somebody_new)
    with CaptureQueriesContext(connection) as many:
        page = client.get(EXTEND)
    assert (page.context["count"], len(many)) == (2, len(few))
    assert len(few) <= 15


@pytest.mark.parametrize("role", ["chair", "ccc_member", "coordinator"])
def test_the_offices_that_read_files_may_try_and_find_the_way(client, cast, role):
    client.force_login(cast[role])
    assert client.get(PAGE).status_code == 200
    for way in (reverse("credentialing:today"), reverse("clauses")):
        assert f'href="{PAGE}"' in client.get(way).content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("treasurer", 403), ("president", 403), ("candidate", 404), ("stranger", 404)]
)
def test_nobody_else_may_try_or_is_shown_the_way(client, cast, role, status):
    client.force_login(cast[role])
    assert client.get(EXTEND).status_code == status
    assert f'href="{PAGE}"' not in client.get(reverse("clauses")).content.decode()
