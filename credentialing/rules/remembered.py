"""A property worked out once: `functools.cached_property`, without the lock that Python 3.11 takes for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from functools import cached_property as remembered
else:

    class Remembered:
        """Works out the value when it is first asked, and leaves it in the place of the property."""

        def __init__(self, compute: Callable[[Any], Any]) -> None:
            self.compute = compute
            self.name = compute.__name__
            self.__doc__ = compute.__doc__

        def __get__(self, instance: Any, owner: type) -> Any:
            if instance is None:
                return self
            found = self.compute(instance)
            setattr(instance, self.name, found)
            return found

    remembered = Remembered

__all__ = ["remembered"]
