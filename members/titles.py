"""What somebody is called, without what stands before and after it: titles, degrees, memberships.

Names on paper differ in these while the person is the same. Two names that are called the same may still
be two people, so that what is found by it is a question and no answer.
"""

import re

from members.names import folded

_TITLES = (
    "dr doctor prof professor priv doz pd dipl psych mag med phil habil mr mrs ms miss mx sir dame "
    "rev reverend fr father sr sister br brother rabbi imam chaplain herr frau drs"
)
TITLES = frozenset(_TITLES.split())
"""What stands before a name."""
_DEGREES = (
    "md phd do dmd dds dvm vmd dphil psyd edd thd dmin mdiv jd esq mbbs mbchb ba bs bsc ma ms msc mph "
    "mha mba med mn msn bsn msw lcsw licsw lmsw csw rn np fnp aprn crnp dnp pa pac lmft mft lpc lmhc "
    "lpcc ncc abpp bcc facp faafp faap fapa facog frcp frcpc frcgp mrcp mrcgp mrcpsych frcpsych ccfp "
    "fcfp faans cgp"
)
DEGREES = frozenset(_DEGREES.split())
"""What stands after a name, mostly behind a comma."""
ALSO_NAMES = frozenset(["do", "ma", "ms", "ba", "bs", "pa", "med"])
"""Degrees that are somebody's name as well: taken for a degree behind a comma or another one only."""
YOUNGER = frozenset(["jr", "sr", "ii", "iii", "iv"])
"""What tells a child from a parent of the same name, and belongs to the name."""


def called(name: str) -> str:
    """Fold a name and leave out titles and degrees, dots, dashes and apostrophes; "Marsh, Sylvia" is turned.

    Nothing but titles stays as it is. Equal for two spellings of one name, accents and case left aside.
    """
    first, *rest = (_words(part) for part in re.sub(r"['’‘ʼ`´]", "", folded(name)).split(","))
    own = _without(first)
    behind = [word for part in rest for word in _without(part) if word not in DEGREES]
    given = [word for word in behind if word not in YOUNGER]
    return " ".join([*given, *own, *(word for word in behind if word in YOUNGER)]) or " ".join(first)


def _words(text: str) -> list[str]:
    """The words, with "M.D." as one and "Dr.Marsh" as two."""
    words: list[str] = []
    for word in re.split(r"[\s\-\u2010-\u2015/()]+", text):
        whole = word.replace(".", "")
        words += [whole] if whole in TITLES | DEGREES else word.split(".")
    return [word for word in words if word]


def _without(words: list[str]) -> list[str]:
    while words and words[0] in TITLES:
        words = words[1:]
    for at in range(1, len(words)):
        if words[at] in DEGREES - ALSO_NAMES and DEGREES.issuperset(words[at:]):
            return words[:at]
    return words
