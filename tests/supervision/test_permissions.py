"""Who may see what: lists and object permissions agree for the whole cast."""

import datetime as dt

import pytest

from supervision.models import (
    Agreement,
    BalintGroup,
    CoLeader,
    Debrief,
    GroupSession,
    SupervisionSession,
    SupervisorRequest,
)
from tests.cast import ApprovalFactory

D = dt.date

SEES = {
    "supervision.see_group": BalintGroup,
    "supervision.see_session": GroupSession,
    "supervision.see_debrief": Debrief,
    "supervision.see_supervision": SupervisionSession,
    "supervision.see_request": SupervisorRequest,
    "supervision.see_agreement": Agreement,
}


@pytest.fixture
def practice(group, agreement, asked, cast) -> None:
    """Two leaders, a past co-leader, a past supervisor; and a group of somebody else."""
    host, faculty1, faculty2 = cast["host"], cast["faculty1"], cast["faculty2"]
    CoLeader.objects.create(group=group, person=faculty1, start=D(2025, 1, 9), end=D(2025, 2, 28))
    ApprovalFactory(person=faculty2)
    elsewhere = BalintGroup.objects.create(leader=host, name="Elsewhere", setting="other")
    past = Agreement.objects.create(
        candidate=host,
        supervisor=faculty2,
        first_year_amount=1,
        terms_version="1",
        ended_on=D(2026, 1, 1),
    )
    for one in (group, elsewhere):
        GroupSession.objects.create(group=one, date=D(2026, 5, 21))
        Debrief.objects.create(group=one, date=D(2026, 5, 21), minutes=30)
        supervisor = agreement.supervisor if one == group else past.supervisor
        SupervisionSession.objects.create(
            candidate=one.leader, supervisor=supervisor, group=one, date=D(2026, 5, 25), recording="audio"
        )


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("permission", SEES)
def test_a_list_shows_what_the_object_permission_allows(permission, cast):
    model = SEES[permission]
    for name, person in cast.items():
        allowed = {row.pk for row in model.objects.all() if person.has_perm(permission, row)}
        assert set(model.objects.visible_to(person).values_list("pk", flat=True)) == allowed, name


@pytest.mark.usefixtures("practice")
def test_who_sees_mayas_group(group, cast):
    sees = {name for name, person in cast.items() if group in BalintGroup.objects.visible_to(person)}
    assert sees == {"candidate", "co_leader", "faculty1", "supervisor", "coordinator", "chair", "ccc_member"}


@pytest.mark.usefixtures("practice")
def test_who_sees_mayas_supervision(candidate, cast):
    session = SupervisionSession.objects.get(candidate=candidate)
    rows = SupervisionSession.objects
    sees = {name for name, person in cast.items() if session in rows.visible_to(person)}
    assert sees == {"candidate", "supervisor", "coordinator", "chair", "ccc_member"}


@pytest.mark.usefixtures("practice")
def test_a_note_to_myself_is_read_by_its_author_alone(candidate, cast):
    session = SupervisionSession.objects.get(candidate=candidate)
    reads = {
        name for name, person in cast.items() if person.has_perm("supervision.read_note_to_self", session)
    }
    assert reads == {"supervisor"}
