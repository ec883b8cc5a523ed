"""Every page that shows somebody's record writes into "who opened my file", from one table for each app.

A page is shown whatever the method: a form that was refused shows as much as one that was asked for.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from members.actions.access import look_at_row
from members.models import Person

SHOWN = (200, 409, 422)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class About:
    """Whose record a page shows: the table its key is of, the way to the person, and what it is, in words.

    `but` says of a person and a key that they open what is as much their own, and nothing is written.
    """

    model: type[models.Model]
    way: str
    kind: str
    argument: str = "pk"
    but: Callable[[Person, Any], bool] | None = None


def with_openings(patterns: Iterable[URLPattern], table: Mapping[str, About]) -> list[URLPattern]:
    """The addresses, those that the table names writing down who opened them."""
    return [_noted(one, table[one.name or ""]) if one.name in table else one for one in patterns]


def _noted(pattern: URLPattern, about: About) -> URLPattern:
    view = noted(pattern.callback, about)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


def noted(view: View, about: About) -> View:
    """The view, writing down that it was opened where it has shown something."""

    @functools.wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code in SHOWN and request.user.is_authenticated:
            _write(request.user, about, kwargs[about.argument])
        return response

    return opened


def _write(by: Person, about: About, key: Any) -> None:
    if not (about.but and about.but(by, key)):
        whose = about.model._default_manager.filter(pk=key).values_list(about.way)
        look_at_row(by, whose, about.kind, key)
