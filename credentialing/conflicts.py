"""Who stands near to a candidate, and how: one answer for evaluator, faculty, reviewer and voter alike."""

import datetime as dt
from collections.abc import Callable, Iterable
from enum import StrEnum

from django.db.models import Q

from credentialing.models import SharedPractice
from intensives.models import Evaluation, Faculty, Intensive
from members.models import Person
from supervision.models import Agreement, CoLeader, SupervisionSession


class Tie(StrEnum):
    """What ties somebody to a candidate."""

    SUPERVISED = "supervised"
    CO_LED = "co_led"
    EVALUATED = "evaluated"
    TAUGHT = "taught"
    HOSTED = "hosted"
    SAME_PRACTICE = "same_practice"


TO_THEMSELVES = {
    Tie.SUPERVISED: "You have supervised this candidate.",
    Tie.CO_LED: "You have led a group together with this candidate.",
    Tie.EVALUATED: "You evaluated this candidate at the final Intensive.",
    Tie.TAUGHT: "You were faculty of this candidate's small group at the final Intensive.",
    Tie.HOSTED: "You hosted this candidate's final Intensive.",
    Tie.SAME_PRACTICE: "You have declared that you practise together with this candidate.",
}
TO_OTHERS = {
    Tie.SUPERVISED: "{name} has supervised {candidate}.",
    Tie.CO_LED: "{name} has led a group together with {candidate}.",
    Tie.EVALUATED: "{name} has evaluated {candidate}.",
    Tie.TAUGHT: "{name} was faculty of {candidate}'s small group.",
    Tie.HOSTED: "{name} hosted {candidate}'s final Intensive.",
    Tie.SAME_PRACTICE: "{name} practises together with {candidate}.",
}


def ties(candidate: int) -> dict[int, tuple[Tie, ...]]:
    """Everybody who stands near to the candidate, by key, with how."""
    found = {tie: people(candidate) for tie, people in _PEOPLE.items()}
    everybody = set[int]().union(*found.values()) - {candidate}
    return {person: tuple(tie for tie in Tie if person in found[tie]) for person in everybody}


def conflicts_about(candidate: int) -> dict[int, str]:
    """By person, the sentence with which somebody is asked to stand aside."""
    return {
        person: " ".join(TO_THEMSELVES[tie] for tie in found) for person, found in ties(candidate).items()
    }


def conflict_of(person: Person, candidate: Person, *, but: Iterable[Tie] = ()) -> str:
    """How the person stands near to the candidate, for others to read; empty where they do not.

    `but` leaves out what cannot speak against a part because it is that part.
    """
    found = [tie for tie in ties(candidate.pk).get(person.pk, ()) if tie not in set(but)]
    return " ".join(TO_OTHERS[tie].format(name=person.name, candidate=candidate.name) for tie in found)


def supervisors_of(candidate: int, until: dt.date | None = None) -> set[int]:
    """Everybody with a supervision session, or a signed agreement, with the candidate by the day."""
    sessions = SupervisionSession.objects.filter(candidate=candidate)
    agreements = Agreement.objects.filter(candidate=candidate, supervisor_signed_on__isnull=False)
    if until is not None:
        sessions = sessions.filter(date__lte=until)
        agreements = agreements.filter(supervisor_signed_on__lte=until)
    rows = (
        sessions.order_by().values_list("supervisor").union(agreements.order_by().values_list("supervisor"))
    )
    return {key for (key,) in rows}


def co_led_with(candidate: int) -> set[int]:
    """Everybody who leads or led a home group together with the candidate, past ones too."""
    together = CoLeader.objects.filter(Q(group__leader=candidate) | Q(group__co_leaders__person=candidate))
    pairs = together.values_list("person", "group__leader")
    return {key for pair in pairs for key in pair if key is not None} - {candidate}


def _evaluators(candidate: int) -> set[int]:
    found = Evaluation.objects.filter(attendance__person=candidate, evaluator__isnull=False)
    return set(found.values_list("evaluator", flat=True))


def _faculty(candidate: int) -> set[int]:
    seats = Faculty.objects.filter(
        small_group__attendances__person=candidate, small_group__attendances__role="candidate"
    )
    return set(seats.values_list("person", flat=True))


def _hosts(candidate: int) -> set[int]:
    held = Intensive.objects.filter(attendances__person=candidate, attendances__role="candidate")
    standing = held.filter(attendances__withdrawn_on=None, host__isnull=False)
    return set(standing.values_list("host", flat=True))


def _in_one_practice(candidate: int) -> set[int]:
    declared = SharedPractice.objects.filter(candidate=candidate, withdrawn_on=None)
    return set(declared.values_list("person", flat=True))


_PEOPLE: dict[Tie, Callable[[int], set[int]]] = {
    Tie.SUPERVISED: supervisors_of,
    Tie.CO_LED: co_led_with,
    Tie.EVALUATED: _evaluators,
    Tie.TAUGHT: _faculty,
    Tie.HOSTED: _hosts,
    Tie.SAME_PRACTICE: _in_one_practice,
}
