"""Lists who can be signed in with one button on the demonstration."""

from django.core.management.base import BaseCommand

from members.demo import people


class Command(BaseCommand):
    help = "List the people of the demonstration: role, name and address."

    def handle(self, *args: object, **options: object) -> None:
        """Print one line a person."""
        for role, person in people():
            self.stdout.write(f"  {role.label:<28} {person.name:<24} {person.email}")
