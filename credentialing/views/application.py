"""Writing the application: drafts kept, policy, recording, and the page that sends it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from credentialing.actions.application import (
    WRITTEN,
    acknowledge_policy,
    draft_version,
    note_recording,
    save_draft,
    send_application,
)
from credentialing.actions.own_draft import WRITABLE
from credentialing.enums import ExperienceKind, State
from credentialing.forms.application import ApplicationForm, PolicyForm, RecordingForm
from credentialing.forms.supervisor import ConfirmForm
from credentialing.models import Application, Case
from credentialing.models.application import SEVERAL_POSSIBLE, missing_of
from credentialing.permissions import get_case_for
from credentialing.rules.pathway import policy_version
from members import clock
from members.access import look
from members.models import Membership
from members.refusals import Stale
from members.views.drafts import Kept, keep_draft, keeps_drafts
from members.views.pages import page, submit
from members.words import moment_words
from supervision.models import SupervisorRequest

FORM = "credentialing/form_page.html"


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft with what is still missing; once it is sent, the application as a document."""
    case = get_case_for(request.user, pk, "see_application")
    own = case.candidate_id == request.user.pk
    if case.state == State.ENQUIRY:
        return redirect("credentialing:begin" if own else reverse("credentialing:case", args=[case.pk]))
    if not own or case.state not in WRITABLE:
        _refuse_writing(request, own)
        look(by=request.user, about=case.candidate, kind="application", key=case.pk)
        context = {"case": case, "own": own, "withdrawable": case.is_open, **document_of(case)}
        return page(request, "credentialing/application_read.html", context)
    application = case.application
    form = ApplicationForm(
        request.POST or None, instance=application, initial={"seen": draft_version(application)}
    )
    response = submit(
        request,
        form,
        lambda data: save_draft(case=case, by=request.user, **data),
        done="Your draft is saved.",
        to=_next(request, case),
    )
    return response or page(request, "credentialing/application_write.html", {"form": form, **progress(case)})


def _refuse_writing(request: HttpRequest, own: bool) -> None:
    """What is typed on a page that is older than the sending does not vanish without a word."""
    if request.method != "POST":
        return
    if not own:
        raise PermissionDenied
    raise Stale("The application has been sent, so the draft cannot be changed now. Nothing was saved.")


def _next(request: HttpRequest, case: Case) -> str:
    name = "send_application" if request.POST.get("then") == "send" else "application"
    return reverse(f"credentialing:{name}", args=[case.pk])


@keeps_drafts
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what has been typed so far, and say so; asked for by the page itself, without a new page."""
    case = get_case_for(request.user, pk, "own")
    application = Application.objects.filter(case=case).first()

    def save(typed: dict[str, str]) -> Kept:
        saved = save_draft(case=case, by=request.user, **typed)
        lacking = missing_of(saved)
        note = f"Still missing: {'; '.join(lacking)}." if lacking else "Nothing is missing."
        return Kept(draft_version(saved), note)

    return keep_draft(request, ApplicationForm(request.POST, instance=application), save, fields=WRITTEN)


@login_required
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """What the documents ask for in short, and that the candidate has read them."""
    case = get_case_for(request.user, pk, "own")
    application = Application.objects.filter(case=case).first()
    form = PolicyForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda _: acknowledge_policy(case=case, by=request.user),
        done="Noted: you have read the Procedures and the Roadmap.",
        to=reverse("credentialing:application", args=[case.pk]),
    )
    context = {"form": form, "case": case, "application": application, "version": policy_version()}
    return response or page(request, "credentialing/policy.html", context)


@login_required
def recording(request: HttpRequest, pk: int) -> HttpResponse:
    """How the groups will be recorded."""
    case = get_case_for(request.user, pk, "own")
    application = Application.objects.filter(case=case).first()
    initial = {}
    if application is not None:
        initial = {
            "kind": application.recording_kind,
            "arranged_on": application.recording_arranged_on,
            "consent": application.recording_consent,
        }
    form = RecordingForm(request.POST or None, initial=initial)
    back = reverse("credentialing:application", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: note_recording(case=case, by=request.user, **data),
        done="Your recording arrangement is noted.",
        to=back,
    )
    context = {
        "form": form,
        "title": "Recording of your groups",
        "lead": (
            "Supervision works from video or audio of your own groups. Only dates and consent are noted here."
        ),
        "submit": "Note the arrangement",
        "cancel": back,
    }
    return response or page(request, FORM, context)


@login_required
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Check and send: what will happen, and to whom it goes."""
    case = get_case_for(request.user, pk, "own")
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda _: send_application(case=case, by=request.user),
        done="Your application is with the CCC Chair and the Coordinator of Supervision.",
        to="home",
    )
    if response:
        return response
    if case.state not in WRITABLE and form.status == 200:
        return redirect("credentialing:application", case.pk)
    return page(
        request, "credentialing/application_send.html", {"form": form, **progress(case), **document_of(case)}
    )


def document_of(case: Case) -> dict[str, object]:
    """The application as a reader sees it."""
    experiences = case.experiences.select_related("leader").prefetch_related("attestations__by", "views__by")
    return {
        "case": case,
        "application": Application.objects.filter(case=case).first(),
        "experiences": list(experiences),
        "reviews": list(case.application_reviews.select_related("by").order_by("round", "on", "pk")),
        "request_now": _request_now(case),
    }


def progress(case: Case) -> dict[str, object]:
    """What the draft still lacks, and what else is worth doing before it is sent."""
    application = Application.objects.filter(case=case).first()
    named = list(case.experiences.select_related("leader").prefetch_related("attestations__by"))
    there = {experience.kind for experience in named}
    kinds = [kind for kind in ExperienceKind if kind not in there or kind in SEVERAL_POSSIBLE]
    return {
        "case": case,
        "application": application,
        "missing": missing_of(application),
        "kept_at": f"Saved {moment_words(application.saved_at)}."
        if application and application.saved_at
        else "",
        "experiences": named,
        "kinds": kinds,
        "member": Membership.objects.on(clock.today()).filter(person=case.candidate_id).exists(),
        "request_now": _request_now(case),
        "returned": case.application_reviews.filter(outcome="return").order_by("-pk").first(),
    }


def _kept_at(application: Application | None) -> str:
    if application is None or application.saved_at is None:
        return ""
    return f"Saved on {moment_words(application.saved_at)}."


def _request_now(case: Case) -> SupervisorRequest | None:
    """The latest request of this attempt that was not withdrawn."""
    requests = SupervisorRequest.objects.filter(candidate=case.candidate_id, withdrawn_on=None)
    if case.previous_id:
        requests = requests.filter(asked_on__gte=clock.day_of(case.opened_at))
    return requests.select_related("supervisor").order_by("-pk").first()
