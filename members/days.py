"""Days as people and programs write them, and which of them can be meant."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from members import clock
from members.refusals import Refused
from members.words import day_text

FIRST = dt.date(1990, 1, 1)
"""No day before it is accepted: the society's procedures begin in 1998."""
AHEAD = 10
"""So many years ahead, at most."""
A_YEAR = dt.timedelta(days=366)
MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
FOUR_DIGITS = "Give a day with all four digits of the year, such as 2026-05-14."

MIDNIGHT = re.compile(r"[T ]\s*(00?:00(:00(\.0+)?)?\s*(Z|[+-]00:?00)?|12:00(:00)?\s*AM)$", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[.日]?")
BARE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
YEAR_LAST = re.compile(r"(\d{1,2})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{4})\.?")
SHORT_YEAR = re.compile(r"\d{1,2}\s*([-./])\s*\d{1,2}\s*\1\s*\d{2}")
WEEKDAY = re.compile(r"^[^\W\d]+day,?\s+", re.IGNORECASE)
DAY_THEN_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([a-z]{3,})\.?,?[\s-]+(\d+)", re.IGNORECASE)
WORD_THEN_DAY = re.compile(r"([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d+)", re.IGNORECASE)


class Order(StrEnum):
    """Which stands first where both are figures."""

    DAY = "day", "the day first"
    MONTH = "month", "the month first"

    said: str

    def __new__(cls, value: str, said: str) -> "Order":
        """The value, and how it is said."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.said = said
        return made


class TwoDays(Refused):
    """What is written can be either of two days."""


@dataclass(frozen=True)
class Figures:
    """A day in figures with the year last: which of the first two is the month, only others can tell."""

    one: int
    two: int
    year: int
    dotted: bool

    @property
    def readings(self) -> dict[Order, dt.date]:
        """The days that they can be, by the order; none where the calendar has no such day."""
        return {order: day for order in Order if (day := self._try(order)) is not None}

    @property
    def order(self) -> Order | None:
        """The order that the figures show by themselves: there is no thirteenth month."""
        [*orders] = self.readings
        return orders[0] if len(orders) == 1 else None

    @property
    def either(self) -> bool:
        """Whether they can be two different days."""
        return len({*self.readings.values()}) > 1

    def _try(self, order: Order) -> dt.date | None:
        try:
            return self.day(order)
        except ValueError:
            return None

    def day(self, order: Order) -> dt.date:
        """The day they mean in the order. Raises ValueError where there is none."""
        day, month = (self.one, self.two) if order is Order.DAY else (self.two, self.one)
        return dt.date(self.year, month, day)


def figures_of(text: str) -> Figures | None:
    """The figures of a day written with the year last, such as 27.11.2026 or 3/4/2026; None for others."""
    found = YEAR_LAST.fullmatch(_bare(text))
    if found is None:
        return None
    one, sign, two, year = found.groups()
    return Figures(int(one), int(two), int(year), sign == ".")


def read_day(text: str, order: Order | None = None, dotted: Order = Order.DAY) -> dt.date:
    """The day that is written, in any common way; `order` is for figures that can be two days.

    `dotted` is the order of those with dots between them, where the day stands first almost everywhere.
    Raises TwoDays where the order is needed, and Refused where it is no day, has an hour, or a year of two
    digits.
    """
    bare = _bare(text)
    if bare.isdecimal() and len(bare) == 5:
        raise Refused(
            f"“{bare}” is a number. Let the spreadsheet show the column as days, such as 2026-05-31."
        )
    try:
        return _day(bare, order, dotted)
    except (ValueError, OverflowError):
        raise Refused(f"“{_short(text)}” is not a day such as 2026-05-31.") from None


def _bare(text: str) -> str:
    """Without the apostrophe that keeps a cell as text, and without a midnight."""
    return MIDNIGHT.sub("", " ".join(text.split()).removeprefix("'")).strip()


def _day(text: str, order: Order | None, dotted: Order) -> dt.date:
    if found := YEAR_FIRST.fullmatch(text) or BARE.fullmatch(text):
        return dt.date(*map(int, found.groups()))
    if figures := figures_of(text):
        return _in_order(text, figures, dotted if figures.dotted else order)
    if SHORT_YEAR.fullmatch(text):
        raise Refused(f"“{_short(text)}” has a year of two digits. {FOUR_DIGITS}")
    return _in_words(text)


def _in_order(text: str, figures: Figures, order: Order | None) -> dt.date:
    if not figures.either:
        return figures.day(figures.order or Order.DAY)
    if order is None:
        both = " or ".join(day_text(figures.day(each)) for each in Order)
        raise TwoDays(f"“{_short(text)}” can be {both}.")
    return figures.day(order)


def _in_words(text: str) -> dt.date:
    plain = WEEKDAY.sub("", text)
    if found := DAY_THEN_WORD.fullmatch(plain):
        day, word, year = found.groups()
    elif found := WORD_THEN_DAY.fullmatch(plain):
        word, day, year = found.groups()
    else:
        raise ValueError(text)
    month = next((at for at, name in enumerate(MONTHS, start=1) if name.startswith(word.lower())), None)
    if month is None and word.lower() == "sept":
        month = 9
    if month is not None and len(year) == 2:
        raise Refused(f"“{_short(text)}” has a year of two digits. {FOUR_DIGITS}")
    return dt.date(int(year), month or 0, int(day))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def unmeant(day: dt.date, first: dt.date | None = None, last: dt.date | None = None) -> str | None:
    """What to say of a day that nobody means: before 1990, or more than ten years ahead; None for others.

    `first` and `last` are other bounds, both inclusive.
    """
    first, last = first or FIRST, last or years_ahead(clock.today())
    if first <= day <= last:
        return None
    to_come = "That day is still to come. " if last < day and last <= clock.latest_today() else ""
    the_year = ": look at the year." if max(first - day, day - last) > A_YEAR else "."
    return f"{to_come}Give a day from {day_text(first)} to {day_text(last)}{the_year}"


def years_ahead(today: dt.date, years: int = AHEAD) -> dt.date:
    """So many years after the day; without a number, the last day that is accepted anywhere."""
    return today.replace(year=today.year + years, day=min(today.day, 28))
