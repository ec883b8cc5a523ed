"""Review, recommendation and return: what opens and shuts the gate; a refusal changes nothing."""

import datetime as dt

import pytest

from credentialing.actions.committee import open_review, record_review
from credentialing.actions.determinations import determine
from credentialing.actions.recommendation import recommend, return_to_committee
from credentialing.actions.situation import standing_recommendation, standing_review
from credentialing.enums import State
from credentialing.models import Assessment, CommitteeReview, Determination, Recommendation
from members.models import Membership
from members.refusals import Refused, Stale
from tests.credentialing.later_half import again, counted, frozen_on, in_review, recommended, taken_over, told


def refused(act, *models, sentence, **arguments):
    before = counted(*models)
    with pytest.raises(Refused) as caught:
        act(**arguments)
    assert caught.value.sentence == sentence
    assert counted(*models) == before


@pytest.fixture
def assessed(membership_officer, chair, at):
    return taken_over("D01", officer=membership_officer, chair=chair)


@pytest.fixture
def reviewed(membership_officer, chair, at):
    return in_review("D01", officer=membership_officer, chair=chair)


def test_opening_the_review_freezes_the_findings_and_tells_the_committee(assessed, chair):
    review = open_review(case=assessed, by=chair)
    case = again(assessed)
    assert (case.state, review.reviewed_on, review.assessment.sha256) == (
        State.REVIEW,
        None,
        frozen_on(case)[0],
    )
    assert told(case) == {("review_opened", "ccc_chair"), ("review_opened", "ccc_member")}


def test_only_the_chair_opens_the_review(assessed, ccc_member):
    refused(
        open_review,
        CommitteeReview,
        Assessment,
        case=assessed,
        by=ccc_member,
        sentence="This step is for the CCC Chair.",
    )


def test_a_review_needs_committee_members(assessed, chair, stranger):
    open_review(case=assessed, by=chair)
    refused(
        record_review,
        case=assessed,
        members=[],
        by=chair,
        sentence="Name the committee members who were present.",
    )
    refused(
        record_review,
        case=assessed,
        members=[stranger],
        by=chair,
        sentence="Stan Ranger is not on the committee for this file.",
    )


def test_a_review_is_recorded_once_while_its_snapshot_stands(reviewed, chair):
    refused(
        record_review,
        CommitteeReview,
        case=reviewed,
        members=[chair],
        by=chair,
        sentence="The committee's review of this file is recorded already.",
    )


def test_a_file_with_nothing_open_is_recommended_for(reviewed, chair, president):
    made = recommend(case=reviewed, direction="for", reasons="All is there.", by=chair)
    case = again(reviewed)
    assert (case.state, made.direction, made.assessment is None) == (State.RECOMMENDED, "for", False)
    assert {
        ("recommendation_to_council", "council_president"),
        ("recommendation_to_council", "council_member"),
        ("recommendation_told", case.candidate.name),
    } <= told(case)


def test_a_recommendation_gives_its_reasons(reviewed, chair):
    for direction in ("for", "against"):
        refused(
            recommend,
            Recommendation,
            case=reviewed,
            direction=direction,
            reasons=" ",
            by=chair,
            sentence="Give the reason in a sentence or two.",
        )


def test_a_recommendation_says_which_way(reviewed, chair):
    refused(
        recommend,
        case=reviewed,
        direction="",
        reasons="So.",
        by=chair,
        sentence="Say which way the committee recommends.",
    )


def test_a_lapsed_member_cannot_be_recommended_for(reviewed, chair):
    Membership.objects.filter(person=reviewed.candidate).update(
        end=dt.date(2000, 1, 1), start=dt.date(1999, 1, 1)
    )
    before = counted(Recommendation)
    with pytest.raises(Refused):
        recommend(case=reviewed, direction="for", reasons="All is there.", by=chair)
    assert counted(Recommendation) == before


def test_an_unfinished_file_may_still_be_recommended_against(membership_officer, chair, at):
    case = in_review("D16", officer=membership_officer, chair=chair)
    refused(
        recommend,
        Recommendation,
        case=case,
        direction="for",
        reasons="Nearly.",
        by=chair,
        sentence="The committee has to answer by name: R14.9a.",
    )
    made = recommend(case=case, direction="against", reasons="A month is missing.", by=chair)
    assert (again(case).state, made.direction) == (State.RECOMMENDED, "against")


def test_a_reconciled_clause_opens_the_gate_and_is_frozen_with_the_findings(
    membership_officer, chair, ccc_member, at
):
    case = in_review("D16", officer=membership_officer, chair=chair)
    before = frozen_on(case)
    made = determine(
        case=case,
        kind="reconcile",
        clauses=["R14.9a"],
        reason="One month, well explained.",
        members=[chair, ccc_member],
        by=chair,
    )
    review = standing_review(case)
    outcomes = {row["clause"]: row["outcome"] for row in review.assessment.content["assessment"]["findings"]}
    assert (outcomes["R14.9a"], len(frozen_on(case)) - len(before)) == ("waived", 1)
    assert set(made.members.all()) == {chair, ccc_member}
    assert recommend(case=again(case), direction="for", reasons="All answered.", by=chair).direction == "for"


def test_evidence_changed_since_the_review_asks_for_a_new_one(membership_officer, chair, at):
    case = in_review("D16", officer=membership_officer, chair=chair)
    Membership.objects.filter(person=case.candidate).delete()
    before = counted(Determination, Assessment)
    with pytest.raises(Stale) as caught:
        determine(case=case, kind="reconcile", clauses=["R14.9a"], reason="So.", members=[chair], by=chair)
    assert caught.value.sentence.endswith("Take the review again first.")
    assert counted(Determination, Assessment) == before
    record_review(case=case, members=[chair], by=chair)
    determine(case=case, kind="reconcile", clauses=["R14.9a"], reason="So.", members=[chair], by=chair)
    assert Determination.objects.filter(case=case, kind="reconcile").count() == 1


def test_the_chair_or_the_president_returns_a_recommended_file(membership_officer, chair, president, at):
    case = recommended(officer=membership_officer, chair=chair)
    refused(
        return_to_committee,
        case=case,
        reason="",
        by=president,
        sentence="Give the reason in a sentence or two.",
    )
    return_to_committee(case=case, reason="The Council asks for the group log.", by=president)
    case = again(case)
    assert (case.state, standing_review(case), standing_recommendation(case)) == (State.REVIEW, None, None)
    record_review(case=case, members=[chair], by=chair)
    assert recommend(case=case, direction="for", reasons="The log is there.", by=chair).direction == "for"


def test_a_council_member_does_not_return_a_file(membership_officer, chair, council1, at):
    case = recommended(officer=membership_officer, chair=chair)
    refused(
        return_to_committee,
        case=case,
        reason="So.",
        by=council1,
        sentence="This step is for the CCC Chair or the Council President.",
    )
