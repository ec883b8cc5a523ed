"""Names as people look for them: without accents, in any case, however their signs were put together.

`folded` says it in Python, the lookup `folded` in the database (`name__folded__contains=typed`), where the
function `folded(text)` of the migrations does the same; a test holds the two together.
"""

import re
import unicodedata

from django.db.models import CharField, Transform

MARKS = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u093c\u09bc\u0a3c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u0640\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""What is left out: accents and vowel points set on a letter, then what nobody sees."""
SPACE = "[\t-\r \u0085\u1680\u2028\u2029]+"
"""What stands between words; every other kind of space is an ordinary one once it is decomposed."""
QUOTES = str.maketrans(dict.fromkeys("\u00b4\u0060\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\uff07", "'"))
ALIKE = str.maketrans(
    {
        **dict(zip("đðħıłøŧƀɨʉŋ", "ddhilotbiun", strict=True)),
        **dict(zip("ςىیکەةٱ", "σييكهها", strict=True)),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **{"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"},
    }
)
"""Letters that no decomposition parts, as those write them who do not have them on their keyboard."""


def folded(text: str) -> str:
    """The name for comparing: decomposed (NFKD), without marks, in small letters, with single spaces."""
    apart = unicodedata.normalize("NFKD", text.translate(QUOTES))
    plain = re.sub(MARKS, "", apart).lower().translate(ALIKE)
    return re.sub(SPACE, " ", plain).strip(" ")


@CharField.register_lookup
class Folded(Transform):
    """What `folded` makes of a column; what it is compared with is folded, too."""

    lookup_name = "folded"
    function = "folded"
    bilateral = True


__all__ = ["Folded", "folded"]
