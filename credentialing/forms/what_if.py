"""Which clause is to be read otherwise, for a trial."""

from typing import Any

from django import forms


class WhatIfForm(forms.Form):
    """One parameter and one of its other readings, as `r14.9a.gap=extend`; asked by GET, kept nowhere."""

    reading = forms.ChoiceField(
        label="Read otherwise",
        error_messages={"invalid_choice": "This is no listed reading. Choose one from the list."},
    )

    def __init__(self, *args: Any, readings: list[tuple[str, list[tuple[str, str]]]]) -> None:
        super().__init__(*args)
        self.fields["reading"].choices = [("", "Choose a reading"), *readings]
