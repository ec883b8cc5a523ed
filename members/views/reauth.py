"""The page that asks again who one is: a passkey, an authenticator app, the password, or a code by mail."""

from typing import Any

from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from members.actions.fresh import Showing, confirm_code, is_shown, note_shown, send_code
from members.enums import Means
from members.forms.fresh import FIELDS, AppForm, CodeForm, PasskeyForm, PasswordForm
from members.reauth import KEPT, Ticket, means_of, resume, showing_of, ticket_of
from members.refusals import Refused
from members.views.pages import page

GONE = (
    "That form is no longer kept: it has gone on already, or you began five others since. Look whether it "
    "was done before you fill it in again."
)
FORMS = {Means.PASSKEY: PasskeyForm, Means.APP: AppForm, Means.PASSWORD: PasswordForm, Means.CODE: CodeForm}


@never_cache
@login_required
def fresh_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Ask by one of the person's own means; then go on with what was interrupted."""
    try:
        ticket = ticket_of(token)
    except (signing.BadSignature, TypeError):
        raise Http404 from None
    if ticket.key and ticket.key not in request.session.get(KEPT, {}):
        messages.warning(request, GONE)
        return redirect(ticket.path)
    showing = showing_of(request, ticket.purpose, ticket.thing)
    if request.method != "POST" and is_shown(showing):
        return redirect(ticket.path) if not ticket.key else _page(request, ticket, showing, shown=True)
    if request.method == "POST" and is_shown(showing) and not set(FIELDS) & set(request.POST):
        return resume(request, ticket)
    return _asked(request, ticket, showing)


def _asked(request: HttpRequest, ticket: Ticket, showing: Showing) -> HttpResponse:
    chosen = _chosen(request)
    form = None
    if request.method == "POST" and FORMS[chosen].answer in request.POST:
        form = _form(chosen, request, request.POST)
        if _is_right(form, chosen, showing):
            return resume(request, ticket)
    return _page(request, ticket, showing, form=form, chosen=chosen)


def _chosen(request: HttpRequest) -> Means:
    """By what they want to show it: what they sent, what they ask for, or their first means."""
    own = means_of(request.user)
    sent = [means for field, means in FIELDS.items() if field in request.POST and means in own]
    asked = [means for means in own if means == request.GET.get("by")]
    return [*sent, *asked, *own][0]


def _form(means: Means, request: HttpRequest, data: Any = None) -> Any:
    return FORMS[means](data, user=request.user)


def _is_right(form: Any, means: Means, showing: Showing) -> bool:
    if not form.is_valid():
        form.status = 409 if form.data.get(form.answer) else 422
        return False
    if means != Means.CODE:
        note_shown(showing=showing, means=means)
        return True
    try:
        confirm_code(showing=showing, code=form.cleaned_data["code"])
    except Refused as refusal:
        form.status = 409
        form.add_error("code", refusal.sentence)
        return False
    return True


def _page(
    request: HttpRequest,
    ticket: Ticket,
    showing: Showing,
    *,
    form: Any = None,
    chosen: Means | None = None,
    shown: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {"purpose": ticket.purpose, "shown": shown, "kept": bool(ticket.key)}
    if not shown:
        chosen = chosen or _chosen(request)
        if form is None:
            form = _form(chosen, request)
            if chosen == Means.CODE:
                _send(form, showing)
        others = [means for means in means_of(request.user) if means != chosen]
        context |= {"form": form, "chosen": chosen, "others": others}
        if chosen == Means.PASSKEY:
            context["js_data"] = {"request_options": begin_authentication(request.user)}
    return page(request, "members/fresh.html", context)


def _send(form: Any, showing: Showing) -> None:
    """Send a code; where there were too many, the page says so."""
    try:
        send_code(showing=showing)
    except Refused as refusal:
        form.sentence = refusal.sentence
        form.status = 409
