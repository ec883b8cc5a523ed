"""What the parts of an import share."""

from typing import NamedTuple

from credentialing.models import Case
from credentialing.rules import Record
from members.models import Person

from .people import nobody

FROM_PAPER = "As stated in the older file."


class Paper(NamedTuple):
    """The file, its case, and the people by the ids the file gives them."""

    record: Record
    case: Case
    candidate: Person
    people: dict[str, Person]

    def person(self, id: str | None) -> Person | None:
        """Who an id of the file is."""
        return self.people[id] if id else None

    def nobody(self) -> Person:
        """Whoever stands where the file names nobody; one person for the whole file."""
        self.people[""] = self.people.get("") or nobody()
        return self.people[""]
