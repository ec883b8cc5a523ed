"""The final Intensive of a case: asked for, planned, held, assessed (P98.CP.3, R14.11; T23 to T26)."""

from django.db import transaction
from django.urls import reverse

from credentialing.actions.locking import lock_case
from credentialing.actions.move import append_event, move_case
from credentialing.actions.situation import asked_place, final_place, open_work
from credentialing.conflicts import Tie, conflict_of
from credentialing.enums import State
from credentialing.lawful_faculty import warnings_for
from credentialing.models import Case, Event
from credentialing.permissions import actors_on
from credentialing.workflow import Actor
from intensives.actions import final as lower
from intensives.actions.places import register_candidate, withdraw_candidate
from intensives.models import Attendance, Evaluation, Intensive
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale

CCC = (Office.CCC_CHAIR, Office.CCC_MEMBER)


@transaction.atomic
def ask_for_final(*, case: Case, intensive: Intensive, by: Person) -> Attendance:
    """Ask the committee for a place as credentialing candidate at an Intensive that has not begun (T23a).

    Raises Refused while another place is asked for, for an Intensive that has begun, is full or is
    cancelled, and in further work whose timeline holds no further Intensive.
    """
    locked = lock_case(case)
    _refuse_second_place(locked)
    place = register_candidate(intensive=intensive, person=locked.candidate, by=by)
    move_case(case=case, step="T23a", by=by, staff=str(intensive), public=str(intensive))
    _tell("final_asked", Office.CCC_CHAIR, locked, place, path=_page(locked, "plan_final"))
    desk = reverse("intensives:desk", args=[intensive.pk])
    _tell("final_asked", Office.COORDINATOR_OF_INTENSIVES, locked, place, path=desk)
    return place


def _refuse_second_place(case: Case) -> None:
    place = asked_place(case)
    if place is not None and place.completed is None and place.intensive.end >= clock.today():
        raise Stale(f"A place at {place.intensive} has been asked for already.")
    work = open_work(case) if case.state == State.FURTHER_WORK else None
    if work is not None and not work.further_intensive:
        raise Refused("The agreed timeline holds no further credentialing Intensive.")


@transaction.atomic
def withdraw_final_request(*, case: Case, by: Person, reason: str = "") -> Attendance:
    """Take back a place that was asked for and is not planned yet: the candidate, or the Chair with a reason.

    Raises Refused for anybody else, and Stale where no place is asked for or it is planned already.
    """
    locked = lock_case(case)
    place = _asked_place(locked)
    actors = actors_on(locked, by)
    if not actors & {Actor.CANDIDATE, Actor.CHAIR}:
        raise Refused("A request is taken back by the candidate, or declined by the CCC Chair.")
    if Actor.CHAIR in actors and not reason.strip():
        raise Refused("Give the reason in a sentence or two.", field="reason")
    withdraw_candidate(attendance=place, by=by)
    said = "Request for a credentialing Intensive taken back"
    if Actor.CHAIR in actors:
        said = "Request for a credentialing Intensive declined"
        _tell("final_declined", locked.candidate, locked, place, path=reverse("home"), reason=reason.strip())
    particulars = f"{said}: {place.intensive}"
    append_event(
        case=locked,
        kind="T23a.back",
        by=by,
        staff=particulars,
        public=particulars,
        data={"reason": reason.strip()} if reason.strip() else {},
    )
    return place


def _asked_place(case: Case) -> Attendance:
    place = asked_place(case)
    if case.state not in (State.TRAINING, State.FURTHER_WORK) or place is None or place.completed is not None:
        raise Stale("No place at a credentialing Intensive is waiting for an answer.")
    return place


@transaction.atomic
def plan_final(
    *, case: Case, evaluator: Person, by: Person, reason: str = "", despite: str = ""
) -> Evaluation:
    """Agree to the Intensive and designate the evaluator: T23 from training, T31 from further work.

    `reason` overrides participant Intensives that are still missing, `despite` says why somebody evaluates
    who stands near to the candidate. Raises Refused where the step is not open, or the evaluator is the
    candidate or faculty of the candidate's small group.
    """
    locked = lock_case(case, "T23", "T31", also=[evaluator.pk])
    place = asked_place(locked)
    if place is None:
        raise Refused("The candidate has not asked for a place at a credentialing Intensive.")
    _refuse_near(locked, evaluator, despite)
    step = "T31" if locked.state == State.FURTHER_WORK else "T23"
    evaluation = lower.designate(attendance=place, evaluator=evaluator, by=by)
    particulars = f"{place.intensive}, evaluator {evaluator}"
    move_case(
        case=case,
        step=step,
        by=by,
        reason=reason,
        staff=particulars,
        public=particulars,
        data={
            "evaluator": evaluator.pk,
            "intensive": place.intensive_id,
            "reason": reason.strip(),
            "despite": despite.strip(),
        },
    )
    _tell("final_agreed", locked.candidate, locked, place, path=reverse("home"), evaluator=evaluator.name)
    _tell_the_house(locked, place, evaluator)
    return evaluation


def _refuse_near(case: Case, evaluator: Person, despite: str) -> None:
    """The texts are silent on an evaluator who is also something else; it is not done without a word."""
    near = conflict_of(evaluator, case.candidate, but=(Tie.EVALUATED, Tie.TAUGHT))
    if near and not despite.strip():
        raise Refused(f"{near} Choose somebody else, or say why all the same.", field="despite")


def _tell_the_house(case: Case, place: Attendance, evaluator: Person) -> None:
    faculty = list(_faculty_of(place))
    warnings = [sentence for person in faculty for sentence in warnings_for(person, case.candidate)]
    people = [*([place.intensive.host] if place.intensive.host else []), *faculty]
    for person in people:
        _tell(
            "candidate_coming",
            person,
            case,
            place,
            path=_page(case, "final"),
            evaluator=evaluator.name,
            warnings=warnings,
        )
    if warnings:
        _tell(
            "faculty_in_question", Office.CCC_CHAIR, case, place, path=_page(case, "final"), warnings=warnings
        )


@transaction.atomic
def call_off_final(*, case: Case, reason: str, by: Person) -> Event:
    """The planned Intensive falls through (T23b): designation ended, place given up, back to training.

    A place at an Intensive that was cancelled stays on record as it is.
    """
    locked = lock_case(case, "T23b")
    for evaluation in _designated(locked):
        lower.end_designation(evaluation=evaluation, reason=reason or "", by=by)
    place = asked_place(locked)
    standing = place is not None and not place.completed
    event = move_case(
        case=case, step="T23b", by=by, reason=reason, staff=reason.strip(), data={"reason": reason}
    )
    if standing:
        withdraw_candidate(attendance=place, by=by)
    about = place or _latest_place(locked)
    if by.pk != locked.candidate_id:
        _tell(
            "final_called_off", locked.candidate, locked, about, path=reverse("home"), reason=reason.strip()
        )
    else:
        _tell(
            "final_called_off", Office.CCC_CHAIR, locked, about, path=case_path(locked), reason=reason.strip()
        )
    _tell("final_called_off", Office.COORDINATOR_OF_INTENSIVES, locked, about, path="", reason=reason.strip())
    return event


@transaction.atomic
def name_another_evaluator(
    *, case: Case, evaluator: Person, reason: str, by: Person, despite: str = ""
) -> Evaluation:
    """Name another evaluator where the one designated cannot go on (T23c; P98.CP.3e, R14.11d).

    A meeting that was recorded belonged to the earlier evaluation; the new evaluator meets the faculty
    again. Raises Refused without a reason, and for whom `designate` refuses.
    """
    locked = lock_case(case, "T23c", also=[evaluator.pk])
    place = final_place(locked)
    _refuse_near(locked, evaluator, despite)
    particulars = f"{evaluator}: {reason.strip()}"
    move_case(case=case, step="T23c", by=by, reason=reason, staff=particulars, public=evaluator.name)
    assert place is not None  # the guard has refused otherwise
    for evaluation in _designated(locked).filter(attendance=place):
        lower.end_designation(evaluation=evaluation, reason=reason, by=by)
    made = lower.designate(attendance=place, evaluator=evaluator, by=by)
    _tell("final_agreed", locked.candidate, locked, place, path=reverse("home"), evaluator=evaluator.name)
    _tell_the_house(locked, place, evaluator)
    return made


@transaction.atomic
def hold_another(*, case: Case, reason: str, by: Person) -> Event:
    """The Intensive that was held cannot be assessed (T23d): back to training, for another one.

    The attendance stays on record as it was attested. Raises Refused without a reason.
    """
    locked = lock_case(case, "T23d")
    place = final_place(locked)
    event = move_case(
        case=case, step="T23d", by=by, reason=reason, staff=reason.strip(), public=reason.strip()
    )
    for evaluation in _designated(locked):
        lower.end_designation(evaluation=evaluation, reason=reason, by=by)
    for to, path in (
        (locked.candidate, reverse("home")),
        (Office.COORDINATOR_OF_INTENSIVES, ""),
    ):
        _tell("final_not_assessed", to, locked, place, path=path, reason=reason.strip())
    return event


def _designated(case: Case):
    return (
        Evaluation.objects.to_deliver()
        .filter(attendance__person=case.candidate_id)
        .select_related("attendance__person", "attendance__intensive")
    )


def _latest_place(case: Case) -> Attendance | None:
    places = Attendance.objects.as_candidate().filter(person=case.candidate_id).select_related("intensive")
    return places.order_by("-registered_at", "-pk").first()


@transaction.atomic
def confirm_held(*, case: Case, by: Person) -> Event:
    """The host, faculty or Coordinator of Intensives says that the final Intensive was held (T24)."""
    locked = lock_case(case, "T24")
    event = move_case(case=case, step="T24", by=by)
    place = final_place(locked)
    evaluation = place.evaluations.standing().select_related("evaluator").first() if place else None
    if evaluation and evaluation.evaluator:
        path = reverse("intensives:write", args=[evaluation.pk])
        _tell("assessment_due", evaluation.evaluator, locked, place, path=path)
    return event


@transaction.atomic
def note_meeting(*, candidate: Person, by: Person) -> None:
    """The evaluation meeting was recorded at the Intensive: enter it on the timeline (T25).

    While the Intensive has not been confirmed as held the entry is made without the step's guards.
    """
    case = Case.objects.open().filter(candidate=candidate).first()
    if case is None:
        return
    locked = lock_case(case)
    if locked.state == State.FINAL_HELD:
        move_case(case=case, step="T25", by=by)
    elif locked.state == State.FINAL_PLANNED:
        append_event(
            case=locked,
            kind="T25",
            by=by,
            staff="Evaluation meeting recorded",
            public="Faculty and evaluator have met",
        )


@transaction.atomic
def deliver_assessment(*, evaluation: Evaluation, by: Person) -> Event:
    """Deliver the written assessment to candidate and committee, once and for all (T26, P98.CP.3f, 3g)."""
    candidate = evaluation.attendance.person
    case = Case.objects.open().filter(candidate=candidate).first()
    if case is None:
        raise Stale("The candidate's file is closed; nothing can be delivered any more.")
    locked = lock_case(case, "T26")
    place = final_place(locked)
    if place is None or place.pk != evaluation.attendance_id:
        raise Stale("This is not the candidate's final Intensive any more.")
    delivered = lower.deliver(evaluation=evaluation, by=by)
    event = move_case(case=case, step="T26", by=by)
    path = reverse("intensives:assessment", args=[delivered.pk])
    _tell("assessment_delivered", candidate, locked, place, path=path)
    for office in CCC:
        _tell("assessment_for_committee", office, locked, place, path=path)
    return event


def _faculty_of(place: Attendance):
    if place.small_group_id is None:
        return Person.objects.none()
    return Person.objects.filter(faculty_places__small_group=place.small_group_id).distinct()


def case_path(case: Case) -> str:
    """The address of the file."""
    return reverse("credentialing:case", args=[case.pk])


def _page(case: Case, name: str) -> str:
    return reverse(f"credentialing:{name}", args=[case.pk])


def _tell(
    kind: str, to: Person | Office, case: Case, place: Attendance | None, *, path: str, **more: object
) -> None:
    days = (
        {"intensive": place.intensive.name, "start": place.intensive.start, "end": place.intensive.end}
        if place
        else {}
    )
    notify(kind, to=to, about=("case", case.pk), path=path, candidate=case.candidate.name, **{**days, **more})
