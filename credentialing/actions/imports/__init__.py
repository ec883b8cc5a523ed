"""Taking over an older file from paper (T00)."""

from .importing import import_dossier

__all__ = ["import_dossier"]
