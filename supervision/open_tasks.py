"""What a person owes to others in groups and supervision, for their home page."""

from dataclasses import dataclass

from django.urls import reverse

from members import clock
from members.models import Person
from supervision.models import Debrief, SupervisorRequest
from supervision.words import count_text, day_text

LATE_AFTER_DAYS = 14
SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """One thing to do: what, where, since or until when, and whether that is long ago."""

    label: str
    url: str
    due: str = ""
    late: bool = False


def tasks_for(person: Person) -> list[OpenTask]:
    """Requests to answer, then debriefs to confirm, the oldest first."""
    return [*requests_to_answer(person), *_debriefs(person)]


def requests_to_answer(person: Person) -> list[OpenTask]:
    """Candidates who ask the person to supervise."""
    asked = SupervisorRequest.objects.open().filter(supervisor=person).select_related("candidate")
    return [
        OpenTask(
            label=f"Answer {request.candidate}, who asks you to supervise",
            url=reverse("supervision:answer", args=[request.pk]),
            due=f"asked {day_text(request.asked_on)}",
            late=(clock.today() - request.asked_on).days > LATE_AFTER_DAYS,
        )
        for request in asked
    ]


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
