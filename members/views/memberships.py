"""Memberships, as the membership officer keeps them."""

import datetime as dt

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from members import clock
from members.actions.memberships import (
    DAY,
    add_membership,
    correct_membership,
    end_membership,
    renew_membership,
)
from members.actions.people import add_person
from members.corrected import with_corrections
from members.filters import SOON, MembershipFilter
from members.forms.officers import (
    CorrectPeriodForm,
    EndForm,
    MembershipForm,
    PeriodForm,
    PersonForm,
    RenewForm,
)
from members.models import Membership, Person
from members.views.access import permission_required
from members.views.pages import page, submit, told_or_not
from members.words import day_text, period_text

KEEP = "members.keep_memberships"


@permission_required("members.see_memberships")
@require_safe
def memberships(request: HttpRequest) -> HttpResponse:
    """All periods of membership, with filters; how many end soon."""
    today = clock.today()
    everything = Membership.objects.select_related("person").order_by("person__name", "start", "pk")
    chosen = MembershipFilter(request.GET, queryset=everything)
    later = Membership.objects.filter(person=OuterRef("person"), start__gt=OuterRef("start"))
    pages = Paginator(chosen.qs.annotate(has_later=Exists(later)), 50)
    page_obj = pages.get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "page_obj": page_obj,
        "rows": with_corrections(page_obj.object_list),
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
    """A later last day; after a gap a new period."""
    membership = _membership(pk)
    ended = membership.end
    lapsed = ended is not None and ended + DAY < clock.today()
    form = RenewForm(request.POST or None, lapsed=lapsed)
    response = submit(
        request,
        form,
        lambda data: renew_membership(by=request.user, membership=membership, **data),
        done=lambda made: _renewed(made, ended),
        to="memberships",
    )
    lead = _period(membership)
    if lapsed:
        lead += " Days without membership have passed: this begins a new period, and they stay uncovered."
    context = {"form": form, "title": f"Renew: {membership.person}", "lead": lead, "submit": "Renew"}
    context |= {"cancel": reverse("memberships"), "membership": membership, "lapsed": lapsed}
    return response or page(request, "members/membership_renew.html", context)


def _renewed(made: Membership, ended: dt.date) -> str:
    if made.start <= ended:
        return f"Renewed without a gap: the membership of {made.person} lasts {_until(made)}."
    gap = period_text(ended + DAY, made.start - DAY)
    return f"A new period of {made.person} begins on {day_text(made.start)}. Without membership: {gap}."


def _until(membership: Membership) -> str:
    return f"until {day_text(membership.end)}" if membership.end else "without end"


@permission_required(KEEP)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What a period should have said, with a reason; the member is told."""
    membership = _membership(pk)
    initial = {"start": membership.start, "end": membership.end}
    form = CorrectPeriodForm(request.POST or None, initial=initial)
    response = submit(
        request,
        form,
        lambda data: correct_membership(by=request.user, membership=membership, **data),
        done=f"The membership of {membership.person} is corrected. {told_or_not(membership.person)}",
        to="memberships",
    )
    lead = (
        f"{_period(membership)} What it says now stays readable beside the correction. "
        "A later end for money paid since is a renewal, not a correction."
    )
    return response or _form(request, form, f"Correct: {membership.person}", lead, "Correct the period")


@permission_required(KEEP)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A last day; the member is told."""
    membership = _membership(pk)
    form = EndForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: end_membership(by=request.user, membership=membership, **data),
        done=f"The membership of {membership.person} has a last day now. {told_or_not(membership.person)}",
        to="memberships",
    )
    lead = (
        f"{_period(membership)} {told_or_not(membership.person)} A candidate without membership stands still."
    )
    return response or _form(
        request, form, f"End: {membership.person}", lead, "End the membership", danger=True
    )


def _membership(pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person"), pk=pk)


def _period(membership: Membership) -> str:
    return f"Membership {period_text(membership.start, membership.end)}."


def _form(request, form, title: str, lead: str, button: str, danger: bool = False) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "submit": button, "danger": danger}
    return page(request, "members/form.html", {**context, "cancel": reverse("memberships")})
