"""Signs that nobody sees in a text, and that turn or part what stands beside them."""

import re
import unicodedata

from members.addresses import FILLERS

UNSEEN = re.compile(f"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff{FILLERS}]")
"""Marks of direction, fillers and soft hyphens; not the two joiners, which some scripts are written with."""


def without_unseen(text: str) -> str:
    """The text without them, its letters composed (NFC): what is read is what is kept."""
    return unicodedata.normalize("NFC", UNSEEN.sub("", text))


__all__ = ["without_unseen"]
