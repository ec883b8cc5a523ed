"""Begins a new society: its first membership officer, who proposes everybody else."""

from django.core.management.base import BaseCommand, CommandError

from members import clock
from members.actions.founding import appoint_first_officer
from members.refusals import Refused


class Command(BaseCommand):
    help = "Appoint the first membership officer of an empty society, from today."

    def add_arguments(self, parser) -> None:
        """The address and the name."""
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: object, **options: str) -> None:
        """Appoint, or say why not."""
        try:
            person = appoint_first_officer(name=options["name"], email=options["email"], start=clock.today())
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{person} is membership officer. Sign in with a code sent to {person.email}.")
        self.stdout.write("Appointments take two officers: appoint the second with appoint_officer.")
