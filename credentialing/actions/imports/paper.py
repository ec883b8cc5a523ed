"""What the parts of an import share."""

import datetime as dt
from typing import NamedTuple

from credentialing.models import Case
from credentialing.rules import Record
from members.models import Person

from .people import nobody

FROM_PAPER = "As stated in the older file."


def begun_on(dossier: Record) -> dt.date | None:
    """The first day on which the file says that its candidate was on the way; None where it gives no day."""
    application, request = dossier.application, dossier.supervisor_request
    days = (
        dossier.policy_acknowledged_on,
        application.completed_on,
        application.submitted_on,
        request.asked_on,
        request.accepted_on,
        *dossier.agreement,
    )
    return min((day for day in days if day is not None), default=None)


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
