"""The other readings: each computable alternative, and what it turns."""

# A table reads best with one row a line.
# ruff: noqa: E501

import pytest

from credentialing.dossier import load
from credentialing.rules import CLAUSES, PARAMETERS, Parameters, UnknownParameterError, assess

from .clean_file import at, clean, decision, monthly, outcome, sessions, supervisions
from .test_clauses import LABORATORY, NEXT_SIX, SIX, fee, paid
from .test_determinations import GAP, one_intensive_fewer

BASE = clean()
ONE_GAP = clean(group_sessions=sessions(*monthly("2021-02-01", 9, 9), *monthly("2021-12-01", 19, 9)))
BEFORE = clean(as_of="2022-09-30", group_sessions=sessions(*monthly("2020-09-01", 25, 9)))
LEAP = clean(as_of="2022-02-27", group_sessions=sessions("2020-02-29"))
LEAP["application"]["submitted_on"] = "2020-02-10"
LEAP["groups"][0]["ended_on"] = None
CREDIT = {
    "group_member": {
        "participation": {"start": "2016-09-01", "end": "2018-08-31"},
        "group_met": {"start": "2019-06-01", "end": "2021-05-31"},
        "meetings_per_month": 2,
    }
}
ACCEPTED = decision("accept_credit", "2022-01-10", clauses=["P98.CR.1a"])
TWO_LABS = [{"start": "2019-01-15", "end": "2019-03-14"}, {"start": "2019-05-01", "end": "2019-05-31"}]
SHORT_TALKS = [
    {"group": "G1", "date": session["date"], "minutes": 15}
    for session in BASE["group_sessions"]
    for _ in "ab"
]
TWICE_A_DAY = sessions(*[day for day in monthly("2021-02-01", 29, 9) for _ in "ab"])
OLD_APPROVAL = at(BASE, "people.S1.approved_supervisor", [["2010-01-01", "2021-02-01"]])
GRANTED = decision("grant_schedule", **{"from": "2021-02-01"}, meetings=1, per_months=1)
OLD_CREDIT = {
    **CREDIT,
    "group_member": CREDIT["group_member"] | {"group_met": {"start": "2016-09-01", "end": "2018-08-31"}},
}

READINGS = [
    ("P98.BR.2c", BEFORE, "service.counts_from", "any", "not_yet", "met"),
    ("P98.BR.2a", at(BASE, "application_review.approved_on", None), "service.counts_from", "approval", "met", "not_yet"),
    ("R14.9b", BEFORE, "r14.service.counts_from", "any", "not_yet", "met"),
    ("P98.BR.1b", clean(memberships=[{"start": "2020-12-10"}]), "process.starts_on", "approval", "not_met", "met"),
    ("P98.BR.1a", clean(memberships=[{"start": "2020-12-03"}]), "membership.tested_on", "first_contact", "met", "not_met"),
    ("P98.BR.1b", clean(memberships=[{"start": "2020-12-13"}]), "membership.grace_days", 10, "not_met", "met"),
    ("P98.BR.1b", clean(memberships=[{"start": "2020-12-14"}]), "membership.grace_days", 10, "not_met", "not_met"),
    ("P98.BR.2c", LEAP, "date.leap_rounding", "down", "not_yet", "needs_judgement"),
    ("R14.9b", LEAP, "date.leap_rounding", "down", "not_yet", "met"),
    ("R14.9b", LEAP, "date.leap_rounding", "refuse", "not_yet", "needs_judgement"),
    ("P98.BR.2b", clean(group_sessions=TWICE_A_DAY), "group.same_day", "each", "advisory", "met"),
    ("P98.BR.2b", clean(group_sessions=TWICE_A_DAY), "p98.br2b.mode", "needs_grant", "advisory", "not_met"),
    ("P98.BR.2b", clean(group_sessions=TWICE_A_DAY, determinations=[GRANTED]), "p98.br2b.mode", "needs_grant", "waived", "waived"),
    ("P98.BR.2c", clean(group_sessions=GAP), "p98.gap_judgement_months", 3, "needs_judgement", "met"),
    ("P98.BR.2c", clean(group_sessions=GAP), "p98.gap_judgement_months", None, "needs_judgement", "met"),
    ("P98.BR.2c", ONE_GAP, "p98.gap_judgement_months", 1, "met", "needs_judgement"),
    ("P98.BR.3b", at(BASE, "candidate.profession", "lcsw"), "p98.br3b.severity", "must", "advisory", "not_met"),
    ("P98.BR.3b", at(BASE, "candidate.profession", "psychiatrist"), "p98.psychiatrist_is_physician", False, "met", "advisory"),
    ("P98.BR.4c", clean(debriefs=SHORT_TALKS), "review.sum_same_day", True, "advisory", "met"),
    ("P98.CP.1b", clean(supervision_sessions=supervisions(*SIX, "2022-03-14", *NEXT_SIX[1:])), "p98.cp1.year_test", "total", "not_met", "met"),
    ("P98.CP.1b", clean(supervision_sessions=supervisions(*SIX, *NEXT_SIX[:5], "2023-03-10")), "p98.cp1.anchor", "first_group", "met", "not_met"),
    ("P98.CP.1b", clean(supervision_sessions=supervisions(*SIX, *NEXT_SIX[:5], "2023-03-10")), "p98.cp1.anchor", "agreement", "met", "not_met"),
    ("P98.CP.1b", clean(supervision_sessions=supervisions(*SIX[:3], *SIX[:3], *NEXT_SIX)), "supervision.same_day", "each", "not_met", "met"),
    ("P98.CP.1c", OLD_APPROVAL, "supervisor.approved_on", "agreement", "not_yet", "met"),
    ("P98.CP.3a", BASE, "final.requires_supervision_complete", True, "met", "met"),
    ("P98.CP.3a", clean(supervision_sessions=[]), "final.requires_supervision_complete", True, "met", "not_met"),
    ("P98.CP.3c", at(BASE, "supervision_sessions.3.supervisor", "E1"), "p98.cp3c.includes_evaluator", True, "met", "not_met"),
    ("P98.CP.3e", at(BASE, "final_intensive.evaluator", "F1"), "evaluator.distinct_from_faculty", False, "not_met", "met"),
    ("P98.CR.1a", one_intensive_fewer(ACCEPTED, **CREDIT), "credit.cutoff", "decision", "not_met", "credited"),
    ("P98.CR.1b", one_intensive_fewer(process_group=LABORATORY | {"laboratory": TWO_LABS}), "credit.lab_sum", False, "needs_judgement", "not_met"),
    ("R14.9a", ONE_GAP, "r14.9a.gap", "extend", "not_met", "met"),
    ("R14.9a", ONE_GAP, "r14.9a.gap", "tolerate:1", "not_met", "met"),
    ("R14.9a", clean(group_sessions=GAP), "r14.9a.gap", "tolerate:1", "not_met", "not_met"),
    ("R14.9a", clean(group_sessions=GAP), "r14.9a.gap", "tolerate:2", "not_met", "met"),
    ("R14.9c", clean(supervision_sessions=supervisions(*SIX, *NEXT_SIX[:5], "2023-03-10")), "r14.9c.window", "first", "met", "not_met"),
    ("R14.9c", clean(supervision_sessions=supervisions("2021-01-20", *SIX, *NEXT_SIX[:5])), "r14.9c.window", "candidacy", "not_met", "met"),
    ("R14.9d", at(BASE, "supervision_sessions.3.recording", None), "r14.9d.mode", "any", "not_met", "met"),
    ("R14.11a", one_intensive_fewer(ACCEPTED, **OLD_CREDIT), "r14.honours_p98_credits", "yes", "needs_judgement", "met"),
    ("R14.11b", one_intensive_fewer(ACCEPTED, **OLD_CREDIT), "r14.honours_p98_credits", "no", "needs_judgement", "not_met"),
    ("R14.8a", fee(paid("2021-01-15")), "r14.8.counts", "confirmed", "met", "not_yet"),
    ("R14.9c", fee(paid("2021-03-16")), "r14.8.early_sessions_count", False, "met", "not_met"),
    ("R14.6a", at(BASE, "application_review.declined_on", "2020-12-19"), "r14.6.rule", "either_after_both", "not_met", "met"),
    ("R14.10", at(BASE, "debriefs.57.date", "2023-06-30"), "debrief.attach_days", 6, "met", "advisory"),
    ("R14.10", at(BASE, "debriefs.57.date", "2023-06-24"), "debrief.attach_days", 0, "met", "advisory"),
    ("R14.10", at(BASE, "debriefs.57.date", "2023-07-01"), "debrief.attach_days", 14, "advisory", "met"),
    ("R14.9a", at(BASE, "application_review.approved_on", None), "r14.service.counts_from", "approval", "met", "not_yet"),
    ("P98.BR.1b", clean(memberships=[{"start": "2021-01-02"}]), "membership.grace_days", 30, "not_met", "met"),
    ("P98.BR.1b", clean(memberships=[{"start": "2021-01-03"}]), "membership.grace_days", 30, "not_met", "not_met"),
]  # fmt: skip


@pytest.mark.parametrize("clause, dossier, name, value, default, other", READINGS)
def test_another_reading_gives_another_answer(clause, dossier, name, value, default, other):
    assert outcome(dossier, clause) == default
    assert outcome(dossier, clause, **{name: value}) == other


def test_every_listed_reading_turns_a_finding_above():
    turned = {(name, repr(value)) for _, _, name, value, default, other in READINGS if default != other}
    listed = {(choice.name, repr(value)) for choice in PARAMETERS.choices for value in choice.readings}
    assert listed - turned == set()


def test_an_explained_finding_names_the_reading_that_would_change_it():
    finding = assess(load(ONE_GAP), explain=True)["R14.9a"]
    found = [(reading.parameter, reading.value, str(reading.outcome)) for reading in finding.readings]
    assert found == [
        ("process.starts_on", "approval", "not_met"),
        ("r14.service.counts_from", "approval", "not_met"),
        ("r14.service.counts_from", "any", "not_met"),
        ("r14.9a.gap", "extend", "met"),
        ("r14.9a.gap", "tolerate:1", "met"),
    ]
    assert finding.depends_on_reading
    assert not assess(load(BASE), explain=True)["R14.1"].depends_on_reading


def test_a_finding_shows_what_it_was_measured_against():
    used = {one.name: (one.value, one.origin) for one in assess(load(BASE))["R14.9a"].parameters}
    assert used["r14.9a.min_per_month"] == (1, "R14.9a")
    assert used["r14.9a.gap"] == ("restart", "ours")


def test_a_changed_copy_leaves_the_parameters_as_they_were():
    changed = PARAMETERS.with_({"r14.9a.gap": "extend"})
    assert isinstance(changed, Parameters)
    assert (changed["r14.9a.gap"], PARAMETERS["r14.9a.gap"]) == ("extend", "restart")
    assert changed.with_({"r14.9a.gap": "restart"}) == PARAMETERS
    with pytest.raises(UnknownParameterError):
        PARAMETERS.with_({"r14.9a.gaps": "extend"})


def test_what_is_asked_for_is_said_as_it_is_read():
    said = {
        (clause.id, name, value): assess(load(BASE), parameters=PARAMETERS.with_({name: value}))[
            clause.id
        ].required
        for clause in CLAUSES.values()
        for name, value in clause.required_under
    }
    usual = {clause: finding.required for clause, finding in by_clause(assess(load(BASE)))}
    assert len(said) == 19
    assert all(
        words and words != usual[clause] and "{" not in words for (clause, _, _), words in said.items()
    )
    assert said["P98.CP.1b", "p98.cp1.year_test", "total"] == "six sessions a year for two years, in all"
    assert usual["P98.CP.1b"] == "six sessions in each of two years"


def by_clause(assessment):
    return [(finding.clause.id, finding) for finding in assessment.findings]


def test_wording_is_given_for_readings_there_are():
    for clause in CLAUSES.values():
        for name, value in clause.required_under:
            assert name in clause.parameters
            assert value in PARAMETERS.definition(name).readings


def test_a_run_that_is_extended_says_how_many_months_are_missing_and_not_until_when():
    gone_by = clean(
        as_of="2022-06-15",
        group_sessions=sessions(*monthly("2021-02-01", 5, 9), *monthly("2021-09-01", 9, 9)),
    )
    extended = assess(load(gone_by), parameters=PARAMETERS.with_({"r14.9a.gap": "extend"}))["R14.9a"]
    assert (extended.outcome, extended.next_step) == (
        "not_yet",
        "A group in 10 more months completes this step.",
    )
