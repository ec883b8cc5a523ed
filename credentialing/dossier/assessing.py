"""Assessing files from the command line: no settings, no database, and a start without Django.

`manage.py assess` hands its arguments here first and asks Django only for what is in the database.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from credentialing.rules import AMERICAN_BALINT_SOCIETY, PARAMETERS, Parameters, Record, Society, assess
from credentialing.rules.otherwise import NoSuchReadingError, difference, settings_of, tried

from .faults import DossierError
from .reading import loads
from .report import to_json, to_text

BAD_FILE = 2
WIDTH_OF_BAR = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands, files and database alike."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a dossier as JSON; - reads standard input")
    parser.add_argument("--case", type=int, metavar="ID", help="assess one case of the database")
    parser.add_argument("--all", action="store_true", help="assess every case, as JSON lines")
    parser.add_argument("--as-of", type=_day, metavar="DATE", help="read the record at the end of this day")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PARAMETER=VALUE",
        help="read with another listed reading; with --all: only the cases whose findings that changes",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of one file or one case")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2024-06-30") from None


def main(arguments: Sequence[str]) -> int | None:
    """Assess files and return the exit status; None where the arguments ask for Django or its database."""
    parser = argparse.ArgumentParser(
        prog="manage.py assess", description="Check a record against both procedures, clause by clause."
    )
    add_arguments(parser)
    asked, others = parser.parse_known_intermixed_args(arguments)
    if others or asked.case is not None or asked.all:
        return None
    if not asked.files:
        parser.error("name a FILE, - for standard input, or --case or --all")
    try:
        parameters = parameters_with(asked.set)
    except NoSuchReadingError as fault:
        parser.error(str(fault))
    return assess_files(asked.files, as_of=asked.as_of, form=asked.format, parameters=parameters)


def parameters_with(texts: Sequence[str], parameters: Parameters = PARAMETERS) -> Parameters | None:
    """The parameters with other readings; None without any. Raises `NoSuchReadingError`."""
    return parameters.with_(settings_of(texts, parameters)) if texts else None


def assess_files(
    files: Sequence[str],
    *,
    as_of: date | None,
    form: str,
    parameters: Parameters | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Print the assessment of each file: one as text or JSON, several as JSON lines.

    A bad file prints all its faults on standard error and nothing else. Returns 2 if there was one,
    whatever became of the others; else 0, whatever the outcomes.
    """
    out, err = out or sys.stdout, err or sys.stderr
    status = 0
    for done, name in enumerate(files, start=1):
        try:
            record = loads(_read(name))
        except DossierError as fault:
            status = BAD_FILE
            clear(err, len(files))
            for line in fault.faults:
                err.write((line if len(files) == 1 else f"{name}: {line}") + "\n")
        else:
            one = len(files) == 1
            about = {"file": name}
            out.write(
                page_of(record, as_of, form, parameters) if one else line_of(record, as_of, about, parameters)
            )
        progress(err, done, len(files), Path(name).name)
    return status


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as fault:
        raise DossierError([f"cannot be read: {fault.strerror or fault}"]) from None


def page_of(
    record: Record,
    as_of: date | None,
    form: str,
    parameters: Parameters | None = None,
    society: Society = AMERICAN_BALINT_SOCIETY,
) -> str:
    """One assessment with its other readings, for people or for machines; one on trial says so first."""
    found = assess(record, as_of, parameters=parameters, society=society)
    trial = tried(parameters) if parameters else {}
    if form == "text":
        read_with = ", ".join(f"{name} = {value}" for name, value in trial.items())
        return (f"On trial, read with {read_with}\n" if trial else "") + to_text(found)
    told = ({"read_with": trial} if trial else {}) | to_json(found)
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def line_of(
    record: Record,
    as_of: date | None,
    about: dict[str, Any],
    parameters: Parameters | None = None,
    society: Society = AMERICAN_BALINT_SOCIETY,
) -> str:
    """One assessment, other readings included, as a line of JSON that begins with what it is about."""
    found = to_json(assess(record, as_of, parameters=parameters, society=society))
    trial = {"read_with": tried(parameters)} if parameters else {}
    return json.dumps({**about, **trial, **found}, ensure_ascii=False) + "\n"


def changes_of(
    record: Record,
    as_of: date | None,
    about: dict[str, Any],
    parameters: Parameters,
    society: Society = AMERICAN_BALINT_SOCIETY,
) -> str:
    """The findings that these parameters would change, now and then, as a line of JSON; empty if none."""
    found = difference(record, parameters, as_of, society=society)
    if not found.findings:
        return ""
    line = {
        **about,
        "findings": {clause.id: [str(now), str(then)] for clause, now, then in found.findings},
        "readiness": {"now": found.now, "then": found.then},
    }
    return json.dumps(line, ensure_ascii=False) + "\n"


def progress(err: TextIO, done: int, total: int, name: str) -> None:
    """A bar on a terminal; it clears itself away at the end."""
    if total == 1 or not err.isatty():
        return
    bar = ("#" * (WIDTH_OF_BAR * done // total)).ljust(WIDTH_OF_BAR)
    err.write(f"\r\033[K[{bar}] {done}/{total} {name}" if done < total else "\r\033[K")
    err.flush()


def clear(err: TextIO, total: int) -> None:
    """Take the bar away, so that a line can be written in its place."""
    if total > 1 and err.isatty():
        err.write("\r\033[K")
