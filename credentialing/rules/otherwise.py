"""What if: the same record under another reading, and which findings that would change."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from .american_balint import AMERICAN_BALINT_SOCIETY
from .assess import assess
from .clauses import Clause
from .facts import Record
from .findings import Assessment
from .outcomes import Outcome
from .parameters import TRIED, Parameters, UnknownParameterError, written
from .society import Society


class NoSuchReadingError(ValueError):
    """A setting that names no parameter, or a value that is not among its readings; says so in a sentence."""


class Turned(NamedTuple):
    """A finding that would change: the clause, its outcome now and then."""

    clause: Clause
    now: Outcome
    then: Outcome


class Difference(NamedTuple):
    """The findings that would change, in the order of the texts, and the readiness now and then."""

    findings: tuple[Turned, ...]
    now: dict[str, str]
    then: dict[str, str]


def settings_of(texts: Iterable[str], parameters: Parameters) -> dict[str, Any]:
    """The values meant by texts such as `r14.9a.gap=extend`, by parameter.

    Raises `NoSuchReadingError` for a text without a value, for a parameter there is not or that is named
    twice, and for a value that is none of its listed readings.
    """
    settings: dict[str, Any] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals):
            raise NoSuchReadingError(f"{text} is not a setting like r14.9a.gap=extend.")
        if name in settings:
            raise NoSuchReadingError(f"{name} is set twice.")
        settings[name] = _reading(name, value, parameters)
    return settings


def _reading(name: str, text: str, parameters: Parameters) -> Any:
    found = next((one for one in parameters if one.name == name), None)
    if found is None:
        raise NoSuchReadingError(f"There is no parameter {name}.")
    if not found.readings:
        raise NoSuchReadingError(f"{name} has no other reading than {written(found.value)}.")
    try:
        return found.reads(text)
    except UnknownParameterError:
        listed = ", ".join(written(value) for value in found.all_readings)
        raise NoSuchReadingError(f"{text} is no listed reading of {name}; listed are: {listed}.") from None


def tried(parameters: Parameters) -> dict[str, str]:
    """The parameters set for a trial, with their values as they are typed."""
    names = (one.name for one in parameters if parameters.version(one.name).origin == TRIED)
    return {name: written(parameters[name]) for name in names}


def difference(
    record: Record,
    parameters: Parameters,
    as_of: date | None = None,
    society: Society = AMERICAN_BALINT_SOCIETY,
) -> Difference:
    """What would change about one record if it were read with these parameters instead of the society's.

    Both are read at the end of `as_of`; nothing is stored.
    """
    now = assess(record, as_of, society=society)
    then = assess(record, as_of, parameters=parameters, society=society)
    turned = tuple(
        Turned(before.clause, before.outcome, after.outcome)
        for before, after in zip(now.findings, then.findings, strict=True)
        if before.outcome is not after.outcome
    )
    return Difference(turned, _standing(now), _standing(then))


def _standing(assessment: Assessment) -> dict[str, str]:
    by_document = {key: str(value) for key, value in assessment.readiness.items()}
    return by_document | {"overall": str(assessment.overall)}
