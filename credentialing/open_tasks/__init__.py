"""A person's open tasks, gathered from every app; late ones first."""

from django.db.models import Exists

from credentialing.enums import State
from credentialing.models import Case, FurtherWork, Motion, PriorExperience
from credentialing.workflow import ACTOR_WORDS, STAGES, Actor
from intensives.models import Attendance, Evaluation, Faculty, Intensive
from members.models import Person
from members.offices import offices_of
from supervision.models import Agreement, Debrief, SupervisorRequest


def tasks_for(person: Person, case: Case | None = None) -> list:
    """Everything the person owes today; each has a label, a url, and, where there is one, a due date.

    `case`, one of `owing.with_money`, saves looking up the person's own. One query finds out which of the
    sources can have anything for the person; only those are asked.
    """
    from credentialing.open_tasks import application, committee
    from intensives import open_tasks as intensives
    from supervision import open_tasks as supervision

    parts = _parts_in_others(person)
    found = [*application.own_tasks(person, case)]
    if offices_of(person) or "application" in parts:
        found += application.tasks_for_others(person)
    for name, source in (("committee", committee), ("supervision", supervision), ("intensives", intensives)):
        if name in parts or (offices_of(person) and name != "supervision"):
            found += source.tasks_for(person)
    return sorted(found, key=lambda task: not task.late)


def _parts_in_others(person: Person) -> set[str]:
    """The sources that hold a row which could make the person owe something."""
    rows = [
        ("application", Agreement.objects.to_sign().filter(supervisor=person)),
        ("application", PriorExperience.objects.filter(leader=person)),
        ("committee", FurtherWork.objects.filter(case__candidate=person, closed_on=None)),
        ("committee", Evaluation.objects.to_deliver().filter(evaluator=person)),
        ("committee", Attendance.objects.standing().as_candidate().filter(intensive__host=person)),
        ("committee", Motion.objects.open().on_roll(person)),
        ("supervision", SupervisorRequest.objects.open().filter(supervisor=person)),
        ("supervision", Debrief.objects.to_confirm_by(person)),
        ("intensives", Intensive.objects.filter(host=person)),
        ("intensives", Faculty.objects.filter(person=person)),
        ("intensives", Evaluation.objects.to_deliver().filter(evaluator=person)),
    ]
    asked = Person.objects.filter(pk=person.pk).values_list(*(Exists(queryset) for _, queryset in rows))
    return {name for (name, _), there in zip(rows, asked.get(), strict=True) if there}


def waiting_for(case: Case) -> list[str]:
    """Whom the candidate waits for and how long that usually takes; empty when it is their turn."""
    stage = STAGES[State(case.state)]
    others = [ACTOR_WORDS[actor] for actor in stage.waits_for if actor is not Actor.CANDIDATE]
    if not others:
        return []
    usual = f"; this usually takes {stage.usually}" if stage.usually else ""
    return [f"With {' and '.join(others)}{usual}"]
