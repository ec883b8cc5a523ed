"""`manage.py assess`: files without a database, cases with one."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from credentialing.actions.imports import import_dossier
from credentialing.dossier import loads
from supervision.models import BalintGroup
from tests.cast import somebody_new

HOUSE = Path(__file__).resolve().parent.parent.parent
CASES = HOUSE / "tests" / "cases"
NOWHERE = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere"}


def run(*arguments: object, typed: bytes | None = None, **options) -> subprocess.CompletedProcess:
    """The command in a process of its own, with no settings and no database within reach."""
    command = [sys.executable, str(HOUSE / "manage.py"), "assess", *map(str, arguments)]
    options = {"stderr": subprocess.PIPE} | options
    return subprocess.run(command, input=typed, stdout=subprocess.PIPE, env=NOWHERE, check=False, **options)


def test_a_file_needs_no_settings_and_no_database():
    done = run(CASES / "D01.json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("As of 30 June 2024\nOverall: ready for ccc review\n")


def test_one_file_as_json_is_one_object_with_every_finding_and_its_readings():
    done = run(CASES / "D01.json", "--format", "json")
    found = json.loads(done.stdout)
    assert list(found) == ["as_of", "findings", "readiness", "attention", "observations"]
    assert len(found["findings"]) == 69
    assert any(finding["readings"] for finding in found["findings"])


def test_a_dash_reads_standard_input():
    text = (CASES / "D01.json").read_bytes()
    assert run("-", typed=text).stdout == run(CASES / "D01.json").stdout


def test_the_record_is_read_on_the_day_asked_for():
    found = json.loads(run(CASES / "D01.json", "--format", "json", "--as-of", "2021-06-01").stdout)
    assert (found["as_of"], found["readiness"]["overall"]) == ("2021-06-01", "in_progress")


def test_every_shared_case_comes_out_as_expected_in_one_call():
    paths = sorted(CASES.glob("*.json"))
    done = run(*paths, "--format", "json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(path) for path in paths]
    for path, line in zip(paths, lines, strict=True):
        expected = json.loads(path.read_text())["expected"]
        assert {row["clause"]: row["outcome"] for row in line["findings"]} == expected["findings"]
        assert {name: line[name] for name in ("readiness", "attention", "observations")} == {
            name: expected[name] for name in ("readiness", "attention", "observations")
        }
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_bad_file_says_all_its_faults_and_nothing_else(tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text('{"dossier": 1, "as_of": "2024-02-30", "memberships": [{"end": "2020-01-01"}], "x": 1}')
    done = run(bad)
    assert (done.returncode, done.stdout) == (2, b"")
    assert sorted(done.stderr.decode().splitlines()) == [
        "as_of: no such day: 2024-02-30",
        "memberships[0].start: is required",
        "x: unknown key",
    ]


def test_of_several_files_the_good_are_assessed_and_the_bad_named(tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("[")
    done = run(bad, CASES / "D01.json", tmp_path / "absent.json")
    assert done.returncode == 2
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [str(CASES / "D01.json")]
    named = [line.split(": ")[0] for line in done.stderr.decode().splitlines()]
    assert named == [str(bad), str(tmp_path / "absent.json")]


def test_several_files_show_a_bar_on_a_terminal_alone():
    ours, theirs = pty.openpty()
    done = run(CASES / "D01.json", CASES / "D02.json", stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert shown == f"\r\x1b[K[{'#' * 15}{' ' * 15}] 1/2 D01.json\r\x1b[K"
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "name a FILE, - for standard input, or --case or --all"),
        (("x.json", "--as-of", "2024-02-30"), "2024-02-30 is not a date like 2024-06-30"),
        (("x.json", "--format", "xml"), "invalid choice: 'xml'"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(arguments, sentence):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in done.stderr.decode()


# With the database


@pytest.fixture
def case(membership_officer, chair):
    dossier = loads((CASES / "D12.json").read_text())
    return import_dossier(dossier=dossier, by=membership_officer, chair=chair, who=somebody_new)


def printed(*arguments: object) -> str:
    out = io.StringIO()
    call_command("assess", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_case_of_the_database_is_assessed_like_a_file(case):
    group = BalintGroup.objects.get(leader=case.candidate)
    text = printed("--case", case.pk, "--as-of", "2024-06-30").replace(f"G{group.pk} ", "G1 ")
    assert text.split() == run(CASES / "D12.json").stdout.decode().split()


def test_all_cases_are_lines_of_json(case):
    (line,) = printed("--all", "--as-of", "2024-06-30").splitlines()
    found = json.loads(line)
    assert (found["case"], found["readiness"]["overall"]) == (case.pk, "credentialed")


def test_the_command_reads_files_within_django_too():
    path = CASES / "D01.json"
    assert printed(path) == run(path).stdout.decode()


@pytest.mark.parametrize("arguments", [(), ("--all", "--case", 1), ("--case", 999_999)])
def test_what_cannot_be_assessed_is_refused(db, arguments):
    with pytest.raises(CommandError) as error:
        printed(*arguments)
    assert error.value.returncode == 2
