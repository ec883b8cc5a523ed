"""Showing again who one is before what cannot be undone, and before any change of how one signs in.

What is shown holds for one act on one thing and is used up by it. An account with a passkey or an
authenticator app uses that; one with a password uses that, or a code by mail; any other gets the code.
"""

import copy
import functools
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import pghistory
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import resolve, reverse

from members.actions.fresh import Showing, give_back, is_shown, spend
from members.enums import Means
from members.models import Person

BUTTON = "signed_in_by_button"
SALT = "members.reauth"
KEPT, KEY, MOST_KEPT = "kept_forms", "kept", 5
SAFE = ("GET", "HEAD", "OPTIONS")
DONE = range(300, 400)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Ticket:
    """What somebody is on their way to: which act on which thing, where they go on, and what they typed."""

    purpose: str
    thing: str
    path: str
    key: str = ""

    def signed(self) -> str:
        """As the address of the page carries it."""
        return signing.dumps(asdict(self), salt=SALT)


def fresh_required(
    purpose: str,
    *,
    thing: Callable[[HttpRequest], str] | None = None,
    asks_to_read: bool = True,
    keeps: bool = True,
    shown_once: bool = False,
) -> Callable[[View], View]:
    """View decorator: only somebody who has just shown again who they are gets in; includes login_required.

    `purpose` completes "Before you can ...", at most 80 characters: "sign the agreement". `thing` names what
    the act is done to, the address of the page unless given. What was typed into a form sent without it is
    kept and goes on once they have shown it, unless `keeps` is off: passwords are not kept. The act is done
    where the view answers with a redirect; then what was shown is used up. Where nothing has to be shown
    to read the page, `asks_to_read` is off; what a page tells only once after it is `shown_once`.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if by_button(request):
                return view(request, *args, **kwargs)
            typed_again = _with_what_was_typed(request)
            reads = request.method in SAFE
            if reads and not asks_to_read:
                return view(request, *args, **kwargs)
            showing = showing_of(request, purpose, thing(request) if thing else request.path)
            if reads and not shown_once:
                if is_shown(showing):
                    return view(request, *args, **kwargs)
                return _ask(request, showing, keeps)
            key = spend(showing=showing)
            if key is None:
                return _ask(request, showing, keeps)
            response = _done_or_given_back(functools.partial(view, request, *args, **kwargs), key, reads)
            if typed_again and response.status_code in DONE:
                request.session[KEPT].pop(typed_again, None)
                request.session.modified = True
            return response

        guarded.asks_again = purpose
        return guarded

    return decorate


def _done_or_given_back(view: Callable[[], HttpResponse], key: int, reads: bool) -> HttpResponse:
    done = False
    try:
        response = view()
        done = response.status_code in DONE or (reads and response.status_code == 200)
    finally:
        if not done:
            give_back(key=key)
    return response


def by_button(request: HttpRequest) -> bool:
    """Say whether a button of the demonstration signed them in, which counts as everything there alone."""
    return bool(request.session.get(BUTTON)) and (settings.DEMO_SIGN_IN or settings.APP_MODE == "test")


def showing_of(request: HttpRequest, purpose: str, thing: str) -> Showing:
    """What is to be shown by whoever asks, in their session."""
    return Showing(request.user, request.session.session_key or "", purpose, thing)


def means_of(person: Person) -> list[Means]:
    """By what the person can show who they are, the first one first.

    Whoever has a second factor uses it, and nothing weaker; recovery codes stand in for it.
    """
    kinds = set(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True))
    found = [Means.PASSKEY] if Authenticator.Type.WEBAUTHN in kinds else []
    if kinds & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}:
        found.append(Means.APP)
    if found:
        return found
    return [Means.PASSWORD, Means.CODE] if person.has_usable_password() else [Means.CODE]


def _ask(request: HttpRequest, showing: Showing, keeps: bool) -> HttpResponseRedirect:
    """To the page that asks; what was typed stays in the session, each form under a key of its own."""
    query = request.GET.copy()
    query.pop(KEY, None)
    path = f"{request.path}?{query.urlencode()}" if query else request.path
    key = ""
    if keeps and request.method == "POST":
        key = secrets.token_urlsafe(12)
        kept = {**request.session.get(KEPT, {}), key: {"path": path, "typed": request.POST.urlencode()}}
        request.session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])
    ticket = Ticket(showing.purpose, showing.thing, path, key)
    return HttpResponseRedirect(reverse("fresh_sign_in", args=[ticket.signed()]))


def _with_what_was_typed(request: HttpRequest) -> str:
    """Put what was typed back into a request that was sent on with its key; return the key."""
    key = request.GET.get(KEY, "")
    kept = request.session.get(KEPT, {}).get(key)
    if not kept or request.method != "POST" or kept["path"].partition("?")[0] != request.path:
        return ""
    request.POST = QueryDict(kept["typed"])
    return key


def ticket_of(token: str) -> Ticket:
    """Return what a link to the page names; raises signing.BadSignature for a forged one."""
    named = signing.loads(token, salt=SALT)
    if not isinstance(named, dict):
        raise signing.BadSignature
    return Ticket(**named)


def resume(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Go on with what was interrupted; where a form has to be shown again, at its own address."""
    kept = request.session.get(KEPT, {}).get(ticket.key)
    if not kept:
        return HttpResponseRedirect(ticket.path)
    path, _, query = ticket.path.partition("?")
    found = resolve(path)
    again = copy.copy(request)
    again.method, again.path, again.path_info = "POST", path, path
    again.GET = QueryDict(f"{query}&{urlencode({KEY: ticket.key})}".lstrip("&"))
    again.resolver_match = found
    with pghistory.context(person=request.user.pk, path=path):
        response = found.func(again, *found.args, **found.kwargs)
    if response.status_code in DONE:
        return response
    return HttpResponseRedirect(f"{path}?{again.GET.urlencode()}", preserve_request=True)
