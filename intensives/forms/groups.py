"""Small groups, their faculty, and who is in which."""

from collections.abc import Iterable
from typing import Any

from django import forms

from intensives.enums import Role
from intensives.forms.people import PersonChoice
from intensives.models import Attendance, Intensive, SmallGroup
from members.forms import PageForm


class SmallGroupForm(PageForm):
    """A new small group."""

    name = forms.CharField(max_length=60, help_text="A colour, a tree, a room; not the names of people.")


class SeatForm(PageForm):
    """Who takes a seat."""

    person = PersonChoice(label="Faculty")


class AddForm(PageForm):
    """Somebody who comes, or who was there."""

    person = PersonChoice(label="Person")


class AssignForm(PageForm):
    """One choice of small group for each place; `groups` in the cleaned data maps places to groups."""

    def __init__(self, *args: Any, intensive: Intensive, places: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(places)
        self.groups = {str(group.pk): group for group in SmallGroup.objects.filter(intensive=intensive)}
        choices = [("", "No group yet"), *((key, group.name) for key, group in self.groups.items())]
        for place in self.places:
            role = ", candidate" if place.role == Role.CANDIDATE else ""
            self.fields[f"place_{place.pk}"] = forms.ChoiceField(
                choices=choices,
                label=f"{place.person}{role}",
                required=False,
                initial=place.small_group_id or "",
            )

    def clean(self) -> dict[str, Any]:
        """Gather the choices under `groups`."""
        data = super().clean()
        chosen = {place.pk: self.groups.get(data.pop(f"place_{place.pk}", "")) for place in self.places}
        return {**data, "groups": chosen}
