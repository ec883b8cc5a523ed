"""Every number and every choice between readings, with its date, its origin and the other readings.

A clause never holds a figure of its own: it asks here, so a finding can show what it was measured
against, and the same record can be assessed under another reading.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

OURS: Final = "ours"
SILENT_SINCE: Final = date(2007, 4, 9)


class UnknownParameterError(KeyError):
    """No parameter of that name, or a value its readings do not allow."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure or choice: its value from a day on, where it comes from, and what else it could be.

    `readings` are the other values the rules can compute; `inert` ones are recorded for people and
    read by no rule.
    """

    name: str
    value: Any
    origin: str
    meaning: str
    readings: tuple[Any, ...] = ()
    valid_from: date = SILENT_SINCE
    decided_by: str = "CCC"
    inert: bool = False


class Parameters:
    """An immutable set of parameters; `with_` gives a changed copy and leaves this one as it was."""

    __slots__ = ("_definitions", "_values")

    def __init__(self, definitions: Iterable[Parameter], changed: Mapping[str, Any] | None = None) -> None:
        self._definitions = {definition.name: definition for definition in definitions}
        self._values = {name: definition.value for name, definition in self._definitions.items()}
        for name, value in (changed or {}).items():
            if name not in self._values:
                raise UnknownParameterError(name)
            self._values[name] = value

    def with_(self, changes: Mapping[str, Any]) -> "Parameters":
        """A copy with the named values changed; raises `UnknownParameterError` for a name there is not."""
        return Parameters(self._definitions.values(), {**self._values, **changes})

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Any:
        return iter(self._definitions.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parameters) and self._values == other._values

    def __hash__(self) -> int:
        return hash(tuple(sorted((name, str(value)) for name, value in self._values.items())))

    def definition(self, name: str) -> Parameter:
        """The parameter as it was defined, whatever its present value."""
        return self._definitions[name]

    def number(self, name: str) -> int:
        return int(self._values[name])

    def choice(self, name: str) -> str:
        return str(self._values[name])

    def flag(self, name: str) -> bool:
        return bool(self._values[name])

    def day(self, name: str) -> date:
        value = self._values[name]
        if not isinstance(value, date):
            raise UnknownParameterError(name)
        return value


SHARED: Final = (
    Parameter("process.starts_on", "submission", "BR.1e", "What starts the process.", ("approval",)),
    Parameter("service.months", 24, "BR.2c, step 9", "How many months the leading goes on for."),
    Parameter("membership.grace_days", 0, OURS, "How long a lapse is overlooked, in days.", (30,)),
    Parameter(
        "membership.tested_on",
        "submission",
        "BR.1a",
        "When the candidate has to be a member.",
        ("first_contact",),
    ),
    Parameter("date.leap_rounding", "up", OURS, "What becomes of a day the month lacks.", ("down", "refuse")),
    Parameter("group.same_day", "once", OURS, "How two groups on one day count.", ("each",)),
    Parameter("supervision.same_day", "once", OURS, "How two supervisions on one day count.", ("each",)),
    Parameter(
        "supervisor.approved_on", "session", OURS, "When the supervisor has to be approved.", ("agreement",)
    ),
    Parameter(
        "evaluator.distinct_from_faculty",
        True,
        OURS,
        "Whether the evaluator is a third person beside the faculty.",
        (False,),
    ),
    Parameter(
        "evidence.require_confirmation",
        False,
        OURS,
        "Whether logs count only once countersigned.",
        inert=True,
    ),
    Parameter("org.timezone", None, OURS, "The one time zone in which dates are meant.", inert=True),
    Parameter(
        "fee.schedule", None, "the society to supply", "The amounts, which neither text names.", inert=True
    ),
    Parameter(
        "council.gate_mode", "reconcile", OURS, "What a file needs before it goes to Council.", inert=True
    ),
    Parameter(
        "council.quorum", "more than half of the roll", OURS, "How many ballots a vote needs.", inert=True
    ),
    Parameter("council.majority", "more approve than deny", OURS, "What carries a motion.", inert=True),
    Parameter("ccc.recommendation_rule", None, "FR.1b is silent", "Who signs a recommendation.", inert=True),
)
