"""The clock of the demonstration."""

from members.forms.days import LASTS, DayField

from .base import PageForm


class ClockForm(PageForm):
    """A later day."""

    to = DayField(label="Move the clock to", help_text="A later day; it never goes back.", **LASTS)
