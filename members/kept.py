"""What somebody typed into a form after their session had ended is kept, and offered after they sign in.

It is kept in the session of the browser it came from, for the person who was signed in there: who that was
stands in a signed cookie, which signing out takes away. Nothing is done with it until it is sent again.
"""

import secrets
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

WHO, KEPT, KEY = "who", "typed_forms", "typed"
SALT = "members.kept"
MOST_KEPT, LONGEST = 5, 400_000
A_MONTH = 30 * 24 * 60 * 60
SAID = "You had been signed out. What you typed is here, not saved yet: look it through and send it."
OLDER = "This page was older than your sign-in. What you typed is here, not saved yet: send it again."
SECRET = ("password", "code", "choice")
"""Parts of the names of fields that are never kept: what signs somebody in, and how somebody votes."""


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Note in the browser who is signed in; forget it on signing out."""
    user = getattr(request, "user", None)
    if user is None:
        return
    known = known_as(request)
    if user.is_authenticated:
        if known != user.pk:
            value = signing.dumps(user.pk, salt=SALT)
            response.set_cookie(
                WHO, value, max_age=A_MONTH, httponly=True, samesite="Lax", secure=request.is_secure()
            )
    elif known is not None and request.path == reverse("account_logout"):
        response.delete_cookie(WHO, samesite="Lax")


def known_as(request: HttpRequest) -> int | None:
    """The key of whoever was signed in here last and has not signed out."""
    try:
        return int(signing.loads(request.COOKIES.get(WHO, ""), salt=SALT, max_age=A_MONTH))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def keep(request: HttpRequest, whose: int | None) -> str:
    """Keep what was typed, and return the address at which it is offered again; files are not kept."""
    query = request.GET.copy()
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    encoded = typed.urlencode()
    secret = any(part in name for name in typed for part in SECRET)
    if whose is None or not typed or secret or len(encoded) > LONGEST:
        return request.get_full_path()
    key = secrets.token_urlsafe(12)
    entry = {"path": request.path, "typed": encoded, "whose": whose}
    kept = {**request.session.get(KEPT, {}), key: entry}
    request.session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])
    query[KEY] = key
    return f"{request.path}?{query.urlencode()}"


def after_sign_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Where a form is answered by the way to sign in, keep what was typed and come back to the form."""
    sign_in = reverse("account_login")
    sent = request.method == "POST" and not request.user.is_authenticated and request.path != sign_in
    if not sent or not isinstance(response, HttpResponseRedirect):
        return response
    if response.url.partition("?")[0] != sign_in or "next=" not in response.url:
        return response
    back = keep(request, known_as(request))
    return HttpResponseRedirect(f"{sign_in}?{urlencode({'next': back})}")


def offer(request: HttpRequest) -> None:
    """Fill the form that is asked for with what the person typed into it before; it is not sent by that.

    The request stays a GET, so that no view acts on it.
    """
    key = request.GET.get(KEY, "")
    if request.method != "GET" or not key or not request.user.is_authenticated:
        return
    kept = request.session.get(KEPT, {}).get(key)
    if kept and kept["path"] == request.path and kept["whose"] == request.user.pk:
        request.POST = QueryDict(kept["typed"])
        messages.info(request, SAID)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page is older than the sign-in comes back with all that was typed; any other is refused.

    A form of another site is never offered: its browser says where it comes from.
    """
    from django.views.csrf import csrf_failure as refused

    whose = request.user.pk if getattr(request, "user", None) and request.user.is_authenticated else None
    origin = f"{request.scheme}://{request.get_host()}"
    if request.META.get("HTTP_ORIGIN") != origin or not (whose or known_as(request)):
        return refused(request, reason=reason)
    back = keep(request, whose or known_as(request))
    if whose:
        messages.info(request, OLDER)
    return HttpResponseRedirect(back)
