"""How a clause is read from a day on, and why."""

from typing import Any

from django import forms

from credentialing.rules import Parameter
from credentialing.rules.parameters import written
from credentialing.rules.words import figure
from members import clock
from members.forms import PageForm
from members.forms.days import BEGINS, DayField


class ReadingForm(PageForm):
    """Another reading of one parameter: which, from which day on, and why."""

    value = forms.ChoiceField(label="Read it as", widget=forms.RadioSelect)
    valid_from = DayField(
        label="From", help_text="That day included. Frozen assessments stay as they are.", **BEGINS
    )
    why = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="What the committee decided, and when. No case content, no patient detail.",
    )

    def __init__(self, *args: Any, parameter: Parameter, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parameter.any_number:
            self.fields["value"] = forms.IntegerField(
                label="Read it as", min_value=0, max_value=9999, help_text=f"Now: {figure(now)}."
            )
        else:
            self.fields["value"].choices = [
                (written(value), f"{figure(value)} (now)" if value == now else figure(value))
                for value in parameter.all_readings
            ]
        self.fields["valid_from"].initial = clock.today
