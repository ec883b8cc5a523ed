"""`manage.py assess`: a file, standard input, one case or all of them, checked against both procedures."""

import datetime as dt
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from credentialing.dossier.assessing import add_arguments, assess_files, line_of, page_of
from credentialing.models import Case
from credentialing.record import record, records

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
        if files:
            self._files(files, as_of, options["format"])
        elif case is not None:
            self._case(case, as_of, options["format"])
        else:
            self._all(as_of)

    def _files(self, files: list[str], as_of: dt.date | None, form: str) -> None:
        self.stderr.ending = ""
        status = assess_files(files, as_of=as_of, form=form, out=self.stdout, err=self.stderr)
        if status:
            sys.exit(status)

    def _case(self, key: int, as_of: dt.date | None, form: str) -> None:
        case = Case.objects.filter(pk=key).first()
        if case is None:
            raise CommandError(f"There is no case {key}.", returncode=2)
        self.stdout.write(page_of(record(case, as_of), as_of, form), ending="")

    def _all(self, as_of: dt.date | None) -> None:
        keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
        for at in range(0, len(keys), AT_A_TIME):
            for key, loaded in records(keys[at : at + AT_A_TIME], as_of).items():
                self.stdout.write(line_of(loaded, as_of, {"case": key}), ending="")
