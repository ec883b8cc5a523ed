"""Putting a person's name or address right, as the membership officer; the old value is kept.

A name is put right by one officer, and the person is told. An address is the door to an account: whoever
gives it could open the account, and an address of the officer's own would prove itself. So a second officer
confirms it, and the address before is told when it is proposed as well as when it is done. What a
certificate, a letter or the minutes said stays as it was said.
"""

from allauth.account.models import EmailAddress
from django.db import transaction

from members.actions.accounts import take_away_means
from members.actions.addresses import refuse_taken
from members.actions.corrections import note_correction, require_reason
from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.offices import CONFIRMING
from members.actions.permitted import permit
from members.actions.proposals import Kind, propose, refuse_oneself, register
from members.actions.sign_in import officers_by_mail, tell_change
from members.addresses import plain
from members.enums import Office
from members.models import Person, Proposal
from members.refusals import Refused, Stale

KIND = "address_correction"
NONE = "no address"
OWN = "Your own name and address you change under “About me”."


@transaction.atomic
def correct_name(*, by: Person, person: Person, name: str, reason: str) -> Person:
    """Put right how somebody is called; what it said stays readable, with the reason, and they are told.

    Raises Refused without the right or a reason, for one's own, and where nothing is changed.
    """
    permit(by, "members.keep_people")
    if by.pk == person.pk:
        raise Refused(OWN)
    reason = require_reason(reason)
    lock([person.pk])
    current = Person.objects.get(pk=person.pk)
    was, current.name = current.name, " ".join(name.split())
    note_correction(of=current, person=current, was=was, now=current.name, by=by, reason=reason)
    current.full_clean(exclude=["password", "email"])
    current.save(update_fields=["name"])
    notify("name_corrected", to=current, path="/me/", was=was, now=current.name, reason=reason, by=by.name)
    return current


@transaction.atomic
def propose_address(*, by: Person, person: Person, email: str, reason: str) -> Proposal:
    """Propose the address somebody is to be reached and to sign in at, until a second officer confirms it.

    The address before is told at once. Raises Refused without the right or a reason, for one's own, where
    nothing is changed or somebody uses the address, and for an account that has ended.
    """
    permit(by, "members.keep_people")
    refuse_oneself(by, person)
    reason = require_reason(reason)
    lock([by.pk, person.pk])
    current = Person.objects.get(pk=person.pk)
    email = plain(email)
    _refuse(current, email)
    proposal = propose(KIND, by=by, about=current, was=current.email or "", email=email, reason=reason)
    if current.email:
        notify(
            "address_proposed",
            to=current.email,
            name=current.name,
            email=email,
            by=by.name,
            officers=officers(),
        )
    return proposal


def officers() -> list[str]:
    """Whom to write to about an address or a record of one's own, each with an address."""
    return officers_by_mail(Office.COUNCIL_PRESIDENT)


def _refuse(person: Person, email: str) -> None:
    if not person.is_active:
        raise Refused(f"The account of {person} has ended. Open it again first.", field="email")
    if person.email == email:
        raise Refused("That is the address on record.", field="email")
    others = Person.objects.exclude(pk=person.pk)
    used = others.with_address(email).first()
    if used is not None:
        raise Refused(f"{used} uses this address already.", field="email")
    refuse_taken(email, to=person)


def _enact(proposal: Proposal, by: Person) -> Person:
    """Write the address; of the means of signing in, a code to the new address is all that is left."""
    person = Person.objects.get(pk=proposal.subject_id)
    was, email, reason = (str(proposal.payload[name]) for name in ("was", "email", "reason"))
    if (person.email or "") != was:
        raise Stale(f"The address of {person} has changed since this was proposed. Decline this.")
    _refuse(person, email)
    EmailAddress.objects.filter(user=person).delete()
    person.email = email
    person.full_clean(exclude=["password"])
    take_away_means(person)
    person.save(update_fields=["email", "password"])
    note_correction(
        of=person,
        person=person,
        was=was or NONE,
        now=email,
        by=proposal.proposed_by,
        reason=f"{reason} Confirmed by {by}."[:300],
    )
    for address in filter(None, (was, email)):
        tell_change("Your address was corrected by the society's officers", to=address, old=was, new=email)
    return person


def _particulars(proposal: Proposal) -> list[tuple[str, str]]:
    return [
        ("Who", str(proposal.subject)),
        ("It says", str(proposal.payload["was"]) or NONE),
        ("It should say", str(proposal.payload["email"])),
        ("Why", str(proposal.payload["reason"])),
        ("Before you confirm", "Ask the person by another way than by mail that the new address is theirs: "
         "whoever reads its mail can sign in as them."),
    ]  # fmt: skip


register(
    Kind(
        KIND,
        label="Correction of an address",
        title=lambda proposal: f"Correction of an address to {proposal.payload['email']}",
        propose="members.keep_people",
        confirm="members.confirm_offices",
        told=CONFIRMING,
        particulars=_particulars,
        enact=_enact,
        back="proposals",
    )
)
