"""Who owes which fee: one row a case, gathered with a constant number of queries."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from credentialing.enums import ENDED, State
from credentialing.models import Case, FeeReceipt, FeeSchedule
from credentialing.rules.paid import second_year_due
from credentialing.workflow import PAYING
from members import clock
from supervision.models import Agreement, SupervisionSession

NOTHING = Decimal(0)
SOON = dt.timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Owing:
    """What one candidate owes: the amounts, what is confirmed, what is announced, and until when.

    The second year's fee falls due a year after the first supervision session. The texts say nothing of
    it, so it is a reminder and never a condition.
    """

    case: Case
    agreement: Agreement | None
    currency: str
    first_year: Decimal
    second_year: Decimal
    confirmed: Decimal
    announced: Decimal
    second_due_on: dt.date | None

    @property
    def second_is_due(self) -> bool:
        """Whether the second year's fee falls due within 30 days, or has fallen due."""
        return self.second_due_on is not None and self.second_due_on <= clock.today() + SOON

    @property
    def owed(self) -> Decimal:
        """What is open now; never less than nothing."""
        due = self.first_year + (self.second_year if self.second_is_due else NOTHING)
        return max(NOTHING, due - self.confirmed)

    @property
    def for_the_first_year(self) -> bool:
        """Whether the first year is not paid in full."""
        return self.confirmed < self.first_year

    @property
    def late(self) -> bool:
        """Whether the second year's fee is past its day."""
        due = self.second_due_on
        return bool(self.owed and not self.for_the_first_year and due and due < clock.today())

    @property
    def on_hold(self) -> bool:
        """Whether supervision waits for money: signed, and not cleared."""
        one = self.agreement
        return bool(
            one and one.supervisor_signed_on and one.cleared_on is None and self.case.state != State.AGREED
        )


def paying(cases: QuerySet) -> QuerySet:
    """Cases in which fees fall due, or that ended with money announced; with the sums that `owing` reads."""
    return with_money(cases).filter(Q(state__in=PAYING) | Q(state__in=ENDED, announced_sum__gt=0))


def with_money(cases: QuerySet) -> QuerySet:
    """The cases with their candidates, current agreements and the sums that `owing` reads."""
    current = Agreement.objects.current().select_related("supervisor")
    return with_sums(cases).prefetch_related(
        Prefetch("candidate__agreements", current, to_attr="current_agreements")
    )


def with_sums(cases: QuerySet) -> QuerySet:
    """The cases with their candidates and the sums that `owing` reads; it reads current agreements, too."""
    receipts = FeeReceipt.objects.filter(case=OuterRef("pk")).order_by().values("case")
    sessions = (
        SupervisionSession.objects.filter(candidate=OuterRef("candidate")).order_by().values("candidate")
    )
    return cases.select_related("candidate").annotate(
        confirmed_sum=_sum(receipts.confirmed()),
        announced_sum=_sum(receipts.announced()),
        first_session=Subquery(sessions.annotate(first=Min("date")).values("first")),
    )


def _sum(receipts: QuerySet) -> Coalesce:
    money = DecimalField(max_digits=10, decimal_places=2)
    return Coalesce(
        Subquery(receipts.annotate(all=Sum("amount")).values("all")), Value(NOTHING), output_field=money
    )


def schedule_in_force() -> FeeSchedule | None:
    """The schedule of fees that is valid today, or None where the Treasurer has set none."""
    return FeeSchedule.objects.begun(clock.today()).first()


def confirmed_of(case: Case) -> Decimal:
    """What of the case's money is confirmed and stands."""
    return with_sums(Case.objects.filter(pk=case.pk)).get().confirmed_sum


def owing(case: Case, schedule: FeeSchedule | None) -> Owing:
    """What the case, one of `paying`, owes; without an agreement by the schedule in force.

    A file that has ended owes nothing more.
    """
    agreement = next(iter(case.candidate.current_agreements), None) if case.is_open else None
    priced = (agreement or schedule) if case.is_open else None
    first = case.first_session
    return Owing(
        case=case,
        agreement=agreement,
        currency=schedule.currency if schedule else "",
        first_year=priced.first_year_amount if priced else NOTHING,
        second_year=(priced.second_year_amount or NOTHING) if priced else NOTHING,
        confirmed=case.confirmed_sum,
        announced=case.announced_sum,
        second_due_on=second_year_due(first) if first else None,
    )


def waiting_first(cases: QuerySet) -> QuerySet:
    """Announced money first, then those who wait longest."""
    return cases.order_by(F("announced_sum").desc(), "state_since", "pk")
