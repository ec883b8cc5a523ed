"""Telling people and groups apart by what a record says of them, never by what they are called.

Two people of one name are told apart by their groups, and those by their days and by who else led
them; so each one's rank is refined by the ranks of what it is linked to, until nothing changes. What
is then still alike is most often alike in everything, and any order of it reads the same. Where it
is not, each possible order is tried, and the one that reads least counts; one that reads as another
does cannot be told from it, so it need not be followed further.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, NamedTuple

from credentialing.rules.facts import Group, Person, Record


class One(NamedTuple):
    """A person or a group by the id the record gives."""

    kind: str
    id: str


class Link(NamedTuple):
    """Something said of a person, of a group, or of both together."""

    said: tuple[str, ...]
    person: One | None
    group: One | None


Ranks = Mapping[One, int]
Reading = tuple[tuple[tuple[str, ...], int, int], ...]


def person(id: str | None) -> One | None:
    return None if id is None else One("person", id)


def group(id: str | None) -> One | None:
    return None if id is None else One("group", id)


def in_order(*values: Any) -> tuple[tuple[bool, Any], ...]:
    """The values so that they can be compared: what is absent comes first."""
    return tuple((value is not None, value) for value in values)


def told_apart(record: Record) -> Ranks:
    """A rank for everybody and every group, in which no id has a part; 0 is the first.

    Two records that say the same of people and groups called otherwise give the same ranks, but for
    those whom nothing at all tells apart.
    """
    return _Likeness(record).ranks()


def _links(record: Record) -> Iterator[Link]:
    yield Link(("asked",), person(record.supervisor_request.supervisor), None)
    for row in record.groups:
        yield Link(("co-leads",), person(row.co_leader), group(row.id))
        for past in row.past_co_leaders:
            yield Link(("co-led",), person(past), group(row.id))
    for met in record.group_sessions:
        yield Link(("met", str(met.on)), None, group(met.group))
    for debrief in record.debriefs:
        yield Link(("debriefed", str(debrief.on), str(debrief.minutes)), None, group(debrief.group))
    for session in record.supervision_sessions:
        said = ("supervised", str(session.on), session.recording or "")
        yield Link(said, person(session.supervisor), group(session.group))
    yield from _links_of_the_final_intensive(record)
    if claim := record.prior_experience.co_leading:
        yield Link(("led earlier",), person(claim.leader), None)


def _links_of_the_final_intensive(record: Record) -> Iterator[Link]:
    final = record.final_intensive
    for id in final.faculty:
        yield Link(("faculty",), person(id), None)
    for row in final.co_led:
        yield Link(("faculty", str(row.on)), person(row.faculty), None)
    for id in final.meeting.present if final.meeting else ():
        yield Link(("present",), person(id), None)
    yield Link(("evaluator",), person(final.evaluator), None)


def _of_a_person(one: Person) -> tuple[Any, ...]:
    approved, credentialed = one.approved_supervisor, one.credentialed_leader
    return (
        in_order(one.name, one.profession),
        tuple(in_order(*period) for period in approved),
        tuple(in_order(*period) for period in credentialed),
    )


def _of_a_group(one: Group) -> tuple[Any, ...]:
    return in_order(one.started_on, one.site, one.setting, one.ended_on)


class _Likeness:
    """The search for the ranks of one record."""

    def __init__(self, record: Record) -> None:
        self.own = {One("group", row.id): ("group", _of_a_group(row)) for row in record.groups}
        self.own |= {One("person", id): ("person", _of_a_person(row)) for id, row in record.people.items()}
        self.links = tuple(_links(record))
        self.said: dict[One, list[tuple[tuple[str, ...], One | None]]] = defaultdict(list)
        for link in self.links:
            if link.person:
                self.said[link.person].append((link.said, link.group))
            if link.group:
                self.said[link.group].append((link.said, link.person))

    def ranks(self) -> Ranks:
        return self.least(self.refined(self.with_twins_apart(self.refined(_ranked(self.own)))))

    def refined(self, ranks: Ranks) -> Ranks:
        """Ranks that tell apart whatever is linked in another way, as far as that leads."""
        while True:
            finer = _ranked({one: (rank, self.seen(one, ranks)) for one, rank in ranks.items()})
            if len(set(finer.values())) == len(set(ranks.values())):
                return finer
            ranks = finer

    def seen(self, one: One, ranks: Ranks) -> Hashable:
        return tuple(sorted((said, _rank(other, ranks)) for said, other in self.said[one]))

    def with_twins_apart(self, ranks: Ranks) -> Ranks:
        """Numbers those linked in the same way to the very same others, whose order cannot matter."""
        before: Counter[Hashable] = Counter()
        numbered = {}
        for one, rank in ranks.items():
            links = frozenset(Counter(self.said[one]).items())
            numbered[one] = (rank, before[rank, links])
            before[rank, links] += 1
        return _ranked(numbered)

    def least(self, ranks: Ranks) -> Ranks:
        """The ranks that read least of all orders of those still alike."""
        alike = _first_alike(ranks)
        if not alike:
            return ranks
        first, *others = (self.refined(_put_first(one, ranks)) for one in alike)
        found, known = self.least(first), {self.read(self.some(first))}
        for other in others:
            reading = self.read(self.some(other))
            if reading not in known:
                known.add(reading)
                found = min(found, self.least(other), key=self.read)
        return found

    def some(self, ranks: Ranks) -> Ranks:
        """One of the possible orders of those still alike."""
        while alike := _first_alike(ranks):
            ranks = self.refined(_put_first(alike[0], ranks))
        return ranks

    def read(self, ranks: Ranks) -> Reading:
        """All that is said, with everybody called by their rank."""
        return tuple(sorted((one, _rank(who, ranks), _rank(what, ranks)) for one, who, what in self.links))


def _rank(one: One | None, ranks: Ranks) -> int:
    return -1 if one is None else ranks[one]


def _ranked(keys: Mapping[One, Any]) -> Ranks:
    place = {key: at for at, key in enumerate(sorted(set(keys.values())))}
    return {one: place[key] for one, key in keys.items()}


def _put_first(one: One, ranks: Ranks) -> Ranks:
    """The ranks with one before all that were like it."""
    return {other: 2 * rank - (other == one) for other, rank in ranks.items()}


def _first_alike(ranks: Ranks) -> list[One]:
    """All of the first rank that several have; empty once everybody is told apart."""
    holders: dict[int, list[One]] = defaultdict(list)
    for one, rank in ranks.items():
        holders[rank].append(one)
    return next((holders[rank] for rank in sorted(holders) if len(holders[rank]) > 1), [])
