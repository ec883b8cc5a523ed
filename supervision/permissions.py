"""Who may see and do what about groups and supervision, as sentences."""

import datetime as dt

import rules
from django.db.models import Exists, Max, Q, QuerySet

from members import clock
from members.models import Membership, Person, SupervisorApproval
from members.offices import holds
from supervision.enums import OVERRIDING, OVERSIGHT
from supervision.models import (
    Agreement,
    BalintGroup,
    Debrief,
    GroupSession,
    SupervisionSession,
    SupervisorRequest,
)
from supervision.querysets import oversees

BetweenTwo = SupervisorRequest | Agreement | SupervisionSession
OfGroup = GroupSession | Debrief


def _rows_of(person: Person) -> dict[str, tuple[QuerySet, ...]]:
    """What makes a person something to supervision: the rows behind each predicate below."""
    return {
        "is_member": (Membership.objects.on(clock.today()).filter(person=person),),
        "has_led": (BalintGroup.objects.ever_led_by(person),),
        "is_on_the_list": (SupervisorApproval.objects.on(clock.today()).filter(person=person),),
        "has_supervised": (
            SupervisorRequest.objects.filter(supervisor=person),
            Agreement.objects.filter(supervisor=person),
        ),
        "has_asked": (
            SupervisorRequest.objects.filter(candidate=person),
            Agreement.objects.filter(candidate=person),
        ),
        "has_been_supervised": (SupervisionSession.objects.filter(candidate=person),),
    }


def parts_of(person: Person) -> frozenset[str]:
    """Everything the person is to supervision, by the names of the predicates, in one query."""
    rows = _rows_of(person)
    named = [(name, queryset) for name, querysets in rows.items() for queryset in querysets]
    asked = Person.objects.filter(pk=person.pk).values_list(*(Exists(queryset) for _, queryset in named))
    found = asked.first() or ()
    return frozenset(name for (name, _), there in zip(named, found, strict=False) if there)


def _is(person: Person, name: str) -> bool:
    return any(queryset.exists() for queryset in _rows_of(person)[name])


@rules.predicate
def is_member(person: Person) -> bool:
    """A member of the society today."""
    return _is(person, "is_member")


@rules.predicate
def has_led(person: Person) -> bool:
    """Leads, co-leads or has co-led a group."""
    return _is(person, "has_led")


@rules.predicate
def is_on_the_list(person: Person) -> bool:
    """On the supervisors list today."""
    return _is(person, "is_on_the_list")


@rules.predicate
def has_supervised(person: Person) -> bool:
    """Has been asked, or has an agreement, as a supervisor."""
    return _is(person, "has_supervised")


@rules.predicate
def has_asked(person: Person) -> bool:
    """Has asked a supervisor, or has an agreement, as a candidate."""
    return _is(person, "has_asked")


@rules.predicate
def has_been_supervised(person: Person) -> bool:
    """At least one supervision session is recorded."""
    return _is(person, "has_been_supervised")


@rules.predicate
def oversees_practice(person: Person) -> bool:
    """Sees everybody's practice by office."""
    return holds(person, *OVERSIGHT)


@rules.predicate
def may_override(person: Person) -> bool:
    """Chairs the CCC or coordinates supervision today."""
    return holds(person, *OVERRIDING)


@rules.predicate
def is_leader(person: Person, group: BalintGroup | None) -> bool:
    """The leader of the group."""
    return group is not None and group.leader_id == person.pk


@rules.predicate
def has_co_led(person: Person, group: BalintGroup | None) -> bool:
    """Co-leads the group, or has co-led it."""
    return group is not None and any(other.person_id == person.pk for other in group.co_leaders.all())


@rules.predicate
def co_leads_now(person: Person, group: BalintGroup | None) -> bool:
    """The present co-leader of the group."""
    return group is not None and any(
        other.person_id == person.pk and other.end is None for other in group.co_leaders.all()
    )


@rules.predicate
def supervises_a_leader(person: Person, group: BalintGroup | None) -> bool:
    """Has an agreement with one of those who lead or have led the group, or had one since it began."""
    if group is None:
        return False
    leaders = {group.leader_id, *(other.person_id for other in group.co_leaders.all())} - {None}
    since = Q(ended_on__isnull=True) | Q(ended_on__gte=group.started_on or dt.date.min)
    return Agreement.objects.filter(since, supervisor=person, candidate__in=leaders).exists()


@rules.predicate
def may_see_its_group(person: Person, row: OfGroup | None) -> bool:
    """The row is one of those the person may see: of their group, or from before their agreement ended."""
    return row is not None and type(row).objects.visible_to(person).filter(pk=row.pk).exists()


@rules.predicate
def recorded_it_or_leads(person: Person, row: OfGroup | None) -> bool:
    """Logged it, or leads the group."""
    return row is not None and person.pk in (row.recorded_by_id, row.group.leader_id)


@rules.predicate
def owes_confirmation(person: Person, debrief: Debrief | None) -> bool:
    """Led the group that day on the side that has not confirmed the debrief."""
    if debrief is None:
        return False
    side = side_of(person, debrief.group, debrief.date)
    return bool(side) and getattr(debrief, f"confirmed_by_{side}_at") is None


@rules.predicate
def is_the_candidate(person: Person, row: BetweenTwo | None) -> bool:
    """The candidate's side of a request, agreement or supervision session."""
    return row is not None and row.candidate_id == person.pk


@rules.predicate
def is_the_supervisor(person: Person, row: BetweenTwo | None) -> bool:
    """The supervisor's side of a request, agreement or supervision session."""
    return row is not None and row.supervisor_id == person.pk


@rules.predicate
def supervises_its_candidate(person: Person, row: BetweenTwo | None) -> bool:
    """Has an agreement with the candidate, or had one on the day of the row."""
    if row is None:
        return False
    day = getattr(row, "date", None) or clock.today()
    return Agreement.objects.until(day).filter(supervisor=person, candidate=row.candidate_id).exists()


@rules.predicate
def supervises(person: Person, candidate: Person | None) -> bool:
    """Has or had an agreement with the person."""
    return Agreement.objects.filter(supervisor=person, candidate=candidate).exists()


@rules.predicate
def has_recordable_agreement(person: Person, candidate: Person | None) -> bool:
    """Supervises the person under a signed agreement, or did so until a short while ago."""
    signed = Agreement.objects.recordable(clock.today()).signed()
    return signed.filter(supervisor=person, candidate=candidate).exists()


@rules.predicate
def is_somebody_else(person: Person, candidate: Person | None) -> bool:
    """Not about oneself."""
    return candidate is not None and person.pk != candidate.pk


def reads_until(person: Person, candidate: Person) -> dt.date | None:
    """The last day of what the person reads of the candidate's practice; None where nothing limits it."""
    if person.pk == candidate.pk or oversees(person):
        return None
    agreements = Agreement.objects.filter(supervisor=person, candidate=candidate)
    if agreements.current().exists():
        return None
    return agreements.aggregate(last=Max("ended_on"))["last"]


def group_until(person: Person, group: BalintGroup) -> dt.date | None:
    """The last day of what the person reads of the group; None where nothing limits it."""
    leaders = {group.leader_id, *(other.person_id for other in group.co_leaders.all())} - {None}
    if person.pk in leaders or oversees(person):
        return None
    agreements = Agreement.objects.filter(supervisor=person, candidate__in=leaders)
    if agreements.current().exists():
        return None
    return agreements.aggregate(last=Max("ended_on"))["last"]


def side_of(person: Person, group: BalintGroup, day: dt.date) -> str:
    """Which side of the group the person was on the day: "leader", "co_leader", or "" for neither."""
    if group.leader_id == person.pk:
        return "leader"
    then = (Q(start__isnull=True) | Q(start__lte=day)) & (Q(end__isnull=True) | Q(end__gte=day))
    return "co_leader" if group.co_leaders.filter(then, person=person).exists() else ""


rules.add_rule("supervision.supervises", supervises)
rules.add_rule("supervision.see_group", is_leader | has_co_led | oversees_practice | supervises_a_leader)

rules.add_perm("supervision.have_groups", is_member | has_led)
rules.add_perm("supervision.have_supervision", has_asked | has_been_supervised)
rules.add_perm("supervision.ask_supervisor", is_member | has_asked)
rules.add_perm("supervision.have_desk", is_on_the_list | has_supervised)
rules.add_perm("supervision.oversee", oversees_practice)
rules.add_perm("supervision.supervise", is_on_the_list)
rules.add_perm("supervision.override_fee_date", may_override)

rules.add_perm("supervision.see_group", is_leader | has_co_led | oversees_practice | supervises_a_leader)
rules.add_perm("supervision.lead_group", is_leader)
rules.add_perm("supervision.log_group", is_leader | co_leads_now)
rules.add_perm("supervision.see_session", may_see_its_group)
rules.add_perm("supervision.see_debrief", may_see_its_group)
rules.add_perm("supervision.remove_session", recorded_it_or_leads)
rules.add_perm("supervision.remove_debrief", recorded_it_or_leads)
rules.add_perm("supervision.confirm_debrief", owes_confirmation)

rules.add_perm("supervision.see_request", is_the_candidate | is_the_supervisor | oversees_practice)
rules.add_perm("supervision.withdraw_request", is_the_candidate)
rules.add_perm("supervision.answer_request", is_the_supervisor)
rules.add_perm("supervision.see_agreement", is_the_candidate | is_the_supervisor | oversees_practice)
rules.add_perm("supervision.sign_agreement", is_the_supervisor)

rules.add_perm("supervision.see_practice_of", (supervises | oversees_practice) & is_somebody_else)
rules.add_perm("supervision.record_for", has_recordable_agreement)
rules.add_perm("supervision.override_for", may_override & is_somebody_else)
rules.add_perm(
    "supervision.see_supervision",
    is_the_candidate | is_the_supervisor | oversees_practice | supervises_its_candidate,
)
rules.add_perm("supervision.correct_supervision", is_the_supervisor)
rules.add_perm("supervision.let_stand", may_override & ~is_the_candidate & ~is_the_supervisor)
rules.add_perm("supervision.read_note_to_candidate", is_the_candidate | is_the_supervisor | oversees_practice)
rules.add_perm("supervision.read_note_to_self", is_the_supervisor)
