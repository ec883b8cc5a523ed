"""Choosing among Intensives."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from intensives.models import Intensive
from members import clock

WHEN = [("coming", "Coming and running"), ("past", "Over"), ("cancelled", "Cancelled")]


class IntensiveFilter(django_filters.FilterSet):
    """By name or site, and by when."""

    text = django_filters.CharFilter(
        label="Name or site", method="by_text", widget=forms.TextInput(attrs={"type": "search"})
    )
    when = django_filters.ChoiceFilter(label="When", choices=WHEN, empty_label="All", method="by_when")

    class Meta:
        model = Intensive
        fields: list[str] = []

    def by_text(self, rows: QuerySet[Intensive], name: str, value: str) -> QuerySet[Intensive]:
        """Name or site holds the text, without accents and in any case."""
        return rows.filter(Q(name__folded__contains=value) | Q(site__folded__contains=value))

    def by_when(self, rows: QuerySet[Intensive], name: str, value: str) -> QuerySet[Intensive]:
        """Coming, over or cancelled, as of today."""
        if value == "cancelled":
            return rows.filter(cancelled_on__isnull=False)
        held, today = rows.filter(cancelled_on__isnull=True), clock.today()
        return held.filter(end__gte=today) if value == "coming" else held.filter(end__lt=today)
