"""Which wording of a document stands on a day: held, once in force but not held, or not yet issued."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Standing(StrEnum):
    """How a clause stands on one day."""

    IN_FORCE = "in force"
    WORDING_NOT_HELD = "wording not held"
    NOT_IN_FORCE = "not in force"


class Edition(NamedTuple):
    """One wording of a document, in force from a day until the next; `held` says that we have its text."""

    valid_from: date
    held: bool
    name: str


def edition_on(editions: tuple[Edition, ...], day: date) -> Edition | None:
    """The one edition in force on the day, its first day included; None before the first."""
    in_force = [edition for edition in editions if edition.valid_from <= day]
    return max(in_force) if in_force else None


def standing_of(edition: Edition | None) -> Standing:
    """What is to be said of a clause in that edition."""
    if edition is None:
        return Standing.NOT_IN_FORCE
    return Standing.IN_FORCE if edition.held else Standing.WORDING_NOT_HELD
