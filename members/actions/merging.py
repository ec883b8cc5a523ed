"""Two records of one person become one: what points to the record that ends names the one that stays.

Each app says of every column of its own that names a person whether it moves, and how, or stays and why:
who somebody is to the society and to a file moves; who signed, decided or wrote something, and what was
sent, stays as it was said, in the name of the record that ended. A test walks every column there is.
"""

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models, transaction
from django.db.models.base import ModelState

from members import clock
from members.actions.accounts import sign_out
from members.actions.corrections import note_correction
from members.actions.locking import lock
from members.actions.notices import notify
from members.actions.offices import CONFIRMING, tell_office
from members.actions.particulars import officers
from members.actions.permitted import permit
from members.actions.proposals import Kind, propose, register
from members.enums import Profession, ProposalState
from members.models import Address, Appointment, Membership, Person, Proposal, SupervisorApproval
from members.refusals import Refused, Stale
from members.words import list_text, period_text

KIND = "merge"
DAY = dt.timedelta(days=1)
Mover = Callable[[Person, Person, Person], None]
"""Moves the rows of a column from the record that ends to the one that stays, for the officer named third."""
Step = Callable[[Person, Person], None]
Pair = Callable[[Person, Person], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Share:
    """What an app says of its columns that name a person, each as "app.Model.column".

    `moved` gives how, or None where each row simply names the other record; `kept` says why not.
    `in_the_way` says what has to be settled first, `whom` gives the keys of everybody whose rows move.
    `before` locks what is locked after people, `after` does what follows. `words` calls the rows of a model
    as officers call them, where its own name is another.
    """

    moved: Mapping[str, Mover | None]
    kept: Mapping[str, str]
    in_the_way: Pair = lambda ends, stays: ()
    whom: Callable[[Person, Person], Iterable[int | None]] = lambda ends, stays: ()
    before: Step = lambda ends, stays: None
    after: Step = lambda ends, stays: None
    words: Mapping[str, str] = field(default_factory=dict)


_shares: list[Share] = []


def register_share(share: Share) -> None:
    """Make known what an app says of its columns."""
    if share not in _shares:
        _shares.append(share)


def moved() -> dict[str, Mover | None]:
    """Every column that moves, with how."""
    return {column: how for share in _shares for column, how in share.moved.items()}


def kept() -> dict[str, str]:
    """Every column that stays, with why."""
    return {column: why for share in _shares for column, why in share.kept.items()}


def rows_of(column: str, person: Person) -> models.QuerySet:
    """The rows in which the column names the person."""
    label, _, name = column.rpartition(".")
    return apps.get_model(label)._base_manager.filter(**{name: person.pk})


@dataclass(frozen=True)
class Plan:
    """What would become of two records: what moves, in words with figures, and what stands in the way."""

    ends: Person
    stays: Person
    in_the_way: list[str]
    moves: list[str] = field(default_factory=list)


def plan(*, ends: Person, stays: Person, but: Proposal | None = None) -> Plan:
    """Say what merging would do; `but` is the proposal itself, which does not stand in its own way."""
    obstacles = _in_the_way(ends, stays, but)
    found: dict[str, int] = {}
    for column in moved():
        if count := rows_of(column, ends).count():
            what = _called(column.rpartition(".")[0])
            found[what] = found.get(what, 0) + count
    return Plan(ends, stays, obstacles, [f"{what}: {count}" for what, count in sorted(found.items())])


def _called(label: str) -> str:
    words = {name: called for share in _shares for name, called in share.words.items()}
    return words.get(label) or str(apps.get_model(label)._meta.verbose_name_plural)


def _in_the_way(ends: Person, stays: Person, but: Proposal | None = None) -> list[str]:
    found = []
    if ends.pk == stays.pk:
        return ["Choose two records: this is one."]
    if not stays.is_active:
        found.append(f"The account of {stays} has ended: the record that stays is open.")
    if ends.merged_into_id:
        found.append(f"This record of {ends} has been merged already.")
    waiting = Proposal.objects.filter(state=ProposalState.OPEN)
    either = (ends.pk, stays.pk)
    about = waiting.filter(models.Q(subject__in=either) | models.Q(kind=KIND, payload__into__in=either))
    if about.exclude(pk=but.pk if but else None).exists():
        found.append("Something about one of them waits for a second officer: let it be settled first.")
    return found + [sentence for share in _shares for sentence in share.in_the_way(ends, stays)]


@transaction.atomic
def propose_merge(*, by: Person, ends: Person, stays: Person, reason: str) -> Proposal:
    """Propose that two records of one person become one, once a second officer confirms it.

    Raises Refused without the right or a reason, where one of them is the officer's own, and while
    something stands in the way. Every address in use of both is told at once: whoever reads mail there
    could sign in to what becomes of the two.
    """
    permit(by, "members.keep_people")
    if by.pk in (ends.pk, stays.pk):
        raise Refused("One of these records is your own: another membership officer proposes this.")
    if not reason.strip():
        raise Refused("Say how you know that it is one person.", field="reason")
    lock([by.pk, ends.pk, stays.pk])
    ends, stays = _refuse_what_stands(ends, stays)
    told = addresses_of(ends, stays)
    proposal = propose(KIND, by=by, about=ends, into=stays.pk, reason=reason.strip(), addresses=told)
    records = [_named(ends), _named(stays)]
    for to in told:
        notify("merging_proposed", to=to, records=records, addresses=told, by=by.name, officers=officers())
    return proposal


def addresses_of(*people: Person) -> list[str]:
    """Every address in use of these people: with each of them somebody can sign in."""
    rows = Address.objects.in_use().filter(person__in=people)
    return list(rows.order_by("address", "pk").values_list("address", flat=True))


def _refuse_what_stands(ends: Person, stays: Person) -> tuple[Person, Person]:
    ends, stays = (Person.objects.get(pk=one.pk) for one in (ends, stays))
    if sentences := _in_the_way(ends, stays):
        raise Refused(" ".join(sentences))
    return ends, stays


def _enact(proposal: Proposal, by: Person) -> Person:
    """Move what moves, then end the record that is left."""
    into = _into(proposal)
    if by.pk == into.pk:
        raise Refused("One of these records is your own: another officer confirms this.")
    ends, stays = _refuse_what_stands(proposal.subject, into)
    before = addresses_of(ends, stays)
    if untold := set(before) - set(proposal.payload.get("addresses", [])):
        raise Stale(f"{list_text(sorted(untold))} was not told of this. Decline it; it is proposed anew.")
    for share in _shares:
        share.before(ends, stays)
    for column, how in moved().items():
        if how is None:
            rows_of(column, ends).update(**{column.rpartition(".")[2]: stays.pk})
        else:
            how(ends, stays, proposal.proposed_by)
    _end(ends, stays)
    for share in _shares:
        share.after(ends, stays)
    _note(ends, stays, proposal, by)
    now = addresses_of(stays)
    for to in before:
        signs_in = to in now
        notify(
            "records_merged", to=to, name=stays.name, addresses=now, signs_in=signs_in, officers=officers()
        )
    return stays


def _end(ends: Person, stays: Person) -> None:
    """End what is left of the record; the one that stays gets the profession it lacks."""
    sign_out(ends)
    ends.is_active, ends.merged_into = False, stays
    ends.save()
    if stays.profession == Profession.OTHER:
        stays.profession = ends.profession
    stays.save(update_fields=["profession"])


def _note(ends: Person, stays: Person, proposal: Proposal, by: Person) -> None:
    reason = f"{_reason(proposal)} Confirmed by {by}."[:300]
    now = f"merged into the record of {stays}"
    for of, was, says in (
        (ends, "a record of its own", now),
        (stays, f"two records, the other of {ends}", "one record"),
    ):
        note_correction(of=of, person=stays, was=was, now=says, by=proposal.proposed_by, reason=reason)


def _into(proposal: Proposal) -> Person:
    return Person.objects.get(pk=proposal.payload["into"])


def _reason(proposal: Proposal) -> str:
    return str(proposal.payload["reason"])


def _whom(proposal: Proposal) -> set[int]:
    ends, stays = proposal.subject, _into(proposal)
    keys = {stays.pk, *(key for share in _shares for key in share.whom(ends, stays))}
    return {key for key in keys if key is not None}


def _particulars(proposal: Proposal) -> list[tuple[str, str]]:
    ends, stays = proposal.subject, _into(proposal)
    found = [
        ("The record that ends", _named(ends)),
        ("The record that stays", _named(stays)),
        ("Why", _reason(proposal)),
    ]
    if proposal.is_open:
        made = plan(ends=ends, stays=stays, but=proposal)
        found.append(("Moves", "; ".join(made.moves) or "nothing"))
        if addresses := addresses_of(ends, stays):
            found.append(("Before you confirm", _warning(addresses)))
        if made.in_the_way:
            found.append(("In the way", " ".join(made.in_the_way)))
    return found


def _warning(addresses: list[str]) -> str:
    return (
        f"Whoever reads mail at one of these can sign in as them: {', '.join(addresses)}. Ask the person by "
        "another way than by mail that both records and every one of these addresses are theirs."
    )


def _named(person: Person) -> str:
    return f"{person}, {person.email or 'no address'}, no. {person.pk}"


# What members says of its own columns


def _addresses(ends: Person, stays: Person, by: Person) -> None:
    """All end with the record; for the one that stays those begin anew that were shown to be theirs."""
    shown = list(EmailAddress.objects.filter(user=ends, verified=True).values_list("email", flat=True))
    EmailAddress.objects.filter(user=ends).delete()
    address, ends.email = ends.email, None
    ends.save(update_fields=["email"])
    Address.objects.filter(person=ends).update(person=stays)
    stays.email = stays.email or address
    stays.save(update_fields=["email"])
    for one in shown:
        if one != stays.email:
            EmailAddress.objects.get_or_create(
                user=stays, email=one, defaults={"verified": True, "primary": False}
            )


def _memberships(ends: Person, stays: Person, by: Person) -> None:
    """Days that the record that stays has not; a period that says nothing new goes, and its history stays."""
    for row in Membership.objects.filter(person=ends).order_by("start", "pk"):
        held = Membership.objects.filter(person=stays).order_by("start", "pk")
        pieces = _uncovered(row, [(one.start, one.end) for one in held])
        if not pieces:
            row.delete()
            continue
        was = period_text(row.start, row.end)
        row.person, (row.start, row.end) = stays, pieces[0]
        row.save()
        for start, end in pieces[1:]:
            Membership.objects.create(person=stays, start=start, end=end)
        now = ", ".join(period_text(*piece) for piece in pieces)
        if now != was:
            reason = "Two records became one: the other days were recorded with both."
            note_correction(of=row, person=stays, was=was, now=now, by=by, reason=reason)


def _uncovered(row: Any, held: list[tuple[dt.date, dt.date | None]]) -> list[tuple[dt.date, dt.date | None]]:
    """The stretches of the period that none of the others, in their order, covers."""
    found, start = [], row.start
    for first, last in held:
        if last is not None and last < start:
            continue
        if row.end is not None and first > row.end:
            break
        if first > start:
            found.append((start, first - DAY))
        if last is None:
            return found
        start = last + DAY
    if row.end is None or start <= row.end:
        found.append((start, row.end))
    return found


def _where_not_held(
    model: type[models.Model], *same: str, alone: str = "", tell: Callable[..., None] | None = None
) -> Mover:
    """Periods move for the days on which the record that stays has not the same already.

    One of which nothing is left to move ends today, where it has not ended. `same` are the columns that make
    two periods the same; `alone` is one that a second piece cannot have. `tell` is told of what has not
    ended: the row, the record that ends, the one that stays, and the officer.
    """

    def move(ends: Person, stays: Person, by: Person) -> None:
        for row in model._base_manager.filter(person=ends.pk).order_by("start", "pk"):
            alike = {name: getattr(row, name) for name in same}
            held = model._base_manager.filter(person=stays.pk, **alike).order_by("start", "pk")
            lasts = row.end is None or row.end >= clock.today()
            if lasts and tell:
                tell(row, ends, stays, by)
            pieces = _uncovered(row, [(one.start, one.end) for one in held])
            for at, piece in enumerate(pieces):
                one = row if at == 0 else _beside(row, alone)
                one.person, (one.start, one.end) = stays, piece
                one.save()
            if lasts and not pieces:
                _end_today(row)

    return move


def _end_today(row: Any) -> None:
    """What would have begun later does not begin."""
    if row.start > clock.today():
        row.delete()
    else:
        row.end = clock.today()
        row.save()


def _tell_of_office(row: Appointment, ends: Person, stays: Person, by: Person) -> None:
    """Tell the office that somebody in it was known twice; its days as they were recorded."""
    tell_office("moved", row, but=[by, ends, stays], person=str(stays), was=str(ends))


def _beside(row: models.Model, alone: str) -> models.Model:
    """A second row that says the same."""
    other = copy.copy(row)
    other.pk, other._state = None, ModelState()
    if alone:
        setattr(other, alone, None)
    return other


SAID = "Who did it, in the name of that day."
SIGNING_IN = "A way of signing in ends with its record."
register_share(
    Share(
        moved={
            "members.Address.person": _addresses,
            "members.Membership.person": _memberships,
            "members.Appointment.person": _where_not_held(
                Appointment, "office", alone="proposal", tell=_tell_of_office
            ),
            "members.SupervisorApproval.person": _where_not_held(SupervisorApproval),
            "members.Credential.person": None,
            "members.Notice.person": None,
            "members.Notice.concerns": None,
            "members.Person.merged_into": None,
        },
        words={
            "members.Notice": "messages",
            "members.Appointment": "times in office",
            "members.SupervisorApproval": "times on the supervisors list",
            "members.Person": "records merged before",
        },
        kept={
            "members.Address.by": SAID,
            "members.Address.ended_by": SAID,
            "members.Correction.person": "What was put right about the record, as it was written.",
            "members.Correction.by": SAID,
            "members.Proposal.subject": "What was proposed about the record stays as it was proposed.",
            "members.Proposal.proposed_by": SAID,
            "members.Proposal.settled_by": SAID,
            "members.OperatorAct.about": "What was done by hand, as it was written.",
            "members.AccessEntry.by": SAID,
            "members.AccessEntry.about": "Never changed; who opened either is shown with the one that stays.",
            "members.FreshSignIn.person": SIGNING_IN,
            "admin.LogEntry.user": SAID,
            "account.EmailAddress.user": "Those shown to be theirs are written anew for the one that stays.",
            "mfa.Authenticator.user": SIGNING_IN,
            "usersessions.UserSession.user": SIGNING_IN,
        },
    )
)
register(
    Kind(
        KIND,
        label="Two records become one",
        propose="members.keep_people",
        confirm="members.confirm_offices",
        told=CONFIRMING,
        particulars=_particulars,
        enact=_enact,
        whom=_whom,
        back="proposals",
    )
)
