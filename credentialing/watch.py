"""What an officer should keep an eye on: counted from the tables, with the cases behind each count."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from credentialing.enums import State
from credentialing.in_use import society_in_use
from credentialing.models import Case, FurtherWorkItem
from members import clock
from members.models import Membership
from supervision.models import GroupSession, SupervisionSession
from supervision.years import progress

LAPSE_WITHIN_DAYS = 60
NO_GROUP_DAYS = 45
YEAR_CLOSES_WITHIN_DAYS = 60
IN_TRAINING = (State.TRAINING, State.FINAL_PLANNED)


WORDS = {
    "lapsing": (
        f"membership that ends within {LAPSE_WITHIN_DAYS} days",
        f"memberships that end within {LAPSE_WITHIN_DAYS} days",
    ),
    "no_group": (
        f"candidate without a group for {NO_GROUP_DAYS} days",
        f"candidates without a group for {NO_GROUP_DAYS} days",
    ),
    "short_year": ("supervision year that may close short", "supervision years that may close short"),
    "overdue": ("file with overdue further work", "files with overdue further work"),
}
"""What each watch counts, for one and for several."""


@dataclass(frozen=True)
class Watched:
    """One thing to watch, and the open cases it is about."""

    key: str
    cases: tuple[int, ...]
    late: bool = False

    @property
    def count(self) -> int:
        """How many cases."""
        return len(self.cases)

    @property
    def label(self) -> str:
        """What is counted, to be read after the count."""
        one, several = WORDS[self.key]
        return one if self.count == 1 else several


def watch() -> list[Watched]:
    """The four watches of the dashboard, those that count nothing left out."""
    today = clock.today()
    found = [
        Watched("lapsing", _ids(lapsing(today))),
        Watched("no_group", _ids(without_group(today))),
        Watched("short_year", closing_short(today)),
        Watched("overdue", _ids(overdue_work(today)), late=True),
    ]
    return [item for item in found if item.count]


def _ids(cases: QuerySet[Case]) -> tuple[int, ...]:
    return tuple(cases.values_list("pk", flat=True))


def lapsing(today: dt.date) -> QuerySet[Case]:
    """Open cases after submission whose membership is over, or ends within sixty days unrenewed."""
    horizon = today + dt.timedelta(days=LAPSE_WITHIN_DAYS)
    covered = Membership.objects.on(horizon).filter(person=OuterRef("candidate"))
    return Case.objects.open().exclude(process_start=None).filter(~Exists(covered))


def without_group(today: dt.date) -> QuerySet[Case]:
    """Candidates in training who logged no group for forty-five days."""
    recent = GroupSession.objects.filter(
        Q(group__leader=OuterRef("candidate")) | Q(group__co_leaders__person=OuterRef("candidate")),
        date__gt=today - dt.timedelta(days=NO_GROUP_DAYS),
    )
    return Case.objects.in_state(*IN_TRAINING).filter(~Exists(recent))


def overdue_work(today: dt.date) -> QuerySet[Case]:
    """Cases with an agreed activity past its deadline."""
    late = FurtherWorkItem.objects.filter(
        work__case=OuterRef("pk"), work__closed_on=None, done_on=None, deadline__lt=today
    )
    return Case.objects.in_state(State.FURTHER_WORK).filter(Exists(late))


def closing_short(today: dt.date) -> tuple[int, ...]:
    """Candidates whose present supervision year closes within sixty days with fewer sessions than asked."""
    parameters = society_in_use().parameters.on(today)
    asked = (parameters["p98.cp1.years"], parameters["p98.cp1.per_year"])
    cases = dict(Case.objects.in_state(*IN_TRAINING).values_list("candidate", "pk"))
    days: dict[int, set[dt.date]] = defaultdict(set)
    held = SupervisionSession.objects.until(today).exclude(pk__in=SupervisionSession.objects.too_early())
    held = held.filter(candidate__in=cases)
    for candidate, day in held.values_list("candidate", "date"):
        days[candidate].add(day)
    return tuple(cases[candidate] for candidate, dates in days.items() if _closes_short(dates, today, *asked))


def _closes_short(dates: set[dt.date], today: dt.date, asked: int, per_year: int) -> bool:
    year = progress(dates, today).present
    return (
        year is not None
        and year.number <= asked
        and year.count < per_year
        and (year.last_day - today).days < YEAR_CLOSES_WITHIN_DAYS
    )
