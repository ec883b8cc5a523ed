"""Where a person types a day: four digits of a year, and a year that can be meant."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError

from members import clock
from members.days import FIRST, FOUR_DIGITS, unmeant, years_ahead

WRITTEN = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%B %d %Y", "%m/%d/%Y")
Bound = dt.date | Callable[[], dt.date] | None


class Span(TypedDict):
    """The first and the last day that a field takes, or how each is found on the day it is asked."""

    earliest: Bound
    latest: Bound


class NativeDate(forms.DateInput):
    """The browser's own date input, which a phone shows as its own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day from `earliest` to `latest`, both inclusive; every field names both, most by a span of this page.

    A view that knows more narrows them: `form.fields["sent_on"].earliest = case.process_start`; None there
    leaves 1990, or ten years ahead.
    """

    widget = NativeDate

    def __init__(self, *, earliest: Bound, latest: Bound, **kwargs: Any) -> None:
        super().__init__(input_formats=WRITTEN, **kwargs)
        self.earliest, self.latest = earliest, latest
        self.error_messages["invalid"] = FOUR_DIGITS

    @property
    def bounds(self) -> tuple[dt.date, dt.date]:
        """The first and the last day that can be meant."""
        return _given(self.earliest) or FIRST, _given(self.latest) or ten_years_ahead()

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Let the browser's picker show no other days."""
        first, last = self.bounds
        self.widget.attrs = {"min": first.isoformat(), "max": last.isoformat()} | self.widget.attrs
        return super().get_bound_field(form, field_name)

    def validate(self, value: dt.date | None) -> None:
        """Refuse a day that nobody means."""
        super().validate(value)
        if value is None:
            return
        if (sentence := unmeant(value, *self.bounds)) is not None:
            raise ValidationError(sentence, code="range")


def ten_years_ahead() -> dt.date:
    """The last day that any form accepts: today and ten years."""
    return years_ahead(clock.today())


HELD = Span(earliest=FIRST, latest=clock.latest_today)
"""For what has happened."""
BEGINS = Span(earliest=FIRST, latest=lambda: years_ahead(clock.today(), 1))
"""For what begins or takes effect, a year ahead at most."""
PLANNED = Span(earliest=FIRST, latest=lambda: years_ahead(clock.today(), 5))
"""For what is announced or due, five years ahead at most."""
LASTS = Span(earliest=FIRST, latest=ten_years_ahead)
"""For the last day of what lasts."""


def _given(bound: Bound) -> dt.date | None:
    return bound() if callable(bound) else bound
