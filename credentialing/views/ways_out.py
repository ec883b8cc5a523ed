"""Ways out of where a file is stuck, and saying that one stands near to a candidate."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from credentialing.actions import final
from credentialing.actions.near import declare_practice, withdraw_practice
from credentialing.actions.recommendation import correct_record
from credentialing.actions.situation import final_place
from credentialing.forms.committee import AnotherEvaluatorForm, ReasonForm, SureForm
from credentialing.models import SharedPractice
from credentialing.permissions import get_case_for
from credentialing.views.acting import act_page
from credentialing.views.final import evaluation_at, faculty_of, possible_evaluators
from credentialing.workflow import BEFORE_THE_COUNCIL
from members.views.pages import submit


@login_required
def another_evaluator(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair names another evaluator, where the one designated cannot go on."""
    case = get_case_for(request.user, pk, "chair")
    place = final_place(case)
    people = possible_evaluators(case, faculty_of(case, place))
    if now := evaluation_at(place):
        people = people.exclude(pk=now.evaluator_id)
    form = AnotherEvaluatorForm(request.POST or None, people=people)
    response = submit(
        request,
        form,
        lambda data: final.name_another_evaluator(case=case, by=request.user, **data),
        done=lambda made: f"{made.evaluator} is designated and told.",
        to=reverse("credentialing:final", args=[case.pk]),
    )
    return response or act_page(
        request,
        form,
        title=f"Another evaluator for {case.candidate}",
        lead=f"{now.evaluator} is designated now." if now else "Nobody is designated now.",
        button="Name this evaluator",
        cancel=reverse("credentialing:final", args=[case.pk]),
        happens=[
            "The present designation ends, with your reason; what was drafted is not passed on.",
            "Candidate, both evaluators, host and faculty are told.",
            "The new evaluator meets the faculty and writes the assessment.",
        ],
    )


@login_required
def another_intensive(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair says that the Intensive that was held cannot be assessed."""
    case = get_case_for(request.user, pk, "chair")
    form = ReasonForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: final.hold_another(case=case, by=request.user, **data),
        done="The file is back in training, and the candidate is told.",
        to=reverse("credentialing:case", args=[case.pk]),
    )
    return response or act_page(
        request,
        form,
        title=f"Another Intensive for {case.candidate}",
        lead="Where nobody is left who could assess the one that was held.",
        button="Hold another Intensive",
        cancel=reverse("credentialing:final", args=[case.pk]),
        happens=[
            "The evaluator's designation ends; the attendance stays on record.",
            "The file goes back to training, and the candidate asks for another place.",
            "Candidate, evaluator and Coordinator of Intensives are told, with your reason.",
        ],
        danger=True,
    )


@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever has written in the record has a file sent back, because something in it is wrong."""
    case = get_case_for(request.user, pk, "correct_record")
    own = case.candidate_id == request.user.pk
    form = ReasonForm(request.POST or None, label="What has to be corrected")
    response = submit(
        request,
        form,
        lambda data: correct_record(case=case, by=request.user, **data),
        done="The file is back with the committee, and its record is open again. Put it right now.",
        to=reverse("home"),
    )
    closed = case.state in BEFORE_THE_COUNCIL
    return response or act_page(
        request,
        form,
        title="Something has to be corrected",
        lead="Your record is closed until the decision has been counted."
        if own
        else f"The record of {case.candidate} is closed until the decision has been counted.",
        button="Send the file back",
        cancel=reverse("home"),
        happens=[
            "The file goes back to the committee, which reviews it again; a vote on it is called off.",
            "After that the record is open, and the mistake can be corrected.",
            "The CCC Chair and the candidate are told.",
        ],
        danger=True,
        nothing="" if closed else "This record is open: correct it where it was written.",
    )


@login_required
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody with a part in the file says that they practise together with the candidate."""
    case = get_case_for(request.user, pk, "declare_practice")
    declared = SharedPractice.objects.filter(
        person=request.user, candidate=case.candidate_id, withdrawn_on=None
    ).exists()
    form = SureForm(request.POST or None)
    act = withdraw_practice if declared else declare_practice
    response = submit(
        request,
        form,
        lambda data: act(case=case, by=request.user),
        done="Taken back." if declared else "Declared. Thank you for saying so.",
        to=reverse("home"),
    )
    return response or act_page(
        request,
        form,
        title=f"Practising together with {case.candidate}",
        lead="You have declared that you practise together."
        if declared
        else "Whoever practises together with a candidate stands near to them, and says so.",
        button="We no longer do" if declared else "We practise together",
        cancel=reverse("home"),
        happens=["It is named where an evaluator, faculty, a reviewer or a voter is asked about conflicts."],
    )
