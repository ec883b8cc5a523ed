"""The document's name and its key."""

from typing import Final

KEY: Final = "R14"
DOCUMENT: Final = "Roadmap 2014"
