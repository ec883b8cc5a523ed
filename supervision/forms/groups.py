"""Groups and their co-leaders."""

from django import forms

from members import clock
from members.addresses import AddressInput
from members.enums import Profession
from members.forms import PageForm
from members.forms.days import HELD, DayField
from supervision.enums import Setting


class GroupForm(PageForm):
    """What is known about a group."""

    name = forms.CharField(
        max_length=120, help_text="As you call it: “Thursday residents”. No patient's or client's name."
    )
    setting = forms.ChoiceField(
        choices=Setting.choices,
        initial=Setting.MEDICAL,
        widget=forms.RadioSelect,
        help_text="A group in a medical setting asks for two professions among its leaders.",
    )
    started_on = DayField(
        label="First day",
        initial=clock.readers_today,
        help_text="The day it met first, or the day you began to lead it.",
        **HELD,
    )
    site = forms.CharField(max_length=160, required=False, help_text="Clinic, school or town; or “online”.")


class EndForm(PageForm):
    """The last day of something."""

    on = DayField(label="Last day", initial=clock.readers_today, help_text="This day still counts.", **HELD)


class CoLeaderForm(PageForm):
    """Somebody known here, or an outside name and profession."""

    email = AddressInput(
        label="E-mail address",
        required=False,
        help_text="If the co-leader has an account here: they can log and confirm with you.",
    )
    name = forms.CharField(
        max_length=120, required=False, help_text="Only if they have no account here: name, with title."
    )
    profession = forms.ChoiceField(
        choices=[("", "Choose one"), *Profession.choices], required=False, help_text="With a name only."
    )
    start = DayField(
        label="From", initial=clock.readers_today, help_text="The first day you lead together.", **HELD
    )
