"""The road of a case: every state, and every step that may be taken, in one table.

Screens show buttons and `actions.move` guards the move from the same rows, so the two cannot
disagree. The ids are those of the transition table the society reads (T00 to T37); a letter behind
an id marks a half of a step that two people take. Membership lapse is an overlay, not a state.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from credentialing import guards as g
from credentialing.enums import ENDED, State


class Actor(StrEnum):
    """Who may take a step: an office, or what a person is to this candidate."""

    CANDIDATE = "candidate"
    SUPERVISOR = "supervisor"
    CO_LEADER = "co_leader"
    HOST = "host"
    FACULTY = "faculty"
    EVALUATOR = "evaluator"
    CHAIR = "ccc_chair"
    CCC_MEMBER = "ccc_member"
    COORDINATOR = "coordinator_of_supervision"
    COORDINATOR_OF_INTENSIVES = "coordinator_of_intensives"
    TREASURER = "treasurer"
    PRESIDENT = "council_president"
    COUNCIL_MEMBER = "council_member"
    MEMBERSHIP_OFFICER = "membership_officer"
    SYSTEM = "system"


ACTOR_WORDS = {
    Actor.CANDIDATE: "the candidate",
    Actor.SUPERVISOR: "the supervisor",
    Actor.CO_LEADER: "the co-leader",
    Actor.HOST: "the host of the Intensive",
    Actor.FACULTY: "the faculty",
    Actor.EVALUATOR: "the evaluator",
    Actor.CHAIR: "the CCC Chair",
    Actor.CCC_MEMBER: "a CCC member",
    Actor.COORDINATOR: "the Coordinator of Supervision",
    Actor.COORDINATOR_OF_INTENSIVES: "the Coordinator of Intensives",
    Actor.TREASURER: "the Treasurer",
    Actor.PRESIDENT: "the Council President",
    Actor.COUNCIL_MEMBER: "a Council member",
    Actor.MEMBERSHIP_OFFICER: "the membership officer",
    Actor.SYSTEM: "the system itself",
}


class Release(StrEnum):
    """What a file may hold, and lets go of when a state is entered that has no use for it."""

    REQUESTS = "requests"
    """Supervisors who are asked, or have said yes: the request lapses."""
    AGREEMENT = "agreement"
    """It ends, and the supervisor's place is free again."""
    PLACE = "place"
    """A place as candidate at an Intensive, asked for or given and not attended."""
    DESIGNATION = "designation"
    """The evaluator whose assessment is not delivered."""
    COMMITTEE_REQUESTS = "committee_requests"
    """What the committee is asked for and has not answered."""
    WORK = "work"
    """Further work, proposed or agreed."""
    BALLOT = "ballot"
    """An open vote: called off, no ballot is ever counted."""
    PAYMENTS = "payments"
    """Money announced and not confirmed: the Treasurer is asked to settle it."""


WHOLE = tuple(Release)
"""Everything: what a file that has ended lets go of."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A state in words: for officers, for the candidate, and how long others usually take in it.

    `releases` is let go of on entry. `left` must hold when a step leads out of the state to another that
    is not an end. `ended` says to an office, with the candidate's name, how the file has ended, and
    `parted` to those who had a part in it and are no readers of it.
    """

    staff: str
    public: str
    usually: str = ""
    releases: tuple[Release, ...] = ()
    left: tuple[g.Guard, ...] = ()
    ended: str = ""
    parted: str = ""


# fmt: off
STAGES: dict[State, Stage] = {
    State.ENQUIRY: Stage("Enquiry", "You are finding out"),
    State.DRAFT: Stage("Application in draft", "You are writing your application"),
    State.UNDER_REVIEW: Stage("Application under review",
          "Your application is with the Chair and the Coordinator of Supervision", "2 to 4 weeks"),
    State.RETURNED: Stage("Application returned", "Your application has come back to you for completion"),
    State.DECLINED: Stage("Application declined", "Your application was declined", releases=WHOLE,
          ended="The application of {candidate} was declined.", parted="The application does not go on."),
    State.APPROVED: Stage("Application approved",
          "Approved: now the schedule of fees and your supervisor's signature", "1 to 2 weeks"),
    State.AGREED: Stage("Agreement complete", "Signed: now the fee for the first year", "1 to 2 weeks"),
    State.TRAINING: Stage("In training", "You lead groups and are supervised"),
    State.FINAL_PLANNED: Stage("Final Intensive planned", "Your credentialing Intensive is planned"),
    State.FINAL_HELD: Stage("Final Intensive held", "Your final Intensive was held; the assessment follows",
          "2 to 4 weeks"),
    State.ASSESSED: Stage("Assessed", "Your assessment is in your hands", "2 to 4 weeks"),
    State.REVIEW: Stage("CCC review", "Your file is with the committee", "3 to 5 weeks",
          left=(g.no_proposal_left,)),
    State.FURTHER_WORK: Stage("Further work", "You and the committee have agreed on further work"),
    State.RECOMMENDED: Stage("Recommended to Council",
          "The committee has made its recommendation to the Council", "1 to 3 weeks"),
    State.VOTING: Stage("Council vote open", "The Council is voting", "1 to 2 weeks",
          left=(g.ballot_closed,)),
    State.CREDENTIALED: Stage("Credentialed", "The Council has credentialed you", releases=WHOLE,
          ended="The Council has credentialed {candidate}.", parted="The Council has decided."),
    State.NOT_CREDENTIALED: Stage("Not credentialed", "The Council has decided not to credential",
          releases=WHOLE, ended="The Council has decided not to credential {candidate}.",
          parted="The Council has decided."),
    State.WITHDRAWN: Stage("Withdrawn", "You have withdrawn", releases=WHOLE,
          ended="{candidate} has withdrawn.", parted="The candidate has withdrawn."),
    State.CLOSED: Stage("Closed", "The committee has closed this file", releases=WHOLE,
          ended="The committee has closed the file of {candidate}.",
          parted="The committee has closed the file."),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Step:
    """One row: from where to where, by whom, on what condition, and what each side is told.

    A `target` of None stays in the state. `said` and `told` are the timeline's words for officers
    and for the candidate; an empty `told` is not shown to the candidate. `locks` names whom the step locks
    besides the candidate, all at once and before the case (members.actions.locking).
    """

    id: str
    sources: frozenset[State]
    target: State | None
    actors: frozenset[Actor]
    guards: tuple[g.Guard, ...]
    button: str
    said: str
    told: str = ""
    source: str = "ours"
    locks: frozenset[Actor] = frozenset()


S, A = State, Actor
OPEN = frozenset(State) - ENDED
# fmt: off
ASKABLE = frozenset({S.UNDER_REVIEW, S.RETURNED, S.APPROVED, S.AGREED, S.TRAINING, S.FINAL_PLANNED,
                     S.FINAL_HELD, S.ASSESSED, S.REVIEW, S.FURTHER_WORK})
# fmt: on
"""From submission until the recommendation: when the committee can be asked."""
BEFORE_THE_COUNCIL = frozenset({S.RECOMMENDED, S.VOTING})
"""The record is closed: nothing that the file is judged by changes until the vote is counted."""
RECORDING = OPEN - BEFORE_THE_COUNCIL
"""When evidence of the candidate may be written; what is dated before the submission is kept, and marked."""
SUPERVISED = frozenset({S.TRAINING, S.FINAL_PLANNED, S.FINAL_HELD, S.ASSESSED, S.REVIEW, S.FURTHER_WORK})
PAYING = frozenset({S.APPROVED, S.AGREED}) | SUPERVISED
PREPARING = (S.DRAFT, S.RETURNED, S.UNDER_REVIEW)
CLAIMABLE = frozenset({S.DRAFT}) | ASKABLE
COMMITTEE = (A.CHAIR,)
SUPERVISION = (A.SUPERVISOR,)
"""Whoever supervises the candidate, is asked to, or has said yes."""
EVALUATION = (A.EVALUATOR,)
BONDS = (*SUPERVISION, *EVALUATION)


def _step(
    id: str,
    sources: Iterable[State] | State,
    target: State | None,
    actors: Iterable[Actor] | Actor,
    guards: tuple[g.Guard, ...],
    button: str,
    said: str,
    told: str = "",
    source: str = "ours",
    locks: Iterable[Actor] = (),
) -> Step:
    states = frozenset({sources}) if isinstance(sources, State) else frozenset(sources)
    who = frozenset({actors}) if isinstance(actors, Actor) else frozenset(actors)
    return Step(id, states, target, who, guards, button, said, told, source, frozenset(locks))


# fmt: off
_ROWS = (
    _step("T00", State, None, A.MEMBERSHIP_OFFICER, (), "Import a paper file", "Imported from an older file",
          "Your older file was taken over"),
    _step("T01", S.ENQUIRY, S.DRAFT, A.CANDIDATE, (), "Begin my application", "Application begun",
          "You began your application", "R14.1, 2a"),
    _step("T02", PREPARING, None, A.CANDIDATE, (), "I have read the policy", "Policy acknowledged",
          "You confirmed that you have read the policy", "R14.1"),
    _step("T03", (*PREPARING, S.APPROVED), None, A.CANDIDATE, (g.no_request_open,), "Ask a supervisor",
          "Supervisor asked", "You asked a supervisor", "R14.4a, b", locks=SUPERVISION),
    _step("T04", (*PREPARING, S.APPROVED, *SUPERVISED), None, A.SUPERVISOR, (g.request_waiting,),
          "Answer the request", "Supervisor answered", "A supervisor answered your request", "R14.4c",
          locks=SUPERVISION),
    _step("T05", PREPARING, None, A.CANDIDATE, (), "Note the recording arrangement", "Recording arranged",
          "You noted how your groups will be recorded", "R14.5"),
    _step("T06", S.DRAFT, S.UNDER_REVIEW, A.CANDIDATE, (g.member_today, g.application_full),
          "Send my application", "Application sent to the CCC Chair and the Coordinator of Supervision",
          "You sent your application to the Chair and the Coordinator of Supervision", "BR.1, R14.3"),
    _step("T07", S.UNDER_REVIEW, None, A.CHAIR, (g.not_reviewed_by_me, g.my_views_given),
          "Review the application", "Reviewed by the CCC Chair", "The Chair has reviewed your application",
          "R14.6"),
    _step("T08", S.UNDER_REVIEW, None, A.COORDINATOR, (g.not_reviewed_by_me, g.my_views_given),
          "Review the application", "Reviewed by the Coordinator of Supervision",
          "The Coordinator of Supervision has reviewed your application", "R14.6"),
    _step("T08b", S.UNDER_REVIEW, None, (A.CHAIR, A.COORDINATOR), (g.reviews_differ, g.reason_given),
          "Take a second look", "A second look, since the reviews differ"),
    _step("T09", S.UNDER_REVIEW, S.RETURNED, (A.CHAIR, A.COORDINATOR), (g.reason_given,),
          "Return to the candidate", "Application returned to the candidate",
          "Your application was returned to you for completion"),
    _step("T09b", S.RETURNED, S.UNDER_REVIEW, A.CANDIDATE, (g.member_today, g.application_full),
          "Send my application again", "Application sent again", "You sent your application again"),
    _step("T10", S.UNDER_REVIEW, S.DECLINED, (A.CHAIR, A.COORDINATOR), (g.both_decline,), "Decline",
          "Application declined", "Your application was declined", locks=BONDS),
    _step("T11", S.UNDER_REVIEW, S.APPROVED, (A.CHAIR, A.COORDINATOR), (g.both_approve,
          g.every_experience_viewed), "Approve", "Application approved", "Your application was approved",
          "R14.6, 7"),
    _step("T12", S.APPROVED, None, A.CANDIDATE, (g.supervisor_accepted,), "Fill in the schedule of fees",
          "Schedule of fees filled in", "You filled in the schedule of fees", "R14.7b", locks=SUPERVISION),
    _step("T13", S.APPROVED, S.AGREED, A.SUPERVISOR, (g.form_filled, g.not_signed), "Sign the agreement",
          "Agreement signed; copies sent to the Coordinator of Supervision and the Treasurer",
          "Your supervisor signed; copies went to the Coordinator of Supervision and the Treasurer",
          "R14.7c-e", locks=SUPERVISION),
    _step("T14", S.AGREED, S.TRAINING, A.TREASURER, (g.fee_confirmed,), "Confirm the fee",
          "First-year fee confirmed; supervision may begin", "Your fee is in: supervision may begin",
          "R14.8", locks=SUPERVISION),
    _step("T14b", S.APPROVED, S.TRAINING, A.CHAIR, (g.in_lieu_for_both_years,), "Begin without a supervisor",
          "In training; co-leading accepted in lieu of all supervision", "Your training has begun", "CR.2d"),
    _step("T14c", PAYING | ENDED, None, A.TREASURER, (g.reason_given,), "Reverse a receipt",
          "Fee receipt reversed", "A fee receipt was reversed", "R14.8", locks=SUPERVISION),
    _step("T14d", PAYING | ENDED, None, A.TREASURER, (), "Confirm a payment", "Payment confirmed",
          "A payment of yours was confirmed", "R14.8a", locks=SUPERVISION),
    _step("T14e", PAYING | ENDED, None, A.TREASURER, (g.reason_given,), "Correct a receipt",
          "Fee receipt corrected", "A fee receipt was corrected", "R14.8", locks=SUPERVISION),
    _step("T15", RECORDING, None, (A.CANDIDATE, A.CO_LEADER), (), "Log a group", "Group logged", "",
          "BR.2, BR.4, R14.9, 10"),
    _step("T16", SUPERVISED, None, A.SUPERVISOR, (), "Record a supervision session", "Supervision recorded",
          "", "CP.1, R14.8, 9", locks=SUPERVISION),
    _step("T17", RECORDING | ENDED, None, (A.HOST, A.COORDINATOR_OF_INTENSIVES), (), "Attest attendance",
          "Attendance at an Intensive attested", "Your attendance at an Intensive was attested",
          "CP.2, R14.11a"),
    _step("T18", ASKABLE, None, A.CANDIDATE, (g.reason_given,), "Ask for another schedule",
          "Another schedule asked for", "You asked the committee for another schedule", "BR.2e"),
    _step("T18b", ASKABLE, None, COMMITTEE, (g.reason_given,), "Decide on the schedule", "Schedule decided",
          "The committee decided on your schedule", "BR.2e"),
    _step("T19", CLAIMABLE, None, COMMITTEE, (g.reason_given,), "Decide on a credit",
          "Credit for prior experience decided", "The committee decided on your prior experience",
          "CR.1, R14.6b"),
    _step("T20", CLAIMABLE, None, COMMITTEE, (g.reason_given,), "Decide on co-leading in lieu",
          "Co-leading in lieu of supervision decided", "The committee decided on supervision in lieu",
          "CR.2"),
    _step("T21", ASKABLE, None, (A.CANDIDATE, A.CHAIR), (g.reason_given,), "Ask for an exception",
          "Exceptional circumstances put forward", "Exceptional circumstances were put to the committee",
          "EXC"),
    _step("T21b", ASKABLE, None, COMMITTEE, (g.reason_given,), "Decide on the exception",
          "Exceptional circumstances decided", "The committee decided on the exception", "EXC"),
    _step("T22", SUPERVISED, None, (A.CANDIDATE, A.SUPERVISOR), (g.agreement_current, g.reason_given),
          "Change the supervisor", "Supervisor agreement ended; a new supervisor is needed",
          "Your supervisor agreement ended; find a new supervisor", locks=SUPERVISION),
    _step("T22b", SUPERVISED, None, A.CANDIDATE, (g.no_agreement_signed, g.no_request_open),
          "Ask another supervisor", "Another supervisor asked", "You asked another supervisor",
          locks=SUPERVISION),
    _step("T22c", SUPERVISED, None, A.CANDIDATE, (g.no_agreement_signed, g.supervisor_accepted),
          "Fill in the schedule of fees",
          "Schedule of fees filled in anew", "You filled in the schedule of fees", locks=SUPERVISION),
    _step("T22d", SUPERVISED, None, A.SUPERVISOR, (g.form_filled, g.not_signed), "Sign the agreement",
          "New agreement signed; copies sent", "Your new supervisor signed; copies were sent",
          locks=SUPERVISION),
    _step("T22e", S.AGREED, S.APPROVED, (A.CANDIDATE, A.SUPERVISOR), (g.agreement_current, g.reason_given),
          "Change the supervisor", "Supervisor agreement ended before the fee; a new supervisor is needed",
          "Your supervisor agreement ended; find a new supervisor", locks=SUPERVISION),
    _step("T22f", SUPERVISED, None, A.SYSTEM, (g.agreement_current,), "",
          "Supervisor agreement ended with the supervisor's account; a new supervisor is needed",
          "Your supervisor agreement ended; find a new supervisor", locks=SUPERVISION),
    _step("T22g", S.AGREED, S.APPROVED, A.SYSTEM, (g.agreement_current,), "",
          "Supervisor agreement ended before the fee, with the supervisor's account; a new one is needed",
          "Your supervisor agreement ended; find a new supervisor", locks=SUPERVISION),
    _step("T23a", (S.TRAINING, S.FURTHER_WORK), None, A.CANDIDATE, (), "Ask for a credentialing Intensive",
          "Place at a credentialing Intensive asked for",
          "You asked for a place at a credentialing Intensive", "CP.2c, CP.3"),
    _step("T23", S.TRAINING, S.FINAL_PLANNED, COMMITTEE, (g.asked_for_final, g.evaluator_named,
          g.participant_intensives_finished), "Plan the final Intensive",
          "Final Intensive agreed; evaluator designated", "Your credentialing Intensive is agreed",
          "CP.2c, CP.3, R14.11b, d", locks=EVALUATION),
    _step("T23b", S.FINAL_PLANNED, S.TRAINING, (A.CHAIR, A.CANDIDATE), (g.reason_given,),
          "The Intensive falls through", "Planned Intensive fell through; designation ended",
          "Your planned Intensive fell through", locks=EVALUATION),
    _step("T23c", (S.FINAL_PLANNED, S.FINAL_HELD), None, COMMITTEE, (g.reason_given, g.place_stands),
          "Name another evaluator", "Another evaluator designated",
          "Another evaluator has been named for you", "CP.3e, R14.11d", locks=EVALUATION),
    _step("T23d", S.FINAL_HELD, S.TRAINING, COMMITTEE, (g.reason_given,), "Hold another final Intensive",
          "The Intensive cannot be assessed; designation ended, another is needed",
          "Your Intensive cannot be assessed; another one is needed", locks=EVALUATION),
    _step("T24", S.FINAL_PLANNED, S.FINAL_HELD, (A.HOST, A.FACULTY, A.COORDINATOR_OF_INTENSIVES),
          (g.intensive_over, g.attended, g.co_led_recorded), "The Intensive was held", "Final Intensive held",
          "Your credentialing Intensive was held", "CP.3b, R14.11c"),
    _step("T25", S.FINAL_HELD, None, (A.FACULTY, A.EVALUATOR), (g.three_persons,),
          "Record the evaluation meeting", "Evaluation meeting recorded", "Faculty and evaluator have met",
          "CP.3e, R14.11e"),
    _step("T26", S.FINAL_HELD, S.ASSESSED, A.EVALUATOR, (g.meeting_recorded, g.assessment_written),
          "Deliver the assessment", "Assessment delivered to the candidate and the CCC",
          "Your written assessment was delivered to you and the committee", "CP.3f, g, R14.11f, g",
          locks=EVALUATION),
    _step("T27", S.ASSESSED, S.REVIEW, A.CHAIR, (g.nothing_ahead,), "Open the committee's review",
          "CCC review opened; findings frozen", "The committee has begun its review", "FR.1a"),
    _step("T28", S.REVIEW, None, COMMITTEE, (g.reason_given,), "Record a determination",
          "Determination recorded", "The committee recorded a determination", "EXC, CR, section 5"),
    _step("T28b", S.REVIEW, None, COMMITTEE, (g.review_due,), "Record the committee's review",
          "Committee review recorded", "The committee has reviewed your file", "FR.1a"),
    _step("T29a", S.REVIEW, None, COMMITTEE, (g.no_work_proposed, g.every_item_dated), "Propose further work",
          "Further work proposed", "The committee proposed further work", "FR.2"),
    _step("T29b", S.REVIEW, None, (A.CHAIR, A.CANDIDATE), (g.work_proposed, g.reason_given),
          "Take back or answer", "Proposed further work not agreed",
          "The proposed further work was not agreed", "FR.2"),
    _step("T29", S.REVIEW, S.FURTHER_WORK, A.CANDIDATE, (g.work_proposed, g.every_item_dated,
          g.work_agreed_by_both), "Agree to the further work", "Further work agreed by both",
          "You agreed to the further work", "FR.2"),
    _step("T30", S.FURTHER_WORK, S.REVIEW, COMMITTEE, (g.work_done,), "Close the further work",
          "Further work closed; back in review", "Your further work is closed; the committee reviews again",
          "FR.2"),
    _step("T31", S.FURTHER_WORK, S.FINAL_PLANNED, COMMITTEE, (g.work_asks_for_intensive, g.asked_for_final,
          g.evaluator_named), "Plan a further credentialing Intensive",
          "Further credentialing Intensive agreed", "A further credentialing Intensive is agreed", "FR.2",
          locks=EVALUATION),
    _step("T32", S.REVIEW, S.RECOMMENDED, COMMITTEE, (g.review_recorded, g.reason_given, g.gate),
          "Recommend to the Council", "Recommendation sent to the Council",
          "The committee has sent its recommendation to the Council", "FR.1b"),
    _step("T33", S.RECOMMENDED, S.VOTING, A.PRESIDENT, (g.snapshot_stands, g.member_if_for, g.council_seated),
          "Open the vote", "Council vote opened", "The Council has opened its vote", "FR.3, R14.11h",
          locks=(A.COUNCIL_MEMBER,)),
    _step("T33b", S.VOTING, None, A.PRESIDENT, (g.everybody_voted, g.not_recused), "Release the result",
          "Result released by the Council President", "", "FR.3"),
    _step("T34", S.VOTING, S.CREDENTIALED, A.SYSTEM, (g.ballot_over, g.quorum_reached, g.findings_stand,
          g.carried), "", "Motion carried: credentialed", "The Council has credentialed you", "FR.3",
          locks=BONDS),
    _step("T34a", S.VOTING, S.NOT_CREDENTIALED, A.SYSTEM, (g.ballot_over, g.quorum_reached, g.findings_stand,
          g.not_carried), "", "Motion not carried", "The Council has decided not to credential", "FR.3",
          locks=BONDS),
    _step("T34b", S.VOTING, S.RECOMMENDED, A.SYSTEM, (g.ballot_over, g.quorum_missed, g.findings_stand), "",
          "Motion lapsed without a quorum; the recommendation stands, and the vote can be opened again",
          "The Council's vote did not reach its quorum, and is held again"),
    _step("T34c", S.VOTING, S.REVIEW, A.SYSTEM, (g.ballot_over, g.findings_fallen), "",
          "Not counted: the findings have changed since the recommendation; back with the committee",
          "Your file is back with the committee"),
    _step("T35", (S.RECOMMENDED, S.VOTING), S.REVIEW, (A.CHAIR, A.PRESIDENT), (g.reason_given,),
          "Return to the committee", "Returned to the committee; snapshot dropped",
          "Your file went back to the committee"),
    _step("T35b", BEFORE_THE_COUNCIL, S.REVIEW, (A.CANDIDATE, A.SUPERVISOR, A.CO_LEADER, A.HOST, A.FACULTY,
          A.EVALUATOR, A.COORDINATOR, A.COORDINATOR_OF_INTENSIVES, A.TREASURER, A.MEMBERSHIP_OFFICER),
          (g.reason_given,), "Something has to be corrected",
          "Back with the committee, for a correction; snapshot dropped",
          "Your file went back to the committee, for a correction"),
    _step("T36", OPEN, S.WITHDRAWN, A.CANDIDATE, (), "Withdraw", "Withdrawn by the candidate",
          "You withdrew", locks=BONDS),
    _step("T36b", OPEN, S.CLOSED, A.CHAIR, (g.reason_given,), "Close the file", "Closed by the committee",
          "The committee closed your file", locks=BONDS),
    _step("T37", ENDED, None, A.CANDIDATE, (g.not_credentialed_today,), "Begin a new attempt",
          "A new attempt was begun", "You began a new attempt", locks=BONDS),
)
# fmt: on

STEPS: dict[str, Step] = {row.id: row for row in _ROWS}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as it stands for one person now: open, or refused with the sentence that says why."""

    step: Step
    refusal: str

    @property
    def open(self) -> bool:
        """Whether the step may be taken."""
        return not self.refusal


def whose(step: Step) -> str:
    """The step's actors in words, for "this is for the Treasurer"."""
    return " or ".join(sorted(ACTOR_WORDS[actor] for actor in step.actors))


def refusal(step: Step, state: State, actors: frozenset[Actor], situation: g.Situation) -> str:
    """Why the step may not be taken; empty when it may. Checks state, then actor, then guards in order."""
    if state not in step.sources:
        name = step.button or step.said
        return f"“{name}” is not possible any more, or not yet: the file is now “{STAGES[state].staff}”."
    if not step.actors & actors:
        return f"This step is for {whose(step)}."
    return next((sentence for guard in guards_of(step, state) if (sentence := guard(situation))), "")


def guards_of(step: Step, state: State) -> tuple[g.Guard, ...]:
    """The step's own guards, and what must hold when it leads out of the state and not to an end."""
    leaves = step.target not in (None, state) and step.target not in ENDED
    return (*step.guards, *STAGES[state].left) if leaves else step.guards


def offers(state: State, actors: frozenset[Actor], situation: g.Situation) -> tuple[Offer, ...]:
    """The steps that lie with these actors in this state, in the order of the road."""
    return tuple(
        Offer(row, refusal(row, state, actors, situation))
        for row in _ROWS
        if row.button and state in row.sources and row.actors & actors
    )
