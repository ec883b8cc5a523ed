"""People as a record names them: "P<key>" for those the society knows, "X<key>" for others."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from credentialing.rules.dates import Period
from credentialing.rules.facts import Person

from .arrays import Row, day
from .rows import people_named

NOBODY = "Not named in the older file"
"""What stands for somebody whom a file implies and does not list; a record names nobody there."""


def id_of(person: int | None) -> str | None:
    """The id of somebody the society knows."""
    return None if person is None else f"P{person}"


def outside_id(co_leader: int) -> str:
    """The id of a co-leader known by name alone, from the key of their row."""
    return f"X{co_leader}"


def leader_id(experience: int) -> str:
    """The id of the leader an experience names without their being known, from the key of its row."""
    return f"L{experience}"


def known_people(keys: Iterable[int]) -> dict[str, Person]:
    """The people of the keys, by id, with the periods of their approvals and credentials."""
    return {f"P{key}": _person(key, *rest) for key, *rest in people_named(set(keys))}


def _person(key: int, name: str, profession: str, approvals: list[Row], credentials: list[Row]) -> Person:
    return Person(f"P{key}", name, profession or None, _periods(approvals), _periods(credentials))


def _periods(rows: list[dict[str, Any]]) -> tuple[Period, ...]:
    return tuple(Period(_known(row["start"]), day(row["end"])) for row in rows)


def _known(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
