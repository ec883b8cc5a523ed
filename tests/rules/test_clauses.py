"""Each clause, met and unmet, and every boundary: one changed thing in the clean file, one answer."""

from collections import defaultdict

import pytest

from credentialing.rules import CLAUSES

from .clean_file import assessed, at, clean, decision, fee, monthly, outcome, paid, sessions, supervisions

ENQUIRY = clean(
    application=None,
    agreement=None,
    application_review=None,
    fee=None,
    final_intensive=None,
    policy_acknowledged_on=None,
    recording_arranged_on=None,
    supervisor_request=None,
    **{key: [] for key in ("memberships", "groups", "group_sessions", "debriefs", "intensives")},
    supervision_sessions=[],
)
BASE = clean()


def signed_by_f1(day):
    """Whoever signed the agreement became faculty, without a session as supervisor."""
    return at(at(BASE, "supervisor_request.supervisor", "F1"), "agreement.supervisor_signed_on", day)


LONE = clean(groups=[{"id": "G1", "setting": "other", "ended_on": "2023-06-30"}])
MEMBER = {
    "participation": {"start": "2016-09-01", "end": "2018-08-31"},
    "group_met": {"start": "2016-09-01", "end": "2018-08-31"},
    "meetings_per_month": 2,
}
LABORATORY = {"theory_training": True, "laboratory": {"start": "2019-01-15", "end": "2019-04-14"}}
CO_LED = {
    "leader": "C1",
    "leader_credentialed_from": "2012-04-01",
    "period": {"start": "2018-03-01", "end": "2020-03-01"},
    "attested_on": "2020-11-30",
    "ongoing_debriefing": True,
}


def prior(*determinations, **claims):
    return clean(prior_experience={"identified": True, **claims}, determinations=list(determinations))


def accepted(clause):
    return decision("accept_credit", clauses=[clause])


def reviewed(**dates):
    return clean(ccc_review=dates)


def further(**dates):
    return clean(further_work=dates)


def last_debrief(minutes):
    return at(BASE, "debriefs.0.minutes", minutes)


def of(year_one, year_two, year_three=()):
    return clean(supervision_sessions=supervisions(*year_one, *year_two, *year_three))


SIX = ["2021-03-15", "2021-05-17", "2021-07-19", "2021-09-20", "2021-11-15", "2022-01-17"]
NEXT_SIX = ["2022-03-15", "2022-05-16", "2022-07-18", "2022-09-19", "2022-11-21", "2023-01-16"]
CLEAN_MONTHS = monthly("2021-02-01", 29, 9)

TABLE = [
    # Membership
    ("P98.BR.1a", ENQUIRY, "not_yet"),
    ("P98.BR.1a", {**ENQUIRY, "memberships": [{"start": "2024-06-30"}]}, "met"),
    ("P98.BR.1a", clean(memberships=[{"start": "2020-12-03", "end": "2020-12-03"}]), "met"),
    ("P98.BR.1a", clean(memberships=[{"start": "2020-12-04"}]), "not_met"),
    ("R14.2a", BASE, "met"),
    ("R14.2a", clean(memberships=[]), "not_met"),
    ("P98.BR.1b", BASE, "met"),
    ("P98.BR.1b", ENQUIRY, "not_yet"),
    ("P98.BR.1b", clean(memberships=[{"start": "2020-12-03", "end": "2024-06-30"}]), "met"),
    ("P98.BR.1b", clean(memberships=[{"start": "2020-12-03", "end": "2024-06-29"}]), "not_met"),
    ("R14.2b", BASE, "met"),
    ("R14.2b", clean(memberships=[{"start": "2020-12-03", "end": "2024-06-29"}]), "not_met"),
    # Application
    ("P98.BR.1c", BASE, "met"),
    ("P98.BR.1c", at(BASE, "application.completed_on", None), "not_yet"),
    ("R14.3a", BASE, "met"),
    ("R14.3a", at(BASE, "application.completed_on", "2024-07-01"), "not_yet"),
    ("P98.BR.1d", BASE, "met"),
    ("P98.BR.1d", at(BASE, "application.sent_to", ["coordinator_of_supervision"]), "not_yet"),
    ("P98.BR.1d", at(BASE, "application.submitted_on", None), "not_yet"),
    ("R14.3b", BASE, "met"),
    ("R14.3b", at(BASE, "application.sent_to", ["ccc_chair"]), "not_yet"),
    # Leading
    ("P98.BR.2a", BASE, "met"),
    ("P98.BR.2a", clean(group_sessions=sessions("2020-12-02")), "not_yet"),
    ("P98.BR.2a", clean(group_sessions=sessions("2020-12-03")), "met"),
    ("P98.BR.2b", BASE, "met"),
    ("P98.BR.2b", clean(group_sessions=sessions(*CLEAN_MONTHS)), "advisory"),
    ("P98.BR.2b", clean(group_sessions=[]), "not_yet"),
    ("P98.BR.2b", clean(as_of="2021-02-27"), "not_yet"),
    ("P98.BR.2b", clean(as_of="2021-02-28"), "met"),
    ("P98.BR.2c", clean(as_of="2023-02-07"), "not_yet"),
    ("P98.BR.2c", clean(as_of="2023-02-08"), "met"),
    ("P98.BR.2c", at(BASE, "groups.0.ended_on", "2023-02-07"), "not_yet"),
    ("P98.BR.2c", at(BASE, "groups.0.ended_on", "2023-02-08"), "met"),
    ("P98.BR.2c", clean(group_sessions=sessions(*CLEAN_MONTHS[:3], *CLEAN_MONTHS[4:])), "met"),
    ("P98.BR.2c", clean(group_sessions=sessions(*CLEAN_MONTHS[:3], *CLEAN_MONTHS[5:])), "needs_judgement"),
    ("P98.BR.3a", BASE, "met"),
    ("P98.BR.3a", LONE, "advisory"),
    ("P98.BR.3a", ENQUIRY, "not_yet"),
    ("P98.BR.3b", BASE, "met"),
    ("P98.BR.3b", at(BASE, "candidate.profession", "psychologist"), "advisory"),
    ("P98.BR.3b", at(BASE, "candidate.profession", "psychiatrist"), "met"),
    ("P98.BR.3b", at(BASE, "groups.0.setting", "other"), "not_applicable"),
    ("R14.9a", BASE, "met"),
    ("R14.9a", clean(as_of="2023-01-31"), "met"),
    ("R14.9a", clean(as_of="2023-01-08"), "not_yet"),
    ("R14.9a", clean(group_sessions=sessions(*CLEAN_MONTHS[:9], *CLEAN_MONTHS[10:])), "not_met"),
    (
        "R14.9a",
        clean(group_sessions=sessions(*monthly("2021-02-01", 3, 9), *monthly("2021-06-01", 24, 9))),
        "met",
    ),
    ("R14.9b", BASE, "met"),
    ("R14.9b", clean(as_of="2023-02-07"), "not_yet"),
    # Reviews
    ("P98.BR.4a", BASE, "met"),
    ("P98.BR.4a", clean(as_of="2023-02-07"), "not_yet"),
    ("P98.BR.4a", clean(debriefs=[]), "not_met"),
    ("P98.BR.4a", clean(debriefs=[{"group": "G1", "date": "2021-02-09", "minutes": 5}]), "needs_judgement"),
    ("P98.BR.4a", LONE, "needs_judgement"),
    ("P98.BR.4a", {**LONE, "as_of": "2023-02-07"}, "not_yet"),
    ("P98.BR.4b", BASE, "met"),
    ("P98.BR.4b", last_debrief(29), "advisory"),
    ("P98.BR.4b", LONE, "advisory"),
    ("P98.BR.4c", last_debrief(30), "met"),
    ("P98.BR.4c", last_debrief(29), "advisory"),
    ("P98.BR.4c", clean(group_sessions=[]), "not_yet"),
    ("P98.BR.4c", LONE, "not_applicable"),
    ("R14.10", BASE, "met"),
    ("R14.10", clean(debriefs=[]), "advisory"),
    ("R14.10", at(BASE, "debriefs.57.date", "2023-06-30"), "met"),
    ("R14.10", at(BASE, "debriefs.57.date", "2023-07-01"), "advisory"),
    ("R14.10", ENQUIRY, "not_yet"),
    # Supervision
    ("P98.CP.1a", BASE, "met"),
    ("P98.CP.1a", clean(supervision_sessions=supervisions("2023-07-01")), "not_yet"),
    ("P98.CP.1a", clean(supervision_sessions=supervisions("2023-06-30")), "met"),
    ("P98.CP.1a", clean(supervision_sessions=supervisions("2023-06-30", group=None)), "not_yet"),
    ("P98.CP.1c", BASE, "met"),
    ("P98.CP.1c", at(BASE, "people.S1.approved_supervisor", [["2010-01-01", "2021-03-14"]]), "not_yet"),
    ("P98.CP.1c", at(BASE, "people.S1.approved_supervisor", [["2010-01-01", "2021-03-15"]]), "met"),
    ("P98.CP.1b", of(SIX, NEXT_SIX), "met"),
    ("P98.CP.1b", of([*SIX, "2022-03-14"], NEXT_SIX[1:]), "not_met"),
    ("P98.CP.1b", of(SIX[:5], NEXT_SIX, ["2023-03-15"]), "not_met"),
    ("P98.CP.1b", of([*SIX, *SIX], []), "not_met"),
    ("P98.CP.1b", {**of(SIX[:5], []), "as_of": "2022-03-14"}, "not_met"),
    ("P98.CP.1b", {**of(SIX[:5], []), "as_of": "2022-03-13"}, "not_yet"),
    ("R14.9c", BASE, "met"),
    ("R14.9c", of(SIX, NEXT_SIX[:5]), "not_met"),
    ("R14.9c", at(of(SIX, NEXT_SIX[:5]), "groups.0.ended_on", None), "not_yet"),
    ("R14.9d", BASE, "met"),
    ("R14.9d", at(BASE, "supervision_sessions.3.recording", None), "not_met"),
    # Intensives
    ("P98.CP.2a", BASE, "met"),
    ("P98.CP.2a", at(BASE, "intensives.0.completed", False), "not_yet"),
    ("P98.CP.2b", BASE, "met"),
    ("P98.CP.2b", at(BASE, "intensives.1.role", "candidate"), "not_yet"),
    ("P98.CP.2c", BASE, "met"),
    ("P98.CP.2c", at(BASE, "intensives.1.end", "2023-10-03"), "met"),
    ("P98.CP.2c", at(BASE, "intensives.1.end", "2023-10-04"), "not_met"),
    ("P98.CP.2c", at(BASE, "intensives.2.role", "participant"), "not_yet"),
    ("R14.11a", BASE, "met"),
    ("R14.11a", at(BASE, "intensives.0.completed", False), "not_yet"),
    ("R14.11b", BASE, "met"),
    ("R14.11b", at(BASE, "intensives.1.end", "2023-10-04"), "not_met"),
    # The final Intensive
    ("P98.CP.3a", BASE, "met"),
    ("P98.CP.3a", clean(as_of="2023-10-07"), "not_yet"),
    ("P98.CP.3b", BASE, "met"),
    ("P98.CP.3b", at(BASE, "final_intensive.co_led.1.date", "2023-10-09"), "not_met"),
    ("P98.CP.3b", at(BASE, "final_intensive.faculty", ["F1", "F2", "E1"]), "not_met"),
    ("P98.CP.3c", BASE, "met"),
    ("P98.CP.3c", at(BASE, "supervision_sessions.3.supervisor", "F1"), "not_met"),
    ("P98.CP.3c", signed_by_f1("2023-10-07"), "not_met"),
    ("P98.CP.3c", signed_by_f1("2023-10-08"), "not_met"),
    ("P98.CP.3c", signed_by_f1("2023-10-09"), "met"),
    ("P98.CP.3d", BASE, "met"),
    ("P98.CP.3d", at(BASE, "groups.0.past_co_leaders", ["F2"]), "not_met"),
    ("P98.CP.3d", at(at(BASE, "groups.0.co_leader", "F2"), "groups.0.started_on", "2021-01-01"), "not_met"),
    ("P98.CP.3e", BASE, "met"),
    ("P98.CP.3e", at(BASE, "final_intensive.meeting.present", ["F1", "E1"]), "not_met"),
    ("P98.CP.3e", at(BASE, "final_intensive.evaluator", "F1"), "not_met"),
    ("P98.CP.3e", at(BASE, "final_intensive.meeting", None), "not_yet"),
    ("P98.CP.3f", BASE, "met"),
    ("P98.CP.3f", clean(as_of="2023-10-21"), "not_yet"),
    ("P98.CP.3g", BASE, "met"),
    ("P98.CP.3g", clean(as_of="2023-10-24"), "not_yet"),
    ("R14.11c", at(BASE, "final_intensive.faculty", ["F1"]), "met"),
    ("R14.11c", at(BASE, "final_intensive.co_led", []), "not_met"),
    ("R14.11d", at(BASE, "final_intensive.evaluator_designated_on", "2023-10-08"), "met"),
    ("R14.11d", at(BASE, "final_intensive.evaluator_designated_on", "2023-10-09"), "needs_judgement"),
    ("R14.11d", at(BASE, "final_intensive.evaluator_designated_on", None), "not_met"),
    ("R14.11e", at(BASE, "final_intensive.meeting.present", ["F1"]), "met"),
    ("R14.11e", at(BASE, "final_intensive.meeting.present", ["E1"]), "not_met"),
    ("R14.11f", BASE, "met"),
    ("R14.11f", at(BASE, "final_intensive.assessment_to_candidate_on", None), "not_yet"),
    ("R14.11g", BASE, "met"),
    ("R14.11g", at(BASE, "final_intensive.recommendation_to_ccc_on", None), "not_yet"),
    # Prior experience
    ("P98.CR.1a", BASE, "not_applicable"),
    ("P98.CR.1a", prior(group_member=MEMBER), "needs_judgement"),
    ("P98.CR.1a", prior(accepted("P98.CR.1a"), group_member=MEMBER), "credited"),
    ("P98.CR.1a", prior(accepted("P98.CR.1a"), group_member={**MEMBER, "meetings_per_month": 1}), "not_met"),
    (
        "P98.CR.1a",
        prior(group_member={**MEMBER, "group_met": {"start": "2016-09-01", "end": "2018-08-30"}}),
        "not_met",
    ),
    ("P98.CR.1b", BASE, "not_applicable"),
    ("P98.CR.1b", prior(accepted("P98.CR.1b"), process_group=LABORATORY), "credited"),
    ("P98.CR.1b", prior(process_group={**LABORATORY, "theory_training": False}), "not_met"),
    (
        "P98.CR.1b",
        prior(process_group={**LABORATORY, "laboratory": {"start": "2019-01-15", "end": "2019-04-13"}}),
        "not_met",
    ),
    ("P98.CR.1c", BASE, "not_applicable"),
    (
        "P98.CR.1c",
        prior(accepted("P98.CR.1a"), accepted("P98.CR.1b"), group_member=MEMBER, process_group=LABORATORY),
        "met",
    ),
    ("P98.CR.2a", prior(co_leading=CO_LED), "met"),
    ("P98.CR.2a", prior(co_leading={**CO_LED, "leader_credentialed_from": "2018-03-02"}), "not_met"),
    ("P98.CR.2a", prior(co_leading={**CO_LED, "period": {"start": "2018-12-04"}}), "not_met"),
    ("P98.CR.2a", prior(co_leading={**CO_LED, "period": {"start": "2018-12-03"}}), "met"),
    ("P98.CR.2b", prior(co_leading=CO_LED), "met"),
    ("P98.CR.2b", prior(co_leading={**CO_LED, "attested_on": None}), "not_yet"),
    ("P98.CR.2c", prior(co_leading={**CO_LED, "ongoing_debriefing": False}), "met"),
    ("P98.CR.2c", prior(co_leading={**CO_LED, "ongoing_debriefing": False, "leader": "F1"}), "not_yet"),
    ("P98.CR.2d", prior(co_leading=CO_LED), "needs_judgement"),
    ("P98.CR.2d", prior(co_leading={**CO_LED, "attested_on": None}), "not_applicable"),
    (
        "P98.CR.2d",
        prior(decision("in_lieu_of_supervision", sessions_by_year={"1": 3}), co_leading=CO_LED),
        "credited",
    ),
    ("R14.6b", prior(), "not_yet"),
    ("R14.6b", at(prior(), "application_review.prior_experience_reviewed_on", "2021-01-01"), "met"),
    ("R14.6b", BASE, "not_applicable"),
    # Exceptional circumstances
    ("P98.EXC.2", BASE, "not_applicable"),
    ("P98.EXC.2", clean(exceptional_circumstances={"requested_on": "2024-06-30"}), "needs_judgement"),
    ("P98.EXC.2", clean(exceptional_circumstances={"requested_on": "2024-07-01"}), "not_applicable"),
    (
        "P98.EXC.2",
        clean(
            exceptional_circumstances={"requested_on": "2024-01-01"},
            determinations=[decision("waive", clauses=["P98.BR.2c"])],
        ),
        "waived",
    ),
    # Decision
    ("P98.FR.1a", reviewed(reviewed_on="2024-06-30"), "met"),
    ("P98.FR.1a", reviewed(reviewed_on="2024-07-01"), "not_yet"),
    (
        "P98.FR.1b",
        reviewed(reviewed_on="2024-02-01", recommended_on="2024-02-01", recommendation="for"),
        "met",
    ),
    (
        "P98.FR.1b",
        reviewed(reviewed_on="2024-02-02", recommended_on="2024-02-01", recommendation="for"),
        "not_yet",
    ),
    ("P98.FR.2a", BASE, "not_applicable"),
    ("P98.FR.2a", further(agreed_by_ccc_on="2024-01-01", items=[{"activity": "a"}]), "not_yet"),
    (
        "P98.FR.2a",
        further(
            agreed_by_ccc_on="2024-01-01", agreed_by_candidate_on="2024-01-02", items=[{"activity": "a"}]
        ),
        "met",
    ),
    ("P98.FR.2b", further(agreed_by_ccc_on="2024-01-01", items=[{"activity": "a"}]), "not_met"),
    (
        "P98.FR.2b",
        further(agreed_by_ccc_on="2024-01-01", items=[{"activity": "a", "deadline": "2025-01-01"}]),
        "met",
    ),
    ("P98.FR.3", clean(council_vote={"voted_on": "2024-06-30", "outcome": "not_credentialed"}), "met"),
    ("P98.FR.3", clean(council_vote={"voted_on": "2024-07-01", "outcome": "credentialed"}), "not_yet"),
    ("R14.11h", clean(council_vote={"voted_on": "2024-06-30", "outcome": "credentialed"}), "met"),
    ("R14.11h", BASE, "not_yet"),
    # Steps 1 to 8
    ("R14.1", BASE, "met"),
    ("R14.1", clean(policy_acknowledged_on=None), "not_yet"),
    ("R14.4a", BASE, "met"),
    ("R14.4a", clean(supervisor_request=None), "not_yet"),
    ("R14.4c", BASE, "met"),
    ("R14.4c", at(BASE, "supervisor_request.accepted_on", None), "not_yet"),
    ("R14.5a", BASE, "met"),
    ("R14.5a", clean(recording_arranged_on=None), "not_yet"),
    ("R14.5b", clean(recording_arranged_on="2020-12-18"), "met"),
    ("R14.5b", clean(recording_arranged_on="2020-12-19"), "advisory"),
    ("R14.6a", BASE, "met"),
    ("R14.6a", at(BASE, "application_review.ccc_chair_on", None), "not_yet"),
    ("R14.6a", at(BASE, "application_review.declined_on", "2020-12-19"), "not_met"),
    ("R14.6a", at(BASE, "application_review.declined_on", "2020-12-17"), "met"),
    ("R14.7a", at(BASE, "agreement.fee_form_on", "2020-12-18"), "met"),
    ("R14.7a", at(BASE, "agreement.fee_form_on", "2020-12-17"), "advisory"),
    ("R14.7a", at(BASE, "application_review.approved_on", None), "advisory"),
    ("R14.7a", clean(agreement=None), "not_yet"),
    *(
        row
        for clause in ("R14.7b", "R14.7c", "R14.7d", "R14.7e")
        for row in ((clause, BASE, "met"), (clause, clean(agreement=None), "not_yet"))
    ),
    ("R14.8a", fee(paid("2021-01-15", 300), paid("2021-02-15", 300)), "met"),
    ("R14.8a", fee(paid("2021-01-15", 599.99)), "not_yet"),
    ("R14.8a", fee(paid("2021-01-15", reversed_on="2024-06-30")), "not_yet"),
    ("R14.8a", fee(paid("2021-01-15", reversed_on="2024-07-01")), "met"),
    ("R14.8b", fee(paid("2021-03-14")), "met"),
    ("R14.8b", fee(paid("2021-03-15")), "needs_judgement"),
    ("R14.8b", fee(paid("2021-03-16")), "not_met"),
    ("R14.8b", fee(), "not_met"),
    ("R14.8b", {**fee(), "supervision_sessions": []}, "not_yet"),
    ("R14.8b", {**fee(paid("2024-01-01")), "supervision_sessions": []}, "met"),
    (
        "R14.8b",
        fee(paid("2021-01-15", reversed_on="2021-02-01"), paid("2021-04-01")),
        "not_met",
    ),
]


@pytest.mark.parametrize(
    "clause, dossier, expected", TABLE, ids=[f"{row[0]}-{row[2]}-{n}" for n, row in enumerate(TABLE)]
)
def test_a_clause_answers(clause, dossier, expected):
    assert outcome(dossier, clause) == expected


def test_the_table_holds_a_met_and_an_unmet_answer_for_every_clause():
    satisfied = {"met", "credited", "waived"}
    answers = defaultdict(set)
    for clause, _, expected in TABLE:
        answers[clause].add(expected in satisfied)
    missing = [
        clause.id for clause in CLAUSES.values() if clause.has_finding and answers[clause.id] != {True, False}
    ]
    assert missing == []


@pytest.mark.parametrize(
    "as_of, run, complete",
    [
        ("2022-06-08", 5, "December 2023"),
        ("2022-06-09", 6, "December 2023"),
        ("2023-07-31", 0, "July 2025"),
        ("2023-07-30", 18, "December 2023"),
    ],
)
def test_a_broken_run_says_how_long_the_present_one_is_and_when_it_can_be_complete(as_of, run, complete):
    dossier = clean(
        as_of=as_of,
        group_sessions=sessions(*monthly("2021-02-01", 10, 9), *monthly("2022-01-01", 18, 9)),
    )
    assert assessed(dossier)["R14.9a"].next_step == (
        f"No group in December 2021; clean run so far "
        f"{run} of 24, complete in {complete} at the earliest; or ask the CCC."
    )
