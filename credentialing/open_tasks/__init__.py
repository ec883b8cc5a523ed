"""A person's open tasks, gathered from every app; late ones first."""

from credentialing.enums import State
from credentialing.models import Case
from credentialing.workflow import ACTOR_WORDS, STAGES, Actor
from members.models import Person


def tasks_for(person: Person) -> list:
    """Everything the person owes today; each has a label, a url, and, where there is one, a due date."""
    from credentialing.open_tasks import application, committee
    from intensives import open_tasks as intensives
    from supervision import open_tasks as supervision

    sources = (application, committee, supervision, intensives)
    found = [task for source in sources for task in source.tasks_for(person)]
    return sorted(found, key=lambda task: not task.late)


def waiting_for(case: Case) -> list[str]:
    """Whom the candidate waits for and how long that usually takes; empty when it is their turn."""
    stage = STAGES[State(case.state)]
    others = [ACTOR_WORDS[actor] for actor in stage.waits_for if actor is not Actor.CANDIDATE]
    if not others:
        return []
    usual = f"; this usually takes {stage.usually}" if stage.usually else ""
    return [f"With {' and '.join(others)}{usual}"]
