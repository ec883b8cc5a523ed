"""What Intensives say of their columns when two records of one person become one."""

import pgtrigger

from intensives.actions.places import give_up
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
        if not place.intensive.cancelled_on and not _says_no_more(place, stays):
            found.append(f"Both have a place at {place.intensive}: one has to be withdrawn.")
    for seat in _both_teach(ends, stays):
        if not seat.small_group.intensive.cancelled_on:
            found.append(f"Both are faculty at {seat.small_group.intensive}: one seat has to be freed.")
    return [*found, *_twice(ends, stays)]


def _both_there(ends: Person, stays: Person) -> list[Attendance]:
    """Places of the record that ends that are not withdrawn, at Intensives where the other has one."""
    kept = Attendance.objects.filter(withdrawn_on=None)
    rows = kept.filter(person=ends, intensive__in=kept.filter(person=stays).values("intensive"))
    return list(rows.select_related("person", "intensive__host").order_by("pk"))


def _both_teach(ends: Person, stays: Person) -> list[Faculty]:
    """Seats of the record that ends at Intensives where the other has one, in whichever small group."""
    theirs = Faculty.objects.filter(person=stays).values("small_group__intensive")
    rows = Faculty.objects.filter(person=ends, small_group__intensive__in=theirs)
    return list(rows.select_related("small_group__intensive").order_by("pk"))


def _says_no_more(place: Attendance, stays: Person) -> bool:
    """Whether a place says nothing that the other record's place there does not say."""
    other = Attendance.objects.standing().get(person=stays, intensive=place.intensive_id)
    return place.role == Role.PARTICIPANT and (bool(other.completed) or not place.completed)


def _twice(ends: Person, stays: Person) -> list[str]:
    found = []
    for model, name, same, what in (
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
    """A second place at one Intensive is given up; where it was attested already, it stays as it was said."""
    left = []
    for place in _both_there(ends, stays):
        if place.completed is None:
            give_up(place, kept_by=stays)
        else:
            left.append(place.pk)
    Attendance.objects.filter(person=ends).exclude(pk__in=left).update(person=stays)


def _seats(ends: Person, stays: Person, by: Person) -> None:
    """All but a second seat in one small group, as only one that never met can have."""
    theirs = Faculty.objects.filter(person=stays).values("small_group")
    Faculty.objects.filter(person=ends).exclude(small_group__in=theirs).update(person=stays)


def _evaluations(ends: Person, stays: Person, by: Person) -> None:
    """Delivered ones too: what was written stays, and is by the same person."""
    with pgtrigger.ignore("intensives.Evaluation:delivered_is_final"):
        Evaluation.objects.filter(evaluator=ends).update(evaluator=stays)


register_share(
    Share(
        moved={
            "intensives.Intensive.host": None,
            "intensives.Faculty.person": _seats,
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
