"""Supervision a month apart, six in each supervision year, closer together only where a year is closing."""

from collections.abc import Callable
from datetime import date, timedelta

from credentialing.rules.dates import ONE_DAY
from credentialing.rules.facts import Record, SupervisionSession
from credentialing.rules.p98.years import SupervisionYear, supervision_years

from .groups import group_going_on
from .people import supervisor_from
from .step import Ahead, Kind, appending

APART = timedelta(days=28)
MOST = 60
ALL = ("P98.CP.1a", "P98.CP.1b", "P98.CP.1c", "R14.9c", "R14.9d")


def be_supervised(ahead: Ahead, first_day: date) -> None:
    """Sessions with an approved supervisor and a recording until no clause about them is open.

    By `first_day` a group has been held: one is planned for tomorrow where none is on file.
    """
    held = [row.on for row in ahead.final.supervision_sessions]
    last = max(held, default=None)
    day = first_day if last is None else max(ahead.tomorrow, last + APART)
    # A group that begins tomorrow can open again what had ended with the last one.
    seen = ahead.tomorrow
    before = first_day - ONE_DAY if last is None else last
    for _ in range(MOST):
        if not ahead.any_open(ALL, seen):
            return
        day = _next(ahead, max(day, seen + ONE_DAY), seen)
        _meet(ahead, day, after=before)
        before, seen, day = day, day, day + APART


def _next(ahead: Ahead, day: date, seen: date) -> date:
    """The next session: earlier where the year closes too soon, later where the year is already full."""
    history = ahead.answers(seen).history
    per_year = history.parameters.number("p98.cp1.per_year")
    year = _year_of(supervision_years(history, {}), seen + ONE_DAY)
    if year is None or year.last is None:
        return day
    wanted = per_year - year.held
    if wanted <= 0:
        return max(day, year.last + ONE_DAY) if ahead.is_open("P98.CP.1b", seen) else day
    if day + APART * (wanted - 1) > year.last:
        squeezed = seen + max(ONE_DAY, (year.last - seen) // wanted)
        return min(day, max(squeezed, seen + ONE_DAY))
    return day


def _year_of(years: tuple[SupervisionYear, ...], day: date) -> SupervisionYear | None:
    return next((year for year in years if year.first and year.last and year.first <= day <= year.last), None)


def _meet(ahead: Ahead, day: date, *, after: date) -> None:
    """A session on a day, that counts as well on any other of its supervision year until the next is due."""
    person = supervisor_from(ahead.final, day)
    group = group_going_on(ahead).id

    def on_day(other: date) -> Callable[[Record], Record]:
        return appending(
            "supervision_sessions",
            lambda key: SupervisionSession(key, other, person.id, group, "video"),
            person,
        )

    year = _year_of(supervision_years(ahead.answers(day - ONE_DAY).history, {}), day)
    opens, by = after + ONE_DAY, day + APART - ONE_DAY
    if year is None or year.first is None or year.last is None:
        opens = by = day  # the first one begins the supervision years
    else:
        opens, by = max(opens, year.first), min(by, year.last)
    what = "Meet your supervisor, with a recording."
    ahead.add_within(day, Kind.SUPERVISION, what, on_day, opens=opens, by=by)
