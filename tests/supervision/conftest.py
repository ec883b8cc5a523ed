"""A group that Maya leads with Carl, and Sylvia who supervises her; it is 1 June 2026."""

import datetime as dt
from decimal import Decimal

import pytest

from members.signals import evidence_changed
from supervision.models import Agreement, BalintGroup, CoLeader, SupervisorRequest

D = dt.date


@pytest.fixture
def group(at, candidate, co_leader) -> BalintGroup:
    one = BalintGroup.objects.create(
        leader=candidate, name="Thursday residents", setting="medical", started_on=D(2025, 1, 9)
    )
    CoLeader.objects.create(group=one, person=co_leader, start=D(2025, 3, 1))
    return one


@pytest.fixture
def agreement(at, candidate, supervisor) -> Agreement:
    return Agreement.objects.create(
        candidate=candidate,
        supervisor=supervisor,
        first_year_amount=Decimal(900),
        second_year_amount=Decimal(900),
        terms_version="2025",
        form_filled_on=D(2025, 2, 1),
        supervisor_signed_on=D(2025, 2, 3),
        copy_to_coordinator_on=D(2025, 2, 3),
        copy_to_treasurer_on=D(2025, 2, 3),
        cleared_on=D(2025, 3, 1),
    )


@pytest.fixture
def asked(at, candidate, supervisor) -> SupervisorRequest:
    return SupervisorRequest.objects.create(
        candidate=candidate, supervisor=supervisor, asked_on=D(2026, 5, 20), message="We meet on Thursdays."
    )


@pytest.fixture
def heard():
    """What was announced: kind, person and by."""
    told = []

    def listen(sender, person, by, kind, detail, **_):
        told.append((kind, person.name, by.name, detail))

    evidence_changed.connect(listen)
    yield told
    evidence_changed.disconnect(listen)
