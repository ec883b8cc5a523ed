"""How a step of the catalogue is written: what it does, and whom it locks, by hand from who is concerned."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from credentialing.models import (
    Case,
    FeeReceipt,
    FeeSchedule,
    FurtherWorkItem,
    Motion,
    PriorExperience,
)
from intensives.models import Attendance, CoLedSession, Evaluation, Faculty, Intensive, SmallGroup
from members.models import Appointment, Credential, Membership, Person, Proposal, SupervisorApproval
from supervision.models import (
    Agreement,
    BalintGroup,
    Debrief,
    GroupSession,
    SupervisionSession,
    SupervisorRequest,
)
from tests.matrix.world import World

D = dt.date
WHY = "Because it is so."


class Here:
    """The world as one session sees it: people and things are read anew, each time they are named."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __getattr__(self, name: str) -> Any:
        if name in self.world.people:
            return Person.objects.get(pk=self.world.people[name].pk)
        model = THINGS[name]
        return model.objects.get(pk=self.world.things[name])

    @property
    def file(self) -> Case:
        """The candidate's case."""
        return Case.objects.get(pk=self.world.case.pk)


THINGS = {
    "agreement": Agreement,
    "announced": FeeReceipt,
    "appointment": Appointment,
    "approval": SupervisorApproval,
    "asked": SupervisorRequest,
    "co_led": CoLedSession,
    "credential": Credential,
    "debrief": Debrief,
    "empty_group": SmallGroup,
    "ended_group": BalintGroup,
    "ending": Proposal,
    "enquiry": Case,
    "evaluation": Evaluation,
    "experience": PriorExperience,
    "fee_schedule": FeeSchedule,
    "group": BalintGroup,
    "intensive": Intensive,
    "item": FurtherWorkItem,
    "lasting": Membership,
    "membership": Membership,
    "merging": Proposal,
    "motion": Motion,
    "participant": Attendance,
    "place": Attendance,
    "practising": Case,
    "receipt": FeeReceipt,
    "request": SupervisorRequest,
    "revoked": Credential,
    "seat": Faculty,
    "second": Case,
    "session": GroupSession,
    "summer": Intensive,
    "supervised": SupervisionSession,
    "withdrawn": Case,
}


@dataclass(frozen=True)
class Met:
    """One step: what it does, and the members of the cast whom it must lock."""

    name: str
    act: Callable[[Here], Any]
    locks: tuple[str, ...]


def met(name: str, locks: str, act: Callable[[Here], Any]) -> Met:
    return Met(name, act, tuple(locks.split()))
