"""Whether the database holds an older file as it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import DataError, IntegrityError, InternalError, transaction

from credentialing.dossier import DossierError, canonical, dump, load
from credentialing.in_use import society_in_use
from credentialing.models import Case
from credentialing.record import record
from credentialing.rules import Assessment, Record, assess
from members.refusals import Refused


def differences(case: Case, dossier: Record) -> list[str]:
    """Each finding, standing or observation that the database gives otherwise than the file, in words.

    Both are read as the society reads.
    """
    society, as_of = society_in_use(), dossier.as_of
    paper, held = (
        assess(dossier, society=society),
        assess(record(case, as_of), as_of, society=society),
    )
    found = [
        f"{id} is {held.outcomes[id].label} instead of {outcome.label}"
        for id, outcome in paper.outcomes.items()
        if held.outcomes[id] is not outcome
    ]
    was, now = _standing(paper), _standing(held)
    return found + [f"{name} is {now[name]} instead of {was[name]}" for name in was if was[name] != now[name]]


def held_otherwise(case: Case, dossier: Record) -> list[str]:
    """The keys of the file under which an export would not give back what it says.

    No outcome is another, else the file were refused. What no table can hold is: that a supervisor
    accepted without the day of asking (asked on that day then); that an office reviewed after both had
    decided (on the day of the decision then); a leader credentialed from another day than their listed
    credentials; parts of a cent, and hundredths of a meeting a month. Left out are: a review of
    experience where none is named; a second session co-led with the same faculty on one day; further
    work to which nobody agreed, and a recommendation or a vote without its day.
    """
    paper, held = dump(canonical(dossier)), dump(canonical(record(case, dossier.as_of)))
    return [key for key in paper if held[key] != paper[key]]


def _standing(assessment: Assessment) -> dict[str, str]:
    return {
        "the overall status": str(assessment.overall),
        "what is observed": ", ".join(assessment.observations) or "nothing",
    }


def refuse_the_unreadable(dossier: Record) -> None:
    """Raises Refused with every fault where the record, whoever made it, is no file that its reader takes.

    What the reader does not know, a clause or a kind of determination, is said and never left out.
    """
    try:
        load(dump(dossier))
    except DossierError as fault:
        raise Refused(f"The file cannot be read: {'; '.join(fault.faults)}.") from fault


@contextmanager
def refused_by_the_database() -> Iterator[None]:
    """What a constraint of the database refuses is refused with the constraint's own sentence."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, DataError, InternalError) as fault:
        name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
        sentence = _sentences().get(name or "")
        plain = str(fault).splitlines()[0] if str(fault) else "it breaks a constraint"
        raise Refused(sentence or f"The file cannot be held: {plain}.") from fault


def _sentences() -> dict[str, str]:
    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }
