"""Fill an empty database with the demonstration society."""

import datetime as dt

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from credentialing.demo.candidates import Cast
from credentialing.demo.script import Script
from credentialing.demo.society import Society
from members import clock
from members.actions.locking import around_steps
from members.models import Person

HISTORY = 1100
"""How many days before today the demonstration begins."""


class Command(BaseCommand):
    """`manage.py demo_society`: invented people, every state of a file; refuses where people exist."""

    help = "Fill an empty database with a demonstration society, through the actions everybody uses."

    def handle(self, *args, **options) -> None:
        """Build it in one transaction: all or nothing."""
        if not settings.MOVABLE_CLOCK:
            raise CommandError(
                "A demonstration society needs the movable clock of the demonstration settings."
            )
        if Person.objects.exists():
            raise CommandError("There are people here already. The demonstration needs an empty database.")
        with around_steps():
            acts = build()
        self.stdout.write(f"A society of {Person.objects.count()} people, {acts} acts.")


def build() -> int:
    """Write the script and perform it; returns the number of acts."""
    script = Script(clock.today())
    society = Society(script, script.today - dt.timedelta(days=HISTORY))
    society.introduce()
    Cast(script, society).enter()
    return script.perform()
