"""Doors: a stranger to a page of an office meets 404, an insider without the right 403."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from members.offices import offices_of

View = Callable[..., HttpResponse]


def permission_required(permission: str) -> Callable[[View], View]:
    """View decorator: sign-in first; without the right 403 to who holds any office, 404 to anybody else."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.has_perm(permission):
                return view(request, *args, **kwargs)
            if offices_of(request.user):
                raise PermissionDenied
            raise Http404

        return guarded

    return decorate
