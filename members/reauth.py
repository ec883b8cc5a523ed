"""Re-authentication before what cannot be undone (design: trust).

An account with a password or a second factor uses its own; any other gets a fresh code by mail, bound
to the session and the purpose.
"""

import functools
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows import reauthentication as own_means
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from members.actions.fresh import is_confirmed

BUTTON = "signed_in_by_button"
SALT = "members.reauth"
View = Callable[..., HttpResponse]


def fresh_required(purpose: str) -> Callable[[View], View]:
    """View decorator: only somebody who has just shown again who they are gets in; includes login_required.

    `purpose` completes "Before you can ...", at most 80 characters: "sign the agreement". What was typed
    into a form sent too late is kept and goes on once they have shown it.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if is_fresh(request, purpose):
                return view(request, *args, **kwargs)
            return own_means.suspend_request(request, _where(request, purpose))

        return guarded

    return decorate


def is_fresh(request: HttpRequest, purpose: str) -> bool:
    """Say whether the person has just shown again who they are."""
    if request.session.get(BUTTON) and (settings.DEMO_SIGN_IN or settings.APP_MODE == "test"):
        return True
    if own_means.get_reauthentication_flows(request.user):
        return own_means.did_recently_reauthenticate(request)
    return is_confirmed(request.user, request.session.session_key, purpose)


def _where(request: HttpRequest, purpose: str) -> str:
    flows = own_means.get_reauthentication_flows(request.user)
    if not flows:
        return reverse("fresh_sign_in", args=[signing.dumps(purpose, salt=SALT)])
    return reverse("account_reauthenticate" if flows[0]["id"] == "reauthenticate" else "mfa_reauthenticate")


def purpose_of(token: str) -> str:
    """Return the purpose that a link to the page names; raises signing.BadSignature for a forged one."""
    return signing.loads(token, salt=SALT)


def resume(request: HttpRequest) -> HttpResponse | None:
    """Go on with what was interrupted."""
    return own_means.resume_request(request)
