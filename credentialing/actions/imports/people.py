"""The people an older file names."""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from credentialing.dossier.canonical import NAMELESS, stretches
from credentialing.record.people import NOBODY
from credentialing.rules import Record
from credentialing.rules.dates import Period
from members.actions.locking import only
from members.models import Credential, Membership, Person, SupervisorApproval
from members.refusals import Refused


def candidate_of(dossier: Record) -> tuple[Person, bool]:
    """The candidate, and whether they were unknown; their row is locked, their memberships are added."""
    email = dossier.candidate.email or None
    person = email and only([], Person.objects.filter(email=email))
    is_new = not person
    if not person:
        person = new_person(dossier.candidate.name, dossier.candidate.profession, email)
        person.save()
    had = set(Membership.objects.filter(person=person).values_list("start", "end"))
    Membership.objects.bulk_create(
        Membership(person=person, start=row.start, end=row.end)
        for row in dossier.memberships
        if (row.start, row.end) not in had
    )
    return person, is_new


def new_person(name: str | None, profession: str | None, email: str | None = None) -> Person:
    """Somebody not yet saved; an unstated profession stays unstated."""
    person = Person(name=name or NAMELESS, profession=profession or "", email=email)
    person.set_unusable_password()
    if email:
        try:
            validate_email(email)
        except ValidationError as fault:
            raise Refused(f"“{email}” is not an e-mail address.") from fault
    return person


def nobody() -> Person:
    """Somebody whom the file implies and does not list: who leads a group it does not name, say."""
    person = new_person(NOBODY, None)
    person.save()
    return person


def people_of(dossier: Record) -> dict[str, Person]:
    """Everybody else the file names, by its ids, with their approvals and credentials."""
    named = list(dossier.people.values())
    people = Person.objects.bulk_create(new_person(one.name, one.profession) for one in named)
    by_id = {one.id: person for one, person in zip(named, people, strict=True)}
    SupervisorApproval.objects.bulk_create(
        SupervisorApproval(person=by_id[one.id], start=period.start, end=period.end, accepting=False)
        for one in named
        for period in stretches(one.approved_supervisor)
    )
    Credential.objects.bulk_create(
        credential(by_id[one.id], period, at)
        for one in named
        for at, period in enumerate(one.credentialed_leader, start=1)
    )
    return by_id


def credential(person: Person, period: Period, at: int = 1) -> Credential:
    """A credential awarded before this register was kept; the period's end is the day it was revoked."""
    return Credential(
        person=person,
        name=person.name,
        number=f"OLD-{person.pk}-{at}",
        code=secrets.token_hex(10),
        awarded_on=period.start,
        revoked_on=period.end,
    )
