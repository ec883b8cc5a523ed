"""What Intensives say of their columns when two records of one person become one."""

import pgtrigger

from intensives.enums import Role
from intensives.models import Attendance, CoLedSession, Evaluation, Faculty, MeetingPresence
from members.actions.merging import Share, register_share
from members.models import Person

SAID = "Who did it, in the name of that day."


def _in_the_way(ends: Person, stays: Person) -> list[str]:
    """What the two cannot be at one Intensive, and to each other."""
    found = []
    for one, other in ((ends, stays), (stays, ends)):
        if Evaluation.objects.standing().filter(attendance__person=one, evaluator=other).exists():
            found.append(f"One is on record as the evaluator of the other ({other}, no. {other.pk}).")
        attended = Attendance.objects.standing().filter(person=one).values("intensive")
        if Faculty.objects.filter(person=other, small_group__intensive__in=attended).exists():
            found.append("One has a place at an Intensive at which the other is faculty.")
        groups = Faculty.objects.filter(person=one).values("small_group")
        named = Evaluation.objects.to_deliver().filter(evaluator=other, attendance__small_group__in=groups)
        if named.exists():
            found.append("One is faculty, the other the evaluator of the same candidate.")
    for place in _both_there(ends, stays):
        if not _says_no_more(place, stays):
            found.append(f"Both have a place at {place.intensive}: one has to be withdrawn.")
    return [*found, *_twice(ends, stays)]


def _both_there(ends: Person, stays: Person) -> list[Attendance]:
    """Standing places of the record that ends at Intensives where the other has one."""
    theirs = Attendance.objects.standing().filter(person=stays).values("intensive")
    rows = Attendance.objects.standing().filter(person=ends, intensive__in=theirs)
    return list(rows.select_related("intensive").order_by("pk"))


def _says_no_more(place: Attendance, stays: Person) -> bool:
    """Whether a place says nothing that the other record's place there does not say."""
    other = Attendance.objects.standing().get(person=stays, intensive=place.intensive_id)
    return place.role == Role.PARTICIPANT and (bool(other.completed) or not place.completed)


def _twice(ends: Person, stays: Person) -> list[str]:
    found = []
    for model, name, same, what in (
        (Faculty, "person", ("small_group",), "Both are faculty of one small group."),
        (MeetingPresence, "person", ("evaluation",), "Both were at one evaluation meeting."),
        (CoLedSession, "faculty", ("attendance", "date"), "A co-led session is recorded with both."),
    ):
        rows = [set(model._base_manager.filter(**{name: one}).values_list(*same)) for one in (ends, stays)]
        if rows[0] & rows[1]:
            found.append(what)
    return found


def _whom(ends: Person, stays: Person) -> set[int | None]:
    evaluated = Evaluation.objects.filter(evaluator=ends).values_list("attendance__person", flat=True)
    own = Evaluation.objects.filter(attendance__person=ends).values_list("evaluator", flat=True)
    groups = Faculty.objects.filter(person=ends).values("small_group")
    taught = Attendance.objects.as_candidate().filter(small_group__in=groups).values_list("person", flat=True)
    return {*evaluated, *own, *taught}


def _places(ends: Person, stays: Person, by: Person) -> None:
    """All but those that say nothing that the other's place there does not say."""
    left = [place.pk for place in _both_there(ends, stays)]
    Attendance.objects.filter(person=ends).exclude(pk__in=left).update(person=stays)


def _evaluations(ends: Person, stays: Person, by: Person) -> None:
    """Delivered ones too: what was written stays, and is by the same person."""
    with pgtrigger.ignore("intensives.Evaluation:delivered_is_final"):
        Evaluation.objects.filter(evaluator=ends).update(evaluator=stays)


register_share(
    Share(
        moved={
            "intensives.Intensive.host": None,
            "intensives.Faculty.person": None,
            "intensives.Attendance.person": _places,
            "intensives.CoLedSession.faculty": None,
            "intensives.Evaluation.evaluator": _evaluations,
            "intensives.MeetingPresence.person": None,
        },
        kept={
            "intensives.Attendance.attested_by": SAID,
            "intensives.CoLedSession.recorded_by": SAID,
            "intensives.Evaluation.designated_by": SAID,
        },
        words={
            "intensives.Faculty": "faculty seats",
            "intensives.Attendance": "places at Intensives",
            "intensives.Intensive": "Intensives hosted",
            "intensives.MeetingPresence": "presences at evaluation meetings",
        },
        in_the_way=_in_the_way,
        whom=_whom,
    )
)
