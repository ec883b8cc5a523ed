"""What the lower apps announce that moves or marks the later half of a case; and what they ask of us."""

from typing import Any

from django.dispatch import receiver

from credentialing.actions.final import note_meeting
from credentialing.granted import months_free_for
from credentialing.lawful_faculty import WARNINGS
from intensives.hooks import faculty_warnings
from members.models import Person
from members.signals import evidence_changed
from supervision.hooks import free_months

if months_free_for not in free_months:
    free_months.append(months_free_for)

for warn in WARNINGS:
    if warn not in faculty_warnings:
        faculty_warnings.append(warn)


@receiver(evidence_changed, dispatch_uid="credentialing.meeting")
def hear_of_meeting(*, person: Person, by: Person, kind: str, **_: Any) -> None:
    """The evaluation meeting was recorded on the Intensive's pages."""
    if kind == "meeting_recorded":
        note_meeting(candidate=person, by=by)
