"""The one lock discipline: everybody a step concerns, at once, before anything of theirs.

People first, by primary key, then the rows that are theirs, each kind by primary key; one strength for
all (FOR NO KEY UPDATE: it waits for any other writer and for nobody who only points at the row). Whoever
takes all of a step's locks in one go and in one order can wait for somebody else, but never in a circle.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from members.models import Person
from members.refusals import Stale

MEANWHILE = (
    "Somebody else changed who has a part in this a moment ago. Nothing was saved; please try once more."
)


class LockedLate(Stale):
    """A step turned to somebody whom it had not locked at its beginning: it could wait in a circle."""


def lock(people: Iterable[int | None], *rows: QuerySet) -> list[list[Any]]:
    """Lock the people, then the rows, until the transaction ends; return the rows as they stand now.

    Each queryset is locked by primary key, its own table alone, in the order given. People whom this step
    has locked already are not asked for again. Raises LockedLate where the step holds others, and one of
    these is not among them: name everybody the first time.
    """
    _lock_people({key for key in people if key is not None})
    return [list(each.select_for_update(no_key=True, of=("self",)).order_by("pk")) for each in rows]


def only(people: Iterable[int | None], row: QuerySet) -> Any:
    """Lock the people, then the one row, and return it as it stands now; None where it is gone."""
    [found] = lock(people, row)
    return found[0] if found else None


def _lock_people(wanted: set[int]) -> None:
    held = _held()
    missing = wanted - held.people
    if not missing:
        return
    if held.people:
        raise LockedLate(MEANWHILE)
    found = Person.objects.select_for_update(no_key=True).filter(pk__in=missing).order_by("pk")
    list(found.values_list("pk"))
    held.people |= wanted
    if not held.noted:
        held.noted = True
        transaction.on_commit(held)


class _Held:
    """Whom a step has locked; the transaction forgets it when it ends or rolls back to before it."""

    def __init__(self, step: str | None) -> None:
        self.step = step
        self.people: set[int] = set()
        self.noted = False

    def __call__(self) -> None:
        """Nothing is left to do at the commit."""


def _held() -> _Held:
    step = _step()
    noted = (callback for _, callback, *_ in connection.run_on_commit if isinstance(callback, _Held))
    return next((held for held in noted if held.step == step), None) or _Held(step)


def _step() -> str | None:
    """What tells this step from others in one transaction: its savepoint, where steps share one.

    None where the transaction is the step's own. A transaction around many steps (a test's, the
    demonstration's script) is opened with `around_steps`.
    """
    blocks = enumerate(connection.atomic_blocks, start=1)
    around = max((at for at, block in blocks if _is_around_steps(block)), default=0)
    if not around:
        return None
    inner = connection.savepoint_ids[around - 1 : around]
    return inner[0] if inner else None


def _is_around_steps(block: transaction.Atomic) -> bool:
    return isinstance(block, around_steps) or block._from_testcase


class around_steps(transaction.Atomic):  # noqa: N801 (it reads as transaction.atomic does)
    """A transaction around many steps, each of which locks for itself: nobody else writes meanwhile."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)
