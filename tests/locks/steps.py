"""Steps that may meet, and whom each of them locks: written by hand, from who is concerned."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from credentialing.actions import (
    agreement,
    determinations,
    enquiry,
    fees,
    final,
    motions,
    recommendation,
    requests,
    review,
    supervisor,
    work,
)
from credentialing.enums import DocumentKind
from credentialing.models import Case, Document, FeeReceipt, FurtherWorkItem, Motion
from intensives.actions import faculty, intensives, places
from intensives.actions import final as lower
from intensives.models import Attendance, CoLedSession, Evaluation, Faculty, Intensive, SmallGroup
from members import clock
from members.actions import (
    accounts,
    approvals,
    credentials,
    earlier_credentials,
    imports,
    memberships,
    merging,
    offices,
    particulars,
    people,
    proposals,
)
from members.models import Appointment, Credential, Membership, Person, Proposal, SupervisorApproval
from supervision.actions import co_leaders, debriefs, groups, sessions, supervision
from supervision.actions import requests as asked
from supervision.models import (
    Agreement,
    BalintGroup,
    Debrief,
    GroupSession,
    SupervisionSession,
    SupervisorRequest,
)
from tests.matrix.world import World, build

D = dt.date
WHY = "Because it is so."


def ready(stage: str) -> World:
    """The world of the matrix at the stage, with what some steps need and no page asks for."""
    world = build(stage)
    certificate = {"number": "ABS-2015-0001", "name": "Dr Faculty"}
    Document.objects.create(case=world.case, kind=DocumentKind.CERTIFICATE, context=certificate)
    renamed = Credential.objects.filter(pk=world.things["credential"])
    renamed.update(later_name="Dr Else")
    return world


class Here:
    """The world as one session sees it: people and things are read anew, each time they are named."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __getattr__(self, name: str) -> Any:
        if name in self.world.people:
            return Person.objects.get(pk=self.world.people[name].pk)
        model = THINGS[name]
        return model.objects.get(pk=self.world.things[name])

    @property
    def file(self) -> Case:
        """The candidate's case."""
        return Case.objects.get(pk=self.world.case.pk)


THINGS = {
    "agreement": Agreement,
    "announced": FeeReceipt,
    "appointment": Appointment,
    "approval": SupervisorApproval,
    "co_led": CoLedSession,
    "credential": Credential,
    "debrief": Debrief,
    "empty_group": SmallGroup,
    "ending": Proposal,
    "evaluation": Evaluation,
    "group": BalintGroup,
    "intensive": Intensive,
    "item": FurtherWorkItem,
    "membership": Membership,
    "merging": Proposal,
    "motion": Motion,
    "participant": Attendance,
    "place": Attendance,
    "receipt": FeeReceipt,
    "request": SupervisorRequest,
    "seat": Faculty,
    "session": GroupSession,
    "supervised": SupervisionSession,
}


@dataclass(frozen=True)
class Met:
    """One step: what it does, and the members of the cast whom it must lock."""

    name: str
    act: Callable[[Here], Any]
    locks: tuple[str, ...]


def _met(name: str, locks: str, act: Callable[[Here], Any]) -> Met:
    return Met(name, act, tuple(locks.split()))


def _record(w: Here) -> Any:
    return supervision.record_session(
        by=w.supervisor,
        candidate=w.candidate,
        group=w.group,
        date=D(2026, 5, 28),
        minutes=50,
        recording="video",
    )


def _file(w: Here) -> str:
    lines = [
        f"{one.email},{one.name},2014-01-01,2027-12-31" for one in (w.supervisor, w.co_leader, w.candidate)
    ]
    return "\n".join(["email,name,start,end", *lines])


def _corrected(w: Here) -> Any:
    return supervision.correct_session(
        by=w.supervisor,
        session=w.supervised,
        group=w.group,
        date=D(2026, 5, 14),
        minutes=45,
        recording="video",
    )


def _schedule(w: Here) -> Any:
    terms = {"from": D(2026, 1, 1), "meetings": 4, "per_months": 2}
    return determinations.determine(
        case=w.file, kind="grant_schedule", reason=WHY, members=[w.chair], by=w.chair, terms=terms
    )


def _reviewed(w: Here) -> Any:
    views = {w.world.things["experience"]: (True, WHY)}
    return review.review_application(
        case=w.file, role="coordinator_of_supervision", by=w.coordinator, outcome="approve", views=views
    )


def _me(w: Here) -> Any:
    me = w.candidate
    return people.update_me(
        by=me, name=me.name, profession=me.profession, time_zone=me.time_zone, listed_publicly=False,
        wants_optional_mail=False,
    )  # fmt: skip


def _proposed(w: Here) -> Any:
    return work.propose_work(
        case=w.file, items=[{"activity": "Read on", "deadline": D(2027, 1, 1)}], by=w.chair
    )


ENDS = (
    _met("withdraw", "candidate supervisor", lambda w: enquiry.withdraw(case=w.file, by=w.candidate)),
    _met("close", "candidate supervisor", lambda w: enquiry.close(case=w.file, by=w.chair, reason=WHY)),
)
REVIEW = (
    *ENDS,
    _met("review_application", "candidate supervisor", _reviewed),
    _met("withdraw_ask", "candidate supervisor",
         lambda w: supervisor.withdraw_ask(case=w.file, by=w.candidate, request=w.request)),
    _met("withdraw_request", "candidate supervisor",
         lambda w: asked.withdraw_request(by=w.candidate, request=w.request)),
    _met("update_approval", "supervisor",
         lambda w: approvals.update_approval(by=w.coordinator, approval=w.approval, capacity=4,
                                             accepting=True, public_entry="")),
    _met("correct_approval", "supervisor",
         lambda w: approvals.correct_approval(by=w.coordinator, approval=w.approval, start=D(2020, 1, 1),
                                              end=None, reason=WHY)),
    _met("end_approval", "supervisor",
         lambda w: approvals.end_approval(by=w.coordinator, approval=w.approval, end=clock.today())),
)  # fmt: skip
TRAINING = (
    *ENDS,
    _met("change_supervisor", "candidate supervisor",
         lambda w: agreement.change_supervisor(case=w.file, by=w.candidate, reason=WHY)),
    _met("record_supervision", "candidate supervisor", _record),
    _met("correct_supervision", "candidate supervisor", _corrected),
    _met("remove_supervision", "candidate supervisor",
         lambda w: supervision.remove_session(by=w.supervisor, session=w.supervised, reason=WHY)),
    _met("log_session", "candidate co_leader",
         lambda w: sessions.log_session(by=w.co_leader, group=w.group, date=D(2026, 5, 28))),
    _met("remove_group_session", "candidate co_leader",
         lambda w: sessions.remove_session(by=w.candidate, session=w.session, reason=WHY)),
    _met("confirm_debrief", "candidate co_leader",
         lambda w: debriefs.confirm_debrief(by=w.candidate, debrief=w.debrief)),
    _met("remove_debrief", "candidate co_leader",
         lambda w: debriefs.remove_debrief(by=w.candidate, debrief=w.debrief, reason=WHY)),
    _met("end_co_leader", "candidate co_leader",
         lambda w: co_leaders.end_co_leader(by=w.candidate, group=w.group, on=D(2026, 6, 1))),
    _met("set_co_leader", "candidate co_leader host",
         lambda w: co_leaders.set_co_leader(by=w.candidate, group=w.group, start=D(2026, 6, 1),
                                            email=w.host.email)),
    _met("end_group", "candidate co_leader",
         lambda w: groups.end_group(by=w.candidate, group=w.group, on=D(2026, 6, 1))),
    _met("plan_final", "candidate evaluator",
         lambda w: final.plan_final(case=w.file, evaluator=w.evaluator, by=w.chair, reason=WHY)),
    _met("take_back_final", "candidate",
         lambda w: final.withdraw_final_request(case=w.file, by=w.candidate)),
    _met("note_receipt", "candidate supervisor",
         lambda w: fees.note_receipt(case=w.file, by=w.candidate, sent_on=D(2026, 5, 1), amount=Decimal(7))),
    _met("confirm_receipt", "candidate supervisor",
         lambda w: fees.confirm_receipt(receipt=w.announced, by=w.treasurer)),
    _met("reverse_receipt", "candidate supervisor",
         lambda w: fees.reverse_receipt(receipt=w.receipt, by=w.treasurer, reason=WHY)),
    _met("ask_exception", "candidate",
         lambda w: requests.ask_exception(case=w.file, by=w.candidate, reason=WHY)),
    _met("grant_schedule", "candidate", _schedule),
    _met("give_up_place", "candidate",
         lambda w: places.withdraw(attendance=w.participant, by=w.candidate)),
    _met("assign_small_group", "candidate",
         lambda w: places.assign_small_group(attendance=w.place, small_group=w.empty_group, by=w.host)),
    _met("seat_faculty", "stranger",
         lambda w: faculty.seat_faculty(small_group=w.empty_group, seat=1, person=w.stranger, by=w.host)),
    _met("unseat", "candidate faculty1", lambda w: faculty.unseat(faculty=w.seat, by=w.host)),
    _met("cancel_intensive", "candidate host faculty1 faculty2",
         lambda w: intensives.cancel(intensive=w.intensive, reason=WHY, by=w.intensives_coordinator)),
    _met("end_membership", "candidate",
         lambda w: memberships.end_membership(by=w.membership_officer, membership=w.membership,
                                              end=D(2026, 6, 1))),
    _met("apply_import", "candidate co_leader supervisor",
         lambda w: imports.apply_import(by=w.membership_officer, text=_file(w))),
    _met("revoke_credential", "faculty1",
         lambda w: credentials.revoke(by=w.president, credential=w.credential, on=clock.today(), reason=WHY)),
    _met("add_later_name", "faculty1",
         lambda w: credentials.add_later_name(by=w.president, credential=w.credential, name="Dr Other",
                                              reason=WHY)),
    _met("reissue_credential", "faculty1",
         lambda w: credentials.reissue(by=w.president, credential=w.credential, reason=WHY)),
    _met("propose_earlier_credential", "membership_officer supervisor",
         lambda w: earlier_credentials.propose_earlier_credential(
             by=w.membership_officer, person=w.supervisor, number="1998-7", awarded_on=D(1999, 5, 2),
             source=WHY)),
    _met("end_appointment", "ccc_member",
         lambda w: offices.end_appointment(by=w.membership_officer, appointment=w.appointment,
                                           end=clock.today())),
    _met("propose_appointment", "membership_officer supervisor",
         lambda w: offices.propose_appointment(by=w.membership_officer, person=w.supervisor,
                                               office="ccc_member", start=clock.today())),
    _met("update_me", "candidate", _me),
    _met("correct_name", "candidate",
         lambda w: particulars.correct_name(by=w.membership_officer, person=w.candidate, name="Dr Maya F",
                                            reason=WHY)),
    _met("propose_address", "membership_officer candidate",
         lambda w: particulars.propose_address(by=w.membership_officer, person=w.candidate,
                                               email="maya@example.com", reason=WHY)),
    _met("propose_end_of_account", "membership_officer supervisor",
         lambda w: accounts.propose_end(by=w.membership_officer, person=w.supervisor, reason=WHY)),
    _met("propose_merge", "membership_officer treasurer council1",
         lambda w: merging.propose_merge(by=w.membership_officer, ends=w.treasurer, stays=w.council1,
                                         reason=WHY)),
    _met("merge_records", "membership_officer president candidate co_leader faculty2",
         lambda w: proposals.confirm(proposal=w.merging, by=w.president)),
    _met("end_account", "candidate supervisor membership_officer president",
         lambda w: proposals.confirm(proposal=w.ending, by=w.president)),
)  # fmt: skip
HELD = (
    _met("withdraw", "candidate supervisor evaluator",
         lambda w: enquiry.withdraw(case=w.file, by=w.candidate)),
    _met("close", "candidate supervisor evaluator",
         lambda w: enquiry.close(case=w.file, by=w.chair, reason=WHY)),
    _met("deliver", "candidate evaluator",
         lambda w: final.deliver_assessment(evaluation=w.evaluation, by=w.evaluator)),
    _met("name_another_evaluator", "candidate evaluator stranger",
         lambda w: final.name_another_evaluator(case=w.file, evaluator=w.stranger, reason=WHY, by=w.chair)),
    _met("hold_another", "candidate evaluator",
         lambda w: final.hold_another(case=w.file, reason=WHY, by=w.chair)),
    _met("record_meeting", "candidate evaluator",
         lambda w: lower.record_meeting(evaluation=w.evaluation, on=D(2026, 9, 14), by=w.evaluator,
                                        present=[w.evaluator, w.faculty1])),
    _met("save_draft", "candidate evaluator",
         lambda w: lower.save_draft(evaluation=w.evaluation, draft="Other words.", advice="for",
                                    advice_reasons="", by=w.evaluator)),
    _met("record_co_led", "candidate faculty1",
         lambda w: lower.record_co_led(attendance=w.place, faculty=w.faculty1, date=D(2026, 9, 12),
                                       by=w.faculty1)),
    _met("remove_co_led", "candidate faculty1",
         lambda w: lower.remove_co_led(session=w.co_led, by=w.faculty1)),
    _met("attest", "candidate",
         lambda w: places.attest(attendance=w.place, completed=False, by=w.host)),
    _met("record_supervision", "candidate supervisor", _record),
    _met("change_supervisor", "candidate supervisor",
         lambda w: agreement.change_supervisor(case=w.file, by=w.supervisor, reason=WHY)),
)  # fmt: skip
WORK = (
    *ENDS,
    _met("mark_done", "candidate",
         lambda w: work.mark_done(item=w.item, on=clock.today(), by=w.chair)),
    _met("answer_deadline", "candidate",
         lambda w: work.answer_deadline(item=w.item, agree=True, by=w.candidate)),
    _met("close_work", "candidate",
         lambda w: work.close_work(case=w.file, by=w.chair, reason=WHY)),
    _met("change_supervisor", "candidate supervisor",
         lambda w: agreement.change_supervisor(case=w.file, by=w.candidate, reason=WHY)),
    _met("record_supervision", "candidate supervisor", _record),
)  # fmt: skip
RECOMMENDED = (
    *ENDS,
    _met("return", "candidate",
         lambda w: recommendation.return_to_committee(case=w.file, reason=WHY, by=w.chair)),
    _met("open_motion", "candidate president council1 council2 council3",
         lambda w: motions.open_motion(case=w.file, closes_at=clock.now() + dt.timedelta(days=3),
                                       by=w.president)),
)  # fmt: skip
VOTING = (
    *ENDS,
    _met("cast_ballot", "candidate council1",
         lambda w: motions.cast_ballot(motion=w.motion, choice="deny", by=w.council1)),
    _met("recuse", "candidate council2", lambda w: motions.recuse(motion=w.motion, by=w.council2)),
    _met("return", "candidate",
         lambda w: recommendation.return_to_committee(case=w.file, reason=WHY, by=w.president)),
    _met("correct_record", "candidate",
         lambda w: recommendation.correct_record(case=w.file, reason=WHY, by=w.supervisor)),
)  # fmt: skip
MEETINGS = {
    "review": REVIEW,
    "training": TRAINING,
    "held": HELD,
    "work": WORK,
    "recommended": RECOMMENDED,
    "voting": VOTING,
}
"""The steps that can meet in each world of the matrix."""
