"""Who may do and see what with a case: what a person is to it, and predicates that read as sentences."""

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404

from credentialing.enums import State
from credentialing.models import Case, Recusal, RollMember
from credentialing.workflow import Actor
from intensives.models import Attendance
from members.enums import Office
from members.models import Person
from members.offices import holders, holds, offices_of
from supervision.models import Agreement, CoLeader, SupervisorRequest

COMMITTEE = (Office.CCC_CHAIR, Office.CCC_MEMBER)
REVIEWERS = (Office.CCC_CHAIR, Office.COORDINATOR_OF_SUPERVISION)
READERS = (*COMMITTEE, Office.COORDINATOR_OF_SUPERVISION)
COUNCIL = (Office.COUNCIL_PRESIDENT, Office.COUNCIL_MEMBER)
COUNCIL_STATES = (State.RECOMMENDED, State.VOTING, State.CREDENTIALED, State.NOT_CREDENTIALED)

BONDS = (Actor.SUPERVISOR, Actor.CO_LEADER, Actor.HOST, Actor.FACULTY, Actor.EVALUATOR)
"""What ties somebody to a candidate outside any office."""


def actors_on(case: Case, person: Person) -> frozenset[Actor]:
    """What the person is to the case today; on one's own case nothing but its candidate."""
    if case.candidate_id == person.pk:
        return frozenset({Actor.CANDIDATE})
    offices = {Actor(office) for office in offices_of(person) if office in set(Actor)}
    return frozenset(offices | _bonds(case, person))


def _bonds(case: Case, person: Person) -> set[Actor]:
    """What ties the person to the candidate outside any office; remembered on the case object."""
    known: dict[int, set[Actor]] = case.__dict__.setdefault("_bonds", {})
    if person.pk not in known:
        known[person.pk] = _found_on(Case.objects.annotate(**_ties(person)).get(pk=case.pk))
    return known[person.pk]


def _found_on(case: Case) -> set[Actor]:
    """The bonds that the annotations of `_ties` found."""
    bonds = {actor for actor in BONDS if getattr(case, f"is_{actor}")}
    return bonds | ({Actor.SUPERVISOR} if case.is_asked_to_supervise else set())


def _ties(person: Person) -> dict[str, Exists]:
    """For each bond whether it ties the person to the candidate of a case, as annotations of the case.

    Host, faculty and evaluator are so for the latest Intensive to which the candidate comes as a candidate
    in this attempt, and for no other.
    """
    candidate = OuterRef("candidate")
    case = {"person": OuterRef(OuterRef("candidate")), "registered_at__gte": OuterRef(OuterRef("opened_at"))}
    asked = Attendance.objects.standing().as_candidate().filter(**case)
    latest = asked.order_by("-intensive__start", "-pk")
    final = Attendance.objects.filter(pk=Subquery(latest.values("pk")[:1]))
    requests = SupervisorRequest.objects.filter(candidate=candidate, supervisor=person, withdrawn_on=None)
    rows = {
        Actor.SUPERVISOR: Agreement.objects.filter(candidate=candidate, supervisor=person).current(),
        Actor.CO_LEADER: CoLeader.objects.filter(group__leader=candidate, person=person, end=None),
        Actor.HOST: final.filter(intensive__host=person),
        Actor.FACULTY: final.filter(small_group__faculty__person=person),
        Actor.EVALUATOR: final.filter(evaluations__evaluator=person, evaluations__ended_on=None),
    }
    found = {f"is_{actor}": Exists(rows[actor]) for actor in BONDS}
    return {**found, "is_asked_to_supervise": Exists(requests.exclude(accepted=False))}


def forget_bonds(case: Case) -> None:
    """Look again at who is what to the candidate, after an action that changed it."""
    case.__dict__.pop("_bonds", None)


def _recusals(person: Person):
    """The person's recusals, under a record that was merged into theirs too."""
    return Recusal.objects.filter(Q(person=person) | Q(person__merged_into=person))


def visible_cases(person: Person):
    """The cases whose file the person may open: the same answer as `may_see_file`, as a queryset."""
    if holds(person, *READERS):
        return Case.objects.all()
    own = Q(candidate=person.pk)
    if holds(person, *COUNCIL):
        aside = Exists(_recusals(person).filter(motion__case=OuterRef("pk")))
        return Case.objects.filter(own | (Q(state__in=COUNCIL_STATES) & ~aside))
    return Case.objects.filter(own)


@rules.predicate
def is_candidate(person: Person, case: Case) -> bool:
    """Is the one the case is about."""
    return case.candidate_id == person.pk


@rules.predicate
def sits_for_the_committee(person: Person, case: Case) -> bool:
    """Is on the committee, or coordinates supervision; on somebody else's case."""
    return holds(person, *READERS)


@rules.predicate
def sits_on_the_council(person: Person, case: Case) -> bool:
    """Is on the Council."""
    return holds(person, *COUNCIL)


@rules.predicate
def is_before_the_council(person: Person, case: Case) -> bool:
    """The file has been recommended, is being voted on, or was decided."""
    return case.state in COUNCIL_STATES


@rules.predicate
def is_open_to_the_council(person: Person, case: Case) -> bool:
    """The packet lies open before the Council: recommended, and not decided yet."""
    return case.state in (State.RECOMMENDED, State.VOTING)


@rules.predicate
def keeps_the_fees(person: Person, case: Case) -> bool:
    """Is the Treasurer."""
    return holds(person, Office.TREASURER)


@rules.predicate
def is_chair(person: Person, case: Case) -> bool:
    """Chairs the committee."""
    return holds(person, Office.CCC_CHAIR)


@rules.predicate
def reviews_applications(person: Person, case: Case) -> bool:
    """Chairs the committee or coordinates supervision."""
    return holds(person, *REVIEWERS)


@rules.predicate
def coordinates(person: Person, case: Case) -> bool:
    """Coordinates supervision."""
    return holds(person, Office.COORDINATOR_OF_SUPERVISION)


@rules.predicate
def chairs_the_committee(person: Person) -> bool:
    """Is Chair of the credentialing committee today, whoever the candidate."""
    return holds(person, Office.CCC_CHAIR)


@rules.predicate
def reads_files(person: Person) -> bool:
    """Holds an office that reads every file today."""
    return holds(person, *READERS)


@rules.predicate
def is_treasurer(person: Person) -> bool:
    """Is the Treasurer."""
    return holds(person, Office.TREASURER)


@rules.predicate
def has_a_part(person: Person, case: Case) -> bool:
    """Supervises, co-leads with, hosts, teaches or evaluates the candidate."""
    return bool(_bonds(case, person))


@rules.predicate
def runs_the_final(person: Person, case: Case) -> bool:
    """Hosts the candidate's Intensive, or is faculty of the candidate's small group."""
    return bool({Actor.HOST, Actor.FACULTY} & _bonds(case, person))


@rules.predicate
def is_an_insider(person: Person, case: Case) -> bool:
    """Knows that the case exists: an officer, or somebody with a part in it."""
    return bool(offices_of(person)) or bool(_bonds(case, person))


@rules.predicate
def coordinates_intensives(person: Person, case: Case) -> bool:
    """Coordinates the Intensives."""
    return holds(person, Office.COORDINATOR_OF_INTENSIVES)


@rules.predicate
def keeps_the_members(person: Person, case: Case) -> bool:
    """Is membership officer."""
    return holds(person, Office.MEMBERSHIP_OFFICER)


@rules.predicate
def presides(person: Person, case: Case) -> bool:
    """Presides over the Council."""
    return holds(person, Office.COUNCIL_PRESIDENT)


@rules.predicate
def votes_or_recommends(person: Person) -> bool:
    """Is on the Council or the committee, or stands on the roll of a vote."""
    return holds(person, *COUNCIL, *COMMITTEE) or RollMember.objects.filter(person=person).exists()


@rules.predicate
def sits_on_the_council_today(person: Person) -> bool:
    """Is on the Council."""
    return holds(person, *COUNCIL)


@rules.predicate
def stands_aside(person: Person, case: Case) -> bool:
    """Has recused themselves from a vote on the case."""
    return _recusals(person).filter(motion__case=case).exists()


def officer_for_papers(candidates: set[int]) -> dict[int, Office]:
    """Who asks again for a paper that could not be made or is lost, by the key of the candidate.

    The Chair; for the candidate who is the only Chair, the Coordinator of Supervision. One query.
    """
    chairs = set(holders(Office.CCC_CHAIR).values_list("pk", flat=True))
    other = Office.COORDINATOR_OF_SUPERVISION
    return {key: other if chairs == {key} else Office.CCC_CHAIR for key in candidates}


on_the_council = sits_on_the_council & is_before_the_council & ~stands_aside
knows_of = is_candidate | is_an_insider
may_see_file = is_candidate | sits_for_the_committee | on_the_council
rules.add_perm("credentialing.see_file", may_see_file)
rules.add_perm("credentialing.see_application", is_candidate | sits_for_the_committee)
rules.add_perm("credentialing.see_fees", is_candidate | keeps_the_fees | is_chair)
rules.add_perm("credentialing.work_in_committee", ~is_candidate & sits_for_the_committee)
rules.add_perm("credentialing.chair", ~is_candidate & is_chair)
rules.add_perm("credentialing.keep_fees", ~is_candidate & keeps_the_fees)
rules.add_perm("credentialing.review", ~is_candidate & reviews_applications)
rules.add_perm("credentialing.suggest", ~is_candidate & coordinates)
rules.add_perm("credentialing.set_fees", is_treasurer)
rules.add_perm("credentialing.see_readings", reads_files)
rules.add_perm("credentialing.set_readings", chairs_the_committee)
rules.add_perm("credentialing.take_part", has_a_part | may_see_file)
rules.add_perm("credentialing.own", is_candidate)
rules.add_perm(
    "credentialing.see_final", is_candidate | sits_for_the_committee | coordinates_intensives | has_a_part
)
rules.add_perm("credentialing.confirm_held", ~is_candidate & (runs_the_final | coordinates_intensives))
rules.add_perm("credentialing.answer_work", is_candidate | is_chair)
rules.add_perm("credentialing.see_work", is_candidate | sits_for_the_committee)
rules.add_perm("credentialing.give_up_final", is_candidate | is_chair)
rules.add_perm(
    "credentialing.see_packet",
    ~is_candidate & (sits_for_the_committee | on_the_council),
)
rules.add_perm(
    "credentialing.read_evaluation",
    ~is_candidate & (sits_for_the_committee | (sits_on_the_council & is_open_to_the_council)),
)
rules.add_perm("credentialing.open_vote", ~is_candidate & presides)
rules.add_perm("credentialing.return_file", ~is_candidate & (is_chair | (presides & ~stands_aside)))
rules.add_perm(
    "credentialing.correct_record",
    is_candidate | has_a_part | coordinates | coordinates_intensives | keeps_the_fees | keeps_the_members,
)
rules.add_perm("credentialing.declare_practice", ~is_candidate & is_an_insider)
rules.add_perm("credentialing.see_motions", votes_or_recommends)
rules.add_perm("credentialing.see_waiting", sits_on_the_council_today)
rules.add_perm("credentialing.make_papers", ~is_candidate & sits_for_the_committee)
rules.add_perm("credentialing.see_decision", is_candidate | sits_for_the_committee)


def get_case_for(person: Person, pk: int, permission: str) -> Case:
    """The case, if the person holds the permission on it; 404 to a stranger, 403 to an insider without it.

    `permission` is the short name, such as "see_file".
    """
    cases = Case.objects.select_related("candidate").annotate(**_ties(person))
    case = cases.filter(pk=pk).first()
    if case is None:
        raise Http404
    case._bonds = {person.pk: _found_on(case)}
    if person.has_perm(f"credentialing.{permission}", case):
        return case
    if is_candidate(person, case) or is_an_insider(person, case):
        raise PermissionDenied
    raise Http404


__all__ = [
    "COMMITTEE",
    "COUNCIL",
    "READERS",
    "REVIEWERS",
    "actors_on",
    "forget_bonds",
    "get_case_for",
    "may_see_file",
    "officer_for_papers",
    "visible_cases",
]
