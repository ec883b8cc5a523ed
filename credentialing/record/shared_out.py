"""Work on many cases, shared out among the processors of the machine."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from django.db import connections

T = TypeVar("T")

A_BATCH = 500


def shared_out(
    keys: Sequence[int], work: Callable[[Sequence[int]], T], *, processes: int | None = None
) -> Iterator[T]:
    """What the work gives for each batch of keys, in their order.

    More than one batch is shared among as many processes as there are processors, each with a connection
    of its own; so the work must be a function of a module, and what is not committed is not seen. Not for
    use inside a transaction.
    """
    batches = [keys[at : at + A_BATCH] for at in range(0, len(keys), A_BATCH)]
    many = min(processes or os.cpu_count() or 1, len(batches))
    if many < 2:
        yield from map(work, batches)
        return
    connections.close_all()
    # A record and its assessment hold no cycle, so looking for them would only take time.
    with multiprocessing.get_context("fork").Pool(many, initializer=gc.disable) as pool:
        yield from pool.imap(work, batches)
