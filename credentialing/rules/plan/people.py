"""People a plan counts on before anybody has a name."""

from datetime import date
from typing import Final

from credentialing.rules.dates import Period
from credentialing.rules.facts import Person, Record

SUPERVISOR: Final = Person("planned-supervisor", "a supervisor", approved_supervisor=(Period(date.min),))
CO_LEADER: Final = Person("planned-co-leader", "a co-leader")
FACULTY: Final = (Person("planned-faculty-1", "one of the faculty"), Person("planned-faculty-2", "the other"))
EVALUATOR: Final = Person("planned-evaluator", "an evaluator")


def supervisor_from(record: Record, day: date) -> Person:
    """The supervisor asked, the last one who supervised, or anybody approved from that day on without end."""
    held = sorted(record.supervision_sessions, key=lambda row: row.on, reverse=True)
    names = [record.supervisor_request.supervisor, *(row.supervisor for row in held), *sorted(record.people)]
    for name in names:
        person = record.people.get(name or "")
        if person is not None and any(
            period.start <= day and period.end is None for period in person.approved_supervisor
        ):
            return person
    return SUPERVISOR
