"""Who may do what in the members app, as sentences."""

import rules

from members.enums import Office
from members.models import Person
from members.offices import holds


@rules.predicate
def is_membership_officer(person: Person) -> bool:
    """Keeps memberships and offices today."""
    return holds(person, Office.MEMBERSHIP_OFFICER)


@rules.predicate
def is_coordinator_of_supervision(person: Person) -> bool:
    """Keeps the supervisors list today."""
    return holds(person, Office.COORDINATOR_OF_SUPERVISION)


@rules.predicate
def is_chair(person: Person) -> bool:
    """Chairs the Credentialing Committee (CCC) today."""
    return holds(person, Office.CCC_CHAIR)


@rules.predicate
def is_president(person: Person) -> bool:
    """Presides over the Council today."""
    return holds(person, Office.COUNCIL_PRESIDENT)


@rules.predicate
def holds_any_office(person: Person) -> bool:
    """Holds at least one office today."""
    return holds(person, *Office)


@rules.predicate
def is_oneself(person: Person, other: Person | None) -> bool:
    """Asks about their own record."""
    return other is not None and person.pk == other.pk


rules.add_perm("members.keep_memberships", is_membership_officer)
rules.add_perm("members.see_memberships", is_membership_officer | is_chair | is_coordinator_of_supervision)
rules.add_perm("members.keep_people", is_membership_officer)
rules.add_perm("members.keep_credentials", is_membership_officer | is_president)
rules.add_perm("members.enter_credentials", is_membership_officer)
rules.add_perm("members.confirm_credentials", is_membership_officer | is_president | is_chair)
rules.add_perm("members.keep_offices", is_membership_officer | is_president)
rules.add_perm("members.confirm_offices", is_membership_officer | is_president | is_chair)
rules.add_perm("members.see_proposals", is_membership_officer | is_president | is_chair)
rules.add_perm("members.see_offices", holds_any_office)
rules.add_perm("members.keep_supervisors", is_coordinator_of_supervision)
rules.add_perm("members.see_supervisors", is_coordinator_of_supervision | is_chair)
rules.add_perm("members.see_health", holds_any_office)
