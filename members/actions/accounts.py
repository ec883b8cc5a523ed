"""Ending an account, which takes two officers, and opening it again.

Two officers, as for an appointment: whoever could end accounts alone could end those of all other officers.
Since neither of the two can be the one whose account ends, two are left who can appoint officers. To open an
account again takes one: it gives back the signing in and nothing that was let go of.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from members import clock
from members.actions.corrections import note_correction
from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.offices import CONFIRMING, tell_office
from members.actions.permitted import permit
from members.actions.proposals import Kind, let_fall, propose, refuse_oneself, register
from members.actions.sign_in import officers_by_mail
from members.models import Appointment, Person, Proposal, SupervisorApproval
from members.refusals import Refused, Stale

KIND = "account_end"
OPEN, ENDED = "account open", "account ended"
REASON = 300


@dataclass(frozen=True)
class Part:
    """What an app knows of the part somebody has in the files of others, and lets go of with the account.

    `whom` gives the keys of everybody whose rows `let_go` needs. `in_the_way` says what has to be settled
    first, `follows` what becomes of the rest, each in sentences for officers. `let_go` does it, inside the
    transaction that holds the locks.
    """

    whom: Callable[[Person], Iterable[int | None]]
    in_the_way: Callable[[Person], Iterable[str]]
    follows: Callable[[Person], Iterable[str]]
    let_go: Callable[[Person], None]


_parts: list[Part] = []


def register_part(part: Part) -> None:
    """Make known what an app lets go of when an account ends."""
    if part not in _parts:
        _parts.append(part)


def in_the_way(person: Person) -> list[str]:
    """What has to be settled before the account can end; empty where nothing has."""
    return [sentence for part in _parts for sentence in part.in_the_way(person)]


def follows(person: Person) -> list[str]:
    """What becomes of everything the person has a part in, in sentences."""
    found = [f"Their time as {one.get_office_display()} ends." for one in _in_office(person)]
    found += ["They leave the supervisors list."] if _on_the_list(person) else []
    return found + [sentence for part in _parts for sentence in part.follows(person)]


@transaction.atomic
def propose_end(*, by: Person, person: Person, reason: str) -> Proposal:
    """Propose that somebody's account ends, once a second officer confirms it.

    Raises Refused without the right or a reason, for oneself, and while something stands in the way; Stale
    where it has ended already, or waits for a second officer.
    """
    permit(by, "members.keep_people")
    refuse_oneself(by, person)
    if not reason.strip():
        raise Refused("Say why, in a sentence: the second officer reads it.", field="reason")
    lock([by.pk, person.pk])
    _refuse_what_stands(person)
    return propose(KIND, by=by, about=person, reason=reason.strip())


def _refuse_what_stands(person: Person) -> Person:
    current = Person.objects.get(pk=person.pk)
    if not current.is_active:
        raise Stale(f"The account of {current} has ended already.")
    if sentences := in_the_way(current):
        raise Refused(" ".join(sentences))
    return current


def _enact(proposal: Proposal, by: Person) -> Person:
    """Let go of everything, sign out everywhere, and close the door."""
    person = _refuse_what_stands(proposal.subject)
    address = person.email
    for part in _parts:
        part.let_go(person)
    leave_offices(person, but=[by, proposal.proposed_by])
    leave_the_list(person)
    let_fall(person=person, by=by, why=f"The account of {person} has ended.")
    sign_out(person)
    person.is_active = False
    person.save()
    _note(person, OPEN, ENDED, by=proposal.proposed_by, reason=f"{_reason(proposal)} Confirmed by {by}.")
    if address:
        notify("account_ended", to=address, name=person.name, officers=officers_by_mail())
    return person


@transaction.atomic
def reopen_account(*, by: Person, person: Person, reason: str) -> Person:
    """Open an account again: the person signs in with a code, as before; what was let go of stays so.

    Raises Refused without the right or a reason, Stale where it is open.
    """
    permit(by, "members.keep_people")
    if not reason.strip():
        raise Refused("Say why, in a sentence: it stays readable with the person.", field="reason")
    lock([by.pk, person.pk])
    current = Person.objects.get(pk=person.pk)
    if current.is_active:
        raise Stale(f"The account of {current} is open.")
    if current.merged_into:
        raise Refused(f"This record was merged into that of {current.merged_into}, which goes on.")
    if _leaves_today(current):
        raise Refused("Today is still their last day in office or on the list. Open the account tomorrow.")
    end_sessions(current)
    current.is_active = True
    current.save(update_fields=["is_active"])
    _note(current, ENDED, OPEN, by=by, reason=reason.strip())
    notify("account_reopened", to=current, path="/home/", by=by.name)
    return current


def _note(person: Person, was: str, now: str, *, by: Person, reason: str) -> None:
    note_correction(of=person, person=person, was=was, now=now, by=by, reason=reason[:REASON])


def _leaves_today(person: Person) -> bool:
    """Whether an account opened again today would hold what was let go of until midnight."""
    held = (Appointment.objects.on(clock.today()), SupervisorApproval.objects.on(clock.today()))
    return any(rows.filter(person=person).exists() for rows in held)


def _in_office(person: Person) -> list[Appointment]:
    """Appointments that have not ended; those to come too."""
    return [
        one for one in Appointment.objects.filter(person=person) if one.end is None or one.end > clock.today()
    ]


def leave_offices(person: Person, but: list[Person]) -> None:
    """Today is the last day in office; what would have begun later does not begin."""
    today = clock.today()
    for one in _in_office(person):
        if one.start > today:
            one.delete()
            continue
        tell_office("ends", one, also=CONFIRMING, but=but, end=today)
        one.end = today
        one.save()


def _on_the_list(person: Person) -> list[SupervisorApproval]:
    rows = SupervisorApproval.objects.filter(person=person)
    return [one for one in rows if one.end is None or one.end > clock.today()]


def leave_the_list(person: Person) -> None:
    for one in _on_the_list(person):
        if one.start > clock.today():
            one.delete()
        else:
            one.end = clock.today()
            one.save()


def end_sessions(person: Person) -> None:
    """Sign the person out wherever they are signed in."""
    keys = UserSession.objects.filter(user=person).values("session_key")
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()


def sign_out(person: Person) -> None:
    """Everywhere and for good: no session that was overlooked serves after a reopening."""
    end_sessions(person)
    person.set_unusable_password()


def take_away_means(person: Person) -> None:
    """Sign out for good, and take away every means of signing in but a code to the address on record.

    Whoever had the account before the address was put right keeps neither password, passkey nor app.
    """
    sign_out(person)
    Authenticator.objects.filter(user=person).delete()


def _reason(proposal: Proposal) -> str:
    return str(proposal.payload["reason"])


def _whom(proposal: Proposal) -> set[int]:
    keys = {key for part in _parts for key in part.whom(proposal.subject)}
    return {key for key in keys if key is not None}


def _particulars(proposal: Proposal) -> list[tuple[str, str]]:
    person = proposal.subject
    found = [("Who", str(person)), ("Address", person.email or "none"), ("Why", _reason(proposal))]
    if not proposal.is_open:
        return found
    if obstacles := in_the_way(person):
        found.append(("In the way", " ".join(obstacles)))
    then = ["They are signed out everywhere, get no mail and leave the public lists.", *follows(person)]
    return [*found, ("What follows", " ".join(then))]


register(
    Kind(
        KIND,
        label="End of an account",
        propose="members.keep_people",
        confirm="members.confirm_offices",
        told=CONFIRMING,
        particulars=_particulars,
        enact=_enact,
        whom=_whom,
        back="proposals",
    )
)
