"""What the findings add up to: readiness, overall status, attention, observations, the road, the pairs."""

import pytest

from credentialing.dossier import load
from credentialing.rules import assess, pairing, road

from .clean_file import assessed, at, clean
from .test_clauses import ENQUIRY
from .test_determinations import GAP

FOR = {"reviewed_on": "2024-01-10", "recommended_on": "2024-01-20", "recommendation": "for"}
AGAINST = FOR | {"recommendation": "against"}
WORK = {
    "agreed_by_ccc_on": "2024-01-12",
    "items": [{"activity": "a further Intensive", "deadline": "2024-06-29"}],
}
VOTED = {"voted_on": "2024-06-01", "outcome": "not_credentialed"}
OPEN = clean(policy_acknowledged_on=None)


@pytest.mark.parametrize(
    "dossier, expected",
    [
        (ENQUIRY, "enquiry"),
        (OPEN, "in_progress"),
        (clean(group_sessions=GAP), "needs_ccc_decision"),
        (clean(), "ready_for_ccc_review"),
        (clean(further_work=WORK), "further_work"),
        (clean(further_work=WORK, ccc_review=FOR), "further_work"),
        (clean(ccc_review=FOR), "ready_for_council"),
        (clean(ccc_review=FOR, group_sessions=GAP), "needs_ccc_decision"),
        ({**OPEN, "ccc_review": AGAINST}, "ready_for_council"),
        ({**OPEN, "council_vote": VOTED}, "not_credentialed"),
        (clean(council_vote=VOTED | {"outcome": "credentialed"}), "credentialed"),
        (clean(council_vote=VOTED | {"voted_on": "2024-07-01"}), "ready_for_ccc_review"),
    ],
)
def test_the_first_status_that_holds_is_the_overall_one(dossier, expected):
    assert assessed(dossier).overall == expected


def test_nobody_is_credentialed_but_by_a_vote_of_the_council():
    record = load(clean(ccc_review=FOR))
    assert assess(record).overall == "ready_for_council"


def test_what_a_person_has_to_decide_is_listed_even_while_other_things_are_open():
    assessment = assessed({**OPEN, "group_sessions": GAP})
    assert assessment.readiness["R14"] == "in_progress"
    assert assessment.attention == ("P98.BR.2c", "R14.9a")


def test_the_day_after_the_deadline_further_work_is_overdue():
    assert assessed(clean(further_work=WORK)).observations == ("further_work_overdue",)
    for day in ("2024-06-28", "2024-06-29"):
        assert assessed(clean(as_of=day, further_work=WORK)).observations == ()


def test_an_evaluator_who_supervised_or_co_led_at_home_is_observed_and_not_judged():
    supervised = at(clean(), "supervision_sessions.3.supervisor", "E1")
    assert assessed(supervised).observations == ("evaluator_was_supervisor",)
    co_led = at(clean(), "groups.0.past_co_leaders", ["E1"])
    assert assessed(co_led).observations == ("evaluator_is_home_co_leader",)
    assert assessed(co_led).attention == ()
    assert assessed({**co_led, "as_of": "2023-10-07"}).observations == ()


def test_the_supervisor_who_signed_and_never_met_the_candidate_counts_as_supervisor():
    dossier = at(clean(supervision_sessions=[]), "final_intensive.evaluator", "S1")
    assert assessed(dossier).observations == ("evaluator_was_supervisor",)


def test_rows_that_differ_come_first_and_one_sided_ones_last():
    rows = pairing(assessed(clean(group_sessions=GAP)))
    order = ["differ", "same answer", "only one speaks"]
    assert [order.index(row.relation) for row in rows] == sorted(order.index(row.relation) for row in rows)
    assert [row.subject.title for row in rows if row.relation == "differ"] == [
        "How often the group meets",
        "Two years of leading",
        "Who recommends",
    ]
    assert sum(len(row.older) + len(row.newer) for row in rows) == 69


def test_the_road_has_one_place_to_be_until_the_council_has_voted():
    def places(dossier):
        return [reached.place.value for reached in road(assessed(dossier))]

    assert places(ENQUIRY) == ["here"] + ["ahead"] * 5 + ["ahead"] * 5
    assert places(clean()) == ["done"] * 10 + ["here"]
    assert places(clean(as_of="2022-02-28")) == ["done"] * 8 + ["here", "ahead", "ahead"]
    voted = clean(ccc_review=FOR, council_vote=VOTED)
    assert places(voted) == ["done"] * 11


def test_one_document_alone_gives_the_same_findings_and_its_own_standing():
    record = load(clean(group_sessions=GAP))
    both, alone = assess(record), assess(record, documents=["R14"])
    assert alone.findings == both.of("R14")
    assert dict(alone.readiness) == {"R14": both.readiness["R14"]}
    assert alone.attention == ("R14.9a",)
    with pytest.raises(KeyError):
        assess(record, documents=["R15"])


def test_a_question_for_the_committee_marks_its_step_and_holds_nobody_back():
    lapsed = [{"start": "2020-01-01", "end": "2021-12-31"}, {"start": "2022-01-21", "end": None}]
    steps = road(assessed(clean(memberships=lapsed)))
    member = steps[1]
    assert (member.step.title, member.place.value, member.question) == ("Be a member", "done", True)
    assert [step.step.number for step in steps if step.question] == [2]
