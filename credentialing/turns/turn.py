"""One turn: who has to do what on a file, since when, and what the candidate waits for meanwhile."""

from dataclasses import dataclass

from credentialing.models import Case
from credentialing.workflow import STAGES, Actor, State
from members.models import Person
from members.offices import offices_of
from members.open_task import OpenTask
from members.words import list_text


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who moves a file on.

    `people` are the keys of those asked; empty means whoever holds the actor's office, but for those in
    `without`, who stand aside. `who` names them to others. `awaited` is what the candidate waits for, in
    words that follow "With the Treasurer: "; a turn of nobody (`actor` None) is a day that has to come.
    `moves` is False for what is owed while the file goes on without it, such as the second year's fee.
    """

    case: Case
    actor: Actor | None
    who: str
    awaited: str
    task: OpenTask
    people: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    moves: bool = True

    def is_for(self, person: Person) -> bool:
        """Whether the person is the one to act; on one's own file nothing but what a candidate does."""
        if self.case.candidate_id == person.pk:
            return self.actor is Actor.CANDIDATE
        if self.actor is None or person.pk in self.without:
            return False
        return person.pk in self.people if self.people else self.actor.value in offices_of(person)

    @property
    def is_the_candidates(self) -> bool:
        """Whether the candidate has to act."""
        return self.actor is Actor.CANDIDATE

    @property
    def said(self) -> str:
        """For the candidate: with whom it is, and what for."""
        return self.awaited if self.actor is None else f"With {self.who}: {self.awaited}"

    @property
    def for_others(self) -> OpenTask:
        """For an officer: whose turn it is, and what is to be done."""
        label = (
            self.task.label
            if self.actor is None
            else f"{self.who[0].upper()}{self.who[1:]}: {self.task.label}"
        )
        return OpenTask(label=label, url="", due=self.task.due)


def who_is_next(turns: list[Turn], reader: Person | None = None) -> str:
    """Whose turn it is, for a line: "you and Sylvia Marsh"; empty where it is nobody's."""
    named = [
        "you" if reader is not None and turn.is_for(reader) else turn.who
        for turn in turns
        if turn.actor is not None and turn.moves
    ]
    return list_text(sorted(dict.fromkeys(named), key=lambda who: who != "you"))


def waits_of(turns: list[Turn]) -> list[OpenTask]:
    """What the candidate waits for, as lines: with whom, what for, and how long the stage usually takes."""
    found = []
    for turn in turns:
        if turn.is_the_candidates:
            continue
        usually = STAGES[State(turn.case.state)].usually if turn.actor is not None else ""
        label = f"{turn.said}; the stage usually takes {usually}" if usually else turn.said
        found.append(OpenTask(label=label, url="", due="" if turn.actor is None else turn.task.due))
    return list({task.label: task for task in found}.values())
