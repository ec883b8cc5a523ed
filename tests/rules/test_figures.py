"""The figures of both documents and our choices, as section 7 of the design sets them; and their editions."""

from datetime import date

import pytest

from credentialing.rules import AMERICAN_BALINT_SOCIETY, PARAMETERS

FIGURES = {
    "process.starts_on": ("submission", ("approval",)),
    "service.months": (24, ()),
    "membership.grace_days": (0, (30,)),
    "membership.tested_on": ("submission", ("first_contact",)),
    "date.leap_rounding": ("up", ("down", "refuse")),
    "group.same_day": ("once", ("each",)),
    "supervision.same_day": ("once", ("each",)),
    "supervisor.approved_on": ("session", ("agreement",)),
    "evaluator.distinct_from_faculty": (True, (False,)),
    "evidence.require_confirmation": (False, ()),
    "org.timezone": (None, ()),
    "fee.schedule": (None, ()),
    "council.gate_mode": ("reconcile", ()),
    "council.quorum": ("more than half of the roll", ()),
    "council.majority": ("more approve than deny", ()),
    "ccc.recommendation_rule": (None, ()),
    "p98.effective_from": (date(2007, 4, 9), ()),
    "service.counts_from": ("submission", ("approval", "any")),
    "p98.br2b.ideal_per_month": (2, ()),
    "p98.br2b.mode": ("advisory", ("needs_grant",)),
    "p98.gap_judgement_months": (2, (1, 3, None)),
    "p98.br3b.severity": ("advisory", ("must",)),
    "p98.psychiatrist_is_physician": (True, (False,)),
    "review.min_minutes": (30, ()),
    "review.ideal_per_month": (2, ()),
    "review.sum_same_day": (False, (True,)),
    "p98.cp1.per_year": (6, ()),
    "p98.cp1.years": (2, ()),
    "p98.cp1.year_test": ("each", ("total",)),
    "p98.cp1.anchor": ("first_supervision", ("first_group", "agreement")),
    "intensives.total": (3, ()),
    "intensives.participant": (2, ()),
    "intensives.participant_with_credit": (1, ()),
    "p98.cp3c.includes_evaluator": (False, (True,)),
    "final.requires_supervision_complete": (False, (True,)),
    "cr1a.months": (24, ()),
    "cr1a.per_month": (2, ()),
    "cr1b.lab_months": (3, ()),
    "credit.lab_sum": (True, (False,)),
    "cr2.more_than_months": (24, ()),
    "cr2.aggregate": (False, ()),
    "credit.cutoff": ("submission", ("decision",)),
    "credit.accepted_by": ("Chair and Coordinator", ()),
    "exc.nonwaivable": (("P98.BR.1a", "P98.BR.1c", "P98.CP.2c", "P98.CP.3*", "P98.FR.*"), ()),
    "r14.effective_from": (date(2014, 1, 1), ()),
    "r14.service.counts_from": ("submission", ("approval", "any")),
    "r14.9a.min_per_month": (1, ()),
    "r14.9a.gap": ("restart", ("extend", "tolerate:1")),
    "r14.9c.min": (12, ()),
    "r14.9c.window": ("any", ("first", "candidacy")),
    "r14.9d.mode": ("each", ("any",)),
    "r14.honours_p98_credits": ("ask", ("yes", "no")),
    "r14.8.counts": ("sent", ("confirmed",)),
    "r14.8.early_sessions_count": (True, (False,)),
    "r14.3.channel_strict": (False, ()),
    "r14.6.rule": ("both", ("either_after_both",)),
    "role.supervisor_of_credentialing": ("coordinator_of_supervision", ()),
    "debrief.attach_days": (7, (0, 14)),
}
EDITIONS = {
    "P98": [
        ("1998-04-24", False),
        ("1999-07-07", False),
        ("2002-07-08", False),
        ("2003-04-11", False),
        ("2007-04-09", True),
    ],
    "R14": [("2014-01-01", True)],
}

READ_BY_NO_RULE = [
    "ccc.recommendation_rule",
    "council.gate_mode",
    "council.majority",
    "council.quorum",
    "cr2.aggregate",
    "credit.accepted_by",
    "evidence.require_confirmation",
    "fee.schedule",
    "org.timezone",
    "r14.3.channel_strict",
    "role.supervisor_of_credentialing",
]


def test_every_parameter_has_its_figure():
    assert {one.name for one in PARAMETERS} == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_one_agreed_and_so_are_its_other_readings(name):
    parameter = PARAMETERS.definition(name)
    assert (parameter.value, parameter.readings) == FIGURES[name]


@pytest.mark.parametrize("document", EDITIONS)
def test_the_wordings_of_a_document_begin_on_their_days(document):
    editions = AMERICAN_BALINT_SOCIETY.rulebook(document).editions
    assert [(one.valid_from.isoformat(), one.held) for one in editions] == EDITIONS[document]


def test_some_figures_are_only_written_down():
    assert sorted(one.name for one in PARAMETERS if one.inert) == READ_BY_NO_RULE


def test_of_some_any_number_may_be_set():
    assert sorted(one.name for one in PARAMETERS if one.any_number) == [
        "debrief.attach_days",
        "membership.grace_days",
    ]
