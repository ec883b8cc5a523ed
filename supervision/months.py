"""Calendar months and supervision years, with every rounding explicit.

A month is a pair of year and month number.
"""

import datetime as dt

Month = tuple[int, int]


def month_of(day: dt.date) -> Month:
    """The month the day lies in."""
    return day.year, day.month


def later(month: Month, count: int) -> Month:
    """The month `count` months after (before, where negative)."""
    index = month[0] * 12 + month[1] - 1 + count
    return index // 12, index % 12 + 1


def months_from(first: Month, count: int) -> list[Month]:
    """`count` months, the first included."""
    return [later(first, step) for step in range(count)]


def distance(first: Month, last: Month) -> int:
    """How many months `last` comes after `first`; 0 for the same month."""
    return (last[0] - first[0]) * 12 + last[1] - first[1]


def month_text(month: Month) -> str:
    """March 2027."""
    return f"{dt.date(month[0], month[1], 1):%B %Y}"


def anniversary(first: dt.date, years: int) -> dt.date:
    """The day `years` years after; 29 February rounds up to 1 March in years that have none."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return dt.date(first.year + years, 3, 1)


def last_day_of_year(first: dt.date, number: int) -> dt.date:
    """The last day, inclusive, of the numbered year (1, 2, ...) that began on `first`: T8."""
    return anniversary(first, number) - dt.timedelta(days=1)


def year_number(first: dt.date, day: dt.date) -> int:
    """Which year (1, 2, ...) since `first` the day lies in; an anniversary belongs to the later year (T8)."""
    number = day.year - first.year + 1
    return number if day >= anniversary(first, number - 1) else number - 1
