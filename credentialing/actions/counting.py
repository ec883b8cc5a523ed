"""The count of a vote: once, by the rules recorded on the motion, and what follows from it (T34)."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from credentialing.actions.committee import committee_path
from credentialing.actions.documents import ask_for_documents
from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.actions.recommendation import drop_recommendation
from credentialing.enums import Choice, MotionOutcome
from credentialing.models import Ballot, Case, Motion
from credentialing.voting import Turnout, is_carried
from members import clock
from members.actions.credentials import award
from members.actions.locking import only
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused
from supervision.models import Agreement

log = logging.getLogger(__name__)
COUNTED = ("T34", "T34a", "T34b")
STEPS = {
    MotionOutcome.CREDENTIALED: "T34",
    MotionOutcome.NOT_CREDENTIALED: "T34a",
    MotionOutcome.LAPSED: "T34b",
}


def turnout_of(motion: Motion) -> Turnout:
    """How many may vote and how many have."""
    return Turnout(motion.roll.count(), motion.recusals.count(), motion.ballots.count())


@transaction.atomic
def close_motion(*, motion: Motion, by: Person | None = None) -> Motion:
    """Count the vote, once: when all have voted or the deadline is reached; again, it changes nothing.

    Carried: the credential, certificate and letter. Not carried, a tie too: the letter. Without a
    quorum, or with everybody recused, the file goes back to the committee. `by` is None: nobody counts
    by hand. Raises Refused while the ballot is open.
    """
    if by is not None:
        raise Refused("The vote counts itself, at its deadline or when everybody has voted.")
    lock_case(motion.case, *COUNTED)
    current: Motion = only([], Motion.objects.filter(pk=motion.pk).select_related("case__candidate"))
    if current.closed_at is not None:
        return current
    turnout, deadline = turnout_of(current), current.closes_at <= clock.now()
    if not (turnout.all_voted or deadline):
        raise Refused("The ballot is still open.")
    return _close(current, turnout, deadline)


def close_when_all_voted(motion: Motion) -> None:
    """Count at once when nobody is left who may still vote; in the transaction of the last ballot."""
    if turnout_of(motion).all_voted:
        close_motion(motion=motion)


def close_due() -> int:
    """Count every vote whose deadline has passed; returns how many were closed."""
    closed = 0
    for motion in Motion.objects.due(clock.now()).select_related("case"):
        try:
            close_motion(motion=motion)
            closed += 1
        except Exception:
            # One vote that cannot be counted must not keep the others open.
            log.exception("Motion %s could not be counted", motion.pk)
    return closed


def _close(motion: Motion, turnout: Turnout, deadline: bool) -> Motion:
    counts = dict(
        Ballot.objects.filter(motion=motion).values_list("choice").annotate(n=Count("pk")).order_by()
    )
    approve, deny = counts.get(Choice.APPROVE, 0), counts.get(Choice.DENY, 0)
    quorum, carried = turnout.reaches(motion.quorum_rule), is_carried(motion.majority_rule, approve, deny)
    outcome = MotionOutcome.LAPSED
    if quorum:
        outcome = MotionOutcome.CREDENTIALED if carried else MotionOutcome.NOT_CREDENTIALED
    motion.closed_at, motion.outcome = clock.now(), outcome
    motion.approve_count, motion.deny_count = approve, deny
    motion.abstain_count = counts.get(Choice.ABSTAIN, 0)
    motion.save()
    move_case(
        case=motion.case,
        step=STEPS[outcome],
        by=None,
        all_voted=turnout.all_voted,
        deadline_reached=deadline,
        quorum_reached=quorum,
        carried=carried,
        data={"motion": motion.pk},
    )
    if outcome == MotionOutcome.LAPSED:
        _lapse(motion)
    else:
        _decide(motion)
    return motion


def _lapse(motion: Motion) -> None:
    case = motion.case
    drop_recommendation(case)
    told = {"about": ("motion", motion.pk), "candidate": case.candidate.name}
    notify("vote_lapsed", to=Office.CCC_CHAIR, path=committee_path(case), **told)
    notify("vote_lapsed", to=Office.COUNCIL_PRESIDENT, path=_path(motion), **told)
    notify("file_returned", to=case.candidate, about=("case", case.pk), path=reverse("home"))


def _decide(motion: Motion) -> None:
    case, day = motion.case, clock.today()
    carried = motion.outcome == MotionOutcome.CREDENTIALED
    credential = award(person=case.candidate, on=day) if carried else None
    ask_for_documents(case=case, decided_on=day, credential=credential)
    notify(
        "council_decided",
        to=case.candidate,
        about=("case", case.pk),
        path=reverse("credentialing:decision", args=[case.pk]),
        carried=carried,
        on=day,
        name=case.candidate.name,
    )
    _tell_others(case, motion, carried, day)


def _tell_others(case: Case, motion: Motion, carried: bool, day: dt.date) -> None:
    told = {"about": ("case", case.pk), "candidate": case.candidate.name, "carried": carried, "on": day}
    for office in (Office.CCC_CHAIR, Office.CCC_MEMBER, Office.COUNCIL_PRESIDENT, Office.COUNCIL_MEMBER):
        notify("council_result", to=office, path=_path(motion), **told)
    for agreement in (
        Agreement.objects.filter(candidate=case.candidate_id).current().select_related("supervisor")
    ):
        notify("council_result", to=agreement.supervisor, path="", **told)


def _path(motion: Motion) -> str:
    return reverse("credentialing:motion", args=[motion.pk])
