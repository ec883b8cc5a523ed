"""The candidate's final Intensive: co-led session, meeting, assessment."""

from typing import Any

from django import forms

from intensives.enums import Advice
from intensives.forms.people import PeopleChoice, PersonChoice
from intensives.models import Attendance, Evaluation
from members.forms import PageForm
from members.forms.days import HELD, DayField
from members.models import Person

NO_CASES = "Write about the leading. No case, no patient, no member of the group."


class CoLedForm(PageForm):
    """With whom, and when."""

    faculty = PersonChoice(label="With")
    date = DayField(label="On", **HELD)

    def __init__(self, *args: Any, attendance: Attendance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["faculty"].queryset = Person.objects.filter(
            faculty_places__small_group=attendance.small_group_id
        )
        days = attendance.intensive
        self.fields["date"].widget.attrs |= {"min": days.start.isoformat(), "max": days.end.isoformat()}


class MeetingForm(PageForm):
    """When they met, and who was there."""

    on = DayField(label="Day of the meeting", **HELD)
    present = PeopleChoice(Person.objects.none(), label="Who was there")

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        faculty = Person.objects.filter(faculty_places__small_group=evaluation.attendance.small_group_id)
        evaluator = Person.objects.filter(pk=evaluation.evaluator_id)
        self.fields["present"].queryset = Person.objects.filter(pk__in=faculty) | evaluator


class AssessmentForm(PageForm):
    """The evaluator's text and recommendation; everything may be left open until delivery."""

    draft = forms.CharField(
        label="Assessment of the candidate's leading",
        required=False,
        strip=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=f"The candidate and the committee read it. {NO_CASES}",
    )
    advice = forms.ChoiceField(
        label="Your recommendation to the committee, with the faculty",
        required=False,
        choices=[("", "Not decided yet"), *Advice.choices],
        help_text="Goes to the committee; it is not part of what the candidate is sent.",
    )
    advice_reasons = forms.CharField(
        label="Reasons for the recommendation",
        required=False,
        strip=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=f"Needed unless you recommend for credentialing. {NO_CASES}",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
