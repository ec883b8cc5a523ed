"""Read one JSON value at a time, and note every fault instead of stopping at the first."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from credentialing.rules.dates import Period
from credentialing.rules.facts import Amount

T = TypeVar("T")

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOST = 10**12


class DossierError(ValueError):
    """A file that is not a dossier; `faults` holds every fault as "path: sentence"."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class JsonObject(dict[str, Any]):
    """A JSON object that remembers which of its keys were given twice."""

    twice: tuple[str, ...] = ()


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def note(self, path: str, sentence: str) -> None:
        line = f"{path}: {sentence}" if path else sentence
        # Half a surrogate pair can be read from JSON but not printed.
        line = line.encode("utf-8", "replace").decode("utf-8")
        if line not in self.lines:
            self.lines.append(line)


class Block:
    """One JSON object, read key by key; `close` notes the keys nobody asked for.

    Every reader gives `None`, or the empty value of its type, for a key that is absent, null or faulty.
    Absent and null mean the same.
    """

    def __init__(self, value: Any, path: str, faults: Faults) -> None:
        self.path = path
        self.faults = faults
        self._read: set[str] = set()
        self._values: dict[str, Any] = value if isinstance(value, dict) else {}
        self._is_broken = not isinstance(value, dict)
        if self._is_broken:
            faults.note(path, f"must be an object, not {_kind(value)}")
        for key in getattr(value, "twice", ()):
            faults.note(self.at(key), "given twice")

    def at(self, key: str) -> str:
        """The path of one key."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, sentence: str) -> None:
        self.faults.note(self.at(key), sentence)

    def value(self, key: str, *, required: bool = False) -> Any:
        self._read.add(key)
        found = self._values.get(key)
        if found is None and required and not self._is_broken:
            self.fault(key, "is required")
        return found

    def keys(self) -> Iterator[str]:
        """The keys themselves, where they are names of the file's own making."""
        self._read.update(self._values)
        return iter(self._values)

    def close(self) -> None:
        """Note every key that was never read."""
        for key in self._values:
            if key not in self._read:
                self.fault(key, "unknown key")

    # One value

    def day(self, key: str, *, required: bool = False) -> date | None:
        return read_day(self.value(key, required=required), self.at(key), self.faults)

    def text(self, key: str, *, required: bool = False) -> str | None:
        found = read_text(self.value(key, required=required), self.at(key), self.faults)
        if required and found == "":
            self.fault(key, "must not be empty")
        return found

    def flag(self, key: str) -> bool:
        found = self.value(key)
        if found is not None and not isinstance(found, bool):
            self.fault(key, f"must be true or false, not {_kind(found)}")
        return found is True

    def whole(self, key: str, *, least: int, required: bool = False) -> int | None:
        return read_whole(self.value(key, required=required), self.at(key), self.faults, least=least)

    def amount(self, key: str, *, zero: bool = False, required: bool = False) -> Amount | None:
        """A finite number above zero, or from zero on."""
        found = self.value(key, required=required)
        if found is None:
            return None
        number = _finite(found)
        if number is None:
            self.fault(key, f"must be a number, not {_kind(found)}")
        elif number < 0 or (number == 0 and not zero):
            self.fault(key, "must be zero or more" if zero else "must be more than zero")
        elif number > MOST:
            self.fault(key, "is too large")
        else:
            return number
        return None

    def choice(self, key: str, options: Collection[str], *, required: bool = False) -> str | None:
        found = self.text(key, required=required)
        if found is not None and found not in options:
            self.fault(key, f"must be one of {', '.join(options)}, not {_quoted(found)}")
            return None
        return found

    def known(self, key: str, what: str, ids: Collection[str], *, required: bool = False) -> str | None:
        """The id of somebody or something the file lists."""
        return read_known(self.value(key, required=required), self.at(key), self.faults, what, ids)

    def all_known(
        self, key: str, what: str, ids: Collection[str], *, required: bool = False
    ) -> tuple[str, ...]:
        """The ids of a list of somebody or something the file knows; each that is not is a fault."""
        listed = self.values(key, required=required)
        for path, found in listed:
            if found is None:
                self.faults.note(path, f"must name {_one(what)}, not null")
        names = [read_known(found, path, self.faults, what, ids) for path, found in listed]
        return tuple(name for name in names if name is not None)

    def range(self, *, start: str = "start", end: str = "end", required: bool = True) -> Period | None:
        """Two dates of this object as a period; noted if it ends before it starts."""
        first, last = self.day(start, required=required), self.day(end)
        if first is not None and last is not None and last < first:
            self.fault(end, f"ends before it starts: {last} is before {first}")
            return None
        return Period(first, last) if first is not None else None

    # Several values

    def block(self, key: str) -> "Block | None":
        found = self.value(key)
        return None if found is None else Block(found, self.at(key), self.faults)

    def values(self, key: str, *, required: bool = False) -> list[tuple[str, Any]]:
        """The elements of a list, each with its path."""
        found = self.value(key, required=required)
        if found is None:
            return []
        if not isinstance(found, list):
            self.fault(key, f"must be a list, not {_kind(found)}")
            return []
        return [(f"{self.at(key)}[{index}]", value) for index, value in enumerate(found)]

    def rows(self, key: str, read: Callable[[int, "Block"], T | None]) -> tuple[T, ...]:
        """Each object of a list, read by `read`, which gets its position; faulty ones are left out."""
        rows = []
        for index, (path, value) in enumerate(self.values(key)):
            block = Block(value, path, self.faults)
            row = read(index, block)
            block.close()
            if row is not None:
                rows.append(row)
        return tuple(rows)


def read_day(found: Any, path: str, faults: Faults) -> date | None:
    if found is None:
        return None
    if not isinstance(found, str):
        faults.note(path, f"must be a date as YYYY-MM-DD, not {_kind(found)}")
    elif not ISO_DAY.fullmatch(found):
        faults.note(path, f"must be a date as YYYY-MM-DD, not {_quoted(found)}")
    else:
        try:
            return date.fromisoformat(found)
        except ValueError:
            faults.note(path, f"no such day: {found}")
    return None


def read_text(found: Any, path: str, faults: Faults) -> str | None:
    if found is None:
        return None
    if not isinstance(found, str):
        faults.note(path, f"must be text, not {_kind(found)}")
        return None
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in found):
        faults.note(path, "holds a character that cannot be written")
        return None
    return found


def read_whole(found: Any, path: str, faults: Faults, *, least: int) -> int | None:
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int):
        faults.note(path, f"must be a whole number, not {_kind(found)}")
    elif found < least:
        faults.note(path, f"must be {least} or more")
    elif found > MOST:
        faults.note(path, "is too large")
    else:
        return found
    return None


def read_known(found: Any, path: str, faults: Faults, what: str, ids: Collection[str]) -> str | None:
    name = read_text(found, path, faults)
    if name is not None and name not in ids:
        faults.note(path, f"no {what} {_quoted(name)}")
        return None
    return name


def _finite(found: Any) -> Amount | None:
    if isinstance(found, bool):
        return None
    if isinstance(found, int):
        return found
    if isinstance(found, float):
        found = Decimal(str(found))
    return found if isinstance(found, Decimal) and found.is_finite() else None


def _one(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _kind(found: Any) -> str:
    """What a value is, in the words of the file."""
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    for kind, name in kinds.items():
        if isinstance(found, kind):
            return name
    return f"the number {found}" if isinstance(found, int | float | Decimal) else str(found)
