"""Forms of the Council: opening a vote, the ballot, recusal."""

import datetime as dt
from typing import Any

from django import forms

from credentialing.enums import Choice
from members import clock
from members.forms.base import PageForm
from members.forms.days import BEGINS, DayField

DAYS = 14


class OpenVoteForm(PageForm):
    """Until when."""

    closes_on = DayField(label="Last day", **BEGINS)
    time = forms.TimeField(
        label="Closes at",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial=dt.time(20, 0),
        help_text="In the society's own time zone. When everybody has voted, the President may release "
        "the result earlier.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].initial = clock.today() + dt.timedelta(days=DAYS)

    @property
    def closes_at(self) -> dt.datetime:
        """The moment, aware."""
        day, time = self.cleaned_data["closes_on"], self.cleaned_data["time"]
        return dt.datetime.combine(day, time, tzinfo=clock.zone())


class BallotForm(PageForm):
    """Three choices and an optional reason."""

    choice = forms.ChoiceField(choices=Choice.choices, widget=forms.RadioSelect, label="Your choice")
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=500,
        label="Reason, if you wish",
        help_text="Once the vote has closed, Council and committee read it without your name. "
        "No case content, no patient detail.",
    )


class ReleaseForm(PageForm):
    """What the President adds to the letter of decision."""

    paragraph = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=1000,
        label="A paragraph for the letter of decision, if you wish",
        help_text="You do not know the result yet: write what is true either way. "
        "No case content, no patient detail.",
    )


class RecuseForm(PageForm):
    """Why one stands aside."""

    reason = forms.CharField(
        max_length=300,
        required=False,
        label="Reason, if you wish",
        help_text="Council and committee can read it.",
    )
