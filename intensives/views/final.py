"""The final Intensive of a candidate: co-led sessions, meeting, assessment."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from intensives.actions import final
from intensives.desk import final_record
from intensives.forms import AssessmentForm, CoLedForm, ConfirmForm, MeetingForm
from intensives.models import CoLedSession, Evaluation
from intensives.views.lookup import get_evaluation, get_place
from members import clock
from members.access import look
from members.models import Person
from members.views import page, submit
from members.views.drafts import Kept, keep_draft, keeps_drafts


@login_required
def co_led(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a session the candidate co-led with faculty of the small group."""
    place = get_place(request.user, pk, "intensives.record_co_led")
    faculty = list(Person.objects.filter(faculty_places__small_group=place.small_group_id))
    own = request.user if request.user in faculty else None
    form = CoLedForm(request.POST or None, attendance=place, initial={"faculty": own})
    here = reverse("intensives:co_led", args=[place.pk])
    response = submit(
        request,
        form,
        lambda data: final.record_co_led(attendance=place, **data, by=request.user),
        done=lambda session: f"Recorded: {place.person} co-led with {session.faculty}.",
        to=here,
    )
    context = {"form": form, "place": place, "record": final_record(place, faculty)}
    return response or page(request, "intensives/co_led.html", context)


@login_required
def co_led_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a co-led session that was recorded by mistake."""
    session = get_object_or_404(CoLedSession.objects.select_related("faculty"), pk=pk)
    place = get_place(request.user, session.attendance_id, "intensives.record_co_led")
    back = reverse("intensives:co_led", args=[place.pk])
    form = ConfirmForm(request.POST or None)
    response = submit(
        request,
        form,
        lambda data: final.remove_co_led(session=session, by=request.user),
        done="The session is taken back.",
        to=back,
    )
    context = {"form": form, "place": place, "session": session, "back": back}
    return response or page(request, "intensives/co_led_remove.html", context)


@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the evaluation meeting."""
    evaluation = get_evaluation(request.user, pk, "intensives.record_meeting")
    initial = {
        "on": evaluation.meeting_on or min(clock.today(), evaluation.attendance.intensive.end),
        "present": [row.person_id for row in evaluation.present.all()],
    }
    form = MeetingForm(request.POST or None, evaluation=evaluation, initial=initial)
    writes = evaluation.evaluator_id == request.user.pk
    intensive = evaluation.attendance.intensive_id
    response = submit(
        request,
        form,
        lambda data: final.record_meeting(evaluation=evaluation, **data, by=request.user),
        done="The meeting is recorded.",
        to=_write_url(evaluation) if writes else reverse("intensives:desk", args=[intensive]),
    )
    context = {"form": form, "evaluation": evaluation, "writes": writes}
    return response or page(request, "intensives/meeting.html", context)


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The evaluator's page: guidance, meeting, draft; once delivered it is the page everybody reads."""
    evaluation = get_evaluation(request.user, pk, "intensives.write_assessment")
    if evaluation.delivered_on:
        return redirect("intensives:assessment", pk)
    look(request.user, evaluation.attendance.person, "assessment", evaluation.pk)
    form = AssessmentForm(request.POST or None, initial=_kept(evaluation))
    response = submit(
        request,
        form,
        lambda data: final.save_draft(evaluation=evaluation, **data, by=request.user),
        done="Your draft is saved. Nobody else can read it.",
        to=_write_url(evaluation),
    )
    context = {"form": form, "evaluation": evaluation, "present": evaluation.present.select_related("person")}
    return response or page(request, "intensives/write.html", context)


@keeps_drafts
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft while it is typed; answers with what was kept."""
    evaluation = get_evaluation(request.user, pk, "intensives.write_assessment")

    def save(typed: dict[str, str]) -> Kept:
        return Kept(final.version(final.save_draft(evaluation=evaluation, **typed, by=request.user)))

    return keep_draft(request, AssessmentForm(request.POST), save, fields=final.WRITTEN)


@login_required
@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The delivered assessment, for those it is for; each opening is logged."""
    evaluation = get_evaluation(request.user, pk, "intensives.read_assessment")
    if not evaluation.delivered_on:
        return redirect("intensives:write", pk)
    look(request.user, evaluation.attendance.person, "assessment", evaluation.pk)
    context = {"evaluation": evaluation, "present": evaluation.present.select_related("person")}
    return page(request, "intensives/assessment.html", context)


def _kept(evaluation: Evaluation) -> dict[str, str]:
    return {**{name: getattr(evaluation, name) for name in final.WRITTEN}, "seen": final.version(evaluation)}


def _write_url(evaluation: Evaluation) -> str:
    return reverse("intensives:write", args=[evaluation.pk])
