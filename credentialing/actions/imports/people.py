"""The people an older file names."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Manager, QuerySet

from credentialing.dossier.canonical import NAMELESS, stretches
from credentialing.record.people import NOBODY
from credentialing.rules import Record
from credentialing.rules.dates import ONE_DAY, Period
from members.models import Credential, Membership, Person, SupervisorApproval
from members.refusals import Refused


def candidate_of(dossier: Record, known: Person | None) -> Person:
    """The candidate, somebody new unless known; the memberships of the file are added.

    Somebody known without an address gets the one of the file.
    """
    person = known
    if person is None:
        named = dossier.candidate
        person = new_person(named.name, named.profession, named.email or None)
        person.save()
    elif dossier.candidate.email and person.email is None:
        person.email = checked(dossier.candidate.email)
        person.save()
    had = set(Membership.objects.filter(person=person).values_list("start", "end"))
    Membership.objects.bulk_create(
        Membership(person=person, start=row.start, end=row.end)
        for row in dossier.memberships
        if (row.start, row.end) not in had
    )
    return person


def new_person(name: str | None, profession: str | None, email: str | None = None) -> Person:
    """Somebody not yet saved; an unstated profession stays unstated."""
    person = Person(name=name or NAMELESS, profession=profession or "", email=email and checked(email))
    person.set_unusable_password()
    return person


def checked(email: str) -> str:
    """The address, if it is one; raises Refused."""
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Refused(f"“{email}” is not an e-mail address.") from fault
    return email


def nobody() -> Person:
    """Somebody whom the file implies and does not list: who leads a group it does not name, say."""
    person = new_person(NOBODY, None)
    person.save()
    return person


def people_of(dossier: Record, known: Mapping[str, Person]) -> dict[str, Person]:
    """Everybody else the file names, by its ids, with their approvals and credentials.

    Somebody known keeps what the society has of them, and gets what the file says of other days; nothing
    is added to somebody who can sign in, for a right comes from those who give it and not from paper.
    """
    new = [one for one in dossier.people.values() if one.id not in known]
    made = Person.objects.bulk_create(new_person(one.name, one.profession) for one in new)
    by_id = {id: known[id] for id in dossier.people if id in known}
    by_id |= {one.id: person for one, person in zip(new, made, strict=True)}
    from_paper = [one for one in dossier.people.values() if by_id[one.id].email is None]
    SupervisorApproval.objects.bulk_create(
        SupervisorApproval(person=by_id[one.id], start=period.start, end=period.end, accepting=False)
        for one in from_paper
        for period in _other(stretches(one.approved_supervisor), by_id[one.id].approvals)
    )
    Credential.objects.bulk_create(
        credential(by_id[one.id], period, at)
        for one in from_paper
        for at, period in enumerate(
            _other(
                one.credentialed_leader, by_id[one.id].credentials.with_last_day(), "awarded_on", "last_day"
            ),
            start=by_id[one.id].credentials.count() + 1,
        )
    )
    return by_id


def _other(
    periods: Iterable[Period], held: Manager | QuerySet, start: str = "start", end: str = "end"
) -> list[Period]:
    """Those of the periods that share no day with one on record."""
    recorded = [Period(*days) for days in held.values_list(start, end)]
    return [one for one in periods if not any(_share_a_day(one, other) for other in recorded)]


def _share_a_day(one: Period, other: Period) -> bool:
    last = min(one.end or date.max, other.end or date.max)
    return max(one.start, other.start) <= last


def credential(person: Person, period: Period, at: int = 1) -> Credential:
    """A credential awarded before this register was kept; after the period's last day it is revoked."""
    return Credential(
        person=person,
        name=person.name,
        number=f"OLD-{person.pk}-{at}",
        source="An older file",
        code=secrets.token_hex(10),
        awarded_on=period.start,
        revoked_on=period.end + ONE_DAY if period.end else None,
    )
