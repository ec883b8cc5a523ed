"""Attesting attendance."""

from collections.abc import Iterable
from typing import Any

from django import forms

from intensives.models import Attendance
from members.forms import PageForm


class AttendanceForm(PageForm):
    """A tick for everybody who completed; cleaned, `completed` maps each place shown to yes or no."""

    there = forms.MultipleChoiceField(
        label="Completed the whole Intensive",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever is not ticked is recorded as not having completed it.",
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, places: Iterable[Attendance], everybody: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        self.fields["there"].choices = [(key, _label(place)) for key, place in self.places.items()]
        self.fields["there"].initial = [
            key for key, place in self.places.items() if everybody or place.completed
        ]
        self.fields["shown"].initial = ",".join(self.places)

    def clean_shown(self) -> list[str]:
        """The places the page has shown: somebody added meanwhile is not attested unseen."""
        keys = self.cleaned_data["shown"].split(",")
        if not set(keys) <= set(self.places):
            raise forms.ValidationError("The list of people has changed meanwhile. Open the page again.")
        return keys

    def clean(self) -> dict[str, Any]:
        """Gather the answers under `completed`."""
        data = super().clean()
        there, shown = set(data.pop("there", [])), data.pop("shown", [])
        return {**data, "completed": {int(key): key in there for key in shown}}


def _label(place: Attendance) -> str:
    role = ", credentialing candidate" if place.role == "candidate" else ""
    group = f" ({place.small_group})" if place.small_group else ""
    return f"{place.person}{role}{group}"
