"""Rows of a list with an address that nobody has and a name that somebody on record has: who is it?

Two people may share a name, so that only the officer can say it. Whoever is on record without an address can
be the one: the address is then proposed for them, as on their page, and a second officer confirms it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from members.actions.particulars import KIND
from members.enums import ProposalState
from members.models import Address, Person, Proposal
from members.titles import called

NEW = "new"
"""The answer that it is somebody new."""


@dataclass(frozen=True)
class Question:
    """An address of the list that nobody has, the name it stands with, and whom the society knows by it.

    `answer` is NEW, the number of one of `same` as text, or empty while nobody has said it.
    """

    email: str
    name: str
    line: int
    known: tuple[Person, ...]
    answer: str = ""

    @property
    def same(self) -> list[Person]:
        """Those whom the officer can say it is: on record without an address, their account not ended."""
        return [person for person in self.known if person.is_active and person.email is None]

    @property
    def sentence(self) -> str:
        """Whom the society knows by the name, and each way out."""
        return " ".join([*map(_way_out, self.known), "If it is somebody new, say so in the preview."])


def _way_out(person: Person) -> str:
    if not person.is_active:
        return f"The account of {person}, number {person.pk}, has ended: if it is they, open it again first."
    if person.email is None:
        return (
            f"{person}, number {person.pk}, is on record without an address: if it is they, say so in the "
            "preview, and this address is proposed for them."
        )
    return f"{person} is on record with {person.email}: if it is they, give that address in the list."


def questions(rows: Iterable[tuple[int, str, str]], answers: Mapping[str, str]) -> dict[str, Question]:
    """The questions of the rows, each its number, address and name, by the address; with their answers.

    `answers` are by the address, too; one that names nobody who can be meant is none. Nobody is asked about
    an address that somebody uses or used, nor about one that waits for a second officer.
    """
    first: dict[str, tuple[int, str]] = {}
    for line, email, name in rows:
        if email and called(name):
            first.setdefault(email, (line, name))
    for email in _had(first):
        del first[email]
    alike = _by_name({called(name) for _, name in first.values()}) if first else {}
    found = {}
    for email, (line, name) in first.items():
        if known := alike.get(called(name)):
            question = Question(email, name, line, tuple(known))
            answer = answers.get(email, "")
            possible = [NEW, *(str(person.pk) for person in question.same)]
            found[email] = Question(email, name, line, tuple(known), answer if answer in possible else "")
    return found


def awaited(emails: Iterable[str]) -> dict[str, int]:
    """Those of the addresses that wait for a second officer, with the number of whom they are for."""
    open_ones = Proposal.objects.filter(kind=KIND, state=ProposalState.OPEN, payload__email__in=[*emails])
    return dict(open_ones.order_by("pk").values_list("payload__email", "subject"))


def _had(emails: Iterable[str]) -> set[str]:
    emails = [*emails]
    rows = Address.objects.filter(address__in=emails)
    used = rows.in_use() | rows.former().filter(person__is_active=True)
    return {*used.values_list("address", flat=True), *awaited(emails)}


def _by_name(names: set[str]) -> Mapping[str, list[Person]]:
    """Whom the society knows by each name, also by that of a record merged into theirs."""
    rows = Person.objects.values_list("pk", "merged_into", "name")
    alike = {(name, stays or pk) for pk, stays, full in rows if (name := called(full)) in names}
    people = Person.objects.in_bulk([pk for _, pk in alike])
    found = defaultdict(list)
    for name, pk in sorted(alike):
        found[name].append(people[pk])
    return found


__all__ = ["NEW", "Question", "awaited", "questions"]
