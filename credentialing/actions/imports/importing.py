"""A dossier becomes people, a case and evidence, in the state the record has reached (T00)."""

from collections.abc import Mapping

from django.db import transaction

from credentialing.actions.ending import let_go_quietly
from credentialing.actions.move import append_event, open_imported
from credentialing.in_use import society_in_use
from credentialing.models import Case
from credentialing.rules import Record
from members.addresses import plain
from members.enums import Office
from members.models import Person
from members.offices import holds
from members.refusals import Refused

from . import application, intensives, judgement, practice
from .faithful import differences, held_otherwise, refuse_the_unreadable, refused_by_the_database
from .identity import CANDIDATE, Who, as_one, nobody_says, recognised
from .paper import Paper, begun_on
from .people import candidate_of, people_of
from .state import reached_state

OWN_FILE = "Nobody takes over their own file."


@transaction.atomic
def import_dossier(*, dossier: Record, by: Person, chair: Person, who: Who = nobody_says) -> Case:
    """Take over an older file, by the membership officer together with the CCC Chair, and return its case.

    The case counts as opened on the first day the file gives, and a person's attempts are linked in that
    order. Nothing is sent and no entry guard applies, but the database's constraints do. Somebody the society
    knows by the candidate's address is that candidate. Whoever of the file goes by a name that the society
    knows is whom `who` says; everybody else is made known without an address. The record of the case then has
    the very text of the file; where a table cannot hold some of what it says, though the findings are the
    same, the timeline names the keys. Raises Refused where nobody says who somebody is, where the account of
    a candidate with an open file has ended, where the file says what its reader does not know, a
    determination on another clause say, and where the database would not hold the file, or would not find in
    it what the file itself says; nothing has changed then.
    """
    _check_offices(dossier, by, chair)
    refuse_the_unreadable(dossier)
    dossier, told = as_one(dossier)
    known = recognised(dossier, who, by=by, chair=chair)
    if known.get(CANDIDATE) in (by, chair):
        raise Refused(OWN_FILE)
    with refused_by_the_database():
        candidate = candidate_of(dossier, known.get(CANDIDATE))
        case = open_imported(
            candidate=candidate,
            state=reached_state(dossier, dossier.as_of, society=society_in_use()),
            process_start=dossier.application.submitted_on,
            begun_on=begun_on(dossier),
            by=by,
            chair=chair,
        )
        _refuse_ended(case)
        _write(Paper(dossier, case, candidate, people_of(dossier, known)))
    for sentence in [*told, *_found(dossier, known)]:
        append_event(case=case, kind="imported_known", by=by, staff=sentence)
    _compare(case, dossier, by, refuse=not known)
    if not case.is_open:
        let_go_quietly(case=case, on=dossier.as_of)
    return case


def _check_offices(dossier: Record, by: Person, chair: Person) -> None:
    if not holds(by, Office.MEMBERSHIP_OFFICER):
        raise Refused("An older file is taken over by the membership officer.")
    if not holds(chair, Office.CCC_CHAIR):
        raise Refused("An older file is taken over together with the CCC Chair of today.")
    address = plain(dossier.candidate.email or "")
    if address and Person.objects.with_address(address).filter(pk__in=[by.pk, chair.pk]).exists():
        raise Refused(OWN_FILE)


def _refuse_ended(case: Case) -> None:
    """Nobody goes on with the file of somebody who cannot sign in; one that has ended is history."""
    if case.is_open and not case.candidate.is_active:
        raise Refused(
            f"The account of {case.candidate} has ended, and this file is still open. Open the account again "
            "on their page first, if they are back."
        )


def _found(dossier: Record, known: Mapping[str, Person]) -> list[str]:
    """Whom the society knew already, in words; a candidate found by an address in use is no surprise."""
    names = {CANDIDATE: dossier.candidate.name} | {id: one.name for id, one in dossier.people.items()}
    return [
        f"{names[id]} of the file is {person}, number {person.pk}, whom the society knew"
        for id, person in known.items()
        if names[id] and (id != CANDIDATE or not _by_address(person, dossier))
    ]


def _by_address(person: Person, dossier: Record) -> bool:
    return person.addresses.in_use().filter(address=dossier.candidate.email or "").exists()


def _write(paper: Paper) -> None:
    """Everything but the committee's review comes first, since that one looks at all of it."""
    application.write(paper)
    practice.write(paper)
    intensives.write(paper)
    judgement.write(paper)


def _compare(case: Case, dossier: Record, by: Person, *, refuse: bool) -> None:
    """A file of new people has to say the same from the database; that of known ones may say more."""
    found, keys = differences(case, dossier), held_otherwise(case, dossier)
    if found and refuse:
        raise Refused(f"The file cannot be held without changing what it says: {'; '.join(found)}.")
    if found:
        said = f"With what was on file already, other findings than on paper: {'; '.join(found)}"
        also = f"; held otherwise than in the file: {', '.join(keys)}" if keys else ""
        append_event(
            case=case,
            kind="imported_with_more",
            by=by,
            staff=said + also,
        )
    elif keys:
        append_event(
            case=case,
            kind="imported_otherwise",
            by=by,
            staff=f"Held otherwise than in the file, with the same findings: {', '.join(keys)}",
        )
