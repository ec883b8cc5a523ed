"""Whose standing a file is judged by: the approvals and credentials of those who have a part in it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from credentialing.models import Case, PriorExperience
from credentialing.workflow import BEFORE_THE_COUNCIL
from intensives.models import CoLedSession, Evaluation, Faculty
from members.models import Person
from supervision.models import CoLeader, SupervisionSession


def before_the_council_with(person: Person) -> QuerySet[Case]:
    """The files that wait for the Council's decision, in which the person's approval or credential counts."""
    candidate = OuterRef("candidate")
    supervised = SupervisionSession.objects.filter(supervisor=person, candidate=candidate)
    led = CoLeader.objects.filter(person=person, group__leader=candidate)
    named = PriorExperience.objects.filter(leader=person, case=OuterRef("pk"))
    evaluated = Evaluation.objects.filter(evaluator=person, attendance__person=candidate)
    co_led = CoLedSession.objects.filter(faculty=person, attendance__person=candidate)
    taught = Faculty.objects.filter(person=person, small_group__attendances__person=candidate)
    has_a_part = Q(Exists(supervised)) | Exists(led) | Exists(named) | Exists(evaluated)
    has_a_part |= Q(Exists(co_led)) | Exists(taught)
    return Case.objects.in_state(*BEFORE_THE_COUNCIL).filter(has_a_part).order_by("pk")
