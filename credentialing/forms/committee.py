"""Forms of the final Intensive, the committee's review, further work and recommendation."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from credentialing.enums import Direction
from credentialing.models import Case
from intensives.models import Intensive
from members import clock
from members.enums import Office
from members.forms.base import PageForm, SaysLimits
from members.forms.days import HELD, PLANNED, DayField
from members.models import Person

NO_CASE_CONTENT = "No case content, no patient detail."
COMMITTEE = (Office.CCC_CHAIR, Office.CCC_MEMBER)


def committee_today(case: Case, *more: Office):
    """The committee in office today, without the candidate."""
    people = Person.objects.in_office(*COMMITTEE, *more, on=clock.today())
    return people.exclude(pk=case.candidate_id)


class ReasonForm(PageForm):
    """One reason."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), max_length=1000, help_text=NO_CASE_CONTENT
    )

    def __init__(self, *args: Any, required: bool = True, label: str = "Reason", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required
        self.fields["reason"].label = label


class SureForm(PageForm):
    """Nothing to fill in: the page says what will happen."""


class AskFinalForm(PageForm):
    """Which coming Intensive."""

    intensive = forms.ModelChoiceField(
        Intensive.objects.none(), widget=forms.RadioSelect, empty_label=None, label="Intensive"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["intensive"]
        field.queryset = Intensive.objects.held().filter(start__gt=clock.today())
        field.label_from_instance = lambda row: (
            f"{row.name}, {row.site or 'site to be announced'}, {row.days}"
        )


class PlanFinalForm(PageForm):
    """The evaluator, and the reason where something is missing."""

    evaluator = forms.ModelChoiceField(
        Person.objects.none(), help_text="A third person beside the two faculty, and not the candidate."
    )
    despite = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=300,
        label="Why this person, although they stand near to the candidate",
        help_text="Only where they have supervised, co-led, taught, hosted or practise with the candidate.",
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=500,
        label="Reason to go on although participant Intensives are missing",
        help_text=f"Leave it empty where none is missing. {NO_CASE_CONTENT}",
    )

    def __init__(self, *args: Any, people: Any, reason_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evaluator"].queryset = people
        if not reason_needed:
            del self.fields["reason"]


class AnotherEvaluatorForm(PageForm):
    """Who evaluates now, and why not the one before."""

    evaluator = forms.ModelChoiceField(Person.objects.none(), help_text="A third person beside the faculty.")
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=300, help_text=NO_CASE_CONTENT
    )
    despite = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=300,
        label="Why this person, although they stand near to the candidate",
        help_text="Only where they have supervised, co-led, taught, hosted or practise with the candidate.",
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evaluator"].queryset = people


class ReviewForm(PageForm):
    """Who reviewed the file."""

    members = forms.ModelMultipleChoiceField(
        Person.objects.none(), widget=forms.CheckboxSelectMultiple, label="Present"
    )
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=2000, help_text=NO_CASE_CONTENT
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = committee_today(case, Office.COORDINATOR_OF_SUPERVISION)


class ProposeForm(PageForm):
    """Whether the timeline asks for a further Intensive; the activities are in a formset beside it."""

    further_intensive = forms.BooleanField(
        required=False, label="The timeline asks for a further credentialing Intensive"
    )


class ItemForm(SaysLimits, forms.Form):
    """One activity with its deadline; a row that is left empty is none."""

    area = forms.CharField(max_length=160, required=False, label="Area of need")
    activity = forms.CharField(max_length=300, required=False, label="Activity", help_text=NO_CASE_CONTENT)
    deadline = DayField(required=False, label="Deadline", **PLANNED)

    def clean_deadline(self) -> dt.date | None:
        """A deadline lies ahead."""
        day = self.cleaned_data["deadline"]
        if day is not None and day <= clock.today():
            raise ValidationError("Choose a day after today.")
        return day

    def clean(self) -> dict[str, Any]:
        """A row that was begun names its activity and its deadline."""
        data = super().clean() or self.cleaned_data
        if any(data.get(name) for name in self.fields):
            for name, sentence in (("activity", "Name the activity."), ("deadline", "Give the deadline.")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data


class ItemFormSet(forms.BaseFormSet):
    """Up to eight activities; rows left empty are no activities."""

    def clean(self) -> None:
        """At least one activity."""
        if not any(self.errors) and not self.items():
            raise ValidationError("Name at least one activity.")

    def items(self) -> list[dict[str, Any]]:
        """The rows that were filled in."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("activity")]


ItemForms = forms.formset_factory(ItemForm, formset=ItemFormSet, extra=3, max_num=8, absolute_max=8)


class DayForm(PageForm):
    """One day."""

    on = DayField(label="Done on", **HELD)


class DeadlineForm(PageForm):
    """Another deadline."""

    deadline = DayField(label="New deadline", **PLANNED)


class RecommendForm(PageForm):
    """Which way, and why."""

    direction = forms.ChoiceField(
        choices=Direction.choices, widget=forms.RadioSelect, label="The committee recommends"
    )
    reasons = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        label="Reasons",
        help_text=f"The Council reads them. {NO_CASE_CONTENT}",
    )
