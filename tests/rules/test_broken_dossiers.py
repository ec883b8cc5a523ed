"""A broken dossier is refused whole: every fault with its path, exit status 2, nothing written."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from credentialing.dossier import DossierError, load, loads
from credentialing.dossier.assessing import main

from .broken import BROKEN, NOT_JSON
from .clean_file import CLEAN

HOUSE = Path(__file__).resolve().parents[2]
PATH = re.compile(r"[a-z_]+(\.\w+|\[\d+\])*: \S")


def test_the_corpus_is_large_enough():
    assert len(BROKEN) + len(NOT_JSON) >= 60


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_dossier_is_refused_with_every_fault(name):
    dossier, faults = BROKEN[name]
    with pytest.raises(DossierError) as refused:
        load(dossier)
    assert list(refused.value.faults) == faults
    if isinstance(dossier, dict):
        assert all(PATH.match(line) for line in refused.value.faults), refused.value.faults


@pytest.mark.parametrize("name", NOT_JSON)
def test_a_file_that_is_no_dossier_is_refused(name):
    with pytest.raises(DossierError) as refused:
        loads(NOT_JSON[name])
    (fault,) = refused.value.faults
    assert fault.startswith(("not JSON: ", "not a dossier: "))


def test_all_faults_of_one_dossier_are_named_at_once():
    broken, expected = json.loads(json.dumps(CLEAN)), []
    broken["as_of"] = "2023-02-29"
    expected.append("as_of: no such day: 2023-02-29")
    broken["memberships"][0]["end"] = "1999-01-01"
    start = broken["memberships"][0]["start"]
    expected.append(f"memberships[0].end: ends before it starts: 1999-01-01 is before {start}")
    for index in range(10):
        broken["group_sessions"][index]["group"] = "G9"
        expected.append(f'group_sessions[{index}].group: no group "G9"')
    broken["council_vote"] = 5
    expected.append("council_vote: must be an object, not the number 5")
    with pytest.raises(DossierError) as refused:
        load(broken)
    assert list(refused.value.faults) == expected


@pytest.mark.parametrize("name", [*BROKEN, *NOT_JSON])
def test_the_command_prints_the_faults_and_nothing_else(name, tmp_path, capsys):
    file = tmp_path / "broken.json"
    text = NOT_JSON[name] if name in NOT_JSON else json.dumps(BROKEN[name][0]).encode()
    file.write_bytes(text)
    assert main([str(file), "--format", "json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip()
    assert [path.name for path in tmp_path.iterdir()] == ["broken.json"]
    assert file.read_bytes() == text


@pytest.mark.parametrize("name", ["a supervision by nobody", "a future version", "a file cut short"])
def test_the_process_ends_with_status_2(name, tmp_path):
    file = tmp_path / "broken.json"
    file.write_bytes(NOT_JSON[name] if name in NOT_JSON else json.dumps(BROKEN[name][0]).encode())
    command = [sys.executable, str(HOUSE / "manage.py"), "assess", str(file), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    if name in BROKEN:
        assert done.stderr.splitlines() == BROKEN[name][1]
    assert [path.name for path in tmp_path.iterdir()] == ["broken.json"]


def test_one_broken_file_among_several_is_named_and_the_others_are_assessed(tmp_path, capsys):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(CLEAN))
    bad.write_text(json.dumps(BROKEN["a supervision by nobody"][0]))
    assert main([str(bad), str(good)]) == 2
    printed = capsys.readouterr()
    assert [json.loads(line)["file"] for line in printed.out.splitlines()] == [str(good)]
    assert printed.err == f'{bad}: supervision_sessions[3].supervisor: no person "S9"\n'
