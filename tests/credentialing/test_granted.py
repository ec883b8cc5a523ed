"""What a granted schedule leaves free is free on every page that draws the months."""

import datetime as dt

import pytest
from django.urls import reverse

from credentialing.actions.determinations import determine
from credentialing.enums import State
from credentialing.models import Case
from credentialing.record import load
from credentialing.rules.pictures import pictures
from supervision.models import BalintGroup, GroupSession
from tests.credentialing.stages import approved, in_training

pytestmark = pytest.mark.django_db
D = dt.date
SAID = "October 2026 and November 2026 have none. Free by the granted schedule: July 2026 and September 2026."


@pytest.fixture
def case(candidate, chair, coordinator, supervisor, treasurer, at):
    made = approved(candidate, chair, coordinator)
    in_training(made, supervisor, treasurer)
    group = BalintGroup.objects.create(
        leader=candidate, name="Tuesday", setting="medical", started_on=D(2026, 6, 1)
    )
    for day in (D(2026, 6, 9), D(2026, 8, 11)):
        GroupSession.objects.create(group=group, date=day, recorded_by=candidate)
    return made


def strips(client, sign_in, case, supervisor, chair) -> dict[str, str]:
    """Every page of the groups that draws the months, as each reader sees it."""
    group = BalintGroup.objects.get()
    pages = {
        "mine": (case.candidate, reverse("supervision:groups")),
        "group": (case.candidate, reverse("supervision:group", args=[group.pk])),
        "supervisor": (supervisor, reverse("supervision:person", args=[case.candidate_id])),
        "chair": (chair, reverse("supervision:person", args=[case.candidate_id])),
    }
    return {name: sign_in(client, who).get(url).content.decode() for name, (who, url) in pages.items()}


def test_a_free_month_is_said_to_be_free_wherever_the_months_are_drawn(
    client, sign_in, case, supervisor, chair, at
):
    at(D(2026, 12, 5))
    for name, shown in strips(client, sign_in, case, supervisor, chair).items():
        assert "July 2026, September 2026, October 2026 and 1 more have none." in shown, name
    terms = {"from": D(2026, 6, 1), "meetings": 1, "per_months": 2}
    determine(case=case, kind="grant_schedule", reason="The setting.", members=[chair], by=chair, terms=terms)
    loaded = load([case.pk])[case.pk]
    drawn = pictures(loaded.record, society=loaded.society)
    free = [month.name for month in drawn.months if month.kind == "free"]
    assert free == ["July 2026", "September 2026"]
    assert drawn.empty == ("October 2026", "November 2026")
    for name, shown in strips(client, sign_in, case, supervisor, chair).items():
        assert SAID in shown, name
        assert "July 2026: free by the granted schedule" in shown, name

    Case.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    Case.objects.create(candidate=case.candidate, state=State.ENQUIRY, previous=case)
    for name, shown in strips(client, sign_in, case, supervisor, chair).items():
        assert "Free by the granted schedule" not in shown, name
