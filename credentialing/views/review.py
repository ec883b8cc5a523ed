"""The review of an application by the Chair and the Coordinator of Supervision."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from credentialing.actions.review import review_application, second_look
from credentialing.conflicts import conflicts_about
from credentialing.enums import ReviewOutcome, ReviewRole, State
from credentialing.forms.review import ReviewForm
from credentialing.forms.supervisor import ReasonForm
from credentialing.models import Application, Case, ExperienceView
from credentialing.permissions import get_case_for
from credentialing.views.application import document_of
from members.access import look
from members.models import Person
from members.offices import offices_of
from members.views.pages import page, submit
from supervision.models import SupervisorRequest

FORM = "credentialing/form_page.html"


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The application as a document, and the review beside it; each opening is logged."""
    case = get_case_for(request.user, pk, "review")
    document = document_of(case)
    round_ = document["application"].round if document["application"] else 1
    due = _roles_due(case, request.user, round_)
    form = ReviewForm(
        request.POST or None,
        roles=due,
        experiences=document["experiences"],
        earlier=_earlier_views(case, request.user),
    )
    here = reverse("credentialing:review_application", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: review_application(
            case=case,
            role=data["role"],
            by=request.user,
            outcome=data["outcome"],
            reason=data["reason"],
            views=form.given(),
        ),
        done="Your review is recorded.",
        to=here if len(due) > 1 else reverse("credentialing:case", args=[case.pk]),
    )
    if response:
        return response
    look(by=request.user, about=case.candidate, kind="application", key=case.pk)
    given = [one for one in document["reviews"] if one.round == round_]
    context = {
        "form": form,
        "due": due,
        "given": given,
        "under_review": case.state == State.UNDER_REVIEW,
        "differ": {one.outcome for one in given} == {ReviewOutcome.APPROVE, ReviewOutcome.DECLINE},
        "warnings": _warnings(case, request.user),
        **document,
    }
    return page(request, "credentialing/application_review.html", context)


def _roles_due(case: Case, person: Person, round_: int) -> list[ReviewRole]:
    """The offices in which this person still owes a review in this round."""
    if case.state != State.UNDER_REVIEW:
        return []
    done = set(case.application_reviews.filter(round=round_).values_list("role", flat=True))
    return [role for role in ReviewRole if role.value in offices_of(person) and role.value not in done]


def _earlier_views(case: Case, person: Person) -> dict[int, tuple[bool, str]]:
    """What this person said of each experience before, to begin from."""
    views = ExperienceView.objects.filter(experience__case=case, by=person).order_by("round", "pk")
    return {view.experience_id: (view.accepts, view.reason) for view in views}


def _warnings(case: Case, person: Person) -> list[str]:
    """What a reviewer should know, none of which stands in the way."""
    application = Application.objects.filter(case=case).first()
    requests = SupervisorRequest.objects.filter(candidate=case.candidate_id, withdrawn_on=None)
    said_yes = [one for one in requests if one.accepted]
    warnings = []
    if not said_yes:
        warnings.append("No supervisor has said yes so far. The agreement will need one.")
    if application is None or application.recording_arranged_on is None:
        warnings.append("Recording of the groups is not arranged so far.")
    asked = any(one.supervisor_id == person.pk for one in requests)
    near = conflicts_about(case.candidate_id).get(person.pk)
    if near := near or ("You are this candidate's supervisor, or are asked to be." if asked else ""):
        warnings.append(f"{near} Consider whether to review; your review says so.")
    return warnings


@login_required
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a new round where the two reviews differ."""
    case = get_case_for(request.user, pk, "review")
    form = ReasonForm(request.POST or None, label="What should be looked at again")
    here = reverse("credentialing:review_application", args=[case.pk])
    response = submit(
        request,
        form,
        lambda data: second_look(case=case, by=request.user, **data),
        done="A second look is open; both reviewers are asked again.",
        to=here,
    )
    context = {
        "form": form,
        "title": f"A second look at the application of {case.candidate}",
        "lead": (
            "One review approves, the other declines. Both of you review again; the first reviews "
            "stay on file."
        ),
        "submit": "Open a second look",
        "cancel": here,
    }
    return response or page(request, FORM, context)
