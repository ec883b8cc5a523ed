"""Every step that locks somebody, in the worlds in which steps can meet."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from credentialing.actions import (
    agreement,
    application,
    committee,
    counting,
    determinations,
    enquiry,
    experience,
    fees,
    final,
    motions,
    near,
    recommendation,
    requests,
    review,
    supervisor,
    work,
)
from credentialing.actions.imports import import_dossier
from credentialing.actions.move import open_case
from credentialing.dossier import loads
from intensives.actions import faculty, intensives, places
from intensives.actions import final as lower
from members import clock
from members.actions import (
    accounts,
    approvals,
    credentials,
    earlier_credentials,
    founding,
    imports,
    memberships,
    merging,
    office_corrections,
    offices,
    particulars,
    people,
    proposals,
)
from supervision.actions import agreements, co_leaders, debriefs, groups, sessions, supervision
from supervision.actions import requests as asked
from tests.locks.notation import WHY, D, Here, met

CASES = Path(__file__).resolve().parents[1] / "cases"


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


def _announced(w: Here) -> Any:
    return intensives.announce(
        name="Winter", site="Salem", start=D(2026, 12, 1), end=D(2026, 12, 3), host=w.stranger, capacity=8,
        by=w.intensives_coordinator,
    )  # fmt: skip


def _changed(w: Here) -> Any:
    return intensives.change(
        intensive=w.intensive, name="Autumn", site="Salem", start=D(2026, 9, 10), end=D(2026, 9, 13),
        host=w.stranger, capacity=12, by=w.intensives_coordinator,
    )  # fmt: skip


def _older() -> Any:
    """An older file that names the supervisor."""
    return loads((CASES / "D01.json").read_text())


def _known(question: Any) -> Any:
    """Whom the society knows by that name."""
    return question.known[0]


ENDS = (
    met("withdraw", "candidate supervisor", lambda w: enquiry.withdraw(case=w.file, by=w.candidate)),
    met("close", "candidate supervisor", lambda w: enquiry.close(case=w.file, by=w.chair, reason=WHY)),
)
REVIEW = (
    *ENDS,
    met("review_application", "candidate supervisor", _reviewed),
    met("withdraw_ask", "candidate supervisor",
         lambda w: supervisor.withdraw_ask(case=w.file, by=w.candidate, request=w.request)),
    met("withdraw_request", "candidate supervisor",
         lambda w: asked.withdraw_request(by=w.candidate, request=w.request)),
    met("update_approval", "supervisor",
         lambda w: approvals.update_approval(by=w.coordinator, approval=w.approval, capacity=4,
                                             accepting=True, public_entry="")),
    met("correct_approval", "supervisor",
         lambda w: approvals.correct_approval(by=w.coordinator, approval=w.approval, start=D(2020, 1, 1),
                                              end=None, reason=WHY)),
    met("end_approval", "supervisor",
         lambda w: approvals.end_approval(by=w.coordinator, approval=w.approval, end=clock.today())),
    met("ask_schedule", "candidate",
         lambda w: requests.ask_schedule(case=w.file, by=w.candidate, reason=WHY)),
)  # fmt: skip
TRAINING = (
    *ENDS,
    met("change_supervisor", "candidate supervisor",
         lambda w: agreement.change_supervisor(case=w.file, by=w.candidate, reason=WHY)),
    met("record_supervision", "candidate supervisor", _record),
    met("correct_supervision", "candidate supervisor", _corrected),
    met("remove_supervision", "candidate supervisor",
         lambda w: supervision.remove_session(by=w.supervisor, session=w.supervised, reason=WHY)),
    met("log_session", "candidate co_leader",
         lambda w: sessions.log_session(by=w.co_leader, group=w.group, date=D(2026, 5, 28))),
    met("remove_group_session", "candidate co_leader",
         lambda w: sessions.remove_session(by=w.candidate, session=w.session, reason=WHY)),
    met("confirm_debrief", "candidate co_leader",
         lambda w: debriefs.confirm_debrief(by=w.candidate, debrief=w.debrief)),
    met("remove_debrief", "candidate co_leader",
         lambda w: debriefs.remove_debrief(by=w.candidate, debrief=w.debrief, reason=WHY)),
    met("end_co_leader", "candidate co_leader",
         lambda w: co_leaders.end_co_leader(by=w.candidate, group=w.group, on=D(2026, 6, 1))),
    met("set_co_leader", "candidate co_leader host",
         lambda w: co_leaders.set_co_leader(by=w.candidate, group=w.group, start=D(2026, 6, 1),
                                            email=w.host.email)),
    met("end_group", "candidate co_leader",
         lambda w: groups.end_group(by=w.candidate, group=w.group, on=D(2026, 6, 1))),
    met("plan_final", "candidate evaluator",
         lambda w: final.plan_final(case=w.file, evaluator=w.evaluator, by=w.chair, reason=WHY)),
    met("take_back_final", "candidate",
         lambda w: final.withdraw_final_request(case=w.file, by=w.candidate)),
    met("note_receipt", "candidate supervisor",
         lambda w: fees.note_receipt(case=w.file, by=w.candidate, sent_on=D(2026, 5, 1), amount=Decimal(7))),
    met("confirm_receipt", "candidate supervisor",
         lambda w: fees.confirm_receipt(receipt=w.announced, by=w.treasurer)),
    met("reverse_receipt", "candidate supervisor",
         lambda w: fees.reverse_receipt(receipt=w.receipt, by=w.treasurer, reason=WHY)),
    met("ask_exception", "candidate",
         lambda w: requests.ask_exception(case=w.file, by=w.candidate, reason=WHY)),
    met("grant_schedule", "candidate", _schedule),
    met("give_up_place", "candidate",
         lambda w: places.withdraw(attendance=w.participant, by=w.candidate)),
    met("assign_small_group", "candidate",
         lambda w: places.assign_small_group(attendance=w.place, small_group=w.empty_group, by=w.host)),
    met("seat_faculty", "stranger",
         lambda w: faculty.seat_faculty(small_group=w.empty_group, seat=1, person=w.stranger, by=w.host)),
    met("unseat", "candidate faculty1", lambda w: faculty.unseat(faculty=w.seat, by=w.host)),
    met("cancel_intensive", "candidate host faculty1 faculty2",
         lambda w: intensives.cancel(intensive=w.intensive, reason=WHY, by=w.intensives_coordinator)),
    met("end_membership", "candidate",
         lambda w: memberships.end_membership(by=w.membership_officer, membership=w.membership,
                                              end=D(2026, 6, 1))),
    met("apply_import", "candidate co_leader supervisor",
         lambda w: imports.apply_import(by=w.membership_officer, text=_file(w))),
    met("revoke_credential", "faculty1",
         lambda w: credentials.revoke(by=w.president, credential=w.credential, on=clock.today(), reason=WHY)),
    met("add_later_name", "faculty1",
         lambda w: credentials.add_later_name(by=w.president, credential=w.credential, name="Dr Other",
                                              reason=WHY)),
    met("reissue_credential", "faculty1",
         lambda w: credentials.reissue(by=w.president, credential=w.credential, reason=WHY)),
    met("propose_earlier_credential", "membership_officer supervisor",
         lambda w: earlier_credentials.propose_earlier_credential(
             by=w.membership_officer, person=w.supervisor, number="1998-7", awarded_on=D(1999, 5, 2),
             source=WHY)),
    met("end_appointment", "ccc_member",
         lambda w: offices.end_appointment(by=w.membership_officer, appointment=w.appointment,
                                           end=clock.today())),
    met("propose_appointment", "membership_officer supervisor",
         lambda w: offices.propose_appointment(by=w.membership_officer, person=w.supervisor,
                                               office="ccc_member", start=clock.today())),
    met("update_me", "candidate", _me),
    met("correct_name", "candidate",
         lambda w: particulars.correct_name(by=w.membership_officer, person=w.candidate, name="Dr Maya F",
                                            reason=WHY)),
    met("propose_address", "membership_officer candidate",
         lambda w: particulars.propose_address(by=w.membership_officer, person=w.candidate,
                                               email="maya@example.com", reason=WHY)),
    met("propose_end_of_account", "membership_officer supervisor",
         lambda w: accounts.propose_end(by=w.membership_officer, person=w.supervisor, reason=WHY)),
    met("propose_merge", "membership_officer treasurer council1",
         lambda w: merging.propose_merge(by=w.membership_officer, ends=w.treasurer, stays=w.council1,
                                         reason=WHY)),
    met("merge_records", "membership_officer president candidate co_leader faculty2",
         lambda w: proposals.confirm(proposal=w.merging, by=w.president)),
    met("end_account", "candidate supervisor membership_officer president",
         lambda w: proposals.confirm(proposal=w.ending, by=w.president)),
    met("receive", "candidate supervisor",
         lambda w: fees.receive(case=w.file, by=w.treasurer, sent_on=D(2026, 5, 1), amount=Decimal(7))),
    met("correct_receipt", "candidate supervisor",
         lambda w: fees.correct_receipt(receipt=w.receipt, by=w.treasurer, reason=WHY,
                                        sent_on=D(2025, 2, 2), amount=Decimal(900))),
    met("clear", "candidate supervisor",
         lambda w: agreements.clear(by=w.treasurer, agreement=w.agreement, from_date=D(2025, 3, 1))),
    met("put_on_hold", "candidate supervisor",
         lambda w: agreements.put_on_hold(by=w.treasurer, agreement=w.agreement)),
    met("end_agreement", "candidate supervisor",
         lambda w: agreements.end(by=w.candidate, agreement=w.agreement, reason=WHY)),
    met("log_debrief", "candidate co_leader",
         lambda w: debriefs.log_debrief(by=w.candidate, group=w.group, date=D(2026, 5, 28), minutes=30)),
    met("log_group", "candidate co_leader",
         lambda w: sessions.log_group(by=w.candidate, group=w.group, date=D(2026, 5, 28),
                                      debrief_minutes=30)),
    met("start_group", "candidate",
         lambda w: groups.start_group(by=w.candidate, name="Friday", setting="medical",
                                      started_on=D(2026, 5, 1))),
    met("change_group", "candidate co_leader",
         lambda w: groups.change_group(by=w.candidate, group=w.group, name="Thursdays", setting="medical",
                                       started_on=D(2025, 3, 1))),
    met("resume_group", "co_leader",
         lambda w: groups.resume_group(by=w.co_leader, group=w.ended_group)),
    met("declare_practice", "candidate supervisor",
         lambda w: near.declare_practice(case=w.file, by=w.supervisor)),
    met("withdraw_practice", "candidate co_leader",
         lambda w: near.withdraw_practice(case=w.file, by=w.co_leader)),
    met("register", "stranger",
         lambda w: places.register(intensive=w.summer, person=w.stranger, by=w.stranger)),
    met("add_place", "stranger",
         lambda w: places.add(intensive=w.summer, person=w.stranger, by=w.intensives_coordinator)),
    met("register_candidate", "co_leader",
         lambda w: places.register_candidate(intensive=w.summer, person=w.co_leader, by=w.chair)),
    met("withdraw_candidate", "candidate",
         lambda w: places.withdraw_candidate(attendance=w.place, by=w.candidate)),
    met("assign_all", "candidate",
         lambda w: places.assign_all(intensive=w.intensive, groups={w.place.pk: w.empty_group}, by=w.host)),
    met("designate", "candidate evaluator",
         lambda w: lower.designate(attendance=w.place, evaluator=w.evaluator, by=w.chair)),
    met("announce_intensive", "stranger", _announced),
    met("change_intensive", "candidate host faculty1 faculty2 stranger", _changed),
    met("change_site", "candidate host faculty1 faculty2",
         lambda w: intensives.change_site(intensive=w.intensive, site="Salem", by=w.host)),
    met("plan_import", "candidate co_leader supervisor",
         lambda w: imports.plan_import(by=w.membership_officer, text=_file(w))),
    met("import_dossier", "membership_officer chair supervisor co_leader",
         lambda w: import_dossier(dossier=_older(), by=w.membership_officer, chair=w.chair, who=_known)),
    met("add_membership", "stranger",
         lambda w: memberships.add_membership(by=w.membership_officer, person=w.stranger,
                                              start=D(2027, 2, 1))),
    met("renew_membership", "stranger",
         lambda w: memberships.renew_membership(by=w.membership_officer, membership=w.lasting,
                                                end=D(2027, 12, 31))),
    met("correct_membership", "stranger",
         lambda w: memberships.correct_membership(by=w.membership_officer, membership=w.lasting, reason=WHY,
                                                  start=D(2024, 2, 1), end=D(2026, 12, 31))),
    met("approve_supervisor", "stranger",
         lambda w: approvals.approve_supervisor(by=w.coordinator, person=w.stranger, start=clock.today())),
    met("reinstate_credential", "evaluator",
         lambda w: credentials.reinstate(by=w.president, credential=w.revoked, reason=WHY)),
    met("reopen_account", "membership_officer gone",
         lambda w: accounts.reopen_account(by=w.membership_officer, person=w.gone, reason=WHY)),
    met("propose_correction", "membership_officer ccc_member",
         lambda w: office_corrections.propose_correction(by=w.membership_officer, appointment=w.appointment,
                                                         start=clock.today(), end=None, reason=WHY)),
    met("propose", "membership_officer host",
         lambda w: proposals.propose("account_end", by=w.membership_officer, about=w.host, reason=WHY)),
    met("decline", "candidate supervisor membership_officer president",
         lambda w: proposals.decline(proposal=w.ending, by=w.president, reason=WHY)),
    met("set_fee_schedule", "treasurer",
         lambda w: fees.set_fee_schedule(by=w.treasurer, version="2027", valid_from=D(2027, 1, 1),
                                         first_year_amount=Decimal(1), second_year_amount=Decimal(1))),
    met("correct_fee_schedule", "treasurer",
         lambda w: fees.correct_fee_schedule(by=w.treasurer, schedule=w.fee_schedule, version="2031",
                                             valid_from=D(2031, 1, 1), first_year_amount=Decimal(1),
                                             second_year_amount=Decimal(1), reason=WHY)),
)  # fmt: skip
HELD = (
    met("withdraw", "candidate supervisor evaluator",
         lambda w: enquiry.withdraw(case=w.file, by=w.candidate)),
    met("close", "candidate supervisor evaluator",
         lambda w: enquiry.close(case=w.file, by=w.chair, reason=WHY)),
    met("deliver", "candidate evaluator",
         lambda w: final.deliver_assessment(evaluation=w.evaluation, by=w.evaluator)),
    met("name_another_evaluator", "candidate evaluator stranger",
         lambda w: final.name_another_evaluator(case=w.file, evaluator=w.stranger, reason=WHY, by=w.chair)),
    met("hold_another", "candidate evaluator",
         lambda w: final.hold_another(case=w.file, reason=WHY, by=w.chair)),
    met("record_meeting", "candidate evaluator",
         lambda w: lower.record_meeting(evaluation=w.evaluation, on=D(2026, 9, 14), by=w.evaluator,
                                        present=[w.evaluator, w.faculty1])),
    met("save_assessment", "candidate evaluator",
         lambda w: lower.save_draft(evaluation=w.evaluation, draft="Other words.", advice="for",
                                    advice_reasons="", by=w.evaluator)),
    met("record_co_led", "candidate faculty1",
         lambda w: lower.record_co_led(attendance=w.place, faculty=w.faculty1, date=D(2026, 9, 12),
                                       by=w.faculty1)),
    met("remove_co_led", "candidate faculty1",
         lambda w: lower.remove_co_led(session=w.co_led, by=w.faculty1)),
    met("attest", "candidate",
         lambda w: places.attest(attendance=w.place, completed=False, by=w.host)),
    met("record_supervision", "candidate supervisor", _record),
    met("change_supervisor", "candidate supervisor",
         lambda w: agreement.change_supervisor(case=w.file, by=w.supervisor, reason=WHY)),
    met("note_meeting", "candidate",
         lambda w: final.note_meeting(candidate=w.candidate, by=w.evaluator)),
    met("deliver_at_the_intensive", "candidate evaluator",
         lambda w: lower.deliver(evaluation=w.evaluation, by=w.evaluator)),
    met("attest_all", "candidate",
         lambda w: places.attest_all(intensive=w.intensive, completed={w.place.pk: False}, by=w.host)),
    met("record_place", "stranger",
         lambda w: places.record_place(intensive=w.summer, person=w.stranger, by=w.intensives_coordinator)),
    met("end_designation", "candidate evaluator",
         lambda w: lower.end_designation(evaluation=w.evaluation, reason=WHY, by=w.chair)),
)  # fmt: skip
WORK = (
    *ENDS,
    met("mark_done", "candidate",
         lambda w: work.mark_done(item=w.item, on=clock.today(), by=w.chair)),
    met("answer_deadline", "candidate",
         lambda w: work.answer_deadline(item=w.item, agree=True, by=w.candidate)),
    met("close_work", "candidate",
         lambda w: work.close_work(case=w.file, by=w.chair, reason=WHY)),
    met("change_supervisor", "candidate supervisor",
         lambda w: agreement.change_supervisor(case=w.file, by=w.candidate, reason=WHY)),
    met("record_supervision", "candidate supervisor", _record),
    met("change_deadline", "candidate",
         lambda w: work.change_deadline(item=w.item, deadline=D(2027, 2, 1), by=w.chair)),
)  # fmt: skip
RECOMMENDED = (
    *ENDS,
    met("return", "candidate",
         lambda w: recommendation.return_to_committee(case=w.file, reason=WHY, by=w.chair)),
    met("open_motion", "candidate president council1 council2 council3",
         lambda w: motions.open_motion(case=w.file, closes_at=clock.now() + dt.timedelta(days=3),
                                       by=w.president)),
)  # fmt: skip
VOTING = (
    *ENDS,
    met("cast_ballot", "candidate council1",
         lambda w: motions.cast_ballot(motion=w.motion, choice="deny", by=w.council1)),
    met("recuse", "candidate council2", lambda w: motions.recuse(motion=w.motion, by=w.council2)),
    met("return", "candidate",
         lambda w: recommendation.return_to_committee(case=w.file, reason=WHY, by=w.president)),
    met("correct_record", "candidate",
         lambda w: recommendation.correct_record(case=w.file, reason=WHY, by=w.supervisor)),
)  # fmt: skip
DRAFT = (
    met("begin_enquiry", "treasurer",
         lambda w: enquiry.begin_enquiry(person=w.treasurer, by=w.treasurer)),
    met("open_case", "treasurer", lambda w: open_case(candidate=w.treasurer, by=w.treasurer)),
    met("begin_application", "intensives_coordinator",
         lambda w: enquiry.begin_application(case=w.enquiry, by=w.intensives_coordinator)),
    met("new_attempt", "council1", lambda w: enquiry.new_attempt(case=w.withdrawn, by=w.council1)),
    met("acknowledge_policy", "candidate",
         lambda w: application.acknowledge_policy(case=w.file, by=w.candidate)),
    met("note_recording", "candidate",
         lambda w: application.note_recording(case=w.file, by=w.candidate, kind="audio", consent=True,
                                              arranged_on=D(2025, 1, 9))),
    met("save_draft", "candidate",
         lambda w: application.save_draft(case=w.file, by=w.candidate, degree="MD, PhD")),
    met("add_experience", "candidate",
         lambda w: experience.add_experience(case=w.file, by=w.candidate, kind="other", title="Lectures",
                                             start=D(2020, 1, 1), end=D(2020, 2, 1))),
    met("change_experience", "candidate",
         lambda w: experience.change_experience(experience=w.experience, by=w.candidate, title="South")),
    met("remove_experience", "candidate",
         lambda w: experience.remove_experience(experience=w.experience, by=w.candidate)),
    met("ask_attestation", "candidate faculty1",
         lambda w: experience.ask_attestation(experience=w.experience, by=w.candidate)),
    met("attest_experience", "candidate faculty1",
         lambda w: experience.attest(experience=w.experience, by=w.faculty1, debriefing_confirmed=True)),
    met("ask_in_lieu", "candidate",
         lambda w: requests.ask_in_lieu(case=w.file, by=w.candidate, reason=WHY)),
    met("ask_supervisor", "host supervisor",
         lambda w: supervisor.ask(case=w.second, by=w.host, supervisor=w.supervisor)),
    met("ask_supervisor_alone", "host supervisor",
         lambda w: asked.ask_supervisor(by=w.host, supervisor=w.supervisor)),
    met("answer_request", "candidate supervisor",
         lambda w: asked.answer_request(by=w.supervisor, request=w.request, accepted=True)),
    met("suggest_supervisor", "host supervisor",
         lambda w: supervisor.suggest_supervisor(case=w.second, by=w.coordinator, supervisor=w.supervisor)),
)  # fmt: skip
ORPHANED = (
    met("appoint_by_hand", "stranger",
         lambda w: offices.appoint_by_hand(person=w.stranger, office="treasurer", asked_by="A", done_by="B")),
    met("appoint_where_nobody_can", "stranger",
         lambda w: founding.appoint_where_nobody_can(name="", email=w.stranger.email, office="treasurer",
                                                     asked_by="A", done_by="B")),
)  # fmt: skip
ANSWERED = (
    *ENDS,
    met("send_application", "candidate",
         lambda w: application.send_application(case=w.file, by=w.candidate)),
)  # fmt: skip
DIFFERING = (
    *ENDS,
    met("second_look", "candidate",
         lambda w: review.second_look(case=w.file, by=w.chair, reason=WHY)),
)  # fmt: skip
APPROVED = (
    *ENDS,
    met("fill_in_schedule", "candidate supervisor",
         lambda w: agreement.fill_in_schedule(case=w.file, by=w.candidate)),
    met("fill_in", "candidate supervisor",
         lambda w: agreements.fill_in(by=w.candidate, candidate=w.candidate, supervisor=w.supervisor,
                                      first_year_amount=Decimal(1), second_year_amount=None,
                                      terms_version="2025", on=clock.today())),
    met("begin_without_supervisor", "candidate",
         lambda w: determinations.begin_without_supervisor(case=w.file, by=w.chair)),
)  # fmt: skip
FILLED = (
    *ENDS,
    met("sign_agreement", "candidate supervisor",
         lambda w: agreement.sign_agreement(agreement=w.agreement, by=w.supervisor)),
    met("sign", "candidate supervisor",
         lambda w: agreements.sign(agreement=w.agreement, by=w.supervisor)),
)  # fmt: skip
AGREED = (
    *ENDS,
    met("let_supervision_begin", "candidate supervisor",
         lambda w: fees.let_supervision_begin(case=w.file, by=w.treasurer)),
    met("change_supervisor", "candidate supervisor",
         lambda w: agreement.change_supervisor(case=w.file, by=w.candidate, reason=WHY)),
)  # fmt: skip
EARLY = (
    met("let_stand", "candidate supervisor",
         lambda w: supervision.let_stand(by=w.coordinator, session=w.supervised, reason=WHY)),
    met("ask_for_final", "candidate",
         lambda w: final.ask_for_final(case=w.file, intensive=w.intensive, by=w.candidate)),
)  # fmt: skip
PLANNED = (
    met("call_off_final", "candidate evaluator",
         lambda w: final.call_off_final(case=w.file, reason=WHY, by=w.chair)),
    met("cancel_intensive", "candidate host faculty1 faculty2 evaluator",
         lambda w: intensives.cancel(intensive=w.intensive, reason=WHY, by=w.intensives_coordinator)),
)  # fmt: skip
ATTENDED = (
    met("confirm_held", "candidate", lambda w: final.confirm_held(case=w.file, by=w.host)),
    met("call_off_final", "candidate evaluator",
         lambda w: final.call_off_final(case=w.file, reason=WHY, by=w.chair)),
)  # fmt: skip
ASSESSED = (
    *ENDS,
    met("open_review", "candidate",
         lambda w: committee.open_review(case=w.file, by=w.chair, reason=WHY)),
)  # fmt: skip
OPENED = (
    *ENDS,
    met("record_review", "candidate",
         lambda w: committee.record_review(case=w.file, members=[w.chair], by=w.chair)),
)  # fmt: skip
REVIEWED = (
    *ENDS,
    met("propose_work", "candidate", _proposed),
    met("recommend", "candidate",
         lambda w: recommendation.recommend(case=w.file, direction="against", reasons=WHY, by=w.chair)),
)  # fmt: skip
PROPOSED = (
    *ENDS,
    met("agree_work", "candidate", lambda w: work.agree_work(case=w.file, by=w.candidate)),
    met("answer_work", "candidate",
         lambda w: work.answer_work(case=w.file, reason=WHY, by=w.candidate)),
    met("take_back_work", "candidate",
         lambda w: work.take_back_work(case=w.file, reason=WHY, by=w.chair)),
)  # fmt: skip
VOTED = (
    *ENDS,
    met("release_result", "candidate supervisor president",
         lambda w: counting.release_result(motion=w.motion, by=w.president)),
)  # fmt: skip
DUE = (
    *ENDS,
    met("close_motion", "candidate supervisor", lambda w: counting.close_motion(motion=w.motion)),
)  # fmt: skip
MEETINGS = {
    "draft": DRAFT,
    "orphaned": ORPHANED,
    "answered": ANSWERED,
    "review": REVIEW,
    "differing": DIFFERING,
    "approved": APPROVED,
    "filled": FILLED,
    "agreed": AGREED,
    "training": TRAINING,
    "early": EARLY,
    "planned": PLANNED,
    "attended": ATTENDED,
    "held": HELD,
    "assessed": ASSESSED,
    "opened": OPENED,
    "reviewed": REVIEWED,
    "proposed": PROPOSED,
    "work": WORK,
    "recommended": RECOMMENDED,
    "voting": VOTING,
    "voted": VOTED,
    "due": DUE,
}
"""The steps that can meet in each world."""
DOORS = {
    "move_case": """withdraw close begin_application acknowledge_policy note_recording ask_schedule
        ask_exception second_look""",
    "open_case": "begin_enquiry",
    "lock_draft": "save_draft add_experience change_experience remove_experience",
    "lock_fees": "note_receipt confirm_receipt reverse_receipt receive correct_receipt",
    "recognised": "import_dossier",
}
"""Where steps lock that begin at a door in another module; all others lock in their own."""
