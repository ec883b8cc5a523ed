"""The clock of the demonstration."""

from django import forms

from .base import PageForm


class ClockForm(PageForm):
    """A later day."""

    to = forms.DateField(label="Move the clock to", help_text="A later day; it never goes back.")
