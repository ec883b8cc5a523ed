"""Intensives of an older file, and the evaluation at the final one."""

from credentialing.rules.facts import FinalIntensive
from credentialing.rules.facts import Intensive as Attended
from intensives.models import (
    Attendance,
    CoLedSession,
    Evaluation,
    Faculty,
    Intensive,
    MeetingPresence,
    SmallGroup,
)
from members.refusals import Refused

from .paper import Paper


def write(paper: Paper) -> None:
    """A place at each Intensive, at the Intensive of those days if the society knows it."""
    final = paper.record.final_intensive
    places: dict[str, Attendance] = {}
    for row in sorted(paper.record.intensives, key=lambda row: (row.start, row.id == final.intensive)):
        taken = [place.intensive_id for place in places.values()]
        places[row.id] = _place(paper, row, taken, row.id == final.intensive)
    if final.intensive is not None:
        _evaluation(paper, final, places[final.intensive])


def _place(paper: Paper, row: Attended, taken: list[int], is_final: bool) -> Attendance:
    if row.end is None:
        raise Refused(f"{row.path}: the Intensive has no last day, so nobody knows whether it was held.")
    known = Intensive.objects.held().filter(start=row.start, end=row.end).exclude(pk__in=taken).first()
    intensive = known or Intensive.objects.create(
        name=f"Intensive of {row.start:%B %Y}", start=row.start, end=row.end
    )
    mine = Attendance.objects.standing().filter(intensive=intensive, person=paper.candidate).first()
    return mine or Attendance.objects.create(
        intensive=intensive,
        person=paper.candidate,
        small_group=_small_group(paper, intensive) if is_final else None,
        role=row.role,
        completed=row.completed or None,
        attested_on=row.end if row.completed else None,
    )


def _small_group(paper: Paper, intensive: Intensive) -> SmallGroup | None:
    faculty = dict.fromkeys(paper.record.final_intensive.faculty)
    if not faculty:
        return None
    group = SmallGroup.objects.create(intensive=intensive, name=f"Group of the older file {paper.case.pk}")
    Faculty.objects.bulk_create(
        Faculty(small_group=group, person=paper.people[id], seat=seat)
        for seat, id in enumerate(faculty, start=1)
    )
    return group


def _evaluation(paper: Paper, final: FinalIntensive, place: Attendance) -> None:
    CoLedSession.objects.bulk_create(
        CoLedSession(attendance=place, faculty=paper.people[id], date=on)
        for on, id in dict.fromkeys((row.on, row.faculty) for row in final.co_led)
    )
    if final[3:] == FinalIntensive()[3:]:
        return
    evaluation = Evaluation.objects.create(
        attendance=place,
        evaluator=paper.person(final.evaluator),
        designated_on=final.evaluator_designated_on,
        meeting_on=final.meeting.on if final.meeting else None,
        delivered_on=final.assessment_to_candidate_on,
        delivered_to_ccc_on=final.assessment_to_ccc_on,
        advice_to_ccc_on=final.recommendation_to_ccc_on,
    )
    MeetingPresence.objects.bulk_create(
        MeetingPresence(evaluation=evaluation, person=paper.people[id])
        for id in dict.fromkeys(final.meeting.present if final.meeting else ())
    )
