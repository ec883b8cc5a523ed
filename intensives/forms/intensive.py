"""Announcing, changing and cancelling."""

from django import forms

from intensives.forms.people import PersonChoice
from members.forms import PageForm
from members.forms.days import PLANNED, DayField

SITE_HELP = "Town and house, as people have to find it."


class IntensiveForm(PageForm):
    """What is announced."""

    name = forms.CharField(max_length=120, help_text="For example: Autumn Intensive, Portland.")
    site = forms.CharField(max_length=160, required=False, help_text=SITE_HELP)
    start = DayField(label="First day", **PLANNED)
    end = DayField(label="Last day", help_text="It counts too. Thursday to Sunday is usual.", **PLANNED)
    host = PersonChoice(
        required=False, empty_label="Nobody yet", help_text="Runs it on the spot and attests attendance."
    )
    capacity = forms.IntegerField(label="Places", min_value=1, max_value=500, initial=40)


class SiteForm(PageForm):
    """What a host may change."""

    site = forms.CharField(max_length=160, help_text=SITE_HELP)


class CancelForm(PageForm):
    """Why it will not take place."""

    reason = forms.CharField(
        label="The reason",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who has a place, teaches, hosts or evaluates there will read it.",
    )


class ConfirmForm(PageForm):
    """Nothing to fill in: one button, sent once."""
