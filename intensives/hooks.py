"""Where the apps above add what they know, since this app knows neither cases nor supervision."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from members.models import Person

FacultyWarning = Callable[["Person", "Person"], str]

faculty_warnings: list[FacultyWarning] = []
"""Asked for a faculty member and a candidate of the same small group; each answers with a sentence, or ''."""


def warnings_about(person: "Person", candidate: "Person") -> list[str]:
    """The sentences against this person as faculty for the candidate (P98.CP.3c, 3d); they never block."""
    return [sentence for warn in faculty_warnings if (sentence := warn(person, candidate))]
