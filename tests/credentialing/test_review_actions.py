"""The two reviews and what follows: approval, return, decline, a second look, credits."""

import datetime as dt

import pytest

from credentialing.actions.application import send_application
from credentialing.actions.experience import add_experience, remove_experience
from credentialing.actions.review import review_application, second_look
from credentialing.enums import ExperienceKind, ReviewRole
from credentialing.models import Application, ApplicationReview, Case, Determination, Event, ExperienceView
from members.enums import Office
from members.models import Notice
from members.refusals import Refused, Stale
from tests.cast import AppointmentFactory
from tests.credentialing.stages import drafted, sent, with_supervisor

pytestmark = pytest.mark.django_db
D = dt.date
CHAIR, COORDINATOR = ReviewRole.CHAIR, ReviewRole.COORDINATOR


@pytest.fixture(autouse=True)
def june(at):
    """It is 1 June 2026."""


def counts() -> tuple:
    models = (ApplicationReview, ExperienceView, Determination, Event, Notice)
    states = list(Case.objects.values_list("state", flat=True))
    return (*(model.objects.count() for model in models), states)


def named(candidate):
    """An application that names a group the candidate was a member of."""
    case = drafted(candidate)
    experience = add_experience(
        case=case,
        by=candidate,
        kind=ExperienceKind.GROUP_MEMBER,
        title="Tuesday group",
        start=D(2020, 1, 1),
        end=D(2023, 1, 1),
        group_start=D(2019, 1, 1),
        group_end=D(2024, 1, 1),
        meetings_per_month=2,
    )
    send_application(case=case, by=candidate)
    return case, experience


def told(*kinds: str) -> set[tuple[str, str]]:
    rows = Notice.objects.filter(kind__in=kinds).select_related("person")
    return {(row.kind, row.person.name if row.person else row.office) for row in rows}


def test_two_approvals_approve_and_tell_candidate_and_supervisor(candidate, chair, coordinator, supervisor):
    case = with_supervisor(sent(candidate), supervisor)
    review_application(case=case, role=CHAIR, by=chair, outcome="approve")
    assert Case.objects.get().state == "under_review"
    review_application(case=case, role=COORDINATOR, by=coordinator, outcome="approve")
    assert Case.objects.get().state == "approved"
    assert told("application_approved", "candidate_approved") == {
        ("application_approved", "Maya Ferreira"), ("candidate_approved", "Sylvia Marsh"),
    }  # fmt: skip


def test_a_credit_that_both_accept_becomes_a_determination(candidate, chair, coordinator):
    case, experience = named(candidate)
    review_application(
        case=case, role=CHAIR, by=chair, outcome="approve", views={experience.pk: (True, "Long enough.")}
    )
    review_application(
        case=case, role=COORDINATOR, by=coordinator, outcome="approve", views={experience.pk: (True, "")}
    )
    one = Determination.objects.get()
    assert (one.kind, one.clauses, one.decided_on, one.reason) == (
        "accept_credit", ["P98.CR.1a"], D(2026, 6, 1), "Long enough.",
    )  # fmt: skip
    assert one.body == "CCC Chair and Coordinator of Supervision"
    assert set(one.members.all()) == {chair, coordinator}


def test_a_credit_that_one_does_not_accept_is_left_to_the_committee(candidate, chair, coordinator):
    case, experience = named(candidate)
    review_application(case=case, role=CHAIR, by=chair, outcome="approve", views={experience.pk: (True, "")})
    review_application(
        case=case,
        role=COORDINATOR,
        by=coordinator,
        outcome="approve",
        views={experience.pk: (False, "Short.")},
    )
    assert (Case.objects.get().state, Determination.objects.count()) == ("approved", 0)


def test_a_review_without_a_view_on_each_experience_is_refused(candidate, chair):
    case, _ = named(candidate)
    before = counts()
    with pytest.raises(Refused, match="Say first, for every prior experience the candidate names"):
        review_application(case=case, role=CHAIR, by=chair, outcome="approve")
    assert counts() == before


def test_a_return_goes_back_at_once_and_the_first_submission_keeps_its_day(candidate, chair, coordinator, at):
    case, experience = named(candidate)
    review_application(
        case=case,
        role=CHAIR,
        by=chair,
        outcome="return",
        reason="Say more.",
        views={experience.pk: (True, "")},
    )
    assert Case.objects.get().state == "returned"
    assert told("application_returned") == {("application_returned", "Maya Ferreira")}
    with pytest.raises(Refused, match=r"The reviewers have given their view on this, so it stays on file."):
        remove_experience(experience=experience, by=candidate)
    at(D(2026, 6, 10))
    send_application(case=case, by=candidate)
    application = Application.objects.get()
    assert (application.round, application.submitted_on) == (2, D(2026, 6, 1))
    assert Case.objects.get().process_start == D(2026, 6, 1)
    for role, by in ((CHAIR, chair), (COORDINATOR, coordinator)):
        review_application(case=case, role=role, by=by, outcome="approve", views={experience.pk: (True, "")})
    assert (Case.objects.get().state, ExperienceView.objects.count()) == ("approved", 3)


def test_an_office_reviews_once_a_round(candidate, chair):
    case = sent(candidate)
    review_application(case=case, role=CHAIR, by=chair, outcome="approve")
    before = counts()
    with pytest.raises(Refused, match=r"This office has reviewed the application already."):
        review_application(case=case, role=CHAIR, by=chair, outcome="approve")
    assert counts() == before


@pytest.mark.parametrize("outcome", ["return", "decline"])
def test_a_return_and_a_decline_need_a_reason(candidate, chair, outcome):
    case = sent(candidate)
    before = counts()
    with pytest.raises(Refused, match=r"Give the reason in a sentence or two."):
        review_application(case=case, role=CHAIR, by=chair, outcome=outcome, reason=" ")
    assert counts() == before


def test_two_declines_decline_with_their_reasons(candidate, chair, coordinator):
    case = sent(candidate)
    review_application(case=case, role=CHAIR, by=chair, outcome="decline", reason="No group.")
    review_application(case=case, role=COORDINATOR, by=coordinator, outcome="decline", reason="Not yet.")
    assert Case.objects.get().state == "declined"
    notice = Notice.objects.get(kind="application_declined")
    assert (notice.person, notice.context["reason"]) == (candidate, "No group. Not yet.")


def test_reviews_that_differ_are_told_to_both_and_a_second_look_opens_a_new_round(
    candidate, chair, coordinator
):
    case = sent(candidate)
    review_application(case=case, role=CHAIR, by=chair, outcome="approve")
    before = counts()
    with pytest.raises(Refused, match=r"A second look is taken when both have reviewed and differ."):
        second_look(case=case, by=chair, reason="Why not?")
    assert counts() == before
    review_application(case=case, role=COORDINATOR, by=coordinator, outcome="decline", reason="No group.")
    assert Case.objects.get().state == "under_review"
    both = {("reviews_differ", "ccc_chair"), ("reviews_differ", "coordinator_of_supervision")}
    assert told("reviews_differ") == both
    second_look(case=case, by=coordinator, reason="The group has begun since.")
    for role, by in ((CHAIR, chair), (COORDINATOR, coordinator)):
        review_application(case=case, role=role, by=by, outcome="approve")
    assert (Case.objects.get().state, Application.objects.get().round) == ("approved", 2)


def test_somebody_in_both_offices_gives_two_reviews(candidate, chair):
    AppointmentFactory(person=chair, office=Office.COORDINATOR_OF_SUPERVISION)
    case, experience = named(candidate)
    views = {experience.pk: (True, "")}
    review_application(case=case, role=CHAIR, by=chair, outcome="approve", views=views)
    assert Case.objects.get().state == "under_review"
    review_application(case=case, role=COORDINATOR, by=chair, outcome="approve", views=views)
    assert (Case.objects.get().state, Determination.objects.count()) == ("approved", 1)


def test_nobody_reviews_in_an_office_they_do_not_hold(candidate, chair, coordinator, ccc_member, stranger):
    case = sent(candidate)
    before = counts()
    for role, by, sentence in (
        (CHAIR, coordinator, "Only the CCC Chair gives this review."),
        (COORDINATOR, chair, "Only the Coordinator of Supervision gives this review."),
        (CHAIR, ccc_member, "Only the CCC Chair gives this review."),
        (CHAIR, stranger, "Only the CCC Chair gives this review."),
    ):
        with pytest.raises(Refused, match=sentence):
            review_application(case=case, role=role, by=by, outcome="approve")
    assert counts() == before


def test_a_chair_does_not_review_the_own_application(chair):
    case = sent(chair)
    before = counts()
    with pytest.raises(Refused, match=r"Nobody reviews their own application."):
        review_application(case=case, role=CHAIR, by=chair, outcome="approve")
    assert counts() == before


def test_a_draft_is_not_reviewed(candidate, chair):
    case = drafted(candidate)
    before = counts()
    with pytest.raises(Stale, match="is not possible any more, or not yet"):
        review_application(case=case, role=CHAIR, by=chair, outcome="approve")
    assert counts() == before
