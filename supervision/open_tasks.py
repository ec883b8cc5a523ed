"""What a person owes to others in groups and supervision, for their home page."""

import datetime as dt

from django.urls import reverse

from members import clock
from members.models import Person
from members.open_task import OpenTask
from supervision.models import Debrief, SupervisorRequest
from supervision.words import count_text, day_text

LATE_AFTER_DAYS = 14
SHOWN = 5


def tasks_for(person: Person) -> list[OpenTask]:
    """Requests to answer, then debriefs to confirm, the oldest first."""
    return [*requests_to_answer(person), *_debriefs(person)]


def requests_to_answer(person: Person) -> list[OpenTask]:
    """Candidates who ask the person to supervise."""
    asked = SupervisorRequest.objects.open().filter(supervisor=person).select_related("candidate")
    return [request_task(request.pk, request.candidate, request.asked_on) for request in asked]


def request_task(key: int, candidate: Person, asked_on: dt.date) -> OpenTask:
    """The one task of a supervisor who was asked on a day."""
    return OpenTask(
        label=f"Answer {candidate}, who asks you to supervise",
        url=reverse("supervision:answer", args=[key]),
        due=f"asked {day_text(asked_on)}",
        late=(clock.today() - asked_on).days > LATE_AFTER_DAYS,
    )


def _debriefs(person: Person) -> list[OpenTask]:
    waiting = Debrief.objects.to_confirm_by(person).select_related("group", "recorded_by")
    tasks = [
        OpenTask(
            label=f"Confirm the debrief of {day_text(debrief.date)}",
            url=reverse("supervision:debrief_confirm", args=[debrief.pk]),
            due=f"with {debrief.recorded_by}, {debrief.group}",
        )
        for debrief in waiting
    ]
    if len(tasks) <= SHOWN:
        return tasks
    more = count_text(len(tasks) - SHOWN, "more debrief")
    return [*tasks[:SHOWN], OpenTask(label=f"Confirm {more}", url=reverse("supervision:groups"))]
