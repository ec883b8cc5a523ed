"""The filter of the fees that are due."""

import django_filters
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from credentialing.enums import State
from credentialing.models import Case
from credentialing.owing import NOTHING, SOON, schedule_in_force
from credentialing.rules.paid import second_year_due_since
from members import clock
from members.addresses import plain
from supervision.models import Agreement


class FeesFilter(django_filters.FilterSet):
    """By name, and by what waits for the Treasurer."""

    who = django_filters.CharFilter(method="by_name", label="Name or address")
    show = django_filters.ChoiceFilter(
        method="by_what",
        label="Show",
        empty_label=None,
        choices=[
            ("open", "Waiting for money"),
            ("announced", "Announced, to confirm"),
            ("hold", "Supervision on hold"),
            ("all", "Everybody"),
        ],
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def by_name(self, cases: QuerySet, _name: str, value: str) -> QuerySet:
        """A part of the name, without accents and in any case, or of the address."""
        by_address = Q(candidate__email__contains=plain(value))
        return cases.filter(Q(candidate__name__folded__contains=value) | by_address)

    def by_what(self, cases: QuerySet, _name: str, value: str) -> QuerySet:
        """What waits: money announced, money owed, an agreement on hold."""
        if value == "announced":
            return cases.filter(announced_sum__gt=0)
        current = Agreement.objects.current().filter(candidate=OuterRef("candidate"))
        if value == "hold":
            held = current.signed().filter(cleared_on=None)
            return cases.filter(Exists(held)).exclude(state__in=[State.APPROVED, State.AGREED])
        if value == "all":
            return cases
        return cases.filter(self._owing(current))

    @staticmethod
    def _owing(current: QuerySet) -> Q:
        in_force = schedule_in_force()
        short = Q(Exists(current.filter(first_year_amount__gt=OuterRef("confirmed_sum"))))
        if in_force:
            short |= Q(~Exists(current), confirmed_sum__lt=in_force.first_year_amount)
        both = F("first_year_amount") + Coalesce(F("second_year_amount"), Value(NOTHING))
        begun = second_year_due_since(clock.today() + SOON)
        second = Q(Exists(current.annotate(both=both).filter(both__gt=OuterRef("confirmed_sum"))))
        return short | (second & Q(first_session__lte=begun)) | Q(announced_sum__gt=0)
