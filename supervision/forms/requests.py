"""Asking a supervisor, and answering."""

from typing import Any

from django import forms

from members import clock
from members.forms import PageForm
from members.models import Person, SupervisorApproval

NOTHING_CLINICAL = "Nothing about patients, clients or what was said in a group."


class SupervisorChoice(forms.ModelChoiceField):
    """Supervisors with what they say about themselves."""

    entries: dict[int, str] = {}

    def label_from_instance(self, obj: Person) -> str:
        entry = self.entries.get(obj.pk, "")
        return f"{obj.name} ({entry})" if entry else obj.name


class AskForm(PageForm):
    """One supervisor on the list, and a few words."""

    supervisor = SupervisorChoice(Person.objects.none(), empty_label=None, widget=forms.RadioSelect)
    message = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Who you are, where your group meets, when you would like to begin. {NOTHING_CLINICAL}",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approvals = SupervisorApproval.objects.on(clock.today()).filter(accepting=True).exclude(person=person)
        self.fields["supervisor"].queryset = Person.objects.filter(pk__in=approvals.values("person"))
        self.fields["supervisor"].entries = dict(approvals.values_list("person_id", "public_entry"))


class AnswerForm(PageForm):
    """Yes or no."""

    accepted = forms.TypedChoiceField(
        label="Are you able to supervise?",
        choices=[("yes", "Yes, I am able to"), ("no", "No, not at present")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        max_length=500,
        required=False,
        label="A word to the candidate",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"When and how you could begin; or whom else to ask. {NOTHING_CLINICAL}",
    )
