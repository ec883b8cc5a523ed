"""Asking for and suggesting a supervisor; ending an agreement."""

from typing import Any

from django import forms

from members import clock
from members.forms import PageForm
from members.models import Person, SupervisorApproval

NO_CASES = "No case content, no patient detail."


class SupervisorChoice(forms.ModelChoiceField):
    """Somebody on the supervisors list today."""

    def __init__(self, *, accepting: bool, without: int, **kwargs: Any) -> None:
        approved = SupervisorApproval.objects.on(clock.today())
        if accepting:
            approved = approved.filter(accepting=True)
        people = Person.objects.filter(pk__in=approved.values("person"), is_active=True).exclude(pk=without)
        super().__init__(people, empty_label="Choose a supervisor", **kwargs)


class AskForm(PageForm):
    """Whom to ask, with a word."""

    message = forms.CharField(
        label="A word to the supervisor",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"When and how you would like to meet. At most 500 characters. {NO_CASES}",
    )

    def __init__(self, *args: Any, candidate: Person, accepting: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"] = SupervisorChoice(
            accepting=accepting, without=candidate.pk, label="Supervisor"
        )
        self.order_fields(["supervisor", "message", "once"])


class ReasonForm(PageForm):
    """A reason, in a sentence or two."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"At most 300 characters. {NO_CASES}",
    )

    def __init__(self, *args: Any, label: str = "Reason", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].required = label, required


class RequestForm(PageForm):
    """What is asked of the committee, and why."""

    reason = forms.CharField(
        label="What you ask for, and why",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=f"In your own words. {NO_CASES}",
    )


class ConfirmForm(PageForm):
    """Nothing to fill in: the page says what will happen."""
