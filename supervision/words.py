"""Days and counts in sentences."""

from members.words import day_text, list_text

__all__ = ["count_text", "day_text", "list_text"]


def count_text(count: int, one: str, many: str = "") -> str:
    """1 group, 2 groups."""
    return f"{count} {one if count == 1 else many or one + 's'}"
