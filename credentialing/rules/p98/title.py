"""The document's name and its key."""

from typing import Final

KEY: Final = "P98"
DOCUMENT: Final = "Procedures 1998-2007"
