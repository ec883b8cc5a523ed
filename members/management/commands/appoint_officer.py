"""Puts somebody into office where no two officers are left who could: two people answer for it by name."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from members.actions.founding import appoint_where_nobody_can
from members.enums import Office
from members.refusals import Refused


class Command(BaseCommand):
    help = "Appoint somebody where no two officers can do it together; both names are kept for good."

    def add_arguments(self, parser) -> None:
        """Who, into which office, and the two who answer for it."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("office", choices=Office.values)
        parser.add_argument("--asked-by", required=True, help="Who decided it for the society.")
        parser.add_argument("--done-by", required=True, help="Who runs this command.")

    def handle(self, *args: object, **options: str) -> None:
        """Appoint, or say why not."""
        wanted = ("name", "email", "office", "asked_by", "done_by")
        try:
            made = appoint_where_nobody_can(**{word: options[word] for word in wanted})
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(
            f"{made.person} is {made.get_office_display()} from today. Everybody in the office is told."
        )
