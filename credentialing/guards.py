"""What a step may depend on, and the sentences that refuse it.

A `Situation` is a small frozen picture of one case that the action gathers from record, findings and
rows. Guards are pure: they read it and answer with a sentence, empty when the step may go ahead.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The facts guards read; each default is the state of a file on which nothing has happened."""

    member_today: bool = False
    missing: tuple[str, ...] = ()
    """What the application still lacks, in the words of its form."""
    reason: str = ""
    """The reason typed with the step."""
    request_open: bool = False
    supervisor_accepted: bool = False
    recording_arranged: bool = False
    reviewed_by_me: bool = False
    chair_outcome: str = ""
    coordinator_outcome: str = ""
    experiences_unviewed: int = 0
    views_owed_by_me: int = 0
    form_filled: bool = False
    signed: bool = False
    first_year_confirmed: bool = False
    in_lieu_covers_both_years: bool = False
    current_agreement: bool = False
    participant_intensives_left: int = 0
    asked_for_final: bool = False
    evaluator_named: bool = False
    faculty_named: int = 0
    place_stands: bool = False
    """The final Intensive was neither cancelled nor given up."""
    intensive_over: bool = False
    intensive_cancelled: bool = False
    attendance_completed: bool = False
    co_led: int = 0
    meeting_recorded: bool = False
    evaluator_distinct: bool = True
    assessment_written: bool = False
    not_yet: tuple[str, ...] = ()
    """Must clauses of either document that are not yet met."""
    unanswered: tuple[str, ...] = ()
    """Must clauses of either document not met, or needing judgement, and not answered by name."""
    review_recorded: bool = False
    snapshot_stands: bool = False
    direction: str = ""
    """Which way the (proposed) recommendation goes: for, against."""
    assessment_delivered: bool = False
    work_proposed: bool = False
    work_agreed: bool = False
    work_items: int = 0
    work_items_open: int = 0
    items_without_deadline: int = 0
    work_has_intensive: bool = False
    ballot_open: bool = False
    recused: bool = False
    """Whoever takes the step stands aside from the open vote."""
    credentialed: bool = False
    """Holds a credential that stands today."""
    roll_size: int = 0
    all_voted: bool = False
    deadline_reached: bool = False
    quorum_reached: bool = False
    carried: bool = False


Guard = Callable[[Situation], str]


def _list(clauses: tuple[str, ...]) -> str:
    return ", ".join(clauses[:6]) + (f" and {len(clauses) - 6} more" if len(clauses) > 6 else "")


def member_today(s: Situation) -> str:
    """P98.BR.1a, R14.2a."""
    return "" if s.member_today else "Membership has to be current today. Join or renew first."


def application_full(s: Situation) -> str:
    """P98.BR.1c."""
    return f"The application still lacks: {_list(s.missing)}." if s.missing else ""


def reason_given(s: Situation) -> str:
    """Every step against somebody carries its reason."""
    return "" if s.reason.strip() else "Give the reason in a sentence or two."


def no_request_open(s: Situation) -> str:
    """R14.4: one supervisor is asked at a time."""
    return (
        "A supervisor has been asked and has not answered yet. Withdraw that request first."
        if s.request_open
        else ""
    )


def request_waiting(s: Situation) -> str:
    """R14.4c."""
    return "" if s.request_open else "This request has been answered or withdrawn meanwhile."


def not_reviewed_by_me(s: Situation) -> str:
    """R14.6a: one review an office and round."""
    return "This office has reviewed the application already." if s.reviewed_by_me else ""


def my_views_given(s: Situation) -> str:
    """R14.6b."""
    if not s.views_owed_by_me:
        return ""
    return "Say first, for every prior experience the candidate names, whether it should count."


def both_decline(s: Situation) -> str:
    """Declining takes both reviewers (ours)."""
    both = s.chair_outcome == s.coordinator_outcome == "decline"
    return (
        "" if both else "An application is declined only when the Chair and the Coordinator both decline it."
    )


def both_approve(s: Situation) -> str:
    """R14.6a, both agree."""
    both = s.chair_outcome == s.coordinator_outcome == "approve"
    return (
        "" if both else "An application is approved only when the Chair and the Coordinator both approve it."
    )


def reviews_differ(s: Situation) -> str:
    """A second look is for reviewers who disagree (ours)."""
    differ = bool(s.chair_outcome and s.coordinator_outcome and s.chair_outcome != s.coordinator_outcome)
    return "" if differ else "A second look is taken when both have reviewed and differ."


def every_experience_viewed(s: Situation) -> str:
    """R14.6b."""
    return "A named prior experience still lacks a reviewer's view." if s.experiences_unviewed else ""


def supervisor_accepted(s: Situation) -> str:
    """R14.4c."""
    return "" if s.supervisor_accepted else "The agreement needs a supervisor who has said yes."


def form_filled(s: Situation) -> str:
    """R14.7a, 7b."""
    return "" if s.form_filled else "The candidate has to fill in the schedule of fees first."


def not_signed(s: Situation) -> str:
    """R14.7c: a signature is given once."""
    return "The supervisor has signed this agreement already." if s.signed else ""


def fee_confirmed(s: Situation) -> str:
    """R14.8a."""
    return "" if s.first_year_confirmed else "The full fee for the first year has not been confirmed."


def in_lieu_for_both_years(s: Situation) -> str:
    """P98.CR.2d (T14b)."""
    if s.in_lieu_covers_both_years:
        return ""
    return (
        "This way is open only when the committee has accepted co-leading in lieu of both supervision years."
    )


def no_agreement_signed(s: Situation) -> str:
    """T22b, T22c: one supervisor at a time."""
    return "A signed agreement stands. To change supervisor, end it first." if s.signed else ""


def agreement_current(s: Situation) -> str:
    """T22: there is something to change."""
    return "" if s.current_agreement else "There is no supervisor agreement to change."


def participant_intensives_finished(s: Situation) -> str:
    """P98.CP.2c, R14.11b; the committee may override with a reason."""
    if not s.participant_intensives_left or s.reason.strip():
        return ""
    left = s.participant_intensives_left
    verb = "Intensives have" if left > 1 else "Intensive has"
    return f"{left} participant {verb} to be finished first, or give the reason to go on without."


def place_stands(s: Situation) -> str:
    """T23c: an evaluator is named for a place that stands."""
    return "" if s.place_stands else "The place at the Intensive was given up, or it was cancelled."


def asked_for_final(s: Situation) -> str:
    """T23: the candidate registers, the committee agrees."""
    return (
        "" if s.asked_for_final else "The candidate has not asked for a place at a credentialing Intensive."
    )


def evaluator_named(s: Situation) -> str:
    """R14.11d."""
    return (
        ""
        if s.evaluator_named
        else "Designate the evaluator: the committee names one before the Intensive ends."
    )


def intensive_over(s: Situation) -> str:
    """T24."""
    return "" if s.intensive_over else "The Intensive has not ended yet."


def attended(s: Situation) -> str:
    """P98.CP.3a."""
    return (
        ""
        if s.attendance_completed
        else "The host has not attested that the candidate completed the Intensive."
    )


def co_led_recorded(s: Situation) -> str:
    """P98.CP.3b, R14.11c."""
    return "" if s.co_led else "Record the sessions that the candidate co-led first."


def three_persons(s: Situation) -> str:
    """P98.CP.3e."""
    return (
        "" if s.evaluator_distinct else "The evaluator and the two faculty have to be three different people."
    )


def meeting_recorded(s: Situation) -> str:
    """P98.CP.3e, R14.11e."""
    return "" if s.meeting_recorded else "Record the evaluation meeting before you deliver the assessment."


def assessment_written(s: Situation) -> str:
    """P98.CP.3f."""
    return "" if s.assessment_written else "The written assessment and the recommendation are both needed."


def nothing_ahead(s: Situation) -> str:
    """T27: no must is not yet, or a reason."""
    if not s.not_yet or s.reason.strip():
        return ""
    return f"Not met yet: {_list(s.not_yet)}. Give the reason if the committee should review all the same."


def review_recorded(s: Situation) -> str:
    """P98.FR.1a."""
    return "" if s.review_recorded else "Record the committee's review first."


def review_due(s: Situation) -> str:
    """P98.FR.1a: one review a snapshot, and a new one when evidence has changed a requirement."""
    if s.review_recorded and s.snapshot_stands:
        return "The committee's review of this file is recorded already."
    return ""


def work_agreed_by_both(s: Situation) -> str:
    """P98.FR.2a."""
    return (
        "" if s.work_agreed else "Further work starts when the committee and the candidate have both agreed."
    )


def work_proposed(s: Situation) -> str:
    """P98.FR.2a."""
    return "" if s.work_proposed else "No further work has been proposed."


def no_work_proposed(s: Situation) -> str:
    """One timeline at a time."""
    return "Further work has been proposed already; close it first." if s.work_proposed else ""


def every_item_dated(s: Situation) -> str:
    """P98.FR.2b."""
    if not s.work_items:
        return "Name at least one activity."
    return "Every activity needs a deadline." if s.items_without_deadline else ""


def work_done(s: Situation) -> str:
    """T30: all done, or closed with a reason."""
    if not s.work_items_open or s.reason.strip():
        return ""
    return f"{s.work_items_open} activities are still open. Give the reason if the committee closes them."


def work_asks_for_intensive(s: Situation) -> str:
    """T31."""
    return "" if s.work_has_intensive else "The agreed timeline holds no further credentialing Intensive."


def no_proposal_left(s: Situation) -> str:
    """Out of the review: no proposal stays behind that nobody has answered."""
    if not s.work_proposed or s.work_agreed:
        return ""
    return "Further work is proposed and not answered. Wait for the answer, or take the proposal back."


def gate(s: Situation) -> str:
    """The two gates of section 5; a recommendation against may be made on an unfinished file."""
    if s.direction == "against":
        return reason_given(s)
    if s.direction != "for":
        return "Say which way the committee recommends."
    return gate_for(s)


def gate_for(s: Situation) -> str:
    """A recommendation for: every must answered, no open work, member, assessment delivered."""
    if s.not_yet:
        return f"Not met yet: {_list(s.not_yet)}. A recommendation for needs every must of both documents."
    if s.unanswered:
        return f"The committee has to answer by name: {_list(s.unanswered)}."
    if s.work_items_open:
        return "An activity of the further work is still open."
    if not s.member_today:
        return "The candidate is not a member today."
    if not s.assessment_delivered:
        return "The evaluator's assessment has not reached the candidate and the committee."
    if not s.snapshot_stands:
        return "New evidence has changed a requirement since the review. Take the review again."
    return ""


def snapshot_stands(s: Situation) -> str:
    """T33."""
    if s.snapshot_stands:
        return ""
    return (
        "New evidence has changed a requirement since the recommendation. Return the file to the committee."
    )


def member_if_for(s: Situation) -> str:
    """T33: member today, when the recommendation is for."""
    return "The candidate is not a member today." if s.direction == "for" and not s.member_today else ""


def council_seated(s: Situation) -> str:
    """A vote needs voters."""
    return "" if s.roll_size else "No Council member is in office today."


def ballot_closed(s: Situation) -> str:
    """Out of a vote: no ballot stays open behind it."""
    return "The vote has to be closed first." if s.ballot_open else ""


def not_credentialed_today(s: Situation) -> str:
    """T37: a new attempt after a credential is for somebody who holds it no longer."""
    return "You are credentialed; there is nothing left to apply for." if s.credentialed else ""


def ballot_over(s: Situation) -> str:
    """T34: it closes at its deadline or when all have voted."""
    return "" if s.all_voted or s.deadline_reached else "The ballot is still open."


def everybody_voted(s: Situation) -> str:
    """T33b: a result is released early only when nobody is left who may still vote."""
    return "" if s.all_voted else "Somebody has still to vote. The result releases itself at the deadline."


def not_recused(s: Situation) -> str:
    """T33b: whoever stands aside announces nothing."""
    return "You have recused yourself. The result releases itself at the deadline." if s.recused else ""


def findings_stand(s: Situation) -> str:
    """T34: what the Council voted on still holds on the day of the count."""
    return "" if s.snapshot_stands else "The findings have changed since the recommendation."


def findings_fallen(s: Situation) -> str:
    """T34c."""
    return "The findings still stand, so the vote counts." if s.snapshot_stands else ""


def quorum_reached(s: Situation) -> str:
    """T34: as recorded on the motion."""
    return "" if s.quorum_reached else "Fewer ballots were cast than the motion's quorum asks for."


def quorum_missed(s: Situation) -> str:
    """T34b."""
    return "The quorum was reached, so the vote counts." if s.quorum_reached else ""


def carried(s: Situation) -> str:
    """T34: a tie is not carried."""
    return "" if s.carried else "The motion was not carried."


def not_carried(s: Situation) -> str:
    """T34, the other way."""
    return "The motion was carried." if s.carried else ""
