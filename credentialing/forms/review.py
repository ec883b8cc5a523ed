"""The review of an application, with a view on each prior experience."""

from collections.abc import Iterable
from typing import Any

from django import forms

from credentialing.enums import ReviewOutcome, ReviewRole
from credentialing.models import PriorExperience
from members.forms import PageForm

COUNTS = [("yes", "It should count"), ("no", "It should not count")]


class ReviewForm(PageForm):
    """A view on each experience, then the outcome with its reason."""

    outcome = forms.ChoiceField(choices=ReviewOutcome, widget=forms.RadioSelect)
    reason = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed to return or decline; the candidate reads it. No case content, no patient detail.",
    )

    def __init__(
        self,
        *args: Any,
        roles: Iterable[ReviewRole],
        experiences: Iterable[PriorExperience],
        earlier: dict[int, tuple[bool, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.experiences = list(experiences)
        roles = list(roles)
        self.fields["role"] = forms.ChoiceField(
            label="As",
            choices=[(role.value, role.label) for role in roles],
            initial=roles[0].value if roles else "",
        )
        if len(roles) == 1:
            self.fields["role"].widget = forms.HiddenInput()
        for experience in self.experiences:
            self._ask_about(experience, (earlier or {}).get(experience.pk))
        asked = [name for one in self.experiences for name in self.names(one)]
        self.order_fields(["role", *asked, "outcome", "reason", "once"])

    @staticmethod
    def names(experience: PriorExperience) -> tuple[str, str]:
        """The two fields about an experience: whether it counts, and why."""
        return f"counts_{experience.pk}", f"why_{experience.pk}"

    def _ask_about(self, experience: PriorExperience, earlier: tuple[bool, str] | None) -> None:
        counts, why = self.names(experience)
        self.fields[counts] = forms.ChoiceField(
            label=f"{experience.get_kind_display()}: {experience.title or 'no title'}",
            choices=COUNTS,
            widget=forms.RadioSelect,
            initial=None if earlier is None else ("yes" if earlier[0] else "no"),
        )
        self.fields[why] = forms.CharField(
            label="Why", required=False, max_length=500, initial=earlier[1] if earlier else ""
        )

    def clean(self) -> dict[str, Any]:
        """A reason goes with everything but an approval."""
        data = super().clean() or {}
        if data.get("outcome") not in (None, ReviewOutcome.APPROVE) and not data.get("reason", "").strip():
            self.add_error("reason", "Give the reason in a sentence or two.")
        return data

    def given(self) -> dict[int, tuple[bool, str]]:
        """The views, by the key of the experience."""
        answers = {}
        for experience in self.experiences:
            counts, why = self.names(experience)
            answers[experience.pk] = (self.cleaned_data[counts] == "yes", self.cleaned_data[why])
        return answers
