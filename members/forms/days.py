"""Where a person types a day: four digits of a year, and a year that can be meant."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from members import clock
from members.words import day_text

FIRST = dt.date(1990, 1, 1)
"""No day before it is accepted: the society's procedures begin in 1998."""
AHEAD = 10
"""So many years ahead, at most."""
WRITTEN = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%B %d %Y", "%m/%d/%Y")
Bound = dt.date | Callable[[], dt.date] | None


class NativeDate(forms.DateInput):
    """The browser's own date input, which a phone shows as its own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day from `earliest` to `latest`, both inclusive; without them from 1990 to ten years ahead."""

    widget = NativeDate

    def __init__(self, *, earliest: Bound = None, latest: Bound = None, **kwargs: Any) -> None:
        super().__init__(input_formats=WRITTEN, **kwargs)
        self.earliest, self.latest = earliest, latest
        self.error_messages["invalid"] = "Give a day with all four digits of the year, such as 2026-05-14."

    @classmethod
    def like(cls, field: forms.DateField) -> "DayField":
        """The same field, bounded."""
        same = {name: getattr(field, name) for name in ("label", "help_text", "required", "initial")}
        return cls(**same, widget=NativeDate(field.widget.attrs))

    @property
    def bounds(self) -> tuple[dt.date, dt.date]:
        """The first and the last day that can be meant."""
        return _given(self.earliest) or FIRST, _given(self.latest) or years_ahead(clock.today())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser's picker begin where the days do."""
        return {"min": FIRST.isoformat()}

    def validate(self, value: dt.date | None) -> None:
        """Refuse a year that nobody means."""
        super().validate(value)
        if value is None:
            return
        first, last = self.bounds
        if not first <= value <= last:
            raise ValidationError(
                f"Give a day from {day_text(first)} to {day_text(last)}: look at the year.", code="range"
            )


def years_ahead(today: dt.date) -> dt.date:
    """The last day that a form accepts: today and ten years."""
    return today.replace(year=today.year + AHEAD, day=min(today.day, 28))


def _given(bound: Bound) -> dt.date | None:
    return bound() if callable(bound) else bound
