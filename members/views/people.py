"""People, as the membership officer looks at them: the list, one person, and what is done to an account."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.actions.accounts import follows, in_the_way, propose_end, reopen_account
from members.actions.merging import plan, propose_merge
from members.actions.particulars import correct_name, propose_address
from members.actions.proposals import label_of
from members.corrected import with_corrections
from members.enums import ProposalState
from members.filters import PersonFilter
from members.forms.base import PageForm
from members.forms.officers import (
    CorrectAddressForm,
    CorrectNameForm,
    EndAccountForm,
    MergeForm,
    OtherRecordForm,
    ReopenAccountForm,
)
from members.models import Person, Proposal
from members.reauth import fresh_required
from members.views.access import permission_required
from members.views.pages import page, submit, told_or_not

KEEP = "members.keep_people"
PAGE = 50
"""So many people are shown at a time."""


@permission_required(KEEP)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody the society knows, by a part of the name or address."""
    chosen = PersonFilter(request.GET, queryset=Person.objects.order_by("name", "pk"))
    pages = Paginator(chosen.qs, PAGE)
    context = {"filter": chosen, "page_obj": pages.get_page(request.GET.get("page")), "count": pages.count}
    return page(request, "members/people.html", context)


@permission_required(KEEP)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what is on record at members, what was put right, and what can be done."""
    rows = Person.objects.select_related("merged_into")
    [one] = with_corrections([get_object_or_404(rows, pk=pk)])
    context = {
        "one": one,
        "memberships": one.memberships.order_by("-start", "-pk"),
        "offices": one.appointments.order_by("-start", "pk"),
        "approvals": one.approvals.order_by("-start", "-pk"),
        "credentials": one.credentials.order_by("-awarded_on", "pk"),
        "merged": one.merged_records.order_by("pk"),
        "addresses": one.addresses.select_related("by"),
        "waiting": [(row, label_of(row)) for row in _waiting(one)],
        "is_me": one.pk == request.user.pk,
    }
    return page(request, "members/person.html", context)


@permission_required(KEEP)
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """How somebody is called; they are told."""
    one = get_object_or_404(Person, pk=pk)
    form = CorrectNameForm(request.POST or None, initial={"name": one.name})
    response = submit(
        request,
        form,
        lambda data: correct_name(by=request.user, person=one, **data),
        done=lambda made: f"The name is corrected: {made}. {told_or_not(made)}",
        to=lambda made: reverse("person", args=[made.pk]),
    )
    lead = (
        "The person is told by mail. What it says now stays readable beside the correction, and a "
        "certificate, a letter or the minutes keep the name they were written with."
    )
    return response or _form(request, one, form, f"Correct the name: {one}", lead, "Correct the name")


@permission_required(KEEP)
@fresh_required("propose another address for somebody")
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """Where somebody is reached and signs in; a second officer confirms it."""
    one = get_object_or_404(Person, pk=pk)
    form = CorrectAddressForm(request.POST or None, initial={"email": one.email})
    response = submit(
        request,
        form,
        lambda data: propose_address(by=request.user, person=one, **data),
        done=lambda made: f"Proposed: {label_of(made)}. It takes effect when a second officer confirms it.",
        to=lambda made: reverse("proposal", args=[made.pk]),
    )
    lead = (
        f"It says: {one.email or 'no address'}. Whoever reads the mail of an address can sign in with it, so "
        "a second officer confirms the new one. The old address is told now, and both when it is done. They "
        "are then signed out everywhere, a code to the new address is the one way in, and other addresses, "
        "passwords, passkeys and apps have to be set anew."
    )
    return response or _form(request, one, form, f"Correct the address: {one}", lead, "Propose it")


@permission_required(KEEP)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Which other record is the same person's: found by name or address, at first those of the same name."""
    one = get_object_or_404(Person, pk=pk)
    others = Person.objects.unmerged().exclude(pk=one.pk).order_by("name", "pk")
    chosen = PersonFilter(request.GET, queryset=others)
    looked = chosen.form.is_valid() and any(chosen.form.cleaned_data.values())
    pages = Paginator(chosen.qs if looked else others.filter(name__folded=one.name), PAGE)
    found = pages.get_page(request.GET.get("page"))
    form = OtherRecordForm(request.POST or None, stays=one, found=found)
    response = submit(
        request,
        form,
        lambda data: data["other"],
        done="",
        to=lambda other: reverse("person_merge_plan", args=[one.pk, other.pk]),
    )
    context = {"form": form, "one": one, "filter": chosen, "looked": looked, "page_obj": found}
    return response or page(request, "members/merge.html", {**context, "count": pages.count})


@permission_required(KEEP)
@fresh_required("propose that two records become one")
def merge_plan(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What moves, what stands in the way, and the proposal; a second officer confirms it."""
    stays, ends = get_object_or_404(Person, pk=pk), get_object_or_404(Person, pk=other)
    form = MergeForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: propose_merge(by=request.user, ends=ends, stays=stays, **data),
        done=lambda made: f"Proposed: {label_of(made)}. It takes effect when a second officer confirms it.",
        to=lambda made: reverse("proposal", args=[made.pk]),
    )
    context = {"form": form, "plan": plan(ends=ends, stays=stays)}
    return response or page(request, "members/merge_plan.html", context)


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
        done=lambda made: f"The account of {one} is open again. {told_or_not(made)}",
        to=lambda made: reverse("person", args=[made.pk]),
    )
    lead = (
        "They sign in with a code sent to their address, and are told. Offices, agreements and places that "
        "ended with the account do not come back by themselves."
    )
    return response or _form(request, one, form, f"Open again: {one}", lead, "Open the account again")


def _form(
    request: HttpRequest, one: Person, form: PageForm, title: str, lead: str, button: str
) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "submit": button}
    return page(request, "members/form.html", {**context, "cancel": reverse("person", args=[one.pk])})


def _waiting(one: Person) -> list[Proposal]:
    rows = Proposal.objects.filter(subject=one, state=ProposalState.OPEN)
    return list(rows.select_related("subject").order_by("pk"))
