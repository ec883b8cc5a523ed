"""Pieces of evidence as a person reads them: by kind, and for each the day that tells it apart."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from credentialing.rules.facts import Fact
from members.templatetags.pieces import day

KINDS = {
    "group_sessions": "group",
    "debriefs": "debrief",
    "supervision_sessions": "supervision session",
    "memberships": "membership",
    "fee.payments": "payment",
    "final_intensive.co_led": "group co-led",
    "determinations": "determination",
    "further_work.items": "activity",
    "intensives": "Intensive",
    "groups": "group led",
}
PLURALS = {"activity": "activities", "group co-led": "groups co-led", "group led": "groups led"}
SHOWN = 24
FOLDED = 100


@dataclass(frozen=True)
class Heap:
    """Evidence of one kind in the order of the record, with how much of it a page shows at once.

    The first `SHOWN` are there at a glance and up to `FOLDED` fold out; of more than that the page
    gives the number alone, unless it was asked for all.
    """

    kind: str
    facts: tuple[Fact, ...]
    in_full: bool = False

    @property
    def counted(self) -> str:
        """ "31 groups", "1 debrief"."""
        number = len(self.facts)
        return f"{number} {self.kind if number == 1 else PLURALS.get(self.kind, self.kind + 's')}"

    @property
    def is_alone(self) -> bool:
        """Whether one piece is all there is, which needs no counting."""
        return len(self.facts) == 1

    @property
    def shown(self) -> tuple[Fact, ...]:
        """The pieces at a glance."""
        return self.facts if self.in_full else self.facts[:SHOWN]

    @property
    def folded(self) -> tuple[Fact, ...]:
        """The pieces that fold out."""
        return () if self.in_full else self.facts[SHOWN:FOLDED]

    @property
    def beyond(self) -> int:
        """How many the page leaves out."""
        return 0 if self.in_full else max(0, len(self.facts) - FOLDED)


def heaps(facts: Iterable[Fact], *, in_full: bool = False) -> list[Heap]:
    """The evidence by kind, each kind where it first appears."""
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(kind_of(fact), []).append(fact)
    return [Heap(kind, tuple(found), in_full) for kind, found in by_kind.items()]


def left_out(excluded: Sequence[tuple[Fact, str]]) -> dict[str, list[Fact]]:
    """The evidence that was left out, by the reason for it."""
    reasons: dict[str, list[Fact]] = {}
    for fact, why in excluded:
        reasons.setdefault(why, []).append(fact)
    return reasons


def kind_of(fact: Fact) -> str:
    """What sort of thing it is, in the singular."""
    name = fact.path.partition("[")[0]
    return KINDS.get(name, name.replace("_", " ").replace(".", ", "))


def when(fact: Fact) -> str:
    """The day or the days of it, with the minutes where they count; empty where it has no day."""
    return _told(fact, day, "minutes")


def when_briefly(fact: Fact) -> str:
    """The same for one among many: "8 Aug 2025, 40 min"."""
    return _told(fact, _brief, "min")


def in_words(fact: Fact) -> str:
    """What it is, and when."""
    return f"{kind_of(fact)} {when(fact)}".strip()


def _told(fact: Fact, written: Callable[[dt.date], str], unit: str) -> str:
    start, end = getattr(fact, "start", None), getattr(fact, "end", None)
    if isinstance(start, dt.date):
        return f"{written(start)} to {written(end) if end else 'now'}"
    moment = getattr(fact, "on", None) or getattr(fact, "sent_on", None)
    minutes = f", {fact.minutes} {unit}" if hasattr(fact, "minutes") else ""
    return f"{written(moment)}{minutes}" if moment else ""


def _brief(value: dt.date) -> str:
    return f"{value.day} {value:%b} {value.year}"
