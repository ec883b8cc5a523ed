"""Logging that a group met and was debriefed: dates and minutes only."""

from typing import Any

from django import forms
from django.db.models import Max

from members import clock
from members.forms import PageForm
from members.forms.days import HELD, DayField
from members.models import Person
from supervision.models import BalintGroup


class LogForm(PageForm):
    """A group met; the group last logged and today are filled in."""

    group = forms.ModelChoiceField(BalintGroup.objects.none(), empty_label=None)
    date = DayField(label="Met on", initial=clock.readers_today, **HELD)
    debrief_minutes = forms.IntegerField(
        label="We debriefed for",
        required=False,
        min_value=1,
        max_value=600,
        help_text="Minutes. Leave it empty if you have not debriefed yet.",
    )
    second = forms.BooleanField(
        label="This was a second meeting on that day",
        required=False,
        help_text="The first is logged already.",
    )

    def __init__(self, *args: Any, person: Person, asked: BalintGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = BalintGroup.objects.led_by(person)
        rows = groups.running(clock.today()) | (groups.filter(pk=asked.pk) if asked else groups.none())
        rows = rows.annotate(latest=Max("sessions__date")).order_by("-latest", "-pk")
        field = self.fields["group"]
        field.queryset = rows
        self.groups = list(rows)
        field.initial = asked.pk if asked else next((row.pk for row in self.groups if row.latest), None)
        if len(self.groups) == 1:
            field.initial = self.groups[0].pk
            field.widget = forms.HiddenInput()


class DebriefForm(PageForm):
    """A review of the group by its leaders."""

    date = DayField(label="Debriefed on", initial=clock.readers_today, **HELD)
    minutes = forms.IntegerField(min_value=1, max_value=600, help_text="Half an hour or more counts fully.")
    second = forms.BooleanField(label="This was a second debrief on that day", required=False)


class ReasonForm(PageForm):
    """Why a row is taken out; the reason stays in its history."""

    reason = forms.CharField(
        max_length=300, help_text="Wrong day, logged twice. Nothing about patients, clients or what was said."
    )


class StepForm(PageForm):
    """A step that asks for nothing but the button."""
