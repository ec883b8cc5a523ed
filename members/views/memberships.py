"""Memberships, as the membership officer keeps them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from members import clock
from members.actions.memberships import add_membership, end_membership, renew_membership
from members.actions.people import add_person
from members.filters import SOON, MembershipFilter
from members.forms.officers import EndForm, MembershipForm, PeriodForm, PersonForm, RenewForm
from members.models import Membership, Person
from members.views.access import permission_required
from members.views.pages import page, submit

KEEP = "members.keep_memberships"


@permission_required("members.see_memberships")
@require_safe
def memberships(request: HttpRequest) -> HttpResponse:
    """All periods of membership, with filters; how many end soon."""
    today = clock.today()
    everything = Membership.objects.select_related("person").order_by("person__name", "start")
    chosen = MembershipFilter(request.GET, queryset=everything)
    pages = Paginator(chosen.qs, 50)
    context = {
        "filter": chosen,
        "page_obj": pages.get_page(request.GET.get("page")),
        "count": pages.count,
        "ending": Membership.objects.on(today).filter(end__lte=today + SOON).count(),
        "may_keep": request.user.has_perm(KEEP),
    }
    return page(request, "members/memberships.html", context)


@permission_required(KEEP)
def new(request: HttpRequest) -> HttpResponse:
    """A period of membership for somebody known."""
    form = MembershipForm(request.POST or None, initial={"person": request.GET.get("person")})
    response = submit(
        request,
        form,
        lambda data: add_membership(by=request.user, **data),
        done=lambda made: f"The membership of {made.person} is recorded.",
        to="memberships",
    )
    lead = "A period of membership for somebody we know already."
    return response or _form(request, form, "Record a membership", lead, "Record it")


@permission_required(KEEP)
def new_person(request: HttpRequest) -> HttpResponse:
    """Somebody new; the next page asks for the membership."""
    form = PersonForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: add_person(by=request.user, **data),
        done=lambda made: f"{made} is known now. When does the membership begin?",
        to=lambda made: reverse("membership_new_for", args=[made.pk]),
    )
    lead = "Somebody the society does not know yet. They sign in with a code sent to the address."
    return response or _form(request, form, "Add a person", lead, "Add the person")


@permission_required(KEEP)
def new_for(request: HttpRequest, pk: int) -> HttpResponse:
    """A period of membership for one person."""
    person = get_object_or_404(Person, pk=pk)
    form = PeriodForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: add_membership(by=request.user, person=person, **data),
        done=f"The membership of {person} is recorded.",
        to="memberships",
    )
    return response or _form(request, form, f"Membership of {person}", "From when to when.", "Record it")


@permission_required(KEEP)
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A later last day."""
    membership = _membership(pk)
    form = RenewForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: renew_membership(by=request.user, membership=membership, **data),
        done=f"The membership of {membership.person} is renewed.",
        to="memberships",
    )
    return response or _form(request, form, f"Renew: {membership.person}", _period(membership), "Renew")


@permission_required(KEEP)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A last day; the member is told."""
    membership = _membership(pk)
    form = EndForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: end_membership(by=request.user, membership=membership, **data),
        done=f"The membership of {membership.person} has a last day now. They are told.",
        to="memberships",
    )
    lead = f"{_period(membership)} They are told by mail. A candidate without membership stands still."
    return response or _form(
        request, form, f"End: {membership.person}", lead, "End the membership", danger=True
    )


def _membership(pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person"), pk=pk)


def _period(membership: Membership) -> str:
    start = f"{membership.start.day} {membership.start:%B %Y}"
    end = f"to {membership.end.day} {membership.end:%B %Y}" if membership.end else "without end"
    return f"Member from {start} {end}."


def _form(request, form, title: str, lead: str, button: str, danger: bool = False) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "submit": button, "danger": danger}
    return page(request, "members/form.html", {**context, "cancel": reverse("memberships")})
