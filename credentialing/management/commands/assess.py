"""`manage.py assess`: a file, standard input, one case or all of them, checked against both procedures."""

import datetime as dt
import sys
from argparse import ArgumentParser
from collections.abc import Callable
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
from credentialing.rules import AMERICAN_BALINT_SOCIETY, Parameters, Record, Society
from credentialing.rules.otherwise import NoSuchReadingError

AT_A_TIME = 500


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
        elif parameters is None:
            self._all(as_of, lambda loaded, about: line_of(loaded, as_of, about, society=society))
        else:
            written, of = self._all(
                as_of, lambda loaded, about: changes_of(loaded, as_of, about, parameters, society)
            )
            self.stderr.write(
                f"{written} of {of} cases would read otherwise with {', '.join(options['set'])}.\n"
            )

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

    def _all(self, as_of: dt.date | None, line: Callable[[Record, dict[str, int]], str]) -> tuple[int, int]:
        """Write the lines that are not empty, with a bar on a terminal; how many, of how many cases."""
        self.stderr.ending, self.stderr.style_func = "", None
        keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
        written = done = 0
        for at in range(0, len(keys), AT_A_TIME):
            for key, loaded in records(keys[at : at + AT_A_TIME], as_of).items():
                text = line(loaded, {"case": key})
                if text:
                    clear(self.stderr, len(keys))
                    self.stdout.write(text, ending="")
                    written += 1
                done += 1
                progress(self.stderr, done, len(keys), f"case {key}")
        return written, len(keys)


def _parameters(texts: list[str], of: Parameters) -> Parameters | None:
    try:
        return parameters_with(texts, of)
    except NoSuchReadingError as fault:
        raise CommandError(str(fault), returncode=2) from None
