"""The demonstration's sign-in, one button a person, and its clock. Absent anywhere else."""

import datetime as dt
import functools
from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from members import demo as registry
from members.actions.clock import move_clock
from members.forms.demo import ClockForm
from members.reauth import BUTTON
from members.views.pages import page, submit
from members.words import day_text

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
View = Callable[..., HttpResponse]


def in_demonstration(view: View) -> View:
    """View decorator: anywhere but in a demonstration there is no such page."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO_SIGN_IN:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@in_demonstration
def demo(request: HttpRequest) -> HttpResponse:
    """Who is who, one button each, and the day it is."""
    return page(request, "members/demo.html", _context(ClockForm()))


def _context(form: ClockForm) -> dict[str, Any]:
    everybody = sorted(registry.people(), key=lambda pair: pair[0].group != "Offices")
    groups = [(name, list(pairs)) for name, pairs in groupby(everybody, key=lambda pair: pair[0].group)]
    return {"groups": groups, "form": form}


@require_POST
@in_demonstration
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the person of the button; it counts as fresh for every re-authentication."""
    chosen = next((one for _, one in registry.people() if str(one.pk) == request.POST.get("person")), None)
    if chosen is None:
        raise Http404
    login(request, chosen, backend=BACKEND)
    request.session[BUTTON] = True
    return redirect("home")


@require_POST
@in_demonstration
def move(request: HttpRequest) -> HttpResponse:
    """Move the demonstration's clock to a later day."""
    form = ClockForm(request.POST)
    response = submit(request, form, lambda data: move_clock(**data), done=_now_it_is, to="demo")
    return response or page(request, "members/demo.html", _context(form))


def _now_it_is(day: dt.date) -> str:
    return f"It is now {day_text(day)}."
