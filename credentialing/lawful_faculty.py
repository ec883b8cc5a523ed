"""Whether somebody may be faculty for a candidate: neither their supervisor nor their co-leader at home.

The test of the final Intensive's clauses, made early, when it can still be mended: before the
Intensive it warns the Chair and the host and blocks nobody.
"""

from credentialing.conflicts import Tie, co_led_with, conflict_of, supervisors_of
from members import clock
from members.models import Person


def supervised_sentence(name: str, candidate: str, supervised: bool) -> str:
    """The warning against a supervisor as faculty, or nothing (P98.CP.3c)."""
    if not supervised:
        return ""
    return f"{name} has supervised {candidate}; the Procedures ask for faculty who have not."


def co_led_sentence(name: str, candidate: str, co_led: bool) -> str:
    """The warning against a home co-leader as faculty, or nothing (P98.CP.3d)."""
    if not co_led:
        return ""
    return f"{name} has co-led a home group with {candidate}; the Procedures ask for faculty who have not."


def warn_of_supervisor(person: Person, candidate: Person) -> str:
    """Asked by the Intensives' pages for a faculty member and a candidate."""
    return supervised_sentence(
        person.name, candidate.name, person.pk in supervisors_of(candidate.pk, clock.today())
    )


def warn_of_co_leader(person: Person, candidate: Person) -> str:
    """Asked by the Intensives' pages for a faculty member and a candidate."""
    return co_led_sentence(person.name, candidate.name, person.pk in co_led_with(candidate.pk))


def warn_of_practice(person: Person, candidate: Person) -> str:
    """Asked by the Intensives' pages; no clause forbids it, and it is said."""
    return conflict_of(person, candidate, but=set(Tie) - {Tie.SAME_PRACTICE})


WARNINGS = (warn_of_supervisor, warn_of_co_leader, warn_of_practice)


def warnings_for(person: Person, candidate: Person) -> list[str]:
    """Every warning that applies."""
    return [sentence for warn in WARNINGS if (sentence := warn(person, candidate))]
