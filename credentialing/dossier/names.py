"""The ids a file gives to people, groups and Intensives."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(slots=True)
class Names:
    """What the file lists, so that a reference to nobody is found."""

    people: Collection[str] = ()
    groups: Collection[str] = ()
    intensives: Collection[str] = ()
