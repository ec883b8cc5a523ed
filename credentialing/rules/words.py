"""Small pieces of plain English for the lines a finding shows."""

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from .dates import spell

if TYPE_CHECKING:
    from .parameters import Parameters

NUMBERS: Final = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
PLACE: Final = re.compile(r"\{([a-z0-9_.]+)\}")


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "1 session", "12 sessions"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Iterable[str], *, at_most: int = 3) -> str:
    """ "March 2021, May 2021 and 4 more"."""
    words = list(words)
    if len(words) > at_most + 1:
        return f"{', '.join(words[:at_most])} and {len(words) - at_most} more"
    if len(words) > 1:
        return f"{', '.join(words[:-1])} and {words[-1]}"
    return "".join(words)


def spelled(number: int) -> str:
    """A number up to twelve as a word, a larger one in figures."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def filled(text: str, parameters: "Parameters") -> str:
    """The text with each parameter it names in braces replaced by its number in words."""
    if "{" not in text:
        return text
    return PLACE.sub(lambda place: spelled(parameters.number(place[1])), text)


def figure(value: Any) -> str:
    """The value of a parameter as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value.replace("_", " ").replace(":", " ")
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(sorted(map(figure, value)))
    if isinstance(value, date):
        return spell(value)
    return "none" if value is None else str(value)
