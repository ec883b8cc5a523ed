"""What waits for a second officer: the list, one proposal, confirming and declining it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.actions.proposals import confirm, decline, kind_of, label_of, why_not
from members.enums import ProposalState
from members.forms.officers import ConfirmForm, DeclineForm
from members.models import OperatorAct, Proposal
from members.reauth import fresh_required
from members.views.access import permission_required
from members.views.pages import page, submit

SEE = "members.see_proposals"


@permission_required(SEE)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for a second officer, what was settled, and what was done at the server."""
    rows = Proposal.objects.select_related("subject", "proposed_by", "settled_by")
    waiting = rows.filter(state=ProposalState.OPEN).order_by("proposed_at", "pk")
    settled = rows.exclude(state=ProposalState.OPEN).order_by("-settled_at", "-pk")
    page_obj = Paginator(settled, 30).get_page(request.GET.get("page"))
    context = {
        "waiting": [(one, label_of(one), why_not(one, request.user)) for one in waiting],
        "settled": [(one, label_of(one)) for one in page_obj],
        "page_obj": page_obj,
        "by_hand": OperatorAct.objects.order_by("-at", "-pk")[:20],
    }
    return page(request, "members/proposals.html", context)


@permission_required(SEE)
@fresh_required("act as second officer", asks_to_read=False)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal with its particulars; a second officer confirms it here."""
    one = _proposal(request, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    response = submit(
        request,
        form,
        lambda data: confirm(proposal=one, by=request.user),
        done=f"Confirmed: {label_of(one)}. Everybody concerned is told.",
        to=kind_of(one).back,
    )
    return response or page(request, "members/proposal.html", {**_context(request, one), "form": form})


@permission_required(SEE)
def proposal_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline it with a reason; whoever proposed it takes it back here."""
    one = _proposal(request, pk)
    mine = one.proposed_by_id == request.user.pk
    form = DeclineForm(request.POST if request.method == "POST" else None)
    response = submit(
        request,
        form,
        lambda data: decline(proposal=one, by=request.user, **data),
        done="It is withdrawn; nothing has changed." if mine else "It is declined; nothing has changed.",
        to="proposals",
    )
    context = {
        "form": form,
        "title": "Withdraw a proposal" if mine else "Decline a proposal",
        "lead": label_of(one),
        "submit": "Withdraw it" if mine else "Decline it",
        "danger": True,
        "cancel": reverse("proposal", args=[one.pk]),
    }
    return response or page(request, "members/form.html", context)


def _proposal(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.select_related("subject", "proposed_by", "settled_by")
    one = get_object_or_404(rows, pk=pk)
    known = kind_of(one)
    if not (request.user.has_perm(known.propose) or request.user.has_perm(known.confirm)):
        raise PermissionDenied
    return one


def _context(request: HttpRequest, one: Proposal) -> dict[str, object]:
    known = kind_of(one)
    why = why_not(one, request.user)
    return {
        "one": one,
        "label": label_of(one),
        "particulars": known.particulars(one),
        "why_not": why,
        "may_confirm": one.is_open and not why and request.user.has_perm(known.confirm),
        "may_decline": one.is_open and one.subject_id != request.user.pk,
        "mine": one.proposed_by_id == request.user.pk,
    }
