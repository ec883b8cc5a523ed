"""The supervision year is one, on the pages of supervision, in the findings and in what the Chair is told."""

import datetime as dt
import random

import pytest

from credentialing.dossier import load
from credentialing.enums import State
from credentialing.models import Case
from credentialing.rules.pictures import pictures
from credentialing.watch import closing_short
from supervision.models import Agreement, BalintGroup, SupervisionSession
from supervision.years import progress
from tests.rules.clean_file import clean, supervisions

D = dt.date
FIRST, LAST = D(2021, 3, 1), D(2023, 1, 31)


@pytest.mark.parametrize("seed", range(20))
def test_the_pages_of_supervision_draw_the_years_that_the_findings_count(seed):
    luck = random.Random(seed)
    days = {
        FIRST + dt.timedelta(days=luck.randrange((LAST - FIRST).days)) for _ in range(luck.randint(1, 14))
    }
    file = clean(supervision_sessions=supervisions(*(day.isoformat() for day in sorted(days))))
    counted = pictures(load(file)).years
    drawn = progress(days, LAST).years
    assert [(one.number, one.last, one.sessions) for one in counted] == [
        (one.number, one.last_day, one.count) for one in drawn
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "cleared_on", "told"),
    [
        (5, D(2025, 1, 1), [False, True, True]),
        (6, D(2025, 1, 1), [False, False, False]),
        (
            6,
            D(2025, 7, 15),
            [False, False, True],
        ),  # the first was held before the fee, and counts for nothing
        (0, D(2025, 1, 1), [False, False, False]),  # no year has begun
    ],
)
def test_the_chair_is_told_of_a_year_that_closes_short(candidate, supervisor, at, held, cleared_on, told):
    case = Case.objects.create(candidate=candidate, state=State.TRAINING)
    group = BalintGroup.objects.create(leader=candidate, name="Tuesday", setting="medical")
    agreement = Agreement.objects.create(
        candidate=candidate,
        supervisor=supervisor,
        first_year_amount=0,
        terms_version="1",
        form_filled_on=D(2025, 1, 1),
        supervisor_signed_on=D(2025, 1, 1),
        cleared_on=cleared_on,
    )
    for month in range(7, 7 + held):
        SupervisionSession.objects.create(
            candidate=candidate,
            supervisor=supervisor,
            agreement=agreement,
            group=group,
            date=D(2025, month, 10),
            recording="video",
            recorded_by=supervisor,
        )
    found = []
    for day in (D(2026, 5, 10), D(2026, 5, 11), D(2026, 6, 15)):
        at(day)
        found.append(case.pk in closing_short(day))
    assert found == told
