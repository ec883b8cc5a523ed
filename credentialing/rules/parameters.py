"""Every number and every choice between readings, with its date, its origin and the other readings.

A clause never holds a figure of its own: it asks here, so a finding can show what it was measured
against, and the same record can be assessed under another reading.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

OURS: Final = "ours"
SILENT_SINCE: Final = date(2007, 4, 9)
TRIED: Final = "tried as another reading"
MOST_DIGITS: Final = 4


def written(value: Any) -> str:
    """A value of a parameter as it is typed: `true`, `none`, `14`, `extend`."""
    return str(value).lower() if value is None or isinstance(value, bool) else str(value)


class UnknownParameterError(KeyError):
    """No parameter of that name, or a value its readings do not allow."""


class TwoVersionsError(ValueError):
    """Two values of one parameter from the same day on."""


class Version(NamedTuple):
    """One value of a parameter: from which day on, where it comes from, who set it, and why."""

    value: Any
    valid_from: date
    origin: str
    set_by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure or choice: its value from a day on, where it comes from, and what else it could be.

    `readings` are the other values the rules can compute; `inert` ones are recorded for people and
    read by no rule. `decided_by` says who may change it. One that is `of_leading` says from when leading
    counts, and nothing else. Of one that takes `any_number` the readings are examples.
    """

    name: str
    value: Any
    origin: str
    meaning: str
    readings: tuple[Any, ...] = ()
    valid_from: date = SILENT_SINCE
    decided_by: str = "CCC"
    inert: bool = False
    of_leading: bool = False
    any_number: bool = False

    @property
    def first(self) -> Version:
        """The version the rules start with."""
        return Version(self.value, self.valid_from, self.origin, why=self.meaning)

    def reads(self, text: str) -> Any:
        """The value that a text such as `true`, `none`, `14` or `extend` means.

        Raises `UnknownParameterError` for a text that is none of the readings.
        """
        for value in self.all_readings:
            if written(value) == text:
                return value
        if self.any_number and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS:
            return int(text)
        raise UnknownParameterError(text)

    @property
    def all_readings(self) -> tuple[Any, ...]:
        """Every value that is a listed reading, the default first; empty if there is no choice."""
        return (self.value, *self.readings) if self.readings else ()


@dataclass(frozen=True, slots=True)
class Change:
    """A value somebody set for a parameter from a day on, that day included."""

    name: str
    value: Any
    valid_from: date
    set_by: str
    why: str

    @property
    def version(self) -> Version:
        return Version(self.value, self.valid_from, f"set by {self.set_by}", self.set_by, self.why)


class Typed:
    """Values asked for by name, each as what it is."""

    __slots__ = ()

    def __getitem__(self, name: str) -> Any:
        raise NotImplementedError

    def number(self, name: str) -> int:
        return int(self[name])

    def choice(self, name: str) -> str:
        return str(self[name])

    def flag(self, name: str) -> bool:
        return bool(self[name])

    def day(self, name: str) -> date:
        value = self[name]
        if not isinstance(value, date):
            raise UnknownParameterError(name)
        return value


class Parameters(Typed):
    """An immutable set of parameters, read on one day; every change gives another set.

    On any day each parameter has exactly one version: the last that is valid from that day or an earlier
    one. The first version also stands for the days before it, since no earlier one is known.
    """

    def __init__(
        self,
        definitions: Iterable[Parameter],
        history: Mapping[str, tuple[Version, ...]] | None = None,
        *,
        day: date = date.max,
    ) -> None:
        self._definitions = {definition.name: definition for definition in definitions}
        self.choices = tuple(one for one in self._definitions.values() if one.readings)
        """The parameters that have other readings."""
        self.bits = {name: 1 << at for at, name in enumerate(self._definitions)}
        """Each name as one bit of a number, so that sets of parameters are cheap."""
        self.choosable = sum(self.bits[one.name] for one in self.choices)
        """The bits of the choices."""
        self._history = dict(history or {name: (one.first,) for name, one in self._definitions.items()})
        self._versions = {name: _in_force(versions, day) for name, versions in self._history.items()}
        self.values = {name: version.value for name, version in self._versions.items()}
        """The value of each that is in force."""
        self._turns = sorted({one.valid_from for rows in self._history.values() for one in rows[1:]})
        self._day = day
        self._on_day: dict[int, Parameters] = {bisect_right(self._turns, day): self}
        self._others: dict[tuple[str, ...], tuple[tuple[str, Any], ...]] = {}
        self._among: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = {}
        self._tried: dict[tuple[str, Any], Parameters] = {}

    def on(self, day: date) -> "Parameters":
        """The set as it stands on the day: of each parameter the one version in force."""
        turn = bisect_right(self._turns, day)
        found = self._on_day.get(turn)
        if found is None:
            found = self._on_day[turn] = Parameters(self._definitions.values(), self._history, day=day)
            found._on_day = self._on_day
        return found

    def changed(self, *changes: Change) -> "Parameters":
        """The set with further dated versions; this one stays as it was.

        Raises `UnknownParameterError` for a name there is not, and `TwoVersionsError` for a second value
        of one parameter from the same day on.
        """
        history = dict(self._history)
        for change in changes:
            if change.name not in history:
                raise UnknownParameterError(change.name)
            versions = history[change.name]
            if any(one.valid_from == change.valid_from for one in versions):
                raise TwoVersionsError(f"{change.name} has a value from {change.valid_from} on already")
            history[change.name] = tuple(sorted((*versions, change.version), key=lambda one: one.valid_from))
        return Parameters(self._definitions.values(), history)

    def with_(self, changes: Mapping[str, Any]) -> "Parameters":
        """What if: a copy with the named values on every day; raises `UnknownParameterError`."""
        history = dict(self._history)
        for name, value in changes.items():
            history[name] = (Version(value, self.history(name)[0].valid_from, TRIED),)
        return Parameters(self._definitions.values(), history, day=self._day)

    def trying(self, name: str, value: Any) -> "Parameters":
        """What if one parameter had another value; asked again it gives the same set."""
        if (name, value) not in self._tried:
            self._tried[name, value] = self.with_({name: value})
        return self._tried[name, value]

    def other_values(self, names: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
        """Of the named parameters each listed reading other than the present value, as they were defined."""
        found = self._others.get(names)
        if found is None:
            found = self._others[names] = tuple(
                (choice.name, value)
                for choice in self.choices
                if choice.name in names
                for value in choice.all_readings
                if value != self.values[choice.name]
            )
        return found

    def choices_among(self, bits: int, listed: tuple[str, ...]) -> tuple[str, ...]:
        """The names among the bits that have other readings, those listed left out."""
        found = self._among.get((bits, listed))
        if found is None:
            found = self._among[bits, listed] = tuple(
                one.name for one in self.choices if bits & self.bits[one.name] and one.name not in listed
            )
        return found

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._definitions.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parameters) and self.values == other.values

    def __hash__(self) -> int:
        return hash(tuple(sorted((name, str(value)) for name, value in self.values.items())))

    def definition(self, name: str) -> Parameter:
        """The parameter as it was defined, whatever its present value."""
        return self._definitions[name]

    def version(self, name: str) -> Version:
        """The version in force, with its date and origin."""
        return self._versions[name]

    def history(self, name: str) -> tuple[Version, ...]:
        """Every version by date, the first ever first; raises `UnknownParameterError`."""
        if name not in self._history:
            raise UnknownParameterError(name)
        return self._history[name]


def _in_force(versions: tuple[Version, ...], day: date) -> Version:
    """The last version valid on the day; before the first the first."""
    return next((one for one in reversed(versions) if one.valid_from <= day), versions[0])


SHARED: Final = (
    Parameter("process.starts_on", "submission", "BR.1e", "What starts the process.", ("approval",)),
    Parameter("service.months", 24, "BR.2c, step 9", "How many months the leading goes on for."),
    Parameter(
        "membership.grace_days", 0, OURS, "How long a lapse is overlooked, in days.", (30,), any_number=True
    ),
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
