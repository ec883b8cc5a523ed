"""The parameters as one history asks them, and what it asked.

An answer can only depend on a parameter that was asked on the way to it. So with each answer its
journal is kept, and no other reading of any other parameter has to be tried.
"""

from datetime import date
from typing import Any

from .parameters import Parameters

Journal = list[str]


class Consulted:
    """A set of parameters that writes the name of each one that is asked into a journal.

    Whoever works something out keeps the journal from where it began; whoever uses it again adds that
    part to the journal anew.
    """

    __slots__ = ("journal", "parameters")

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.journal: Journal = []

    def __getitem__(self, name: str) -> Any:
        self.journal.append(name)
        return self.parameters[name]

    def number(self, name: str) -> int:
        self.journal.append(name)
        return self.parameters.number(name)

    def choice(self, name: str) -> str:
        self.journal.append(name)
        return self.parameters.choice(name)

    def flag(self, name: str) -> bool:
        self.journal.append(name)
        return self.parameters.flag(name)

    def day(self, name: str) -> date:
        self.journal.append(name)
        return self.parameters.day(name)
