"""Where a person types a day: four digits of a year, and a year that can be meant."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from members import clock
from members.days import FIRST, FOUR_DIGITS, unmeant, years_ahead

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
        self.error_messages["invalid"] = FOUR_DIGITS

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
        if (sentence := unmeant(value, *self.bounds)) is not None:
            raise ValidationError(sentence, code="range")


def _given(bound: Bound) -> dt.date | None:
    return bound() if callable(bound) else bound
