"""What the shell of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from members import clock
from members.shell import nav_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """The navigation for the person who asks, today's date, and what kind of house this is."""
    return {
        "nav": SimpleLazyObject(lambda: nav_for(request) if hasattr(request, "user") else []),
        "today": clock.today,
        "demonstration": settings.DEMO_SIGN_IN,
    }
