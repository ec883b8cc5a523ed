"""The dossier: one portable file for one candidate, read strictly and written so that it reads the same.

`loads` gives a `Record` or raises `DossierError` with every fault at once; `dumps` writes the one text
of what a record says, `dump` the record as it stands; `to_json` and `to_text` print an assessment. Knows
no database.
"""

from .canonical import canonical
from .faults import DossierError
from .naming import one_each
from .reading import load, loads, parse
from .report import to_json, to_text
from .writing import dump, dumps

__all__ = [
    "DossierError",
    "canonical",
    "dump",
    "dumps",
    "load",
    "loads",
    "one_each",
    "parse",
    "to_json",
    "to_text",
]
