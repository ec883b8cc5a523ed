"""What the lower apps announce, and what of it belongs on the timeline of a case."""

from typing import Any

from django.dispatch import receiver

from credentialing.actions.documents import issue_anew
from credentialing.actions.evidence import require_not_before_the_council, require_open_record
from credentialing.actions.move import append_event
from credentialing.models import Case
from credentialing.standing_evidence import before_the_council_with
from credentialing.workflow import STEPS
from members.models import Credential, Person
from members.signals import certificate_reissued, evidence_changed, standing_changed

ON_THE_TIMELINE = {"supervisor_answered": "T04", "attendance_attested": "T17"}
"""Answers and signatures; what is logged every week is evidence and no milestone."""


@receiver(evidence_changed, dispatch_uid="credentialing.door")
def ask_the_door(*, person: Person, by: Person | None, kind: str, **_: Any) -> None:
    """Refuse evidence that the person's open file does not take now."""
    require_open_record(person=person, kind=kind, by=by)


@receiver(evidence_changed, dispatch_uid="credentialing.timeline")
def append_to_timeline(*, person: Person, by: Person | None, kind: str, detail: str = "", **_: Any) -> None:
    """Append the milestone to the person's open case, if there is one."""
    if kind not in ON_THE_TIMELINE:
        return
    step = STEPS[ON_THE_TIMELINE[kind]]
    case = Case.objects.open().filter(candidate=person).first()
    if case is not None:
        append_event(
            case=case,
            kind=step.id,
            by=by,
            from_state=case.state,
            to_state=case.state,
            staff=f"{step.said}: {detail}",
            public=f"{step.told}: {detail}",
        )


@receiver(certificate_reissued, dispatch_uid="credentialing.certificate")
def ask_for_the_certificate(*, credential: Credential, **_: Any) -> None:
    """Let a worker make the certificate under its new name."""
    issue_anew(credential=credential)


@receiver(standing_changed, dispatch_uid="credentialing.standing")
def ask_the_doors(*, person: Person, by: Person, **_: Any) -> None:
    """Refuse a change in somebody's standing while a file that is judged by it waits for the decision."""
    case = before_the_council_with(person).select_related("candidate").first()
    if case is not None:
        require_not_before_the_council(case=case, by=by)
