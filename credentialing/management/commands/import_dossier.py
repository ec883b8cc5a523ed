"""`manage.py import_dossier`: take over older files from paper (T00)."""

from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from credentialing.actions.imports import Question, Unanswered, import_dossier
from credentialing.dossier import DossierError, loads
from credentialing.models import Case
from members import clock
from members.actions.locking import around_steps
from members.models import Person
from members.refusals import Refused
from members.titles import called


class Answers:
    """Who those are whose names the society knows, as the officer says on the command line."""

    def __init__(self, same: Iterable[str], new: Iterable[str]) -> None:
        self._same = {called(name): number for name, _, number in (each.partition("=") for each in same)}
        self._new = {called(name) for name in new}
        if both := self._same.keys() & self._new:
            raise CommandError(f"Both the same and new: {', '.join(sorted(both))}.", returncode=2)

    def __call__(self, question: Question) -> Person | None:
        """Whom of those known the officer means; None for somebody new."""
        key, first = called(question.name), question.known[0]
        if key in self._new:
            return None
        number = self._same.get(key)
        if number is None or (not number and len(question.known) > 1):
            raise Unanswered(
                f' Add --same "{question.name}={first.pk}" or --new "{question.name}" to the command.'
            )
        if not number:
            return first
        chosen = [person for person in question.known if str(person.pk) == number.strip()]
        if not chosen:
            raise Unanswered(f" None of them has the number {number.strip()}.")
        return chosen[0]


class Command(BaseCommand):
    """Each file is taken over whole or not at all; one that is not leaves the others alone."""

    help = "Take over older files: a dossier becomes people, a case and evidence."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a dossier as JSON")
        parser.add_argument("--by-officer", required=True, metavar="EMAIL", help="the membership officer")
        parser.add_argument("--chair", required=True, metavar="EMAIL", help="the CCC Chair who agrees")
        parser.add_argument(
            "--same",
            action="append",
            default=[],
            metavar="NAME[=NUMBER]",
            help="somebody of this name is whom the society knows; with a number where it knows several",
        )
        parser.add_argument(
            "--new",
            action="append",
            default=[],
            metavar="NAME",
            help="somebody of this name is another than whom the society knows",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")

    def handle(self, *, files: list[str], dry_run: bool, **options: Any) -> None:
        self.by, self.chair = _person(options["by_officer"]), _person(options["chair"])
        self.who = Answers(options["same"], options["new"])
        with around_steps() if dry_run else nullcontext():
            refused = self._take_over(files, dry_run)
            if dry_run:
                transaction.set_rollback(True)
        if refused:
            raise CommandError(f"{refused} of {len(files)} not taken over.", returncode=2)

    def _take_over(self, files: list[str], dry_run: bool) -> int:
        """Each file after the other, a dry run too, so that it meets whom the ones before make known."""
        refused = 0
        for name in files:
            try:
                case, notes = self._import(name)
            except DossierError as fault:
                refused += 1
                for line in fault.faults:
                    self.stderr.write(f"{name}: {line}")
            except Refused as refusal:
                refused += 1
                self.stderr.write(f"{name}: {refusal.sentence}")
            else:
                self._tell(name, case, notes, dry_run)
        return refused

    def _import(self, name: str) -> tuple[Case, list[str]]:
        try:
            text = Path(name).read_bytes()
        except OSError as fault:
            raise DossierError([f"cannot be read: {fault.strerror or fault}"]) from None
        dossier = loads(text)
        history = pghistory.context(person=self.by.pk, path="import_dossier")
        with clock.reading(), history, transaction.atomic():
            case = import_dossier(dossier=dossier, by=self.by, chair=self.chair, who=self.who)
            notes = list(case.events.exclude(kind="T00").values_list("staff", flat=True))
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
    person = Person.objects.with_address(email).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.", returncode=2)
    return person
