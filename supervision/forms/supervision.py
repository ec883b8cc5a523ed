"""Recording a supervision session: dates, figures and two short notes."""

import datetime as dt
from typing import Any

from django import forms

from members import clock
from members.forms import PageForm
from members.forms.days import HELD, DayField
from members.models import Person
from supervision.enums import Recording
from supervision.models import Agreement, BalintGroup, GroupSession
from supervision.words import day_text

RECENT = dt.timedelta(days=120)
SHOWN = 12
NO_CONTENT = "No case content, no names."


class RecordForm(PageForm):
    """One session with one candidate."""

    date = DayField(label="Supervised on", initial=clock.readers_today, **HELD)
    minutes = forms.IntegerField(min_value=1, max_value=600, initial=60)
    about = forms.ChoiceField(label="Which group session")
    recording = forms.ChoiceField(
        label="It was recorded as",
        choices=Recording.choices,
        widget=forms.RadioSelect,
        help_text="The recording itself is never stored here.",
    )
    note_to_candidate = forms.CharField(
        label="Note to the candidate",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"They read it, and so may the committee. {NO_CONTENT}",
    )
    note_to_self = forms.CharField(
        label="Note to myself",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Only you read it. {NO_CONTENT}",
    )

    def __init__(
        self, *args: Any, candidate: Person, keep: GroupSession | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = list(BalintGroup.objects.ever_led_by(candidate))
        self.groups = {str(group.pk): group for group in groups}
        self.sessions = {str(row.pk): row for row in recent_sessions(groups, keep)}
        self.fields["about"].choices = self._choices()
        self.fields["about"].help_text = "" if self.groups else "The candidate has no group here yet."

    def _choices(self) -> list[tuple[str, str]]:
        met = [(f"s{key}", f"{day_text(row.date)}, {row.group}") for key, row in self.sessions.items()]
        running = [group for group in self.groups.values() if group.ended_on is None] or self.groups.values()
        return met + [(f"g{group.pk}", f"{group}, no session named") for group in running]

    def clean(self) -> dict[str, Any]:
        """Turn the choice into the group and, where one is named, its session."""
        cleaned = super().clean() or self.cleaned_data
        choice = cleaned.pop("about", "")
        about = self.sessions.get(choice[1:]) if choice.startswith("s") else None
        group = about.group if about else self.groups.get(choice[1:])
        return {**cleaned, "group": group, "about_session": about}


class OverrideForm(RecordForm):
    """An officer records what the fee date forbids the supervisor."""

    supervisor = forms.ModelChoiceField(Person.objects.none(), empty_label=None)
    override_reason = forms.CharField(
        label="Reason", max_length=300, help_text="It stays with the session, with your name."
    )

    def __init__(self, *args: Any, candidate: Person, **kwargs: Any) -> None:
        super().__init__(*args, candidate=candidate, **kwargs)
        for name in ("note_to_candidate", "note_to_self"):
            del self.fields[name]
        supervisors = (
            Agreement.objects.recordable(clock.today()).filter(candidate=candidate).values("supervisor")
        )
        self.fields["supervisor"].queryset = Person.objects.filter(pk__in=supervisors)
        self.order_fields(["supervisor"])


def recent_sessions(groups: list[BalintGroup], keep: GroupSession | None) -> list[GroupSession]:
    """The latest group sessions, newest first, and the one chosen before."""
    rows = GroupSession.objects.filter(group__in=groups).select_related("group").latest_first()
    recent = list(rows.filter(date__gte=clock.today() - RECENT).until(clock.today())[:SHOWN])
    if keep is not None and keep.pk not in {row.pk for row in recent}:
        recent.append(keep)
    return recent
