"""The Council's vote: opened on a frozen roll, sealed, counted once (P98.FR.3, R14.11h; T33, T34)."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from credentialing.actions.counting import wait_for_release
from credentialing.actions.locking import lock_case
from credentialing.actions.move import move_case
from credentialing.actions.situation import council_today, standing_recommendation
from credentialing.conflicts import conflicts_about
from credentialing.enums import Choice
from credentialing.models import Ballot, Case, Motion, Recusal, RollMember
from credentialing.rules.answerable import council_rules
from members import clock
from members.actions.locking import only
from members.actions.notices import notify
from members.models import Person
from members.refusals import Refused, Stale
from members.words import moment_words

SHORTEST = dt.timedelta(hours=1)
LONGEST = dt.timedelta(days=90)


@transaction.atomic
def open_motion(*, case: Case, closes_at: dt.datetime, by: Person) -> Motion:
    """Open the vote (T33): the roll is the Council in office today; quorum and majority are kept with it.

    `closes_at` lies from one hour to 90 days ahead; at that moment the ballot shuts. Raises Refused.
    """
    locked = lock_case(case, "T33")
    _require_deadline(closes_at)
    move_case(case=case, step="T33", by=by, staff=f"closes {moment_words(closes_at)}")
    quorum, majority = council_rules()
    motion = Motion.objects.create(
        case=locked,
        recommendation=standing_recommendation(locked),
        opened_at=clock.now(),
        opened_by=by,
        closes_at=closes_at,
        quorum_rule=quorum,
        majority_rule=majority,
    )
    near = conflicts_about(locked.candidate_id)
    for person in council_today(locked):
        RollMember.objects.create(motion=motion, person=person, conflict=near.get(person.pk, "")[:300])
        notify(
            "vote_opened",
            to=person,
            about=("motion", motion.pk),
            path=_path(motion),
            candidate=locked.candidate.name,
            closes_at=closes_at,
            conflict=near.get(person.pk, ""),
        )
    return motion


def _require_deadline(closes_at: dt.datetime) -> None:
    ahead = closes_at - clock.now()
    if ahead < SHORTEST:
        raise Refused("The vote stays open for at least an hour: choose a later moment.", field="closes_at")
    if ahead > LONGEST:
        raise Refused("The vote closes within 90 days: choose an earlier day.", field="closes_at")


@transaction.atomic
def cast_ballot(*, motion: Motion, choice: str, by: Person, reason: str = "") -> Ballot:
    """Cast the one sealed ballot of a member on the roll; after the last one the result waits for release.

    Raises Refused for somebody not on the roll or recused, and Stale once cast or closed, also between
    the deadline and the count.
    """
    current = _locked_open(motion, by)
    _require_on_roll(current, by)
    if choice not in Choice.values:
        raise Refused("Choose approve, deny or abstain.", field="choice")
    if current.recusals.filter(person=by).exists():
        raise Refused("You have recused yourself from this vote.")
    if current.ballots.filter(person=by).exists():
        raise Stale("Your ballot is cast already, and sealed.")
    ballot = Ballot.objects.create(motion=current, person=by, choice=choice, reason=reason.strip())
    wait_for_release(current)
    return ballot


@transaction.atomic
def recuse(*, motion: Motion, by: Person, reason: str = "") -> Recusal:
    """Stand aside from the vote, for good; when nobody is left who may still vote the result waits.

    Raises Refused for somebody not on the roll, and Stale after one's ballot or the close.
    """
    current = _locked_open(motion, by)
    _require_on_roll(current, by)
    if current.ballots.filter(person=by).exists():
        raise Stale("Your ballot is cast already; it cannot be taken back.")
    if current.recusals.filter(person=by).exists():
        raise Stale("You have recused yourself already.")
    recusal = Recusal.objects.create(motion=current, person=by, reason=reason.strip())
    wait_for_release(current)
    return recusal


def _locked_open(motion: Motion, by: Person) -> Motion:
    """Lock the case and then the motion; Stale where the ballot has shut."""
    lock_case(motion.case, also=[by.pk])
    current: Motion = only([], Motion.objects.filter(pk=motion.pk).select_related("case__candidate"))
    if current.closed_at is not None:
        raise Stale("This vote has closed.")
    if current.closes_at <= clock.now():
        raise Stale("The deadline of this vote has passed; it is being counted.")
    return current


def _require_on_roll(motion: Motion, by: Person) -> None:
    if not motion.roll.filter(person=by).exists():
        raise Refused("You are not on the roll of this vote.")


def _path(motion: Motion) -> str:
    return reverse("credentialing:motion", args=[motion.pk])
