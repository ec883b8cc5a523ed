"""What named people decide, laid over what was computed: every kind, and the settled order."""

import pytest

from .clean_file import assessed, at, clean, decision, monthly, outcome, outcomes, sessions, supervisions
from .test_clauses import CO_LED, LABORATORY, MEMBER, NEXT_SIX, SIX

GAP = sessions(*monthly("2021-02-01", 9, 9), *monthly("2022-01-01", 18, 9))
ASKED = {"requested_on": "2024-01-01"}


def with_gap(*determinations, **more):
    return clean(group_sessions=GAP, determinations=list(determinations), **more)


def lapsed(*determinations, **more):
    memberships = [{"start": "2020-01-01", "end": "2021-12-31"}, {"start": "2022-01-21"}]
    return clean(memberships=memberships, determinations=list(determinations), **more)


def one_intensive_fewer(*determinations, **claims):
    dossier = clean(
        prior_experience={"identified": True, **claims},
        determinations=list(determinations),
    )
    del dossier["intensives"][1]
    return dossier


def unsupervised(*determinations, days=()):
    return clean(
        supervision_sessions=supervisions(*days),
        prior_experience={"identified": True, "co_leading": CO_LED},
        determinations=list(determinations),
    )


def in_lieu(**years):
    return decision(
        "in_lieu_of_supervision",
        sessions_by_year={year.removeprefix("year_"): sessions for year, sessions in years.items()},
    )


# grant_schedule


def granted(meetings=1, per_months=2, start="2021-02-01"):
    return decision("grant_schedule", **{"from": start}, meetings=meetings, per_months=per_months)


def test_a_kept_schedule_waives_the_ideal_and_makes_a_missed_month_a_question():
    every_second = sessions(*monthly("2021-02-01", 29, 9)[::2])
    dossier = clean(group_sessions=every_second, determinations=[granted()])
    assert outcomes(dossier, "P98.BR.2b", "P98.BR.2c", "R14.9a") == ["waived", "met", "needs_judgement"]


def test_a_broken_schedule_is_advisory():
    dossier = clean(group_sessions=sessions("2021-02-09"), determinations=[granted()])
    assert outcomes(dossier, "P98.BR.2b", "R14.9a") == ["advisory", "needs_judgement"]


def test_a_schedule_reads_waived_even_where_two_a_month_were_held():
    assert outcomes(clean(determinations=[granted()]), "P98.BR.2b", "R14.9a") == ["waived", "met"]


def test_months_before_the_schedule_are_ignored():
    late = sessions(*monthly("2021-02-01", 1, 9), *monthly("2021-09-01", 20, 9))
    dossier = clean(group_sessions=late, determinations=[granted(1, 1, "2021-09-01")])
    assert outcome(dossier, "P98.BR.2b") == "waived"


def test_a_schedule_without_a_whole_period_elapsed_says_not_yet():
    dossier = clean(as_of="2021-03-15", determinations=[granted(2, 3) | {"date": "2021-02-01"}])
    assert outcome(dossier, "P98.BR.2b") == "not_yet"


# accept_credit


@pytest.mark.parametrize("clause, claim", [("P98.CR.1a", "group_member"), ("P98.CR.1b", "process_group")])
def test_an_accepted_credit_leaves_one_participant_intensive_and_a_question(clause, claim):
    claims = {claim: {"group_member": MEMBER, "process_group": LABORATORY}[claim]}
    dossier = one_intensive_fewer(decision("accept_credit", clauses=[clause]), **claims)
    assert outcomes(dossier, "P98.CP.2a", "P98.CP.2b", "P98.CP.2c") == ["credited", "credited", "met"]
    assert outcomes(dossier, "R14.11a", "R14.11b") == ["needs_judgement", "needs_judgement"]


def test_a_credit_not_accepted_leaves_the_intensive_too_early():
    dossier = one_intensive_fewer(group_member=MEMBER)
    assert outcomes(dossier, "P98.CP.2a", "P98.CP.2c", "R14.11a", "R14.11b") == [
        "not_yet",
        "not_met",
        "not_yet",
        "not_met",
    ]


@pytest.mark.parametrize(
    "accepted_on, refused_on, expected",
    [
        ("2024-01-10", "2024-01-09", "credited"),
        ("2024-01-10", "2024-01-10", "credited"),
        ("2024-01-10", "2024-01-11", "not_met"),
    ],
)
def test_between_acceptance_and_refusal_of_a_credit_the_later_date_wins(accepted_on, refused_on, expected):
    dossier = one_intensive_fewer(
        decision("accept_credit", accepted_on, clauses=["P98.CR.1a"]),
        decision("refuse", refused_on, of="P98.CR.1a"),
        group_member=MEMBER,
    )
    assert outcome(dossier, "P98.CR.1a") == expected


def test_of_two_refusals_the_last_one_holds_and_one_of_something_else_does_not():
    def credited(*refusals):
        accepted = decision("accept_credit", "2024-01-10", clauses=["P98.CR.1a"])
        return outcome(one_intensive_fewer(accepted, *refusals, group_member=MEMBER), "P98.CR.1a")

    early, late = (decision("refuse", day, of="P98.CR.1a") for day in ("2024-01-02", "2024-01-20"))
    assert credited(early) == "credited"
    assert credited(early, late) == credited(late, early) == "not_met"
    assert credited(decision("refuse", "2024-01-20", of="P98.CR.1b")) == "credited"


def test_a_credit_judged_met_is_no_credit():
    dossier = one_intensive_fewer(
        decision("judge", clauses=["P98.CR.1a"], outcome="met"), group_member=MEMBER
    )
    assert outcomes(dossier, "P98.CR.1a", "P98.CP.2a", "P98.CP.2b") == ["met", "not_yet", "not_yet"]


# in_lieu_of_supervision


def test_both_years_in_lieu_credit_supervision_and_leave_the_roadmap_a_question():
    dossier = unsupervised(in_lieu(year_1=6, year_2=6))
    assert outcomes(dossier, "P98.CP.1a", "P98.CP.1b", "P98.CP.1c") == ["credited"] * 3
    assert outcomes(dossier, "R14.9c", "R14.9d") == ["needs_judgement"] * 2


def test_with_both_years_in_lieu_what_supervision_needs_becomes_a_question_only_where_open():
    dossier = unsupervised(in_lieu(year_1=6, year_2=6)) | {"agreement": None, "fee": None}
    assert outcomes(dossier, "R14.4a", "R14.7a", "R14.7b", "R14.7e", "R14.8a", "R14.8b") == [
        "met",
        "not_yet",
        "needs_judgement",
        "needs_judgement",
        "needs_judgement",
        "needs_judgement",
    ]


def test_a_year_granted_in_full_is_filled_first_and_the_next_session_opens_the_next_year():
    assert outcome(unsupervised(in_lieu(year_1=6), days=SIX), "P98.CP.1b") == "credited"
    short = unsupervised(in_lieu(year_1=6), days=SIX[:5])
    assert outcome(short, "P98.CP.1b") == "not_met"
    assert outcome(short | {"as_of": "2022-03-13"}, "P98.CP.1b") == "not_yet"


def test_several_grants_add_up_by_year():
    dossier = unsupervised(in_lieu(year_1=4), in_lieu(year_1=2, year_2=6))
    assert outcome(dossier, "P98.CP.1b") == "credited"


def test_a_partly_granted_year_is_tested_after_adding():
    assert outcome(unsupervised(in_lieu(year_2=2), days=[*SIX, *NEXT_SIX[:4]]), "P98.CP.1b") == "credited"
    assert outcome(unsupervised(in_lieu(year_2=1), days=[*SIX, *NEXT_SIX[:4]]), "P98.CP.1b") == "not_met"


def test_sessions_in_lieu_have_no_effect_while_a_condition_fails():
    dossier = at(unsupervised(in_lieu(year_1=6, year_2=6)), "prior_experience.co_leading.attested_on", None)
    assert outcomes(dossier, "P98.CR.2d", "P98.CP.1b", "R14.9c") == ["not_applicable", "not_yet", "not_met"]


# waive


def test_a_waiver_lifts_the_clause_and_makes_its_counterpart_a_question():
    waiver = decision("waive", clauses=["P98.BR.1b"])
    dossier = lapsed(waiver, exceptional_circumstances=ASKED)
    assert outcomes(dossier, "P98.BR.1b", "R14.2b", "P98.EXC.2") == ["waived", "needs_judgement", "waived"]
    assert assessed(dossier)["P98.BR.1b"].computed == "not_met"


def test_a_waiver_without_a_request_has_no_effect():
    waiver = decision("waive", clauses=["P98.BR.1b"])
    assert outcomes(lapsed(waiver), "P98.BR.1b", "R14.2b", "P98.EXC.2") == [
        "not_met",
        "not_met",
        "not_applicable",
    ]


def test_a_waiver_never_touches_a_clause_that_is_met():
    dossier = clean(
        exceptional_circumstances=ASKED, determinations=[decision("waive", clauses=["P98.CP.1b"])]
    )
    assert outcomes(dossier, "P98.CP.1b", "R14.9c", "P98.EXC.2") == ["met", "met", "waived"]


def test_waiving_the_six_a_year_leaves_own_group_and_approved_supervisor():
    dossier = clean(
        supervision_sessions=[],
        exceptional_circumstances=ASKED,
        determinations=[decision("waive", clauses=["P98.CP.1b"])],
    )
    assert outcomes(dossier, "P98.CP.1a", "P98.CP.1b", "P98.CP.1c", "R14.9c", "R14.9d") == [
        "not_yet",
        "waived",
        "not_yet",
        "needs_judgement",
        "needs_judgement",
    ]


def test_with_the_participant_intensives_waived_none_has_to_come_first():
    dossier = clean(
        exceptional_circumstances=ASKED, determinations=[decision("waive", clauses=["P98.CP.2b"])]
    )
    dossier["intensives"] = dossier["intensives"][2:]
    assert outcomes(dossier, "P98.CP.2a", "P98.CP.2b", "P98.CP.2c", "R14.11a", "R14.11b") == [
        "not_yet",
        "waived",
        "met",
        "needs_judgement",
        "needs_judgement",
    ]


@pytest.mark.parametrize("clause", ["P98.BR.1a", "P98.BR.1c", "P98.CP.2c", "P98.CP.3e", "P98.FR.3"])
@pytest.mark.parametrize("request_on_file", [ASKED, None])
def test_a_waiver_of_what_cannot_be_waived_is_refused_and_observed(clause, request_on_file):
    dossier = clean(
        memberships=[],
        intensives=[],
        final_intensive=None,
        exceptional_circumstances=request_on_file,
        determinations=[decision("waive", clauses=[clause])],
    )
    assessment = assessed(dossier)
    assert assessment[clause].outcome == assessment[clause].computed
    assert assessment.observations == (f"refused_waiver:{clause}",)
    assert assessment["P98.EXC.2"].outcome == ("needs_judgement" if request_on_file else "not_applicable")


# judge, reconcile, refuse


def test_a_judgement_decides_only_what_needs_judgement():
    judged = decision("judge", clauses=["P98.BR.2c", "R14.9a"], outcome="met")
    assert outcomes(with_gap(judged), "P98.BR.2c", "R14.9a") == ["met", "not_met"]


def test_the_later_judgement_holds():
    first = decision("judge", "2024-01-10", clauses=["P98.BR.2c"], outcome="met")
    second = decision("judge", "2024-01-11", clauses=["P98.BR.2c"], outcome="not_met")
    assert outcome(with_gap(second, first), "P98.BR.2c") == "not_met"


def test_reconciling_answers_an_open_clause_of_the_roadmap_and_no_other():
    answer = decision("reconcile", clauses=["R14.9a", "P98.BR.2c", "R14.9b", "R14.11h"])
    dossier = with_gap(answer)
    assert outcomes(dossier, "R14.9a", "P98.BR.2c", "R14.9b", "R14.11h") == [
        "waived",
        "needs_judgement",
        "met",
        "not_yet",
    ]


def test_a_clause_judged_not_met_can_still_be_reconciled():
    judged = decision("judge", clauses=["R14.8b"], outcome="not_met")
    answer = decision("reconcile", clauses=["R14.8b"])
    dossier = clean(
        fee={"first_year_amount": 600, "payments": [{"sent_on": "2021-03-15", "amount": 600}]},
        determinations=[judged, answer],
    )
    assert outcome(dossier, "R14.8b") == "waived"


@pytest.mark.parametrize(
    "refused, clause, dossier",
    [
        ("P98.CR.1a", "P98.CR.1a", clean(prior_experience={"identified": True, "group_member": MEMBER})),
        ("in_lieu_of_supervision", "P98.CR.2d", unsupervised()),
        ("exception", "P98.EXC.2", clean(exceptional_circumstances=ASKED)),
    ],
)
def test_a_refusal_of_what_was_asked_for_makes_it_not_met(refused, clause, dossier):
    assert outcome(dossier, clause) == "needs_judgement"
    assert outcome(dossier | {"determinations": [decision("refuse", of=refused)]}, clause) == "not_met"
    assert outcome(clean(determinations=[decision("refuse", of=refused)]), clause) == "not_applicable"


def test_a_refused_schedule_is_recorded_only():
    refused = clean(determinations=[decision("refuse", of="schedule")])
    assert assessed(refused).outcomes == assessed(clean()).outcomes


def test_a_decision_dated_later_does_not_exist():
    later = decision("reconcile", "2024-07-01", clauses=["R14.9a"])
    assert outcome(with_gap(later), "R14.9a") == "not_met"


# A document too young


def test_a_process_begun_before_the_roadmap_is_not_measured_against_it():
    dossier = clean()
    dossier["application"]["submitted_on"] = "2013-12-31"
    dossier["determinations"] = [decision("reconcile", clauses=["R14.9a"])]
    assessment = assessed(dossier)
    assert {str(finding.outcome) for finding in assessment.of("R14")} == {"not_applicable"}
    assert assessment.readiness["R14"] == "ready"
    assert assessment.marks == {"R14": "not yet issued"}
    dossier["application"]["submitted_on"] = "2014-01-01"
    assert outcome(dossier, "R14.1") == "met"
