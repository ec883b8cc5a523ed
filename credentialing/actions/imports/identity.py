"""Who the people of an older file are: somebody the society knows, or somebody new."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from credentialing.dossier import one_each
from credentialing.dossier.canonical import NAMELESS
from credentialing.record.people import NOBODY
from credentialing.rules import Record
from credentialing.rules.facts import Person as Named
from members.actions.locking import lock
from members.models import Person
from members.refusals import Refused
from members.titles import called

CANDIDATE = ""
"""Stands for the candidate where people go by the ids of a file."""


@dataclass(frozen=True)
class Question:
    """A name of the file that the society knows: the same person, or somebody new?"""

    name: str
    profession: str
    known: tuple[Person, ...]

    def __str__(self) -> str:
        found = " or ".join(_particulars(person) for person in self.known)
        stated = f" ({self.profession})" if self.profession else ""
        return f"{self.name}{stated}: the society knows {found}. The same person, or somebody new?"


class Unanswered(Exception):
    """Nobody has said yet who it is; `hint` tells how to."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(hint)
        self.hint = hint


Who = Callable[[Question], Person | None]
"""Answers a question: the person of those known, or None for somebody new; raises Unanswered."""


def nobody_says(question: Question) -> Person | None:
    """No answer to any question."""
    raise Unanswered


def as_one(dossier: Record) -> tuple[Record, list[str]]:
    """The file with everybody listed once, and a sentence for each whom it lists under several ids.

    Whoever goes by one name is one person, unless the file gives that name different professions: then
    those of each profession are one, and those without any are somebody else again.
    """
    professions: dict[str, set[str]] = {}
    for one in dossier.people.values():
        professions.setdefault(_key(one.name), set()).update({one.profession or ""} - {""})
    same: dict[str, str] = {}
    found: dict[tuple[str, str], str] = {}
    for one in dossier.people.values():
        if name := _key(one.name):
            which = (one.profession or "") if len(professions[name]) > 1 else ""
            first = found.setdefault((name, which), one.id)
            same |= {one.id: first} if first != one.id else {}
    told = [
        f"The file lists {id} and {first} apart; they are one person, {dossier.people[first].name}"
        for id, first in same.items()
    ]
    return (one_each(dossier, same) if same else dossier), told


def recognised(dossier: Record, who: Who, *, by: Person, chair: Person) -> dict[str, Person]:
    """Those of the file whom the society knows, by its ids, the candidate under CANDIDATE; all are locked.

    The candidate is found by an address in use; everybody else, and a candidate whose address nobody has, by
    the name or a former address, if `who` says so. The Chair is locked too, so that no two files are taken
    over at once: each finds whom the one before has made known. Raises Refused with every question that has
    no answer.
    """
    found = _look(dossier, who)
    lock({by.pk, chair.pk, *(person.pk for person in found.values())})
    found = _look(dossier, who)
    lock(person.pk for person in found.values())
    return found


def _look(dossier: Record, who: Who) -> dict[str, Person]:
    named = _by_name(dossier)
    found: dict[str, Person] = {}
    open_questions: list[str] = []
    email = dossier.candidate.email
    if email and (person := Person.objects.with_address(email).first()):
        found[CANDIDATE] = person
    for id, one in _named(dossier).items():
        alike = [] if id in found else [*named.get(_key(one.name), [])]
        if id == CANDIDATE and email and id not in found:
            alike += [one for one in Person.objects.formerly_at(email) if one not in alike]
        if not alike:
            continue
        question = Question(one.name or email or "", one.profession or "", tuple(alike))
        try:
            answer = who(question)
        except Unanswered as unanswered:
            open_questions.append(f"{question}{unanswered.hint}")
        else:
            found |= {id: answer} if answer else {}
    if open_questions:
        raise Refused(" ".join(dict.fromkeys(open_questions)))
    _check_once(dossier, found)
    return found


def _named(dossier: Record) -> dict[str, Named]:
    candidate = Named(CANDIDATE, dossier.candidate.name, dossier.candidate.profession)
    return {CANDIDATE: candidate, **dossier.people}


def _by_name(dossier: Record) -> Mapping[str, list[Person]]:
    """Everybody whom the society knows by a name of the file, also by that of a record merged into theirs."""
    keys = {_key(one.name) for one in _named(dossier).values()} - {""}
    rows = Person.objects.exclude(name__in=(NAMELESS, NOBODY)).values_list("pk", "merged_into", "name")
    alike = {(stays or pk, key) for pk, stays, name in rows if (key := called(name)) in keys}
    people = Person.objects.in_bulk([pk for pk, _ in alike])
    found: dict[str, list[Person]] = {}
    for pk, key in sorted(alike):
        found.setdefault(key, []).append(people[pk])
    return found


def _check_once(dossier: Record, found: Mapping[str, Person]) -> None:
    """Two whom the file tells apart are not one."""
    by_person: dict[int, str] = {}
    for id, person in found.items():
        other = by_person.setdefault(person.pk, id)
        if other != id:
            names = _listed(dossier, (other, id))
            raise Refused(f"{names} of the file are two people; they cannot both be {person}.")


def _listed(dossier: Record, ids: Iterable[str]) -> str:
    return " and ".join(id or "the candidate" for id in ids)


def _key(name: str | None) -> str:
    """What is looked for; empty where the file gives no name."""
    return "" if not name or name in (NAMELESS, NOBODY) else called(name)


def _particulars(person: Person) -> str:
    said = [person.profession and person.get_profession_display(), person.email, f"number {person.pk}"]
    return f"{person} ({', '.join(part for part in said if part)})"
