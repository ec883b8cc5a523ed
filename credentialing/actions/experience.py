"""Prior experience that the application names, and its attestation (P98.CR.1, CR.2; R14.6b)."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from credentialing.actions.evidence import require_not_before_the_council
from credentialing.actions.locking import lock_case
from credentialing.actions.move import append_event
from credentialing.actions.own_draft import lock_draft
from credentialing.enums import ExperienceKind
from credentialing.models import Attestation, Case, PriorExperience
from members import clock
from members.actions.locking import lock, only
from members.actions.notices import notify
from members.actions.permitted import refuse_ended
from members.models import Credential, Person
from members.refusals import Refused, Stale

FIELDS_OF: dict[str, tuple[str, ...]] = {
    ExperienceKind.GROUP_MEMBER: (
        "title", "start", "end", "group_start", "group_end", "meetings_per_month", "who_can_confirm",
        "description",
    ),
    ExperienceKind.PROCESS_GROUP: (
        "title", "theory_training", "start", "end", "who_can_confirm", "description",
    ),
    ExperienceKind.CO_LEADING: (
        "leader", "leader_name", "leader_credentialed_from", "title", "start", "end", "ongoing_debriefing",
        "description",
    ),
    ExperienceKind.OTHER: ("title", "start", "end", "who_can_confirm", "description"),
}  # fmt: skip
"""What each kind of experience needs, in the order of its form."""
DAYS = ("start", "end", "group_start", "group_end", "leader_credentialed_from")


@transaction.atomic
def add_experience(*, case: Case, by: Person, kind: str, **told: Any) -> PriorExperience:
    """Name a prior experience in the draft.

    Raises Refused for days to come, ValidationError for a second one of a kind.
    """
    lock_draft(case, by)
    return _keep(PriorExperience(case=case, kind=kind), told)


@transaction.atomic
def change_experience(*, experience: PriorExperience, by: Person, **told: Any) -> PriorExperience:
    """Tell a prior experience better. Raises Refused once its leader has attested to it."""
    current = _locked(experience, by)
    _refuse_attested(current)
    return _keep(current, told)


@transaction.atomic
def remove_experience(*, experience: PriorExperience, by: Person) -> None:
    """Take a prior experience out. Raises Refused once somebody has attested to it or given a view on it."""
    current = _locked(experience, by)
    _refuse_attested(current)
    if current.views.exists():
        raise Refused(
            "The reviewers have given their view on this, so it stays on file. You can tell it better."
        )
    current.delete()


@transaction.atomic
def ask_attestation(*, experience: PriorExperience, by: Person) -> PriorExperience:
    """Write to the credentialed leader to confirm the co-leading (P98.CR.2b).

    Raises Refused where the leader is not known here or not credentialed, or has attested.
    """
    case = lock_case(experience.case, also=[experience.leader_id])
    current = PriorExperience.objects.select_related("leader").get(pk=experience.pk)
    lock([current.leader_id])
    if case.candidate_id != by.pk or not case.is_open:
        raise Refused("Only the candidate of an open file asks for an attestation.")
    if current.leader is None or not _is_credentialed(current.leader):
        raise Refused(
            "Choose the credentialed leader from the list first, so that they can sign in and attest."
        )
    refuse_ended(current.leader, field=None)
    _refuse_attested(current)
    notify(
        "attestation_asked",
        to=current.leader,
        about=("case", case.pk),
        path=reverse("credentialing:attest", args=[current.pk]),
        dedupe=f"experience {current.pk} {clock.today()}",
        candidate=case.candidate.name,
        title=current.title,
    )
    words = f"Attestation asked of {current.leader}"
    append_event(case=case, kind="attestation_asked", by=by, staff=words, public=words)
    return current


@transaction.atomic
def attest(*, experience: PriorExperience, by: Person, debriefing_confirmed: bool) -> Attestation:
    """Confirm, as the credentialed leader, the time of co-leading, and whether the debriefing is continuing.

    Raises Refused for anybody else and for a leader who is not credentialed today, Stale the second time.
    """
    case = lock_case(experience.case, also=[by.pk])
    current = PriorExperience.objects.select_related("leader").get(pk=experience.pk)
    if current.leader_id != by.pk or case.candidate_id == by.pk:
        raise Refused("Only the leader whom the candidate names can attest.")
    if not _is_credentialed(by):
        raise Refused("Only a leader who is credentialed today can attest.")
    if not case.is_open:
        raise Stale("This file has ended meanwhile; no attestation is needed.")
    require_not_before_the_council(case=case, by=by)
    _refuse_attested(current)
    attestation = Attestation.objects.create(
        experience=current, by=by, on=clock.today(), debriefing_confirmed=debriefing_confirmed
    )
    words = f"{by} attested to the co-leading" + (" and the debriefing" if debriefing_confirmed else "")
    append_event(case=case, kind="attested", by=by, staff=words, public=words)
    path = reverse("credentialing:application", args=[case.pk])
    notify("attested", to=case.candidate, about=("case", case.pk), path=path, leader=by.name)
    return attestation


def _locked(experience: PriorExperience, by: Person) -> PriorExperience:
    lock_draft(experience.case, by)
    current = only([], PriorExperience.objects.filter(pk=experience.pk))
    if current is None:
        raise Stale("This experience has been removed meanwhile.")
    return current


def _keep(experience: PriorExperience, told: dict[str, Any]) -> PriorExperience:
    for name in FIELDS_OF[experience.kind]:
        if name in told:
            setattr(experience, name, told[name])
    for name in DAYS:
        day = getattr(experience, name)
        if day and day > clock.latest_today():
            raise Refused("That day is still to come. Leave the last day empty while it goes on.", field=name)
    if experience.leader_id and experience.leader_id == experience.case.candidate_id:
        raise Refused("Name the leader with whom you co-led, not yourself.", field="leader")
    experience.full_clean()
    experience.save()
    return experience


def _refuse_attested(experience: PriorExperience) -> None:
    attestation = experience.attestations.select_related("by").first()
    if attestation is not None:
        raise Stale(f"{attestation.by} has attested to this already; it stands as it was attested.")


def _is_credentialed(person: Person) -> bool:
    return Credential.objects.valid_on(clock.today()).filter(person=person).exists()
