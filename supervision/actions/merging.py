"""What supervision says of its columns when two records of one person become one."""

from django.db.models import Q

from members.actions.merging import Share, register_share
from members.models import Person
from members.words import day_text
from supervision.models import Agreement, BalintGroup, CoLeader, SupervisionSession, SupervisorRequest

SAID = "Who did it, in the name of that day."


def _in_the_way(ends: Person, stays: Person) -> list[str]:
    """What the two cannot be to each other, and what only one of them may have."""
    found = []
    for one, other in ((ends, stays), (stays, ends)):
        between = {"candidate": one, "supervisor": other}
        models = (SupervisorRequest, Agreement, SupervisionSession)
        if any(model._base_manager.filter(**between).exists() for model in models):
            found.append(f"One is on record as the supervisor of the other ({other}, no. {other.pk}).")
        if CoLeader.objects.filter(group__leader=one, person=other).exists():
            found.append(f"One is on record as co-leader of the other's group ({other}, no. {other.pk}).")
    current = Agreement.objects.current()
    if current.filter(candidate=ends).exists() and current.filter(candidate=stays).exists():
        found.append("Both have a supervisor agreement: one has to end.")
    asked = SupervisorRequest.objects.open()
    if asked.filter(candidate=ends).exists() and asked.filter(candidate=stays).exists():
        found.append("Both have asked a supervisor: one request has to be answered or withdrawn.")
    return [*found, *_recorded_twice(ends, stays)]


def _recorded_twice(ends: Person, stays: Person) -> list[str]:
    found = []
    for mine, theirs in (("candidate", "supervisor"), ("supervisor", "candidate")):
        held = SupervisionSession.objects.filter(**{mine: stays}).values_list(theirs, "date", "part")
        twice = set(held) & set(
            SupervisionSession.objects.filter(**{mine: ends}).values_list(theirs, "date", "part")
        )
        if twice:
            day = min(date for _, date, _ in twice)
            found.append(f"A supervision session of {day_text(day)} is recorded with both: remove one.")
    return found


def _whom(ends: Person, stays: Person) -> set[int | None]:
    keys: set[int | None] = set()
    for model in (SupervisorRequest, Agreement, SupervisionSession):
        rows = model._base_manager.filter(Q(candidate=ends) | Q(supervisor=ends)).order_by()
        keys |= {key for pair in rows.values_list("candidate", "supervisor") for key in pair}
    groups = BalintGroup.objects.ever_led_by(ends).order_by()
    keys |= set(groups.values_list("leader", flat=True))
    return keys | set(CoLeader.objects.filter(group__in=groups).values_list("person", flat=True))


register_share(
    Share(
        moved={
            "supervision.SupervisorRequest.candidate": None,
            "supervision.SupervisorRequest.supervisor": None,
            "supervision.Agreement.candidate": None,
            "supervision.Agreement.supervisor": None,
            "supervision.BalintGroup.leader": None,
            "supervision.CoLeader.person": None,
            "supervision.GroupSession.recorded_by": None,
            "supervision.Debrief.recorded_by": None,
            "supervision.SupervisionSession.candidate": None,
            "supervision.SupervisionSession.supervisor": None,
        },
        kept={
            "supervision.SupervisionSession.override_by": SAID,
            "supervision.SupervisionSession.recorded_by": SAID,
        },
        words={"supervision.BalintGroup": "groups", "supervision.CoLeader": "times of co-leading"},
        in_the_way=_in_the_way,
        whom=_whom,
    )
)
