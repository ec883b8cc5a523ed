"""Looking a thing up with the right to it: 404 to a stranger, 403 to an insider without the right."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from intensives.models import Attendance, Evaluation, Intensive
from members.models import Person
from members.offices import offices_of


def get_intensive(person: Any, pk: int, permission: str | None = None) -> Intensive:
    """The Intensive, if the person may see it and has the permission; who has no part in it gets 404."""
    rows = Intensive.objects.visible_to(person).select_related("host")
    intensive = get_object_or_404(rows, pk=pk)
    if permission is None or person.has_perm(permission, intensive):
        return intensive
    if offices_of(person) or person.has_perm("intensives.belong", intensive):
        raise PermissionDenied
    raise Http404


def get_place(person: Person, pk: int, permission: str) -> Attendance:
    """The place, if the person may see it and has the permission."""
    related = ("person", "intensive__host", "small_group")
    return _allowed(person, Attendance.objects.visible_to(person).select_related(*related), pk, permission)


def get_evaluation(person: Person, pk: int, permission: str) -> Evaluation:
    """The evaluation, if the person may see its record and has the permission."""
    related = ("attendance__person", "attendance__intensive__host", "attendance__small_group", "evaluator")
    return _allowed(person, Evaluation.objects.visible_to(person).select_related(*related), pk, permission)


def _allowed(person: Person, rows: QuerySet, pk: int, permission: str) -> Any:
    row = get_object_or_404(rows, pk=pk)
    if not person.has_perm(permission, row):
        raise PermissionDenied
    return row
