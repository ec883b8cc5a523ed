"""Every step × every office × right and wrong guard, written by hand from the transition table.

Nothing here is derived from the code under test: the rows below say what the society expects.
"""

import datetime as dt

import pytest

from credentialing.actions.move import move_case
from credentialing.enums import State
from credentialing.guards import Situation
from credentialing.models import Case, Event
from credentialing.workflow import STEPS, Actor
from intensives.models import Attendance, Evaluation, Faculty, Intensive, SmallGroup
from members import clock
from members.refusals import Refused, Stale
from supervision.models import Agreement, BalintGroup, CoLeader

pytestmark = pytest.mark.django_db

# Who plays whom. Each has one part, and no other.
PLAYERS = {
    "candidate": "candidate",
    "supervisor": "supervisor",
    "co_leader": "co_leader",
    "host": "host",
    "faculty": "faculty1",
    "evaluator": "evaluator",
    "ccc_chair": "chair",
    "ccc_member": "ccc_member",
    "coordinator_of_supervision": "coordinator",
    "coordinator_of_intensives": "intensives_coordinator",
    "treasurer": "treasurer",
    "council_president": "president",
    "council_member": "council1",
    "membership_officer": "membership_officer",
    "nobody": "stranger",
}
CHAIR, COORD = "ccc_chair", "coordinator_of_supervision"
WHY = {"reason": "Because it is so."}
BOTH_APPROVE = {"chair_outcome": "approve", "coordinator_outcome": "approve"}
BOTH_DECLINE = {"chair_outcome": "decline", "coordinator_outcome": "decline"}
PLANNED = {"asked_for_final": True, "evaluator_named": True}
WORK = {"work_proposed": True, "work_items": 2, "work_items_open": 2}
AGREED_WORK = {**WORK, "work_agreed": True}
GATE = {
    **WHY, "direction": "for", "review_recorded": True, "member_today": True,
    "assessment_delivered": True, "snapshot_stands": True,
}  # fmt: skip
MAY_CORRECT = {
    "candidate", "supervisor", "co_leader", "host", "faculty", "evaluator", COORD,
    "coordinator_of_intensives", "treasurer", "membership_officer",
}  # fmt: skip
COUNTED = {"deadline_reached": True, "quorum_reached": True, "snapshot_stands": True}

# step, from, to (None stays), who may, the facts with which it is allowed
ALLOWED = [
    ("T00", "draft", None, {"membership_officer"}, {}),
    ("T01", "enquiry", "draft", {"candidate"}, {}),
    ("T02", "draft", None, {"candidate"}, {}),
    ("T02", "under_review", None, {"candidate"}, {}),
    ("T03", "draft", None, {"candidate"}, {}),
    ("T03", "under_review", None, {"candidate"}, {}),
    ("T04", "draft", None, {"supervisor"}, {"request_open": True}),
    ("T04", "under_review", None, {"supervisor"}, {"request_open": True}),
    ("T05", "draft", None, {"candidate"}, {}),
    ("T05", "under_review", None, {"candidate"}, {}),
    ("T06", "draft", "under_review", {"candidate"}, {"member_today": True}),
    ("T07", "under_review", None, {CHAIR}, {}),
    ("T08", "under_review", None, {COORD}, {}),
    ("T08b", "under_review", None, {CHAIR, COORD},
     {**WHY, "chair_outcome": "approve", "coordinator_outcome": "decline"}),
    ("T09", "under_review", "returned", {CHAIR, COORD}, WHY),
    ("T09b", "returned", "under_review", {"candidate"}, {"member_today": True}),
    ("T10", "under_review", "declined", {CHAIR, COORD}, BOTH_DECLINE),
    ("T11", "under_review", "approved", {CHAIR, COORD}, BOTH_APPROVE),
    ("T12", "approved", None, {"candidate"}, {"supervisor_accepted": True}),
    ("T13", "approved", "agreed", {"supervisor"}, {"form_filled": True}),
    ("T14", "agreed", "training", {"treasurer"}, {"first_year_confirmed": True}),
    ("T14b", "approved", "training", {CHAIR}, {"in_lieu_covers_both_years": True}),
    ("T14c", "training", None, {"treasurer"}, WHY),
    ("T14c", "final_planned", None, {"treasurer"}, WHY),
    ("T14d", "agreed", None, {"treasurer"}, {}),
    ("T14d", "withdrawn", None, {"treasurer"}, {}),
    ("T14e", "training", None, {"treasurer"}, WHY),
    ("T14e", "closed", None, {"treasurer"}, WHY),
    ("T15", "under_review", None, {"candidate", "co_leader"}, {}),
    ("T15", "training", None, {"candidate", "co_leader"}, {}),
    ("T15", "further_work", None, {"candidate", "co_leader"}, {}),
    ("T16", "training", None, {"supervisor"}, {}),
    ("T16", "further_work", None, {"supervisor"}, {}),
    ("T17", "training", None, {"host", "coordinator_of_intensives"}, {}),
    ("T18", "training", None, {"candidate"}, WHY),
    ("T18b", "training", None, {CHAIR}, WHY),
    ("T19", "draft", None, {CHAIR}, WHY),
    ("T19", "review", None, {CHAIR}, WHY),
    ("T20", "training", None, {CHAIR}, WHY),
    ("T21", "training", None, {"candidate", CHAIR}, WHY),
    ("T21b", "review", None, {CHAIR}, WHY),
    ("T22", "training", None, {"candidate", "supervisor"}, {**WHY, "current_agreement": True}),
    ("T22", "further_work", None, {"candidate", "supervisor"}, {**WHY, "current_agreement": True}),
    ("T22e", "agreed", "approved", {"candidate", "supervisor"}, {**WHY, "current_agreement": True}),
    ("T22f", "training", None, set(), {"current_agreement": True}),
    ("T22g", "agreed", "approved", set(), {"current_agreement": True}),
    ("T22b", "training", None, {"candidate"}, {}),
    ("T22c", "training", None, {"candidate"}, {"supervisor_accepted": True}),
    ("T22d", "training", None, {"supervisor"}, {"form_filled": True}),
    ("T23a", "training", None, {"candidate"}, {}),
    ("T23a", "further_work", None, {"candidate"}, {}),
    ("T23", "training", "final_planned", {CHAIR}, PLANNED),
    ("T23", "training", "final_planned", {CHAIR}, {**PLANNED, **WHY, "participant_intensives_left": 1}),
    ("T23b", "final_planned", "training", {CHAIR, "candidate"}, WHY),
    ("T23c", "final_planned", None, {CHAIR}, {**WHY, "place_stands": True}),
    ("T23c", "final_held", None, {CHAIR}, {**WHY, "place_stands": True}),
    ("T23d", "final_held", "training", {CHAIR}, WHY),
    ("T24", "final_planned", "final_held", {"host", "faculty", "coordinator_of_intensives"},
     {"intensive_over": True, "attendance_completed": True, "co_led": 2}),
    ("T25", "final_held", None, {"faculty", "evaluator"}, {}),
    ("T26", "final_held", "assessed", {"evaluator"}, {"meeting_recorded": True, "assessment_written": True}),
    ("T27", "assessed", "review", {CHAIR}, {}),
    ("T27", "assessed", "review", {CHAIR}, {**WHY, "not_yet": ("R14.9a",)}),
    ("T28", "review", None, {CHAIR}, WHY),
    ("T28b", "review", None, {CHAIR}, {}),
    ("T28b", "review", None, {CHAIR}, {"review_recorded": True, "snapshot_stands": False}),
    ("T29a", "review", None, {CHAIR}, {"work_items": 1}),
    ("T29b", "review", None, {CHAIR, "candidate"}, {**WHY, "work_proposed": True}),
    ("T29", "review", "further_work", {"candidate"}, AGREED_WORK),
    ("T30", "further_work", "review", {CHAIR}, {"work_items": 2}),
    ("T30", "further_work", "review", {CHAIR}, {**WHY, "work_items": 2, "work_items_open": 1}),
    ("T31", "further_work", "final_planned", {CHAIR}, {**PLANNED, "work_has_intensive": True}),
    ("T32", "review", "recommended", {CHAIR}, GATE),
    ("T32", "review", "recommended", {CHAIR},
     {**WHY, "direction": "against", "review_recorded": True, "not_yet": ("R14.9a",),
     "unanswered": ("P98.CP.1b",)}),
    ("T33", "recommended", "voting", {"council_president"},
     {"snapshot_stands": True, "direction": "for", "member_today": True, "roll_size": 3}),
    ("T33", "recommended", "voting", {"council_president"},
     {"snapshot_stands": True, "direction": "against", "roll_size": 3}),
    ("T34", "voting", "credentialed", set(), {**COUNTED, "carried": True}),
    ("T34", "voting", "credentialed", set(),
     {"all_voted": True, "quorum_reached": True, "snapshot_stands": True, "carried": True}),
    ("T34a", "voting", "not_credentialed", set(), COUNTED),
    ("T33b", "voting", None, {"council_president"}, {"all_voted": True}),
    ("T34b", "voting", "recommended", set(), {"deadline_reached": True, "snapshot_stands": True}),
    ("T34c", "voting", "review", set(), {"deadline_reached": True}),
    ("T34c", "voting", "review", set(), {"all_voted": True, "quorum_reached": True, "carried": True}),
    ("T35", "recommended", "review", {CHAIR, "council_president"}, WHY),
    ("T35", "voting", "review", {CHAIR, "council_president"}, WHY),
    ("T35b", "voting", "review", MAY_CORRECT, WHY),
    ("T35b", "recommended", "review", MAY_CORRECT, WHY),
    ("T36", "draft", "withdrawn", {"candidate"}, {}),
    ("T36", "training", "withdrawn", {"candidate"}, {}),
    ("T36", "voting", "withdrawn", {"candidate"}, {}),
    ("T36b", "training", "closed", {CHAIR}, WHY),
    ("T37", "declined", None, {"candidate"}, {}),
    ("T37", "credentialed", None, {"candidate"}, {}),
    ("T37", "not_credentialed", None, {"candidate"}, {}),
    ("T37", "withdrawn", None, {"candidate"}, {}),
    ("T37", "closed", None, {"candidate"}, {}),
]  # fmt: skip

REASON = "Give the reason in a sentence or two."
OPEN_MUST = "Not met yet: R14.9a. A recommendation for needs every must of both documents."
DIFFER = {"chair_outcome": "approve", "coordinator_outcome": "decline"}

# step, from, who asks (a right person), the facts with which it is refused, the sentence
REFUSED = [
    ("T03", "draft", "candidate", {"request_open": True},
     "A supervisor has been asked and has not answered yet. Withdraw that request first."),
    ("T04", "draft", "supervisor", {}, "This request has been answered or withdrawn meanwhile."),
    ("T06", "draft", "candidate", {}, "Membership has to be current today. Join or renew first."),
    ("T06", "draft", "candidate", {"member_today": True, "missing": ("degree and licence",)},
     "The application still lacks: degree and licence."),
    ("T07", "under_review", CHAIR, {"reviewed_by_me": True},
     "This office has reviewed the application already."),
    ("T07", "under_review", CHAIR, {"views_owed_by_me": 1},
     "Say first, for every prior experience the candidate names, whether it should count."),
    ("T08", "under_review", COORD, {"reviewed_by_me": True},
     "This office has reviewed the application already."),
    ("T08", "under_review", COORD, {"views_owed_by_me": 2},
     "Say first, for every prior experience the candidate names, whether it should count."),
    ("T08b", "under_review", CHAIR, {**WHY, **BOTH_APPROVE},
     "A second look is taken when both have reviewed and differ."),
    ("T08b", "under_review", CHAIR, DIFFER, REASON),
    ("T09", "under_review", COORD, {}, REASON),
    ("T09b", "returned", "candidate", {}, "Membership has to be current today. Join or renew first."),
    ("T09b", "returned", "candidate", {"member_today": True, "missing": ("why you seek the credential",)},
     "The application still lacks: why you seek the credential."),
    ("T10", "under_review", CHAIR, DIFFER,
     "An application is declined only when the Chair and the Coordinator both decline it."),
    ("T11", "under_review", CHAIR, {"chair_outcome": "approve"},
     "An application is approved only when the Chair and the Coordinator both approve it."),
    ("T11", "under_review", COORD, {**BOTH_APPROVE, "experiences_unviewed": 1},
     "A named prior experience still lacks a reviewer's view."),
    ("T12", "approved", "candidate", {}, "The agreement needs a supervisor who has said yes."),
    ("T13", "approved", "supervisor", {}, "The candidate has to fill in the schedule of fees first."),
    ("T13", "approved", "supervisor", {"form_filled": True, "signed": True},
     "The supervisor has signed this agreement already."),
    ("T14", "agreed", "treasurer", {}, "The full fee for the first year has not been confirmed."),
    ("T14b", "approved", CHAIR, {},
     "This way is open only when the committee has accepted co-leading in lieu of both supervision years."),
    ("T14c", "training", "treasurer", {}, REASON),
    ("T14e", "training", "treasurer", {}, REASON),
    ("T18", "training", "candidate", {}, REASON),
    ("T18b", "training", CHAIR, {}, REASON),
    ("T19", "review", CHAIR, {}, REASON),
    ("T20", "training", CHAIR, {}, REASON),
    ("T21", "training", "candidate", {}, REASON),
    ("T21b", "review", CHAIR, {}, REASON),
    ("T22", "training", "candidate", WHY, "There is no supervisor agreement to change."),
    ("T22", "training", "supervisor", {"current_agreement": True}, REASON),
    ("T22b", "training", "candidate", {"request_open": True},
     "A supervisor has been asked and has not answered yet. Withdraw that request first."),
    ("T22c", "training", "candidate", {}, "The agreement needs a supervisor who has said yes."),
    ("T22d", "training", "supervisor", {}, "The candidate has to fill in the schedule of fees first."),
    ("T22d", "training", "supervisor", {"form_filled": True, "signed": True},
     "The supervisor has signed this agreement already."),
    ("T23", "training", CHAIR, {}, "The candidate has not asked for a place at a credentialing Intensive."),
    ("T23", "training", CHAIR, {"asked_for_final": True},
     "Designate the evaluator: the committee names one before the Intensive ends."),
    ("T23", "training", CHAIR, {**PLANNED, "participant_intensives_left": 2},
     "2 participant Intensives have to be finished first, or give the reason to go on without."),
    ("T22e", "agreed", "candidate", WHY, "There is no supervisor agreement to change."),
    ("T22f", "training", "the count", {}, "There is no supervisor agreement to change."),
    ("T22g", "agreed", "the count", {}, "There is no supervisor agreement to change."),
    ("T22e", "agreed", "supervisor", {"current_agreement": True}, REASON),
    ("T23b", "final_planned", "candidate", {}, REASON),
    ("T23c", "final_held", CHAIR, {"place_stands": True}, REASON),
    ("T23c", "final_held", CHAIR, WHY, "The place at the Intensive was given up, or it was cancelled."),
    ("T23d", "final_held", CHAIR, {}, REASON),
    ("T24", "final_planned", "host", {"attendance_completed": True, "co_led": 1},
     "The Intensive has not ended yet."),
    ("T24", "final_planned", "faculty", {"intensive_over": True, "co_led": 1},
     "The host has not attested that the candidate completed the Intensive."),
    ("T24", "final_planned", "faculty", {"intensive_over": True, "attendance_completed": True},
     "Record the sessions that the candidate co-led first."),
    ("T25", "final_held", "evaluator", {"evaluator_distinct": False},
     "The evaluator and the two faculty have to be three different people."),
    ("T26", "final_held", "evaluator", {"assessment_written": True},
     "Record the evaluation meeting before you deliver the assessment."),
    ("T26", "final_held", "evaluator", {"meeting_recorded": True},
     "The written assessment and the recommendation are both needed."),
    ("T27", "assessed", CHAIR, {"not_yet": ("R14.9a", "P98.BR.2c")},
     "Not met yet: R14.9a, P98.BR.2c. Give the reason if the committee should review all the same."),
    ("T28", "review", CHAIR, {}, REASON),
    ("T28b", "review", CHAIR, {"review_recorded": True, "snapshot_stands": True},
     "The committee's review of this file is recorded already."),
    ("T29a", "review", CHAIR, {}, "Name at least one activity."),
    ("T29a", "review", CHAIR, {"work_items": 2, "items_without_deadline": 1},
     "Every activity needs a deadline."),
    ("T29a", "review", CHAIR, WORK, "Further work has been proposed already; close it first."),
    ("T29b", "review", "candidate", WHY, "No further work has been proposed."),
    ("T29b", "review", "candidate", {"work_proposed": True}, REASON),
    ("T29", "review", "candidate", {}, "No further work has been proposed."),
    ("T29", "review", "candidate", WORK,
     "Further work starts when the committee and the candidate have both agreed."),
    ("T30", "further_work", CHAIR, {"work_items": 2, "work_items_open": 2},
     "2 activities are still open. Give the reason if the committee closes them."),
    ("T31", "further_work", CHAIR, PLANNED, "The agreed timeline holds no further credentialing Intensive."),
    ("T31", "further_work", CHAIR, {"work_has_intensive": True},
     "The candidate has not asked for a place at a credentialing Intensive."),
    ("T31", "further_work", CHAIR, {"work_has_intensive": True, "asked_for_final": True},
     "Designate the evaluator: the committee names one before the Intensive ends."),
    ("T32", "review", CHAIR, {**GATE, "review_recorded": False}, "Record the committee's review first."),
    ("T32", "review", CHAIR, {**GATE, "reason": " "}, REASON),
    ("T32", "review", CHAIR, {**GATE, "direction": ""}, "Say which way the committee recommends."),
    ("T32", "review", CHAIR, {**GATE, "not_yet": ("R14.9a",)}, OPEN_MUST),
    ("T32", "review", CHAIR, {**GATE, "unanswered": ("P98.CP.1b",)},
     "The committee has to answer by name: P98.CP.1b."),
    ("T32", "review", CHAIR, {**GATE, "work_items_open": 1},
     "An activity of the further work is still open."),
    ("T32", "review", CHAIR, {**GATE, "member_today": False}, "The candidate is not a member today."),
    ("T32", "review", CHAIR, {**GATE, "assessment_delivered": False},
     "The evaluator's assessment has not reached the candidate and the committee."),
    ("T32", "review", CHAIR, {**GATE, "snapshot_stands": False},
     "New evidence has changed a requirement since the review. Take the review again."),
    ("T32", "review", CHAIR, {"direction": "against", "review_recorded": True}, REASON),
    ("T32", "review", CHAIR, {**GATE, "work_proposed": True},
     "Further work is proposed and not answered. Wait for the answer, or take the proposal back."),
    ("T34b", "voting", "the count", {"deadline_reached": True, "snapshot_stands": True, "ballot_open": True},
     "The vote has to be closed first."),
    ("T35", "voting", CHAIR, {**WHY, "ballot_open": True}, "The vote has to be closed first."),
    ("T33b", "voting", "council_president", {},
     "Somebody has still to vote. The result releases itself at the deadline."),
    ("T33b", "voting", "council_president", {"all_voted": True, "recused": True},
     "You have recused yourself. The result releases itself at the deadline."),
    ("T34", "voting", "the count", {**COUNTED, "snapshot_stands": False, "carried": True},
     "The findings have changed since the recommendation."),
    ("T34a", "voting", "the count", {**COUNTED, "snapshot_stands": False},
     "The findings have changed since the recommendation."),
    ("T34b", "voting", "the count", {"deadline_reached": True},
     "The findings have changed since the recommendation."),
    ("T34c", "voting", "the count", COUNTED, "The findings still stand, so the vote counts."),
    ("T35b", "voting", "candidate", {}, REASON),
    ("T37", "credentialed", "candidate", {"credentialed": True},
     "You are credentialed; there is nothing left to apply for."),
    ("T33", "recommended", "council_president", {"direction": "for", "member_today": True, "roll_size": 3},
     "New evidence has changed a requirement since the recommendation. Return the file to the committee."),
    ("T33", "recommended", "council_president", {"snapshot_stands": True, "direction": "for", "roll_size": 3},
     "The candidate is not a member today."),
    ("T33", "recommended", "council_president", {"snapshot_stands": True, "direction": "against"},
     "No Council member is in office today."),
    ("T34", "voting", "the count", {"quorum_reached": True, "carried": True}, "The ballot is still open."),
    ("T34", "voting", "the count", {"all_voted": True, "carried": True},
     "Fewer ballots were cast than the motion's quorum asks for."),
    ("T34", "voting", "the count", COUNTED, "The motion was not carried."),
    ("T34a", "voting", "the count", {"quorum_reached": True}, "The ballot is still open."),
    ("T34a", "voting", "the count", {"deadline_reached": True},
     "Fewer ballots were cast than the motion's quorum asks for."),
    ("T34a", "voting", "the count", {**COUNTED, "carried": True}, "The motion was carried."),
    ("T34b", "voting", "the count", {}, "The ballot is still open."),
    ("T34b", "voting", "the count", COUNTED, "The quorum was reached, so the vote counts."),
    ("T35", "voting", "council_president", {}, REASON),
    ("T36b", "training", CHAIR, {}, REASON),
]  # fmt: skip

SUPERVISED = "training final_planned final_held assessed review further_work"
ENDS = "declined credentialed not_credentialed withdrawn closed"
LOGGED = (
    "under_review returned approved agreed training final_planned final_held assessed review further_work"
)
# Each step, and the states it may be taken from; from every other it is refused.
SOURCES = {
    "T01": "enquiry",
    "T02": "draft returned under_review",
    "T03": "draft returned under_review approved",
    "T04": f"draft returned under_review approved {SUPERVISED}",
    "T05": "draft returned under_review",
    "T06": "draft",
    "T07": "under_review",
    "T08": "under_review",
    "T08b": "under_review",
    "T09": "under_review",
    "T09b": "returned",
    "T10": "under_review",
    "T11": "under_review",
    "T12": "approved",
    "T13": "approved",
    "T14": "agreed",
    "T14b": "approved",
    "T14c": f"approved agreed {SUPERVISED} {ENDS}",
    "T14d": f"approved agreed {SUPERVISED} {ENDS}",
    "T14e": f"approved agreed {SUPERVISED} {ENDS}",
    "T15": f"enquiry draft {LOGGED}",
    "T16": SUPERVISED,
    "T17": f"enquiry draft {LOGGED} {ENDS}",
    "T18": LOGGED,
    "T18b": LOGGED,
    "T19": f"draft {LOGGED}",
    "T20": f"draft {LOGGED}",
    "T21": LOGGED,
    "T21b": LOGGED,
    "T22": SUPERVISED,
    "T22b": SUPERVISED,
    "T22c": SUPERVISED,
    "T22d": SUPERVISED,
    "T22e": "agreed",
    "T22f": SUPERVISED,
    "T22g": "agreed",
    "T23a": "training further_work",
    "T23": "training",
    "T23b": "final_planned",
    "T23c": "final_planned final_held",
    "T23d": "final_held",
    "T24": "final_planned",
    "T25": "final_held",
    "T26": "final_held",
    "T27": "assessed",
    "T28": "review",
    "T28b": "review",
    "T29a": "review",
    "T29b": "review",
    "T29": "review",
    "T30": "further_work",
    "T31": "further_work",
    "T32": "review",
    "T33": "recommended",
    "T34": "voting",
    "T34a": "voting",
    "T33b": "voting",
    "T34b": "voting",
    "T34c": "voting",
    "T35": "recommended voting",
    "T35b": "recommended voting",
    "T36": "enquiry draft under_review returned approved agreed training final_planned final_held assessed"
    " review further_work recommended voting",
    "T36b": "enquiry draft under_review returned approved agreed training final_planned final_held assessed"
    " review further_work recommended voting",
    "T37": ENDS,
}
EVERYWHERE = {"T00"}


@pytest.fixture
def case(cast) -> Case:
    """A case whose candidate is bound to each of the players once."""
    candidate, day = cast["candidate"], dt.date(2026, 1, 5)
    group = BalintGroup.objects.create(leader=candidate, name="Riverside", setting="medical")
    CoLeader.objects.create(group=group, person=cast["co_leader"])
    Agreement.objects.create(
        candidate=candidate, supervisor=cast["supervisor"], first_year_amount=900, terms_version="1"
    )
    intensive = Intensive.objects.create(
        name="Spring", start=day, end=day + dt.timedelta(days=3), host=cast["host"]
    )
    small = SmallGroup.objects.create(intensive=intensive, name="A")
    Faculty.objects.create(small_group=small, person=cast["faculty1"], seat=1)
    place = Attendance.objects.create(
        intensive=intensive, person=candidate, small_group=small, role="candidate"
    )
    Evaluation.objects.create(attendance=place, evaluator=cast["evaluator"], designated_on=day)
    return Case.objects.create(candidate=candidate, opened_at=clock.at(day))


def in_state(case: Case, state: str) -> Case:
    Case.objects.filter(pk=case.pk).update(state=state, version=7)
    return Case.objects.get(pk=case.pk)


def untouched(case: Case, state: str) -> bool:
    """No row changed: neither the case nor its timeline."""
    row = Case.objects.values_list("state", "version").get(pk=case.pk)
    return row == (state, 7) and not Event.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("step", "state", "target", "who", "facts"),
    ALLOWED,
    ids=[f"{row[0]}-{row[1]}-{i}" for i, row in enumerate(ALLOWED)],
)
def test_a_step_is_taken_by_its_offices_and_refused_to_every_other(
    case, cast, step, state, target, who, facts
):
    for part, name in PLAYERS.items():
        case = in_state(case, state)
        if part in who:
            event = move_case(case=case, step=step, by=cast[name], situation=Situation(**facts))
            assert (event.kind, event.from_state, event.to_state) == (step, state, target or state)
            assert Case.objects.get(pk=case.pk).state == (target or state)
            case = in_state(case, state)
            forget_timeline(case)
        else:
            with pytest.raises(Refused) as refusal:
                move_case(case=case, step=step, by=cast[name], situation=Situation(**facts))
            assert refusal.value.sentence.startswith("This step is for ")
            assert untouched(case, state)
    if not who:
        move_case(case=case, step=step, by=None, situation=Situation(**facts))
        assert Case.objects.get(pk=case.pk).state == (target or state)


def forget_timeline(case: Case) -> None:
    """The timeline is append-only; for the next player the test looks at a case without one."""
    import pgtrigger

    with pgtrigger.ignore("credentialing.Event:append_only"):
        Event.objects.filter(case=case).delete()


@pytest.mark.parametrize(
    ("step", "state", "who", "facts", "sentence"),
    REFUSED,
    ids=[f"{row[0]}-{i}" for i, row in enumerate(REFUSED)],
)
def test_a_wrong_guard_refuses_with_its_sentence_and_changes_nothing(
    case, cast, step, state, who, facts, sentence
):
    by = None if who == "the count" else cast[PLAYERS[who]]
    case = in_state(case, state)
    with pytest.raises(Refused) as refusal:
        move_case(case=case, step=step, by=by, situation=Situation(**facts))
    assert refusal.value.sentence == sentence
    assert untouched(case, state)


@pytest.mark.parametrize("step", sorted(SOURCES))
def test_a_step_is_refused_from_every_other_state(case, cast, step):
    sources = set(SOURCES[step].split())
    for state in {state.value for state in State} - sources:
        case = in_state(case, state)
        with pytest.raises(Stale):
            move_case(case=case, step=step, by=cast["chair"], situation=Situation())
        assert untouched(case, state)
    assert {str(state) for state in STEPS[step].sources} == sources


def test_the_table_above_names_every_step_of_the_workflow():
    assert set(SOURCES) | EVERYWHERE == set(STEPS)
    assert {row[0] for row in ALLOWED} == set(STEPS)


def test_every_state_that_is_not_an_end_has_a_way_out():
    ends = {"declined", "credentialed", "not_credentialed", "withdrawn", "closed"}
    ways = {row[1] for row in ALLOWED if row[2]} | set(SOURCES["T36"].split())
    assert {state.value for state in State} - ends == ways - ends


def test_nobody_acts_on_their_own_case_in_an_office(case, cast):
    from tests.cast import AppointmentFactory

    AppointmentFactory(person=cast["candidate"], office="ccc_member")
    case = in_state(case, "agreed")
    with pytest.raises(Refused) as refusal:
        move_case(case=case, step="T14", by=cast["candidate"], situation=Situation(first_year_confirmed=True))
    assert refusal.value.sentence == "This step is for the Treasurer."
    assert untouched(case, "agreed")


def test_every_actor_of_the_workflow_is_played():
    assert {actor.value for actor in Actor} - {"system"} == set(PLAYERS) - {"nobody"}
