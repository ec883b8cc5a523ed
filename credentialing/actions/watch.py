"""What is looked after every day: lapsing membership, deadlines, designations; each told once (M1 to M3)."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from credentialing.enums import ENDED, State
from credentialing.models import Case, FurtherWorkItem, Motion
from credentialing.rules.dates import Period, gaps_in_cover
from intensives.models import Attendance, Evaluation
from members import clock
from members.actions.notices import notify
from members.enums import Office
from members.models import Membership, Person

DAY = dt.timedelta(days=1)
BEFORE_A_DEADLINE = dt.timedelta(days=7)
BEFORE_AN_INTENSIVE = dt.timedelta(days=30)
TO_WRITE, TO_WORRY = dt.timedelta(days=14), dt.timedelta(days=28)
BEFORE_A_VOTE_CLOSES = dt.timedelta(days=2)


def watch() -> None:
    """Look at everything once; a second look on the same day writes nothing new."""
    for look in (watch_memberships, watch_further_work, watch_designations, watch_assessments, watch_votes):
        with transaction.atomic():
            look()


def watch_memberships() -> None:
    """M1: the day after cover ends candidate and Coordinator hear of it; M3: a gap is put to the Chair.

    A renewal without a missing day clears it by itself (M2): there is nothing to tell.
    """
    today = clock.today()
    cases = (
        Case.objects.exclude(state__in=ENDED).filter(process_start__isnull=False).select_related("candidate")
    )
    periods: dict[int, list[Period]] = defaultdict(list)
    for row in Membership.objects.filter(person__in=cases.values("candidate")).order_by("start", "pk"):
        periods[row.person_id].append(Period(row.start, row.end))
    for case in cases:
        for gap in gaps_in_cover(periods[case.candidate_id], case.process_start, today):
            if gap.end in (None, today):
                _tell_lapse(case, gap.start)
            else:
                _tell_gap(case, gap.start, gap.end)


def _tell_lapse(case: Case, first_day: dt.date) -> None:
    told = {"about": ("case", case.pk), "candidate": case.candidate.name, "since": first_day}
    key = f"{case.pk} {first_day}"
    notify("membership_lapsed", to=case.candidate, path=reverse("home"), dedupe=key, **told)
    path = reverse("credentialing:case", args=[case.pk])
    notify("candidate_lapsed", to=Office.COORDINATOR_OF_SUPERVISION, path=path, dedupe=key, **told)


def _tell_gap(case: Case, start: dt.date, end: dt.date) -> None:
    notify(
        "membership_gap",
        to=Office.CCC_CHAIR,
        about=("case", case.pk),
        path=reverse("credentialing:determine", args=[case.pk]),
        dedupe=f"{case.pk} {start}",
        candidate=case.candidate.name,
        start=start,
        end=end,
    )


def watch_further_work() -> None:
    """An activity's deadline is told a week before to the candidate, and after it to the Chair, too."""
    today = clock.today()
    items = FurtherWorkItem.objects.filter(
        done_on__isnull=True,
        deadline__lte=today + BEFORE_A_DEADLINE,
        work__closed_on__isnull=True,
        work__agreed_by_ccc_on__isnull=False,
        work__agreed_by_candidate_on__isnull=False,
    ).exclude(work__case__state__in=ENDED)
    for item in items.select_related("work__case__candidate"):
        overdue = item.deadline < today
        people: list[Person | Office] = [item.work.case.candidate, *([Office.CCC_CHAIR] if overdue else [])]
        for to in people:
            _tell_item("work_overdue" if overdue else "work_due", to, item)


def _tell_item(kind: str, to: Person | Office, item: FurtherWorkItem) -> None:
    case = item.work.case
    notify(
        kind,
        to=to,
        about=("case", case.pk),
        path=reverse("credentialing:work", args=[case.pk]),
        dedupe=f"{item.pk} {item.deadline}",
        candidate=case.candidate.name,
        activity=item.activity,
        deadline=item.deadline,
    )


def watch_designations() -> None:
    """A month before the Intensive the Chair hears that no evaluator is designated yet (R14.11d)."""
    today = clock.today()
    places = (
        Attendance.objects.standing()
        .as_candidate()
        .filter(intensive__start__gt=today - DAY, intensive__start__lte=today + BEFORE_AN_INTENSIVE)
    )
    named = Evaluation.objects.standing().values("attendance")
    for place in places.exclude(pk__in=named).select_related("person", "intensive"):
        case = Case.objects.open().filter(candidate=place.person_id).first()
        if case is not None:
            notify(
                "evaluator_missing",
                to=Office.CCC_CHAIR,
                about=("case", case.pk),
                dedupe=f"place {place.pk}",
                path=reverse("credentialing:plan_final", args=[case.pk]),
                candidate=place.person.name,
                intensive=place.intensive.name,
                start=place.intensive.start,
            )


def watch_assessments() -> None:
    """Two weeks after the Intensive the evaluator, four weeks after it the Chair, hear what is still owed.

    Until the host has said that it was held there is nothing to write, and nobody is asked to.
    """
    today = clock.today()
    owed = Evaluation.objects.to_deliver().filter(
        attendance__withdrawn_on__isnull=True,
        attendance__intensive__cancelled_on__isnull=True,
        attendance__intensive__end__lte=today - TO_WRITE,
        evaluator__isnull=False,
        attendance__person__in=Case.objects.in_state(State.FINAL_HELD).values("candidate"),
    )
    for evaluation in owed.select_related("attendance__person", "attendance__intensive", "evaluator"):
        place = evaluation.attendance
        told = {
            "about": ("evaluation", evaluation.pk),
            "candidate": place.person.name,
            "intensive": place.intensive.name,
            "dedupe": f"evaluation {evaluation.pk}",
        }
        notify(
            "assessment_late",
            to=evaluation.evaluator,
            path=reverse("intensives:write", args=[evaluation.pk]),
            **told,
        )
        if place.intensive.end <= today - TO_WORRY:
            notify(
                "assessment_late_for_chair",
                to=Office.CCC_CHAIR,
                path="",
                evaluator=evaluation.evaluator.name,
                **told,
            )


def watch_votes() -> None:
    """Two days before a vote closes those who have neither voted nor recused themselves are reminded."""
    now = clock.now()
    motions = Motion.objects.open().filter(closes_at__gt=now, closes_at__lte=now + BEFORE_A_VOTE_CLOSES)
    for motion in motions.select_related("case__candidate"):
        done = Q(person__in=motion.ballots.values("person")) | Q(person__in=motion.recusals.values("person"))
        for member in motion.roll.exclude(done).select_related("person"):
            notify(
                "vote_closing",
                to=member.person,
                about=("motion", motion.pk),
                dedupe=f"motion {motion.pk}",
                path=reverse("credentialing:motion", args=[motion.pk]),
                candidate=motion.case.candidate.name,
                closes_at=motion.closes_at,
            )
