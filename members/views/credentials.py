"""Credentials, as the membership officer and the Council President keep them after the award."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.actions.credentials import add_later_name, reinstate, reissue, revoke
from members.actions.earlier_credentials import propose_earlier_credential
from members.actions.proposals import label_of, open_proposals
from members.corrected import with_corrections
from members.forms.officers import CredentialReasonForm, EarlierCredentialForm, LaterNameForm, RevokeForm
from members.models import Credential
from members.reauth import fresh_required
from members.views.access import permission_required
from members.views.pages import page, submit, told_or_not

KEEP = "members.keep_credentials"


@permission_required(KEEP)
@require_safe
def credentials(request: HttpRequest) -> HttpResponse:
    """Every credential, with what became of it."""
    rows = Credential.objects.select_related("person").order_by("person__name", "awarded_on", "pk")
    page_obj = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "rows": with_corrections(page_obj.object_list),
        "may_enter": request.user.has_perm("members.enter_credentials"),
        "waiting": request.user.has_perm("members.see_proposals") and open_proposals(),
    }
    return page(request, "members/credentials.html", context)


@permission_required("members.enter_credentials")
@fresh_required("propose a credential")
def earlier(request: HttpRequest) -> HttpResponse:
    """One from before this register was kept; a second officer confirms it."""
    form = EarlierCredentialForm(request.POST if request.method == "POST" else None)
    response = submit(
        request,
        form,
        lambda data: propose_earlier_credential(by=request.user, **data),
        done=lambda made: f"Proposed: {label_of(made)}. It takes effect when a second officer confirms it.",
        to=lambda made: reverse("proposal", args=[made.pk]),
    )
    context = {
        "form": form,
        "title": "Enter an earlier credential",
        "lead": "For a leader who was credentialed before this register was kept. It takes effect when a "
        "second officer confirms it: another membership officer, the Council President or the CCC Chair.",
        "submit": "Propose",
        "cancel": reverse("credentials"),
    }
    return response or page(request, "members/form.html", context)


@permission_required(KEEP)
def revoked(request: HttpRequest, pk: int) -> HttpResponse:
    """A day from which it is not valid any more; the holder is told."""
    lead = "From that day on the public check says that it is revoked. The person is told by mail."
    return _change(request, pk, RevokeForm, revoke, "Revoke", lead, danger=True)


@permission_required(KEEP)
def reinstated(request: HttpRequest, pk: int) -> HttpResponse:
    """The revocation taken back; the holder is told."""
    lead = "It is valid again, as if it had not been revoked. The person is told by mail."
    nothing = "It is not revoked, so there is nothing to reinstate."
    return _change(
        request,
        pk,
        CredentialReasonForm,
        reinstate,
        "Reinstate",
        lambda one: lead if one.may_be_reinstated else nothing,
    )


@permission_required(KEEP)
def named(request: HttpRequest, pk: int) -> HttpResponse:
    """A later name beside the one on the certificate; the holder is told."""
    lead = "The public check shows it beside the name on the certificate, which stays as it was written."
    return _change(request, pk, LaterNameForm, add_later_name, "Later name", lead)


@permission_required(KEEP)
def reissued(request: HttpRequest, pk: int) -> HttpResponse:
    """A certificate under the later name; the holder is told, and told again when it is ready."""
    lead = (
        "A new certificate under the later name, with the number and the day of the award as before. The "
        "first certificate stays on file. The person is told by mail."
    )
    nothing = (
        "The certificate issued last says the present name, or none was made here: nothing can be issued."
    )
    return _change(
        request,
        pk,
        CredentialReasonForm,
        reissue,
        "Issue anew",
        lambda one: lead if one.may_be_reissued else nothing,
    )


def _change(
    request: HttpRequest,
    pk: int,
    form_class: type[CredentialReasonForm],
    action: Callable[..., Credential],
    what: str,
    lead: str | Callable[[Credential], str],
    danger: bool = False,
) -> HttpResponse:
    one = get_object_or_404(Credential.objects.select_related("person"), pk=pk)
    shown = {"name": one.later_name} if form_class is LaterNameForm else None
    form: Any = form_class(request.POST or None, initial=shown)
    response = submit(
        request,
        form,
        lambda data: action(by=request.user, credential=one, **data),
        done=f"The credential {one.number} of {one.person} is changed. {told_or_not(one.person)}",
        to="credentials",
    )
    said = lead(one) if callable(lead) else lead
    context = {"form": form, "title": f"{what}: {one.person}, {one.number}", "lead": said, "danger": danger}
    context |= {"submit": "Save" if what == "Later name" else what, "cancel": reverse("credentials")}
    return response or page(request, "members/form.html", context)
