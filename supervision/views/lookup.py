"""Finding what a page is about: 404 to a stranger, 403 to an insider without the right."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from members.models import Person
from members.offices import offices_of

Row = TypeVar("Row", bound=Model)
View = Callable[..., HttpResponse]
PER_PAGE = 20


def find(request: HttpRequest, rows: Any, pk: int, permission: str = "") -> Any:
    """The row the person may see; raises PermissionDenied where they may not do this to it."""
    row = get_object_or_404(rows.visible_to(request.user), pk=pk)
    if permission and not request.user.has_perm(permission, row):
        raise PermissionDenied
    return row


def find_person(request: HttpRequest, pk: int, permission: str) -> Person:
    """The candidate whose practice the person may see; raises PermissionDenied where they may not do this."""
    candidate = get_object_or_404(Person, pk=pk)
    if request.user.has_perm(permission, candidate):
        return candidate
    if request.user.has_perm("supervision.see_practice_of", candidate) or offices_of(request.user):
        raise PermissionDenied
    raise Http404


def need(request: HttpRequest, permission: str) -> None:
    """Raise PermissionDenied to an officer, Http404 to anybody else, without the right."""
    if request.user.has_perm(permission):
        return
    if offices_of(request.user):
        raise PermissionDenied
    raise Http404


def page_of(request: HttpRequest, rows: QuerySet, per_page: int = PER_PAGE) -> Page:
    """The page of the list that the address asks for; an odd number gives the nearest page."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
