"""What those above know of a leader's months and supervision does not; they register it here."""

from collections.abc import Callable

from members.models import Person
from supervision.months import Month

free_months: list[Callable[[Person], frozenset[Month]]] = []
"""Each gives the months in which a granted schedule asks the leader for no group."""


def months_free_for(leader: Person) -> frozenset[Month]:
    """The months in which a granted schedule asks the leader for no group."""
    return frozenset().union(*(known(leader) for known in free_months))
