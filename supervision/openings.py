"""Which pages of groups and supervision show whose record: each opening is in "who opened my file"."""

from members.models import Person
from members.views.openings import About
from supervision.models import BalintGroup, SupervisionSession, SupervisorRequest


def _leads(person: Person, key: int) -> bool:
    """Leads or has led the group: it is as much their own."""
    return BalintGroup.objects.ever_led_by(person).filter(pk=key).exists()


_group = About(BalintGroup, "leader_id", "group", but=_leads)
_session = About(SupervisionSession, "candidate_id", "supervision")
_person = About(Person, "pk", "supervision")
PAGES = {
    **dict.fromkeys(("group", "group_change", "group_end", "group_resume", "debrief_log"), _group),
    **dict.fromkeys(("co_leader", "co_leader_end"), _group),
    **dict.fromkeys(("supervision_correct", "supervision_remove", "supervision_stand"), _session),
    **dict.fromkeys(("record", "override"), _person),
    "answer": About(SupervisorRequest, "candidate_id", "supervision request"),
}
"""By the name of the page; the page of a person's supervision writes it down itself."""
