"""Joining, and one's own settings."""

import zoneinfo
from typing import Any

from django import forms
from django.http import HttpRequest

from members.enums import Profession
from members.models import Person

from .base import PageModelForm, SaysLimits


class JoinForm(SaysLimits, forms.Form):
    """What a newcomer tells beside the e-mail address."""

    name = forms.CharField(max_length=120, help_text="As it should stand on a certificate, with title.")
    profession = forms.ChoiceField(choices=[("", "Choose one"), *Profession.choices])

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Nothing more to do: the adapter has put name and profession on the new person."""


def zone_choices() -> list[tuple[str, str]]:
    """Time zones by name, the society's own first."""
    names = sorted(
        zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/")
    )
    return [("", "The society's own"), *((name, name.replace("_", " ")) for name in names)]


class MeForm(PageModelForm):
    """One's own name, time zone and choices."""

    time_zone = forms.ChoiceField(required=False, help_text="For the hours shown to you.")

    class Meta:
        model = Person
        fields = ["name", "profession", "time_zone", "listed_publicly", "wants_optional_mail"]
        labels = {
            "listed_publicly": "Show me on the public lists",
            "wants_optional_mail": "Send me mail for what is not essential, too",
        }
        help_texts = {
            "listed_publicly": "The supervisors list and the credentialed leaders, if you belong there.",
            "wants_optional_mail": "Everything is also kept under Messages.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_choices()
