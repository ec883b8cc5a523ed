"""What files say of their columns when two records of one person become one."""

from django.db.models import Q

from credentialing.actions.fees import reckon_anew, tell_clearing
from credentialing.actions.move import append_event, link_attempts
from credentialing.conflicts import ties
from credentialing.models import Case, Motion, PriorExperience, SharedPractice
from credentialing.workflow import BEFORE_THE_COUNCIL
from members.actions.locking import lock
from members.actions.merging import Share, register_share
from members.models import Person

SAID = "Who did it, in the name of that day."
VOTE = "A vote stays as it was held; while it is open nobody on its roll is merged."


def _in_the_way(ends: Person, stays: Person) -> list[str]:
    either = (ends.pk, stays.pk)
    found = []
    if Case.objects.open().filter(candidate__in=either).count() > 1:
        found.append("Both have an open file: the CCC Chair closes one, or the candidate withdraws it.")
    for case in Case.objects.in_state(*BEFORE_THE_COUNCIL).select_related("candidate").order_by("pk"):
        if case.candidate_id in either or ends.pk in ties(case.candidate_id):
            found.append(f"The file of {case.candidate} is before the Council: wait for the decision.")
    for motion in Motion.objects.open().filter(roll__person__in=either).distinct().order_by("pk"):
        found.append(f"One of them is on the roll of the open vote on {motion.case.candidate}.")
    return found


def _whom(ends: Person, stays: Person) -> set[int | None]:
    named = PriorExperience.objects.filter(leader=ends).values_list("case__candidate", flat=True)
    pairs = SharedPractice.objects.filter(Q(person=ends) | Q(candidate=ends)).order_by()
    return {*named, *(key for pair in pairs.values_list("person", "candidate") for key in pair)}


def _lock_files(ends: Person, stays: Person) -> None:
    lock([], Case.objects.filter(candidate__in=(ends.pk, stays.pk)))


def _practices(column: str):
    """Declarations move, but for one that the record that stays has made too, or that names the two."""
    other = {"person": "candidate", "candidate": "person"}[column]

    def move(ends: Person, stays: Person, by: Person) -> None:
        standing = SharedPractice.objects.filter(withdrawn_on=None, **{column: stays})
        declared = [*standing.values_list(other, flat=True)]
        for row in SharedPractice.objects.filter(**{column: ends}).order_by("pk"):
            key = getattr(row, f"{other}_id")
            if key == stays.pk or (row.withdrawn_on is None and key in declared):
                continue
            setattr(row, column, stays)
            row.save(update_fields=[column])

    return move


def _say_so(ends: Person, stays: Person) -> None:
    link_attempts(stays)
    said = f"Two records of {stays} became one"
    for case in Case.objects.filter(candidate=stays).order_by("pk"):
        tell_clearing(case, reckon_anew(case))
        append_event(case=case, kind="records_merged", by=None, staff=f"{said}; the other was no. {ends.pk}",
                     public=said)  # fmt: skip


register_share(
    Share(
        moved={
            "credentialing.Case.candidate": None,
            "credentialing.SharedPractice.person": _practices("person"),
            "credentialing.SharedPractice.candidate": _practices("candidate"),
            "credentialing.PriorExperience.leader": None,
        },
        kept={
            "credentialing.Event.by": SAID,
            "credentialing.Attestation.by": SAID,
            "credentialing.ApplicationReview.by": SAID,
            "credentialing.ExperienceView.by": SAID,
            "credentialing.CommitteeReview.recorded_by": SAID,
            "credentialing.CommitteeReview.members": "Who sat that day, as the review says.",
            "credentialing.Recommendation.recorded_by": SAID,
            "credentialing.Motion.opened_by": SAID,
            "credentialing.Motion.released_by": SAID,
            "credentialing.RollMember.person": VOTE,
            "credentialing.Recusal.person": VOTE,
            "credentialing.Ballot.person": VOTE,
            "credentialing.FeeSchedule.set_by": SAID,
            "credentialing.FeeReceipt.noted_by": SAID,
            "credentialing.FeeConfirmation.by": SAID,
            "credentialing.FeeReversal.by": SAID,
            "credentialing.CommitteeRequest.asked_by": SAID,
            "credentialing.Determination.recorded_by": SAID,
            "credentialing.Determination.members": "Who sat that day, as the determination says.",
            "credentialing.ParameterChange.set_by": SAID,
            "credentialing.ParameterChange.withdrawn_by": SAID,
            "credentialing.FurtherWork.proposed_by": SAID,
        },
        words={
            "credentialing.Case": "files",
            "credentialing.PriorExperience": "named as leader in prior experience",
            "credentialing.SharedPractice": "declarations of a shared practice",
        },
        in_the_way=_in_the_way,
        whom=_whom,
        before=_lock_files,
        after=_say_so,
    )
)
