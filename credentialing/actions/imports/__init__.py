"""Taking over an older file from paper (T00)."""

from .identity import Question, Unanswered
from .importing import import_dossier

__all__ = ["Question", "Unanswered", "import_dossier"]
