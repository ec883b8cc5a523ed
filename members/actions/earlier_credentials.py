"""Entering a credential from before this register was kept, which takes two officers."""

import datetime as dt
import re
from typing import Any

from django.db import transaction

from members import clock
from members.actions.addresses import refuse_taken
from members.actions.credentials import PREFIX, enter
from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.permitted import permit
from members.actions.proposals import Kind, propose, refuse_oneself, register
from members.enums import Office, Profession
from members.models import Credential, Person, Proposal
from members.refusals import AskedAgain, Refused
from members.words import day_text

KIND = "earlier_credential"
GIVEN_OUT = re.compile(rf"{PREFIX}-\d{{4}}-\d+")


@transaction.atomic
def propose_earlier_credential(
    *,
    by: Person,
    number: str,
    awarded_on: dt.date,
    source: str,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    profession: str = "",
    second: bool = False,
) -> Proposal:
    """Propose the credential of somebody known, or of somebody new by name and profession.

    For somebody known, `name` is what the certificate says where they are called otherwise today.

    `source` says where it is known from: the minutes, the old list. It takes effect when a second officer
    confirms it. Raises Refused without the right, for oneself, for a day to come, for a number that is taken,
    for an address in use, and for somebody who holds a credential; AskedAgain where somebody of the new name
    is known already, unless this is a `second` one.
    """
    permit(by, "members.enter_credentials")
    if person is not None:
        refuse_oneself(by, person)
    lock([by.pk, person.pk if person else None])
    found: dict[str, Any] = {"number": " ".join(number.split()), "awarded_on": awarded_on}
    found["source"] = source.strip()
    if person is not None:
        found["said"] = " ".join(name.split())
    else:
        namesake = second and _namesake(name)
        found |= {"name": " ".join(name.split()), "email": email, "profession": profession}
        found["beside"] = namesake.pk if namesake else None
        if not second:
            _ask_about_the_same(found["name"])
    _check(found, person)
    return propose(KIND, by=by, about=person, **found)


def _namesake(name: str) -> Person | None:
    """The latest whom somebody of that name could be."""
    return Person.objects.unmerged().filter(name__folded=name).order_by("-pk").first()


def _ask_about_the_same(name: str) -> None:
    known = _namesake(name)
    if known is not None:
        raise AskedAgain(
            f"{known} is known already. Choose them above; or, if this is somebody else of the same name, "
            "tick the box and send it again.",
        )


def _check(found: dict[str, Any], person: Person | None) -> None:
    """What has to be so when it is proposed, and still when it is confirmed."""
    if not found["source"]:
        raise Refused("Say where it is known from, such as the minutes of a day.", field="source")
    if found["awarded_on"] > clock.today():
        raise Refused("That day is still to come. The Council awards it here then.", field="awarded_on")
    if GIVEN_OUT.fullmatch(found["number"].upper()):
        raise Refused("Numbers like this are given out here by themselves.", field="number")
    if Credential.objects.filter(number__folded=found["number"]).exists():
        raise Refused("Another credential has this number.", field="number")
    if person is None and found["email"]:
        refuse_taken(found["email"])
    held = Credential.objects.valid_on(clock.today()).filter(person=person).first() if person else None
    if held:
        raise Refused(
            f"{person} holds the credential {held.number}, awarded on {day_text(held.awarded_on)}.",
            field="person",
        )


def _enact(proposal: Proposal, by: Person) -> Credential:
    """Make the person known where they are new, enter the credential and tell its holder."""
    found, person = _read(proposal), proposal.subject
    _check(found, person)
    _refuse_made_meanwhile(found, person)
    if person is None:
        person = Person.objects.create_user(
            found["email"] or None, name=found["name"], profession=found["profession"]
        )
    entered = enter(
        person=person,
        number=found["number"],
        awarded_on=found["awarded_on"],
        source=found["source"],
        name=found.get("said", ""),
    )
    notify(
        "credential_entered",
        to=person,
        about=("credential", entered.pk),
        path=f"/verify/{entered.code}/",
        number=entered.number,
        awarded=day_text(entered.awarded_on),
        code=entered.code,
    )
    return entered


def _refuse_made_meanwhile(found: dict[str, Any], person: Person | None) -> None:
    """Two proposals of one new person make one person: the second is proposed anew, for the person made."""
    known = _namesake(found["name"]) if person is None else None
    if known is not None and known.pk != found["beside"]:
        raise Refused(f"{known} has become known here meanwhile. Decline this, and propose it for them.")


def _read(proposal: Proposal) -> dict[str, Any]:
    found = dict(proposal.payload)
    return found | {"awarded_on": dt.date.fromisoformat(found["awarded_on"])}


def _title(proposal: Proposal) -> str:
    """In one line; the name of somebody known follows it by itself."""
    said = f"Earlier credential {proposal.payload['number']}"
    return said if proposal.subject else f"{said}: {proposal.payload['name']}"


def _particulars(proposal: Proposal) -> list[tuple[str, str]]:
    found = _read(proposal)
    new = []
    if proposal.subject is None:
        new = [
            ("Profession", Profession(found["profession"]).label),
            ("E-mail address", found["email"] or "none: known from paper alone"),
        ]
    return [
        ("Who", str(proposal.subject or f"{found['name']}, not known here yet")),
        *new,
        *([("On the certificate", found["said"])] if found.get("said") else []),
        ("Number", found["number"]),
        ("Awarded on", day_text(found["awarded_on"])),
        ("Known from", found["source"]),
    ]


register(
    Kind(
        KIND,
        label="Credential from before this register",
        title=_title,
        propose="members.enter_credentials",
        confirm="members.confirm_credentials",
        told=(Office.MEMBERSHIP_OFFICER, Office.COUNCIL_PRESIDENT, Office.CCC_CHAIR),
        particulars=_particulars,
        enact=_enact,
        back="credentials",
    )
)
