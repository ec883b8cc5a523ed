"""Who stands so near to a candidate that they are asked to step aside, and why."""

import datetime as dt

from django.db.models import Q

from intensives.models import Evaluation, Faculty
from supervision.models import Agreement, CoLeader, SupervisionSession

SENTENCES = (
    ("supervised", "You have supervised this candidate."),
    ("co_led", "You have led a group together with this candidate."),
    ("evaluated", "You evaluated this candidate at the final Intensive."),
    ("taught", "You were faculty of this candidate's small group at the final Intensive."),
)


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


def evaluators_of(candidate: int) -> set[int]:
    """Everybody who was designated to evaluate the candidate."""
    found = Evaluation.objects.filter(attendance__person=candidate, evaluator__isnull=False)
    return set(found.values_list("evaluator", flat=True))


def faculty_of(candidate: int) -> set[int]:
    """The faculty of the small groups the candidate was in as a candidate."""
    seats = Faculty.objects.filter(
        small_group__attendances__person=candidate, small_group__attendances__role="candidate"
    )
    return set(seats.values_list("person", flat=True))


def conflicts_about(candidate: int) -> dict[int, str]:
    """By person, the sentence with which a Council member is asked to recuse."""
    groups = {
        "supervised": supervisors_of(candidate),
        "co_led": co_led_with(candidate),
        "evaluated": evaluators_of(candidate),
        "taught": faculty_of(candidate),
    }
    people = set().union(*groups.values()) - {candidate}
    return {
        person: " ".join(sentence for name, sentence in SENTENCES if person in groups[name])
        for person in people
    }
