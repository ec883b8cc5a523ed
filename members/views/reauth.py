"""Showing again who one is, by a code sent to one's address."""

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from members.actions.fresh import confirm_code, send_code
from members.forms.fresh import CodeForm
from members.reauth import purpose_of, resume
from members.refusals import Refused
from members.views.pages import page


@login_required
def fresh_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code that was just mailed; then go on with what was interrupted."""
    try:
        purpose = purpose_of(token)
    except signing.BadSignature:
        raise Http404 from None
    who = {"by": request.user, "session_key": request.session.session_key, "purpose": purpose}
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and form.is_bound and _confirmed(form, who):
        return resume(request) or redirect("home")
    if not form.is_bound:
        send_code(**who)
    return page(
        request, "members/fresh.html", {"form": form, "purpose": purpose, "next": request.GET.get("next", "")}
    )


def _confirmed(form: CodeForm, who: dict[str, object]) -> bool:
    if not form.is_valid():
        form.status = 422
        return False
    try:
        confirm_code(**who, code=form.cleaned_data["code"])
    except Refused as refusal:
        form.status = 409
        form.add_error("code", refusal.sentence)
        return False
    return True
