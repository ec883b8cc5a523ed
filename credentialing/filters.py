"""Filters of the case list."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from credentialing.enums import ENDED, State
from credentialing.models import Case
from credentialing.watch import watch
from members.addresses import plain
from members.models import Person
from supervision.models import Agreement

PIPELINE = (
    ("applying", "applying", (State.ENQUIRY, State.DRAFT, State.RETURNED)),
    ("reviewing", "under review", (State.UNDER_REVIEW,)),
    ("approved", "approved", (State.APPROVED,)),
    ("agreement", "agreement", (State.AGREED,)),
    ("in_training", "in training", (State.TRAINING,)),
    ("final", "final Intensive", (State.FINAL_PLANNED, State.FINAL_HELD)),
    ("assessed", "assessed", (State.ASSESSED,)),
    ("committee", "CCC review", (State.REVIEW,)),
    ("further_work", "further work", (State.FURTHER_WORK,)),
    ("council", "Council", (State.RECOMMENDED, State.VOTING)),
)
"""The stages of an open file as the dashboard counts them: key, words, and the states that each takes in."""

TAKEN_TOGETHER = {key: states for key, _, states in PIPELINE if len(states) > 1}
STAGES_SHOWN = [
    *((state.value, state.label) for state in State),
    *((key, f"{words[0].upper()}{words[1:]}, all") for key, words, _ in PIPELINE if key in TAKEN_TOGETHER),
]


def stage_key(key: str, states: tuple[State, ...]) -> str:
    """What the list is asked for to show what a stage of the pipeline counts."""
    return key if key in TAKEN_TOGETHER else states[0].value


class CaseFilter(django_filters.FilterSet):
    """By name, stage, supervisor, and whether the file is still open."""

    q = django_filters.CharFilter(method="by_name", label="Name, or whole address")
    state = django_filters.ChoiceFilter(
        choices=STAGES_SHOWN, method="by_stage", label="Stage", empty_label="Any stage"
    )
    supervisor = django_filters.ModelChoiceFilter(
        queryset=Person.objects.none(),
        method="by_supervisor",
        label="Supervisor",
        empty_label="Any supervisor",
    )
    ended = django_filters.BooleanFilter(
        method="with_ended", label="Ended files too", widget=forms.CheckboxInput
    )

    watch = django_filters.CharFilter(method="being_watched", widget=forms.HiddenInput)

    class Meta:
        model = Case
        fields = ["q", "state", "supervisor", "ended", "watch"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        supervising = Agreement.objects.filter(supervisor=OuterRef("pk"))
        self.filters["supervisor"].queryset = Person.objects.filter(Exists(supervising))

    def by_name(self, cases: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        """Names that contain the words, without accents and in any case; an address only as a whole, for the
        page does not show it."""
        return cases.filter(Q(candidate__name__folded__contains=value) | Q(candidate__email=plain(value)))

    def by_stage(self, cases: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        """In the state, or in one of those that the dashboard counts together."""
        return cases.filter(state__in=TAKEN_TOGETHER.get(value, (value,)))

    def by_supervisor(self, cases: QuerySet[Case], _name: str, value: Person) -> QuerySet[Case]:
        """Candidates with a current agreement with the supervisor."""
        held = Agreement.objects.current().filter(candidate=OuterRef("candidate"), supervisor=value)
        return cases.filter(Exists(held))

    def being_watched(self, cases: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        """The cases behind one of the dashboard's watches."""
        return cases.filter(pk__in=[pk for item in watch() if item.key == value for pk in item.cases])

    def with_ended(self, cases: QuerySet[Case], _name: str, value: bool) -> QuerySet[Case]:
        """Without it, open files alone; a stage asked for by name is always shown."""
        return cases

    def filter_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """Leave ended files out unless they are asked for."""
        cases = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        return cases if asked.get("ended") or asked.get("state") else cases.exclude(state__in=ENDED)
