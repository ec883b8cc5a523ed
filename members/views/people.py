"""People, as the membership officer looks at them: the list, one person, and what is done to an account."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.actions.accounts import follows, in_the_way, propose_end, reopen_account
from members.actions.proposals import label_of
from members.corrected import with_corrections
from members.enums import ProposalState
from members.filters import PersonFilter
from members.forms.officers import EndAccountForm, ReopenAccountForm
from members.models import Person, Proposal
from members.reauth import fresh_required
from members.views.access import permission_required
from members.views.pages import page, submit

KEEP = "members.keep_people"


@permission_required(KEEP)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody the society knows, by a part of the name or address."""
    chosen = PersonFilter(request.GET, queryset=Person.objects.order_by("name", "pk"))
    pages = Paginator(chosen.qs, 50)
    context = {"filter": chosen, "page_obj": pages.get_page(request.GET.get("page")), "count": pages.count}
    return page(request, "members/people.html", context)


@permission_required(KEEP)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what is on record at members, what was put right, and what can be done."""
    [one] = with_corrections([get_object_or_404(Person, pk=pk)])
    context = {
        "one": one,
        "memberships": one.memberships.order_by("-start"),
        "offices": one.appointments.order_by("-start", "pk"),
        "approvals": one.approvals.order_by("-start"),
        "credentials": one.credentials.order_by("-awarded_on", "pk"),
        "waiting": [(row, label_of(row)) for row in _waiting(one)],
        "is_me": one.pk == request.user.pk,
    }
    return page(request, "members/person.html", context)


@permission_required(KEEP)
@fresh_required("propose the end of an account")
def end_account(request: HttpRequest, pk: int) -> HttpResponse:
    """What would follow, and why it is proposed; a second officer confirms it."""
    one = get_object_or_404(Person, pk=pk)
    form = EndAccountForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: propose_end(by=request.user, person=one, **data),
        done=lambda made: f"Proposed: {label_of(made)}. It takes effect when a second officer confirms it.",
        to=lambda made: reverse("proposal", args=[made.pk]),
    )
    context = {"form": form, "one": one, "obstacles": in_the_way(one), "follows": follows(one)}
    return response or page(request, "members/account_end.html", context)


@permission_required(KEEP)
@fresh_required("open an account again")
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an account that has ended; the person is told."""
    one = get_object_or_404(Person, pk=pk)
    form = ReopenAccountForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: reopen_account(by=request.user, person=one, **data),
        done=f"The account of {one} is open again. They are told.",
        to=lambda made: reverse("person", args=[made.pk]),
    )
    context = {
        "form": form,
        "title": f"Open again: {one}",
        "lead": "They sign in with a code sent to their address, and are told. Offices, agreements and "
        "places that ended with the account do not come back by themselves.",
        "submit": "Open the account again",
        "cancel": reverse("person", args=[one.pk]),
    }
    return response or page(request, "members/form.html", context)


def _waiting(one: Person) -> list[Proposal]:
    rows = Proposal.objects.filter(subject=one, state=ProposalState.OPEN)
    return list(rows.select_related("subject").order_by("pk"))
