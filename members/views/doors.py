"""What stands before the pages of signing in (allauth): whoever is signed in shows again who they are.

A session alone proves nothing. Each page that sets or changes a means of signing in, or the address, asks
for a fresh showing by a means that was there before. A page that this file does not know asks, too.
"""

import functools
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse

from members.actions.fresh import note_shown
from members.enums import Means
from members.reauth import by_button, fresh_required, showing_of

View = Callable[..., HttpResponse]
OPEN = frozenset(
    """account_login account_logout account_inactive account_signup account_request_login_code
    account_confirm_login_code account_email_verification_sent account_reset_password
    account_reset_password_done account_reset_password_from_key account_reset_password_from_key_done
    mfa_index mfa_authenticate mfa_login_webauthn mfa_list_webauthn""".split()  # noqa: SIM905
)
"""Pages that show only, sign out, or are themselves a showing: of a code, a link or a passkey."""
MAILS = frozenset(("account_request_login_code", "account_reset_password", "account_signup"))
"""Pages that send a mail to whatever address a visitor types: by caller and address, so many and no more."""
GONE = frozenset(("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"))
"""A showing that would hold for everything: members.views.reauth asks for one act instead."""
SEE_CODES = "see your recovery codes"


def _address(request: HttpRequest) -> str:
    """The address it is about, and what is to happen to it."""
    sent = request.POST
    acts = sorted(word for word in sent if word.startswith("action_"))
    return f"{request.path} {' '.join(acts)} {sent.get('email', '').strip().lower()}"


ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "account_email": ("change your address", {"thing": _address, "asks_to_read": False}),
    "account_set_password": ("set a password", {"keeps": False}),
    "account_change_password": ("change your password", {"keeps": False}),
    "usersessions_list": ("sign out elsewhere", {"asks_to_read": False}),
    "mfa_activate_totp": ("add an authenticator app", {"keeps": False}),
    "mfa_deactivate_totp": ("take away the authenticator app", {}),
    "mfa_view_recovery_codes": (SEE_CODES, {"shown_once": True}),
    "mfa_download_recovery_codes": (SEE_CODES, {"shown_once": True}),
    "mfa_generate_recovery_codes": ("make new recovery codes", {}),
    "mfa_add_webauthn": ("add a passkey", {"keeps": False}),
    "mfa_remove_webauthn": ("take away a passkey", {}),
    "mfa_edit_webauthn": ("rename a passkey", {}),
}
"""Before which act a page asks, and how."""
UNKNOWN: tuple[str, dict[str, Any]] = ("change how you sign in", {"keeps": False})


def behind_doors(module: str) -> list[URLPattern | URLResolver]:
    """The addresses of a library's module, each behind its door."""
    return list(_with_doors(import_module(module).urlpatterns))


def _with_doors(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern | URLResolver]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inside = list(_with_doors(one.url_patterns))
            yield URLResolver(one.pattern, inside, one.default_kwargs, one.app_name, one.namespace)
        else:
            yield URLPattern(one.pattern, door(one.name or "", one.callback), one.default_args, one.name)


def door(name: str, view: View) -> View:
    """The view of a page of signing in, behind what it asks for."""
    if name in GONE:
        return _gone
    if name in MAILS:
        return _sends_a_mail(view)
    if name in OPEN:
        return view
    purpose, how = ASKED.get(name, UNKNOWN)
    if name == "mfa_activate_totp":
        view = _shows_its_codes(view)
    return fresh_required(purpose, **how)(view)


def _sends_a_mail(view: View) -> View:
    """Nobody fills another's box, and nobody's box is closed to its owner by another's asking."""

    @functools.wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = request.POST.get("email", "")
        if request.method == "POST" and address and not get_adapter().may_mail(request, address):
            return respond_429(request)
        return view(request, *args, **kwargs)

    return counted


@login_required
def _gone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def _shows_its_codes(view: View) -> View:
    """The recovery codes that come with the first app are seen with the same showing, once."""

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        codes = reverse("mfa_view_recovery_codes")
        if response.headers.get("Location") == codes and not by_button(request):
            note_shown(showing=showing_of(request, SEE_CODES, codes), means=Means.APP)
        return response

    return shown
