"""The final Intensive: asked for, planned, held, called off, and the assessment delivered."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from credentialing.actions import final
from credentialing.actions.situation import asked_place, final_place, situation_of
from credentialing.enums import State
from credentialing.forms.committee import AskFinalForm, PlanFinalForm, ReasonForm, SureForm
from credentialing.lawful_faculty import warnings_for
from credentialing.models import Case
from credentialing.permissions import actors_on, get_case_for, knows_of
from credentialing.views.acting import act_page
from credentialing.workflow import STEPS, Actor, refusal
from intensives.models import Attendance, Evaluation
from members import clock
from members.access import look
from members.models import Credential, Person
from members.reauth import fresh_required
from members.views.pages import page, submit
from members.words import day_text


@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate chooses a coming Intensive."""
    case = get_case_for(request.user, pk, "own")
    form = AskFinalForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: final.ask_for_final(case=case, by=request.user, **data),
        done=lambda place: f"You have asked for a place at {place.intensive}. The committee answers.",
        to=reverse("credentialing:final", args=[case.pk]),
    )
    return response or act_page(
        request,
        form,
        title="Ask for a credentialing Intensive",
        lead="You co-lead a group with each of your two faculty; an evaluator writes your assessment.",
        button="Ask for this place",
        cancel=reverse("home"),
        happens=[
            "The CCC Chair and the Coordinator of Intensives are told.",
            "The committee agrees and names your evaluator, or tells you why not.",
        ],
        nothing=""
        if form.fields["intensive"].queryset
        else "No Intensive is announced yet. "
        "You will find the next ones under Intensives as soon as they are.",
    )


@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate takes the request back; the Chair declines it with a reason."""
    case = get_case_for(request.user, pk, "give_up_final")
    own, place = case.candidate_id == request.user.pk, asked_place(case)
    form = ReasonForm(request.POST or None, required=not own)
    if own:
        del form.fields["reason"]
    response = submit(
        request,
        form,
        lambda data: final.withdraw_final_request(case=case, by=request.user, **data),
        done="The request is taken back." if own else "The request is declined, and the candidate is told.",
        to=reverse("home") if own else reverse("credentialing:case", args=[case.pk]),
    )
    where = f" at {place.intensive}, {day_text(place.intensive.start)}" if place else ""
    return response or act_page(
        request,
        form,
        title="Take the request back" if own else f"Decline the Intensive of {case.candidate}",
        lead=f"The place{where} is given up; another can be asked for at any time.",
        button="Take it back" if own else "Decline",
        cancel=reverse("credentialing:final", args=[case.pk]),
        danger=True,
    )


@login_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about the final Intensive of a case, for all who have a part in it."""
    case = get_case_for(request.user, pk, "see_final")
    place = asked_place(case)
    actors = actors_on(case, request.user)
    context = {
        "case": case,
        "own": case.candidate_id == request.user.pk,
        "reads_file": request.user.has_perm("credentialing.see_file", case),
        "place": place,
        "evaluation": evaluation_at(place),
        "faculty": faculty_of(case, place),
        "co_led": place.co_led.select_related("faculty") if place else [],
        "steps": _steps(case, request.user, actors, place),
    }
    return page(request, "credentialing/final.html", context)


def evaluation_at(place: Attendance | None) -> Evaluation | None:
    if place is None:
        return None
    named = place.evaluations.standing().select_related("evaluator")
    return named.prefetch_related("present__person").first()


def faculty_of(case: Case, place: Attendance | None) -> list[tuple[Person, list[str]]]:
    if place is None or place.small_group_id is None:
        return []
    seats = place.small_group.faculty.select_related("person")
    return [(seat.person, warnings_for(seat.person, case.candidate)) for seat in seats]


PAGES = {
    "T23a": "ask_final",
    "T23": "plan_final",
    "T31": "plan_final",
    "T24": "final_held",
    "T23b": "call_off_final",
    "T23c": "another_evaluator",
    "T23d": "another_intensive",
}


def _steps(
    case: Case, person: Person, actors: frozenset[Actor], place: Attendance | None
) -> list[dict[str, str]]:
    """The steps about this Intensive that lie with the person, with the reason where one is not open."""
    situation, state = situation_of(case, by=person), State(case.state)
    found = []
    for id, name in PAGES.items():
        step = STEPS[id]
        if (
            state not in step.sources
            or not step.actors & actors
            or (id == "T23a" and place and situation.asked_for_final)
        ):
            continue
        typed = "" if id in ("T24", "T23a") else "given"
        why = refusal(step, state, actors, situation) if not typed else ""
        found.append(
            {"label": step.button, "url": reverse(f"credentialing:{name}", args=[case.pk]), "refusal": why}
        )
    if (
        state in (State.TRAINING, State.FURTHER_WORK)
        and situation.asked_for_final
        and actors & {Actor.CANDIDATE, Actor.CHAIR}
    ):
        label = "Take the request back" if Actor.CANDIDATE in actors else "Decline the request"
        found.append(
            {"label": label, "url": reverse("credentialing:take_back_final", args=[case.pk]), "refusal": ""}
        )
    return found


@login_required
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair agrees to the Intensive and designates the evaluator."""
    case = get_case_for(request.user, pk, "chair")
    place, situation = asked_place(case), situation_of(case, by=request.user)
    faculty = faculty_of(case, place)
    form = PlanFinalForm(
        request.POST or None,
        people=possible_evaluators(case, faculty),
        reason_needed=bool(situation.participant_intensives_left) and case.state == State.TRAINING,
    )
    response = submit(
        request,
        form,
        lambda data: final.plan_final(case=case, by=request.user, **data),
        done=lambda made: f"Agreed. {made.evaluator} is designated and told.",
        to=reverse("credentialing:final", args=[case.pk]),
    )
    warnings = [sentence for _, sentences in faculty for sentence in sentences]
    if place and not faculty:
        warnings.append("No faculty is named for the candidate's small group yet.")
    if left := situation.participant_intensives_left:
        warnings.append(f"{left} participant Intensive{'s' if left > 1 else ''} still to be finished.")
    return response or act_page(
        request,
        form,
        title=f"Final Intensive of {case.candidate}",
        lead=f"{place.intensive}, {day_text(place.intensive.start)}."
        if place and situation.asked_for_final
        else "The candidate has not asked for a place yet.",
        button="Agree and designate",
        cancel=reverse("credentialing:case", args=[case.pk]),
        happens=[
            "The candidate, the evaluator, the host and the faculty are told.",
            "The evaluator writes the assessment after the Intensive.",
        ],
        warnings=warnings,
        nothing="" if place and situation.asked_for_final else "There is nothing to agree to yet.",
    )


def possible_evaluators(case: Case, faculty: list[tuple[Person, list[str]]]):
    taken = [case.candidate_id, *(person.pk for person, _ in faculty)]
    credentialed = Credential.objects.valid_on(clock.today()).values("person")
    members = Person.objects.members_on(clock.today())
    people = Person.objects.filter(pk__in=credentialed) | members
    return people.filter(is_active=True).exclude(pk__in=taken).distinct().order_by("name", "pk")


@login_required
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The planned Intensive falls through."""
    case = get_case_for(request.user, pk, "give_up_final")
    own = case.candidate_id == request.user.pk
    form = ReasonForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: final.call_off_final(case=case, by=request.user, **data),
        done="The planned Intensive is called off.",
        to=reverse("home") if own else reverse("credentialing:case", args=[case.pk]),
    )
    return response or act_page(
        request,
        form,
        title="The planned Intensive falls through",
        lead="The file goes back to training; a place at another Intensive can be asked for.",
        button="Call it off",
        cancel=reverse("credentialing:final", args=[case.pk]),
        happens=[
            "The evaluator's designation ends, and the place is given up.",
            "Candidate or Chair, evaluator, host and Coordinator of Intensives are told.",
        ],
        danger=True,
    )


@login_required
def held(request: HttpRequest, pk: int) -> HttpResponse:
    """Host, faculty or Coordinator of Intensives says that it was held."""
    case = get_case_for(request.user, pk, "confirm_held")
    form = SureForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: final.confirm_held(case=case, by=request.user),
        done="Recorded. The evaluator is told that the assessment is due.",
        to=reverse("credentialing:final", args=[case.pk]),
    )
    place = final_place(case)
    return response or act_page(
        request,
        form,
        title="The Intensive was held",
        lead=f"{case.candidate} at {place.intensive}." if place else str(case.candidate),
        button="It was held",
        cancel=reverse("credentialing:final", args=[case.pk]),
        happens=["The file moves on to the assessment.", "The evaluator is told."],
    )


@fresh_required("deliver the assessment")
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """The evaluator reads the assessment once more and delivers it, for good."""
    evaluation = _to_deliver(request.user, pk)
    candidate = evaluation.attendance.person
    look(request.user, candidate, "assessment", evaluation.pk)
    form = SureForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: final.deliver_assessment(evaluation=evaluation, by=request.user),
        done=f"Delivered to {candidate} and to the committee. Thank you.",
        to=reverse("intensives:assessment", args=[evaluation.pk]),
    )
    return response or act_page(
        request,
        form,
        template="credentialing/deliver.html",
        title="Deliver the assessment",
        lead=f"{candidate}, {evaluation.attendance.intensive}.",
        button="Deliver it now",
        cancel=reverse("intensives:write", args=[evaluation.pk]),
        happens=[
            f"{candidate} receives the written assessment.",
            "The CCC Chair and members receive the assessment and your recommendation.",
            "After that nothing in it can be changed, by anybody.",
        ],
        evaluation=evaluation,
    )


def _to_deliver(person: Person, pk: int) -> Evaluation:
    """The evaluation for its evaluator; 403 to those who may know of it, 404 to a stranger."""
    rows = Evaluation.objects.select_related("attendance__person", "attendance__intensive")
    evaluation = get_object_or_404(rows, pk=pk)
    if evaluation.evaluator_id == person.pk:
        return evaluation
    case = Case.objects.of(evaluation.attendance.person).order_by("-pk").first()
    raise PermissionDenied if case and knows_of(person, case) else Http404
