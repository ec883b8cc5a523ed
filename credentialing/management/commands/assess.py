"""`manage.py assess`: a file, standard input, one case or all of them, checked against both procedures."""

import datetime as dt
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credentialing.dossier.assessing import (
    add_arguments,
    assess_files,
    changes_of,
    clear,
    line_of,
    page_of,
    parameters_with,
    progress,
)
from credentialing.in_use import society_in_use
from credentialing.models import Case
from credentialing.record import record, records
from credentialing.record.shared_out import shared_out
from credentialing.rules import AMERICAN_BALINT_SOCIETY, Parameters, Record, Society
from credentialing.rules.otherwise import NoSuchReadingError


class Command(BaseCommand):
    """Prints assessments and writes nothing; with files alone it asks no database."""

    help = "Check a record against both procedures, clause by clause."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *, files: list[str], case: int | None, as_of: dt.date | None, **options: Any) -> None:
        asked = [bool(files), case is not None, options["all"]]
        if sum(asked) != 1:
            raise CommandError("Name one of: FILE, --case ID, --all.", returncode=2)
        society = AMERICAN_BALINT_SOCIETY if files else society_in_use()
        parameters = _parameters(options["set"], society.parameters)
        if files:
            self._files(files, as_of, options["format"], parameters)
        elif case is not None:
            self._case(case, as_of, options["format"], parameters, society)
        else:
            self._all(as_of, options["set"])

    def _files(
        self, files: list[str], as_of: dt.date | None, form: str, parameters: Parameters | None
    ) -> None:
        self.stderr.ending = ""
        status = assess_files(
            files, as_of=as_of, form=form, parameters=parameters, out=self.stdout, err=self.stderr
        )
        if status:
            sys.exit(status)

    def _case(
        self, key: int, as_of: dt.date | None, form: str, parameters: Parameters | None, society: Society
    ) -> None:
        case = Case.objects.filter(pk=key).first()
        if case is None:
            raise CommandError(f"There is no case {key}.", returncode=2)
        self.stdout.write(page_of(record(case, as_of), as_of, form, parameters, society), ending="")

    def _all(self, as_of: dt.date | None, texts: list[str]) -> None:
        """Write the lines that are not empty, with a bar on a terminal; on trial say how many there were."""
        self.stderr.ending, self.stderr.style_func = "", None
        keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
        written = done = 0
        for lines in shared_out(keys, partial(_lines, as_of=as_of, texts=texts)):
            for key, line in lines:
                if line:
                    clear(self.stderr, len(keys))
                    self.stdout.write(line, ending="")
                    written += 1
                done += 1
                progress(self.stderr, done, len(keys), f"case {key}")
        if texts:
            self.stderr.write(f"{written} of {done} cases would read otherwise with {', '.join(texts)}.\n")


def _lines(keys: Sequence[int], *, as_of: dt.date | None, texts: list[str]) -> list[tuple[int, str]]:
    """A line for each case: its assessment, or on trial what would change and nothing where nothing does."""
    society = society_in_use()
    parameters = parameters_with(texts, society.parameters)

    def line(key: int, record: Record) -> str:
        about = {"case": key}
        if parameters is None:
            return line_of(record, as_of, about, society=society)
        return changes_of(record, as_of, about, parameters, society)

    return [(key, line(key, found)) for key, found in records(keys, as_of).items()]


def _parameters(texts: list[str], of: Parameters) -> Parameters | None:
    try:
        return parameters_with(texts, of)
    except NoSuchReadingError as fault:
        raise CommandError(str(fault), returncode=2) from None
