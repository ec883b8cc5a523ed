"""The evaluation meeting at the end of the final Intensive (P98.CP.3e, R14.11e)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from intensives.actions.doors import announce_change, lock_evaluation, require
from intensives.actions.final.closed import refuse_closed
from intensives.models import Evaluation, MeetingPresence
from members import clock
from members.models import Person
from members.refusals import Refused
from members.words import day_text

NOT_MET_WITH = "The evaluation meeting is recorded by the evaluator or the faculty of the small group."
ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def record_meeting(
    *, evaluation: Evaluation, on: dt.date, present: Sequence[Person], by: Person
) -> Evaluation:
    """Record the day of the evaluation meeting and who was there (P98.CP.3e, R14.11e).

    Recorded again, it replaces the earlier record, until delivery. Raises Refused without the right,
    before the day before the last, in the future, and for anybody but evaluator and faculty.
    """
    current = lock_evaluation(evaluation)
    require(by, "intensives.record_meeting", current, NOT_MET_WITH)
    refuse_closed(current)
    _refuse_meeting(current, on, present)
    current.meeting_on = on
    current.save(update_fields=["meeting_on"])
    _keep_present(current, present)
    candidate = current.attendance.person
    announce_change(Evaluation, candidate, by, "meeting_recorded", f"Evaluation meeting on {day_text(on)}")
    return current


def _refuse_meeting(evaluation: Evaluation, on: dt.date, present: Sequence[Person]) -> None:
    place = evaluation.attendance
    earliest = place.intensive.end - ONE_DAY
    if on < earliest:
        raise Refused(f"The meeting is held at the end: on {day_text(earliest)} at the earliest.", field="on")
    if on > clock.latest_today():
        raise Refused("A meeting is recorded once it has been held.", field="on")
    faculty = place.small_group.faculty.values_list("person", flat=True) if place.small_group else ()
    allowed = {evaluation.evaluator_id, *faculty}
    if not {person.pk for person in present} <= allowed:
        raise Refused("Only the evaluator and the group's faculty belong to this meeting.", field="present")
    if len({person.pk for person in present}) < 2:
        raise Refused("Say who was there: a meeting takes at least two people.", field="present")


def _keep_present(evaluation: Evaluation, people: Sequence[Person]) -> None:
    evaluation.present.exclude(person__in=people).delete()
    there = set(evaluation.present.values_list("person", flat=True))
    for person in people:
        if person.pk not in there:
            MeetingPresence.objects.create(evaluation=evaluation, person=person)
