"""Filters of the lists that offices keep."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from members import clock
from members.addresses import plain
from members.enums import Office
from members.models import Address, Appointment, Membership, Person, SupervisorApproval

SOON = dt.timedelta(days=60)


class MembershipFilter(django_filters.FilterSet):
    """By a part of the name or address, and by what the period is today."""

    who = django_filters.CharFilter(method="by_name", label="Name or address")
    state = django_filters.ChoiceFilter(
        method="by_state",
        label="State",
        empty_label="All",
        choices=[
            ("now", "Members today"),
            ("ending", "Ending within 60 days"),
            ("past", "Ended"),
            ("future", "Not begun"),
        ],
    )

    class Meta:
        model = Membership
        fields: list[str] = []

    def by_name(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A part of the name, without accents and in any case, or of the address."""
        by_address = Q(person__email__contains=plain(value))
        return rows.filter(Q(person__name__folded__contains=value) | by_address)

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """What the period is today."""
        today = clock.today()
        if value == "now":
            return rows.on(today)
        if value == "ending":
            return rows.on(today).filter(end__lte=today + SOON)
        if value == "past":
            return rows.filter(end__lt=today)
        return rows.filter(start__gt=today)


class PersonFilter(django_filters.FilterSet):
    """By a part of the name or address, and by what their account is."""

    who = django_filters.CharFilter(method="by_name", label="Name or address")
    account = django_filters.ChoiceFilter(
        method="by_account",
        label="Account",
        empty_label="All",
        choices=[("open", "Open"), ("ended", "Ended"), ("paper", "Known without an address")],
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def by_name(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A part of the name, without accents and in any case, or of an address, a former one too."""
        by_address = Address.objects.filter(address__contains=plain(value)).values("person")
        return rows.filter(Q(name__folded__contains=value) | Q(pk__in=by_address))

    def by_account(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """What the account is today."""
        if value == "paper":
            return rows.filter(is_active=True, email=None)
        return rows.filter(is_active=value == "open")


class AppointmentFilter(django_filters.FilterSet):
    """By office; those in office today unless past ones are asked for."""

    office = django_filters.ChoiceFilter(choices=Office, label="Office", empty_label="All")
    past = django_filters.BooleanFilter(
        method="with_past", label="Show past ones, too", widget=forms.CheckboxInput
    )

    class Meta:
        model = Appointment
        fields = ["office"]

    def with_past(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """Past ones are left out unless asked for."""
        return rows if value else rows.filter(Q(end__isnull=True) | Q(end__gte=clock.today()))


class ApprovalFilter(django_filters.FilterSet):
    """By name; those on the list today unless past ones are asked for."""

    who = django_filters.CharFilter(field_name="person__name", lookup_expr="folded__contains", label="Name")
    past = django_filters.BooleanFilter(
        method="with_past", label="Show past ones, too", widget=forms.CheckboxInput
    )

    class Meta:
        model = SupervisorApproval
        fields: list[str] = []

    def with_past(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """Past ones are left out unless asked for."""
        return rows if value else rows.filter(Q(end__isnull=True) | Q(end__gte=clock.today()))
