"""Further work asked of a candidate after the review."""

from .facts import FurtherWork, FurtherWorkItem
from .history import History


def further_work(history: History) -> FurtherWork | None:
    """The further work on file; it exists once one side has agreed to it."""
    work = history.record.further_work
    return work if work.agreed_by_ccc_on or work.agreed_by_candidate_on else None


def open_items(history: History) -> tuple[FurtherWorkItem, ...]:
    """The activities not done."""
    work = further_work(history)
    return tuple(item for item in work.items if item.done_on is None) if work else ()


def overdue_items(history: History) -> tuple[FurtherWorkItem, ...]:
    """The activities not done by the day after their deadline."""
    return tuple(
        item for item in open_items(history) if item.deadline is not None and item.deadline < history.as_of
    )
