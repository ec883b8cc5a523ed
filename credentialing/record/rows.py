"""The other queries: groups and what happened in them, supervision, Intensives, people.

The long tables come as bare tuples, since a record of two years holds sixty of them.
"""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet

from intensives.models import Attendance, CoLedSession, Evaluation, Faculty, MeetingPresence
from members.models import Credential, Person, SupervisorApproval
from supervision.models import BalintGroup, CoLeader, Debrief, GroupSession, SupervisionSession

from .arrays import array

Keys = Iterable[int]


def groups_of(people: Keys) -> QuerySet:
    """The groups that any of the people leads, co-leads, or has co-led, with their co-leaders."""
    co_leaders = CoLeader.objects.filter(group=OuterRef("pk"))
    co_led = CoLeader.objects.filter(person__in=people).values("group")
    return (
        BalintGroup.objects.filter(Q(leader__in=people) | Q(pk__in=co_led))
        .order_by("pk")
        .values_list(
            "pk",
            "leader",
            "name",
            "site",
            "setting",
            "started_on",
            "ended_on",
            array(
                co_leaders,
                key="pk",
                person="person",
                name="outside_name",
                profession="outside_profession",
                start="start",
                end="end",
            ),
        )
    )


def sessions_of(groups: Keys) -> QuerySet:
    """Group, date, key of each session of the groups."""
    return GroupSession.objects.filter(group__in=groups).order_by().values_list("group", "date", "pk")


def debriefs_of(groups: Keys) -> QuerySet:
    """Group, date, key, minutes of each debrief of the groups."""
    return Debrief.objects.filter(group__in=groups).order_by().values_list("group", "date", "pk", "minutes")


def supervision_of(people: Keys) -> QuerySet:
    """Candidate, date, key, supervisor, group, recording of each supervision session of the people."""
    return (
        SupervisionSession.objects.filter(candidate__in=people)
        .order_by()
        .values_list("candidate", "date", "pk", "supervisor", "group", "recording")
    )


def places_of(people: Keys) -> QuerySet:
    """The places of the people at Intensives, each with its faculty, co-led sessions and evaluations."""
    own = {"attendance": OuterRef("pk")}
    present = MeetingPresence.objects.filter(evaluation=OuterRef("pk"))
    faculty = Faculty.objects.filter(small_group=OuterRef("small_group"))
    return (
        Attendance.objects.filter(person__in=people)
        .order_by("intensive__start", "pk")
        .values(
            "pk",
            "person",
            "intensive",
            "intensive__start",
            "intensive__end",
            "intensive__cancelled_on",
            "role",
            "completed",
            "withdrawn_on",
        )
        .annotate(
            faculty=array(faculty, "seat", person="person"),
            co_led=array(CoLedSession.objects.filter(**own), "date", key="pk", faculty="faculty", on="date"),
            evaluations=array(
                Evaluation.objects.filter(**own),
                key="pk",
                evaluator="evaluator",
                designated_on="designated_on",
                ended_on="ended_on",
                meeting_on="meeting_on",
                delivered_on="delivered_on",
                delivered_to_ccc_on="delivered_to_ccc_on",
                advice_to_ccc_on="advice_to_ccc_on",
                present=array(present, person="person"),
            ),
        )
    )


def people_named(people: Keys) -> QuerySet:
    """Name and profession of the people, and the periods of their approvals and credentials."""
    own = {"person": OuterRef("pk")}
    approvals = array(SupervisorApproval.objects.filter(**own), "start", start="start", end="end")
    held = Credential.objects.filter(**own).with_last_day()
    credentials = array(held, "awarded_on", start="awarded_on", end="last_day")
    return (
        Person.objects.filter(pk__in=people)
        .order_by()
        .values_list("pk", "name", "profession", approvals, credentials)
    )
