"""Small pieces of plain English for the lines a finding shows."""

from collections.abc import Iterable


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
