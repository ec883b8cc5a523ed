"""Choosing somebody without showing addresses."""

from typing import Any

from django import forms

from members.models import Person


def named(person: Person) -> str:
    """The name with the profession: two people may share a name."""
    return (
        f"{person.name}, {person.get_profession_display().lower()}"
        if person.profession != "other"
        else person.name
    )


class PersonChoice(forms.ModelChoiceField):
    """One person known to the society."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Choose a person")
        super().__init__(Person.objects.filter(is_active=True), **kwargs)

    def label_from_instance(self, person: Person) -> str:
        """Name and profession."""
        return named(person)


class PeopleChoice(forms.ModelMultipleChoiceField):
    """Some people of a few, one tick each."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person: Person) -> str:
        """Name and profession."""
        return named(person)
