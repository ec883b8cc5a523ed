"""Opening a file, and the ways out of one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from credentialing.actions.enquiry import begin_application, begin_enquiry, close, new_attempt, withdraw
from credentialing.enums import State
from credentialing.forms.supervisor import ConfirmForm, ReasonForm
from credentialing.models import Case
from credentialing.permissions import get_case_for
from members import clock
from members.models import Membership, Person
from members.views.pages import page, submit

FORM = "credentialing/form_page.html"


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Open one's file and begin the application; or open it as an enquiry alone."""
    case = Case.objects.of(request.user).order_by("-pk").first()
    if case is not None and not case.is_open:
        return redirect("credentialing:new_attempt", case.pk)
    if case is not None and case.state != State.ENQUIRY:
        return redirect("credentialing:application", case.pk)
    form = ConfirmForm(request.POST or None)
    only_look = request.POST.get("then") == "later"
    response = submit(
        request,
        form,
        lambda _: _begin(request.user, case, only_look),
        done="Your file is open."
        if only_look
        else "Your application is begun. Write as much as you like; it is kept.",
        to=lambda begun: "home" if only_look else reverse("credentialing:application", args=[begun.pk]),
    )
    context = {"form": form, "case": case, "member": _is_member(request.user)}
    return response or page(request, "credentialing/begin.html", context)


def _begin(person: Person, case: Case | None, only_look: bool) -> Case:
    case = case or begin_enquiry(person=person, by=person)
    if not only_look:
        begin_application(case=case, by=person)
    return case


def _is_member(person: Person) -> bool:
    return Membership.objects.on(clock.today()).filter(person=person).exists()


@login_required
def withdraw_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw, on a page of its own that says what will happen."""
    case = get_case_for(request.user, pk, "own")
    form = ReasonForm(request.POST or None, label="Your reason, if you like", required=False)
    response = submit(
        request,
        form,
        lambda data: withdraw(case=case, by=request.user, **data),
        done="You have withdrawn. Your file is kept; you can begin a new attempt at any time.",
        to="home",
    )
    context = {
        "form": form,
        "title": "Withdraw",
        "lead": "You leave the process. Nothing is deleted, and you may come back.",
        "points": [
            "A supervisor agreement ends; your supervisor is told.",
            "A request that waits for an answer is taken back, and an open vote is closed without "
            "being counted.",
            "The Chair and the Coordinator of Supervision are told, if you had sent your application.",
            "A later attempt is a new file with a new beginning; this one stays readable and is "
            "linked to it.",
        ],
        "submit": "Withdraw",
        "danger": True,
        "cancel": reverse("home"),
        "cancel_label": "Stay",
    }
    return response or page(request, FORM, context)


@login_required
def close_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair closes a file that does not go on."""
    case = get_case_for(request.user, pk, "chair")
    form = ReasonForm(request.POST or None, label="Why the file is closed")
    here = reverse("credentialing:case", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: close(case=case, by=request.user, **data),
        done=f"The file of {case.candidate} is closed, and the candidate is told why.",
        to=here,
    )
    context = {
        "form": form,
        "title": f"Close the file of {case.candidate}",
        "lead": (
            "This is for files that do not go on. It is no decision on the candidate, who may begin again."
        ),
        "points": [
            "The candidate is told, and reads the reason.",
            "A supervisor agreement ends; an open vote is closed without being counted.",
        ],
        "submit": "Close the file",
        "danger": True,
        "cancel": here,
    }
    return response or page(request, FORM, context)


@login_required
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin again after a file that has ended."""
    case = get_case_for(request.user, pk, "own")
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda _: _again(request.user, case),
        done="A new file is open. What you wrote before has been carried over; look it through.",
        to=lambda begun: reverse("credentialing:application", args=[begun.pk]),
    )
    context = {
        "form": form,
        "title": "Begin a new attempt",
        "lead": "You begin anew. Your earlier file stays as it is, and the two are linked.",
        "points": [
            "The process starts on the day on which you send the new application.",
            "Groups, supervision and Intensives that are on record stay on record; the committee sees them.",
            "The supervisor agreement and the fee are made anew.",
        ],
        "submit": "Begin a new attempt",
        "cancel": reverse("home"),
    }
    return response or page(request, FORM, context)


def _again(person: Person, case: Case) -> Case:
    begun = new_attempt(case=case, by=person)
    begin_application(case=begun, by=person)
    return begun
