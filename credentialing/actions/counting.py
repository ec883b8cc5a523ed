"""The count of a vote: once, by the rules recorded on the motion, and what follows from it (T34)."""

import datetime as dt
import logging
from dataclasses import replace

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from credentialing.actions.committee import committee_path, drop_review
from credentialing.actions.documents import ask_for_documents
from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.actions.recommendation import drop_recommendation
from credentialing.actions.situation import situation_of
from credentialing.enums import Choice, MotionOutcome
from credentialing.models import Ballot, Case, Motion
from credentialing.voting import Turnout, is_carried
from members import clock
from members.actions.credentials import award
from members.actions.locking import only
from members.actions.notices import notify
from members.enums import Office
from members.models import Person
from members.refusals import Refused, Stale
from supervision.models import Agreement

log = logging.getLogger(__name__)
COUNTED = ("T34", "T34a", "T34b", "T34c")
STEPS = {
    MotionOutcome.CREDENTIALED: "T34",
    MotionOutcome.NOT_CREDENTIALED: "T34a",
    MotionOutcome.LAPSED: "T34b",
    MotionOutcome.RETURNED: "T34c",
}


def turnout_of(motion: Motion) -> Turnout:
    """How many may vote and how many have."""
    return Turnout(motion.roll.count(), motion.recusals.count(), motion.ballots.count())


@transaction.atomic
def close_motion(*, motion: Motion, by: Person | None = None) -> Motion:
    """Count the vote at its deadline, once; again, it changes nothing.

    Carried: the credential, certificate and letter. Not carried, a tie too: the letter. Without a
    quorum, or with everybody recused, it lapses and can be opened again; where the findings no longer
    stand the file goes back to the committee, and nothing is counted. `by` is None: nobody counts by
    hand. Raises Refused while the ballot is open, also when everybody has voted: then the President
    releases the result.
    """
    if by is not None:
        raise Refused("The vote counts itself at its deadline, or when the President releases the result.")
    current = _locked(motion)
    if current.closed_at is not None:
        return current
    if current.closes_at > clock.now():
        raise Refused("The ballot is still open.")
    return _close(current, turnout_of(current))


@transaction.atomic
def release_result(*, motion: Motion, by: Person, paragraph: str = "") -> Motion:
    """Count and announce a vote in which everybody has voted, before its deadline, as the President (T33b).

    `paragraph` is added to the letter of decision. Raises Refused while somebody has still to vote, for
    anybody else, and for a President who stands aside; Stale once it has closed.
    """
    current = _locked(motion, by.pk)
    if current.closed_at is not None:
        raise Stale("This vote has closed, and its result is told.")
    turnout = turnout_of(current)
    aside = current.recusals.filter(person=by).exists()
    move_case(case=current.case, step="T33b", by=by, all_voted=turnout.all_voted, recused=aside)
    current.released_by, current.letter_paragraph = by, paragraph.strip()
    return _close(current, turnout)


def wait_for_release(motion: Motion) -> None:
    """When nobody is left who may still vote the ballot is over, and the President is asked to release it."""
    if motion.complete_at is not None or not turnout_of(motion).all_voted:
        return
    motion.complete_at = clock.now()
    motion.save(update_fields=["complete_at"])
    notify(
        "result_to_release",
        to=Office.COUNCIL_PRESIDENT,
        about=("motion", motion.pk),
        path=reverse("credentialing:release_result", args=[motion.pk]),
        candidate=motion.case.candidate.name,
        closes_at=motion.closes_at,
    )


def _locked(motion: Motion, *also: int) -> Motion:
    lock_case(motion.case, "T33b", *COUNTED, also=also)
    current: Motion = only([], Motion.objects.filter(pk=motion.pk).select_related("case__candidate"))
    return current


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


def _close(motion: Motion, turnout: Turnout) -> Motion:
    situation = situation_of(motion.case, by=None)
    counts = dict(
        Ballot.objects.filter(motion=motion).values_list("choice").annotate(n=Count("pk")).order_by()
    )
    approve, deny = counts.get(Choice.APPROVE, 0), counts.get(Choice.DENY, 0)
    quorum, carried = turnout.reaches(motion.quorum_rule), is_carried(motion.majority_rule, approve, deny)
    motion.closed_at = clock.now()
    motion.outcome = _outcome(quorum, carried, situation.snapshot_stands)
    if motion.has_decided:
        motion.approve_count, motion.deny_count = approve, deny
        motion.abstain_count = counts.get(Choice.ABSTAIN, 0)
    motion.save()
    others = _who_supervises(motion.case)
    move_case(
        case=motion.case,
        step=STEPS[motion.outcome],
        by=None,
        situation=replace(situation, ballot_open=False),
        all_voted=turnout.all_voted,
        deadline_reached=motion.closes_at <= clock.now(),
        quorum_reached=quorum,
        carried=carried,
        data={"motion": motion.pk},
    )
    if motion.has_decided:
        _decide(motion, others)
    else:
        _tell_undecided(motion)
    return motion


def _outcome(quorum: bool, carried: bool, stands: bool) -> MotionOutcome:
    if not stands:
        return MotionOutcome.RETURNED
    if not quorum:
        return MotionOutcome.LAPSED
    return MotionOutcome.CREDENTIALED if carried else MotionOutcome.NOT_CREDENTIALED


def _tell_undecided(motion: Motion) -> None:
    """A lapse leaves the recommendation standing; findings that have changed take it down, and the review."""
    case, lapsed = motion.case, motion.outcome == MotionOutcome.LAPSED
    if not lapsed:
        drop_recommendation(case)
        drop_review(case)
    told = {"about": ("motion", motion.pk), "candidate": case.candidate.name, "lapsed": lapsed}
    notify("vote_lapsed", to=Office.CCC_CHAIR, path=committee_path(case), **told)
    for office in (Office.COUNCIL_PRESIDENT, Office.COUNCIL_MEMBER):
        notify("vote_lapsed", to=office, path=_path(motion), **told)
    kind = "vote_again" if lapsed else "file_returned"
    notify(kind, to=case.candidate, about=("case", case.pk), path=reverse("home"))


def _who_supervises(case: Case) -> list[Person]:
    """Those with a current agreement, which ends with the decision."""
    current = Agreement.objects.filter(candidate=case.candidate_id).current().select_related("supervisor")
    return [agreement.supervisor for agreement in current]


def _decide(motion: Motion, others: list[Person]) -> None:
    case, day = motion.case, clock.today()
    carried = motion.outcome == MotionOutcome.CREDENTIALED
    credential = award(person=case.candidate, on=day) if carried else None
    ask_for_documents(case=case, motion=motion, decided_on=day, credential=credential)
    notify(
        "council_decided",
        to=case.candidate,
        about=("case", case.pk),
        path=reverse("credentialing:decision", args=[case.pk]),
        carried=carried,
        tie=motion.is_tie,
        on=day,
        name=case.candidate.name,
    )
    _tell_others(motion, others, carried, day)


def _tell_others(motion: Motion, others: list[Person], carried: bool, day: dt.date) -> None:
    case = motion.case
    told = {"about": ("case", case.pk), "candidate": case.candidate.name, "carried": carried}
    told |= {"on": day, "tie": motion.is_tie}
    for office in (Office.CCC_CHAIR, Office.CCC_MEMBER, Office.COUNCIL_PRESIDENT, Office.COUNCIL_MEMBER):
        notify("council_result", to=office, path=_path(motion), **told)
    for supervisor in others:
        notify("council_result", to=supervisor, path="", **told)


def _path(motion: Motion) -> str:
    return reverse("credentialing:motion", args=[motion.pk])
