"""The parameters as one history asks them, and what it asked.

An answer can only depend on a parameter that was asked on the way to it. So with each answer is kept
what was asked, and no other reading of any other parameter has to be tried.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from .parameters import Parameters, Typed

T = TypeVar("T")
A = TypeVar("A")

Asked = int
"""The parameters that were asked, each as its bit in `Parameters.bits`."""


class Consulted(Typed):
    """A set of parameters that notes each one that is asked."""

    __slots__ = ("_bits", "_values", "asked", "parameters")

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.asked: Asked = 0
        self._bits = parameters.bits
        self._values = parameters.values

    def __getitem__(self, name: str) -> Any:
        self.asked |= self._bits[name]
        return self._values[name]

    def noting(self, compute: Callable[[A], T], given: A) -> tuple[T, Asked]:
        """What the function gives, and what was asked on the way; it counts as asked here too.

        Whoever keeps the answer and uses it again adds what was asked to `asked` anew.
        """
        before, self.asked = self.asked, 0
        try:
            return compute(given), self.asked
        finally:
            self.asked |= before
