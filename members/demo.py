"""The people of the demonstration whom one button signs in, and what each will find."""

from dataclasses import dataclass

from members.models import Person


@dataclass(frozen=True)
class DemoRole:
    """One button: the address of the person, the role, and what there is to do for them."""

    email: str
    label: str
    finds: str
    group: str = "Offices"


_roles: dict[str, DemoRole] = {}


def register(*roles: DemoRole) -> None:
    """Add buttons; a later one for the same address replaces the earlier; absent people get none."""
    for role in roles:
        _roles[role.email] = role


def people() -> list[tuple[DemoRole, Person]]:
    """The registered roles whose person exists, in the order of registration."""
    known = {person.email: person for person in Person.objects.filter(email__in=_roles, is_active=True)}
    return [(role, known[role.email]) for role in _roles.values() if role.email in known]


register(
    DemoRole(
        "chair@demo.example", "CCC Chair", "sees every file, what needs a decision today, and recommends"
    ),
    DemoRole("ccc@demo.example", "CCC member", "gives an opinion on files under review"),
    DemoRole(
        "coordinator@demo.example", "Coordinator of Supervision", "matches supervisors, reviews applications"
    ),
    DemoRole(
        "intensives@demo.example", "Coordinator of Intensives", "runs the Intensives, places candidates"
    ),
    DemoRole("treasurer@demo.example", "Treasurer", "confirms fee receipts, sees who owes what"),
    DemoRole("president@demo.example", "Council President", "opens motions to the Council"),
    DemoRole("council@demo.example", "Council member", "reads the packet and casts a ballot"),
    DemoRole("membership@demo.example", "Membership officer", "keeps memberships and offices"),
    DemoRole("candidate@demo.example", "Candidate", "sees the road, logs groups and debriefs", "On the road"),
    DemoRole("coleader@demo.example", "Co-leader", "confirms debriefs", "On the road"),
    DemoRole("supervisor@demo.example", "Supervisor", "answers requests, records sessions", "On the road"),
    DemoRole("evaluator@demo.example", "Evaluator", "writes the assessment of an Intensive", "On the road"),
    DemoRole("newcomer@demo.example", "Member who has not applied", "begins an application", "On the road"),
)
