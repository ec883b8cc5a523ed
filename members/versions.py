"""A short mark of a text as it stands, by which two windows notice each other."""

import hashlib

from members.refusals import Stale

MEANWHILE = (
    "Not saved: this was changed in another window since this page was opened. Nothing was overwritten; what "
    "you typed is still here. Copy what you need, then open the page again."
)


def version_of(*texts: str) -> str:
    """Sixteen characters that change with every change; line ends do not count as one."""
    joined = "\x1f".join(text.replace("\r\n", "\n") for text in texts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same; a form sends line ends otherwise than a script does."""
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")


def refuse_older(*, seen: str | None, now: str) -> None:
    """Raise Stale where a page was shown with another version than the one that stands now.

    None is for a caller without a page; a page that sends no version is older than any.
    """
    if seen is not None and seen != now:
        raise Stale(MEANWHILE)
