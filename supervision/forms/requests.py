"""Answering a candidate."""

from django import forms

from members.forms import PageForm

NOTHING_CLINICAL = "Nothing about patients, clients or what was said in a group."


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
