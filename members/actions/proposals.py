"""What takes effect when a second officer confirms it: proposing, confirming, declining.

A kind says who may propose and who may confirm, what the pages say about it, and what happens then:

    register(Kind("appointment", label=..., propose=..., confirm=..., told=..., particulars=..., enact=...))

Nobody confirms what they proposed themselves, nor what is about them; the database holds that too.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q

from members import clock
from members.actions.locking import lock, only
from members.actions.notices import notify
from members.actions.permitted import permit
from members.enums import Office, ProposalState
from members.models import Person, Proposal
from members.offices import holders
from members.refusals import Refused, Stale


@dataclass(frozen=True)
class Kind:
    """One thing that two officers do together.

    `label` says in general what it is, `title` of one proposal, where there is more to say in one line.
    `told` are the offices whose holders are told that something waits for a second officer; `told_too`
    gives those of one proposal (the office somebody is to be appointed to). `particulars` gives pairs of
    label and text for the page; `enact` does it, inside the transaction of the confirmation, and raises
    Refused where it is not possible any more. `whom` gives the keys of others whose rows `enact` needs: they
    are locked with the officers and the subject. `back` is the name of the page it belongs to.
    """

    name: str
    label: str
    propose: str
    confirm: str
    told: tuple[Office, ...]
    particulars: Callable[[Proposal], Iterable[tuple[str, str]]]
    enact: Callable[[Proposal, Person], Any]
    title: Callable[[Proposal], str] | None = None
    whom: Callable[[Proposal], Iterable[int]] = lambda proposal: ()
    told_too: Callable[[Proposal], Iterable[Office]] = lambda proposal: ()
    back: str = "proposals"


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; raises ValueError where its name is taken by another."""
    if _kinds.setdefault(kind.name, kind) != kind:
        raise ValueError(f"The kind of proposal {kind.name} is registered twice.")
    return kind


def kind_of(proposal: Proposal) -> Kind:
    """Return the kind of a proposal; raises LookupError where no app has registered it."""
    try:
        return _kinds[proposal.kind]
    except KeyError:
        raise LookupError(f"No app has registered the kind of proposal {proposal.kind}.") from None


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of its name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


@transaction.atomic
def propose(kind: str, *, by: Person, about: Person | None = None, **payload: Any) -> Proposal:
    """Write what a second officer is to confirm, and tell those who can.

    Raises Refused without the right or about oneself, Stale where the same waits already.
    """
    known = _kinds[kind]
    permit(by, known.propose)
    refuse_oneself(by, about)
    lock([by.pk, about.pk if about else None])
    plain = json.loads(json.dumps(payload, cls=DjangoJSONEncoder))
    digest = digest_of(plain)
    waiting = Proposal.objects.filter(kind=kind, subject=about, digest=digest, state=ProposalState.OPEN)
    if waiting.exists():
        raise Stale("The same has been proposed already, and waits for a second officer.")
    proposal = Proposal.objects.create(kind=kind, subject=about, payload=plain, digest=digest, proposed_by=by)
    _tell("proposal_made", proposal, [*known.told, *known.told_too(proposal)], but=[by, about])
    return proposal


def digest_of(payload: dict[str, Any]) -> str:
    """The SHA-256 of a payload as it is kept, by which the same is known again."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def confirm(*, proposal: Proposal, by: Person) -> Any:
    """Let the proposal take effect; return what its kind makes of it.

    Raises Refused without the right, for one's own proposal, for what is about oneself, and where the
    proposer has left the office since; Stale where it is settled already.
    """
    current = _current(proposal, by)
    known, by = kind_of(current), Person.objects.get(pk=by.pk)
    permit(by, known.confirm)
    if why := why_not(current, by):
        raise Refused(why)
    if not Person.objects.get(pk=current.proposed_by_id).has_perm(known.propose):
        raise Refused(
            f"{current.proposed_by} has left the office since. Whoever holds it now proposes this anew."
        )
    _settle(current, ProposalState.CONFIRMED, by)
    result = known.enact(current, by)
    notify("proposal_confirmed", to=current.proposed_by, **_words(current), path=_path(current), by=str(by))
    return result


@transaction.atomic
def decline(*, proposal: Proposal, by: Person, reason: str = "") -> Proposal:
    """Let the proposal come to nothing: another officer declines it with a reason, the proposer withdraws.

    Raises Refused without the right or a reason, Stale where it is settled already.
    """
    current = _current(proposal, by)
    known, by = kind_of(current), Person.objects.get(pk=by.pk)
    mine = by.pk == current.proposed_by_id
    permit(by, known.propose if mine else known.confirm)
    if not mine and by.pk == current.subject_id:
        raise Refused("This is about yourself: another officer settles it.")
    if not mine and not reason.strip():
        raise Refused("Say why: whoever proposed it is told.", field="reason")
    _settle(current, ProposalState.WITHDRAWN if mine else ProposalState.DECLINED, by, reason.strip())
    told = [*known.told, *known.told_too(current)]
    _tell("proposal_declined", current, told, but=[by], by=str(by), reason=current.reason, withdrawn=mine)
    return current


@transaction.atomic
def let_fall(*, person: Person, by: Person, why: str) -> None:
    """Let what waits about the person, and what they proposed, come to nothing; those concerned are told.

    Belongs inside an action's transaction that has locked the person.
    """
    waiting = Proposal.objects.filter(Q(subject=person) | Q(proposed_by=person), state=ProposalState.OPEN)
    for one in waiting.select_related("subject", "proposed_by").order_by("pk"):
        known = kind_of(one)
        _settle(one, ProposalState.DECLINED, by, why)
        told = [*known.told, *known.told_too(one)]
        _tell("proposal_declined", one, told, but=[by], by=str(by), reason=why, withdrawn=False)


def why_not(proposal: Proposal, by: Person) -> str:
    """Say why this officer cannot be the second one; nothing where they can."""
    if by.pk == proposal.proposed_by_id:
        return "You proposed this yourself: a second officer confirms it."
    if by.pk == proposal.subject_id:
        return "This is about yourself: another officer confirms it."
    return ""


def refuse_oneself(by: Person, about: Person | None) -> None:
    """Raise Refused where an officer proposes something about themselves."""
    if about is not None and by.pk == about.pk:
        raise Refused("Nobody proposes this for themselves: another officer does.", field="person")


def open_proposals() -> int:
    """How many proposals wait for a second officer."""
    return Proposal.objects.filter(state=ProposalState.OPEN).count()


def label_of(proposal: Proposal) -> str:
    """What is proposed, in one line: what, and about whom."""
    known = kind_of(proposal)
    what = known.title(proposal) if known.title else known.label
    return f"{what}: {proposal.subject}" if proposal.subject else what


def _current(proposal: Proposal, by: Person) -> Proposal:
    """The proposal under its locks, people first; raises Stale where somebody settled it."""
    rows = Proposal.objects.select_related("subject", "proposed_by").filter(pk=proposal.pk)
    officers = [by.pk, proposal.proposed_by_id, proposal.subject_id]
    locked: Proposal = only([*officers, *kind_of(proposal).whom(proposal)], rows)
    if not locked.is_open:
        raise Stale(f"This is settled already: {locked.get_state_display().lower()} by {locked.settled_by}.")
    return locked


def _settle(proposal: Proposal, state: ProposalState, by: Person, reason: str = "") -> None:
    proposal.state, proposal.settled_by, proposal.settled_at = state, by, clock.now()
    proposal.reason = reason
    proposal.full_clean()
    proposal.save()


def _tell(name: str, proposal: Proposal, offices: Iterable[Office], *, but: list[Any], **more: Any) -> None:
    """Tell everybody in the offices, and the proposer, each once; not those who know it already."""
    told: dict[int, Person] = {proposal.proposed_by_id: proposal.proposed_by}
    for office in offices:
        told |= {person.pk: person for person in holders(office)}
    for person in but:
        told.pop(getattr(person, "pk", None), None)
    for person in told.values():
        notify(name, to=person, **_words(proposal), path=_path(proposal), **more)


def _words(proposal: Proposal) -> dict[str, Any]:
    return {
        "about": ("proposal", proposal.pk),
        "label": label_of(proposal),
        "particulars": [list(pair) for pair in kind_of(proposal).particulars(proposal)],
        "proposer": str(proposal.proposed_by),
    }


def _path(proposal: Proposal) -> str:
    return f"/society/confirmations/{proposal.pk}/"
