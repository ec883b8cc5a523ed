"""`manage.py import_dossier`: take over older files from paper (T00)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from credentialing.actions.imports import import_dossier
from credentialing.dossier import DossierError, loads
from credentialing.models import Case
from members import clock
from members.models import Person
from members.refusals import Refused


class Command(BaseCommand):
    """Each file is taken over whole or not at all; one that is not leaves the others alone."""

    help = "Take over older files: a dossier becomes people, a case and evidence."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a dossier as JSON")
        parser.add_argument("--by-officer", required=True, metavar="EMAIL", help="the membership officer")
        parser.add_argument("--chair", required=True, metavar="EMAIL", help="the CCC Chair who agrees")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *, files: list[str], dry_run: bool, **options: Any) -> None:
        by, chair = _person(options["by_officer"]), _person(options["chair"])
        refused = 0
        for name in files:
            try:
                case, notes = self._import(name, by, chair, dry_run)
            except DossierError as fault:
                refused += 1
                for line in fault.faults:
                    self.stderr.write(f"{name}: {line}")
            except Refused as refusal:
                refused += 1
                self.stderr.write(f"{name}: {refusal.sentence}")
            else:
                self._tell(name, case, notes, dry_run)
        if refused:
            raise CommandError(f"{refused} of {len(files)} not taken over.", returncode=2)

    def _import(self, name: str, by: Person, chair: Person, dry_run: bool) -> tuple[Case, list[str]]:
        try:
            text = Path(name).read_bytes()
        except OSError as fault:
            raise DossierError([f"cannot be read: {fault.strerror or fault}"]) from None
        dossier = loads(text)
        history = pghistory.context(person=by.pk, path="import_dossier")
        with clock.reading(), history, transaction.atomic():
            case = import_dossier(dossier=dossier, by=by, chair=chair)
            notes = list(case.events.exclude(kind="T00").values_list("staff", flat=True))
            transaction.set_rollback(dry_run)
        return case, notes

    def _tell(self, name: str, case: Case, notes: list[str], dry_run: bool) -> None:
        state = case.get_state_display()
        if dry_run:
            self.stdout.write(f"{name}: would become a case of {case.candidate}, {state}.")
        else:
            self.stdout.write(f"{name}: case {case.pk} of {case.candidate}, {state}.")
        for note in notes:
            self.stdout.write(f"{name}: {note}.")


def _person(email: str) -> Person:
    person = Person.objects.filter(email=email).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.", returncode=2)
    return person
