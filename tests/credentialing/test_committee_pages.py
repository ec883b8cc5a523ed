"""The pages of committee and Council: who may open them, and what they answer to bad input."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credentialing.actions import final, work
from credentialing.actions.committee import open_review
from credentialing.actions.counting import release_result
from credentialing.actions.motions import cast_ballot
from credentialing.enums import State
from credentialing.models import Ballot, Case, Determination, Event, Motion, Recommendation, RollMember
from credentialing.open_tasks import tasks_for
from intensives.models import Intensive
from members import clock
from members.models import AccessEntry
from tests.cast import PersonFactory
from tests.credentialing.later_half import again, in_review, recommended, taken_over, voting


@pytest.fixture
def reviewed(membership_officer, chair, at):
    return in_review("D16", officer=membership_officer, chair=chair)


@pytest.fixture
def motion(president, council1, council2, membership_officer, chair, at):
    return voting(officer=membership_officer, chair=chair, president=president)


def link(name, *args):
    return reverse(f"credentialing:{name}", args=args)


def statuses(client, sign_in, address, people):
    return {name: sign_in(client, person).get(address).status_code for name, person in people.items()}


SURE = {"csrfmiddlewaretoken": "any"}
OF_THE_CHAIR = [
    "determine",
    "begin_without_supervisor",
    "open_review",
    "record_review",
    "recommend",
    "propose_work",
    "close_work",
    "plan_final",
]


@pytest.mark.parametrize("name", OF_THE_CHAIR)
def test_a_page_of_the_chair(reviewed, client, sign_in, chair, ccc_member, treasurer, stranger, name):
    people = {
        "chair": chair,
        "member": ccc_member,
        "treasurer": treasurer,
        "stranger": stranger,
        "candidate": reviewed.candidate,
    }
    assert statuses(client, sign_in, link(name, reviewed.pk), people) == {
        "chair": 200,
        "member": 403,
        "treasurer": 403,
        "stranger": 404,
        "candidate": 403,
    }


@pytest.mark.parametrize(
    "kind",
    ["grant_schedule", "accept_credit", "in_lieu_of_supervision", "waive", "reconcile", "judge", "refuse"],
)
def test_the_page_of_each_kind_of_determination(reviewed, client, sign_in, chair, kind):
    assert sign_in(client, chair).get(link("determine_one", reviewed.pk, kind)).status_code == 200


def test_the_committee_page_is_for_the_committee_and_its_opening_is_logged(
    reviewed, client, sign_in, chair, ccc_member, coordinator, council1, stranger
):
    people = {
        "chair": chair,
        "member": ccc_member,
        "coordinator": coordinator,
        "council": council1,
        "stranger": stranger,
        "candidate": reviewed.candidate,
    }
    assert statuses(client, sign_in, link("committee", reviewed.pk), people) == {
        "chair": 200,
        "member": 200,
        "coordinator": 200,
        "council": 403,
        "stranger": 404,
        "candidate": 403,
    }
    assert AccessEntry.objects.filter(kind="committee", about=reviewed.candidate).count() == 3


def test_the_packet_is_for_the_council_once_recommended(
    membership_officer, chair, council1, treasurer, stranger, client, sign_in, at
):
    case = in_review("D01", officer=membership_officer, chair=chair)
    assert sign_in(client, council1).get(link("packet", case.pk)).status_code == 403
    Case.objects.filter(pk=case.pk).update(state=State.RECOMMENDED)
    people = {
        "council": council1,
        "chair": chair,
        "treasurer": treasurer,
        "stranger": stranger,
        "candidate": case.candidate,
    }
    assert statuses(client, sign_in, link("packet", case.pk), people) == {
        "council": 200,
        "chair": 200,
        "treasurer": 403,
        "stranger": 404,
        "candidate": 403,
    }
    assert AccessEntry.objects.filter(kind="packet", about=case.candidate).count() == 2


def test_a_determination_is_recorded_from_its_page(reviewed, client, sign_in, chair):
    address = link("determine_one", reviewed.pk, "reconcile")
    typed = {"clauses": ["R14.9a"], "members": [chair.pk], "on": clock.today().isoformat()}
    answer = sign_in(client, chair).post(address, typed)
    assert (answer.status_code, Determination.objects.filter(case=reviewed, kind="reconcile").count()) == (
        422,
        0,
    )
    assert "R14.9a" in answer.content.decode()
    answer = client.post(address, {**typed, "reason": "Well explained.", "once": "a"})
    assert (answer.status_code, Determination.objects.filter(case=reviewed, kind="reconcile").count()) == (
        302,
        1,
    )
    assert client.post(address, {**typed, "reason": "Well explained.", "once": "a"}).status_code in (409, 422)
    assert Determination.objects.filter(case=reviewed, kind="reconcile").count() == 1


def test_a_recommendation_is_repeated_before_it_is_sent(membership_officer, chair, client, sign_in, at):
    case = in_review("D01", officer=membership_officer, chair=chair)
    address = link("recommend", case.pk)
    typed = {"direction": "for", "reasons": "All is there."}
    assert sign_in(client, chair).post(address, {"direction": "for"}).status_code == 422
    answer = client.post(address, typed)
    assert (answer.status_code, "Send to the Council" in answer.content.decode()) == (200, True)
    assert Recommendation.objects.count() == 0
    assert client.post(address, {**typed, "sure": "yes"}).status_code == 302
    assert client.post(address, {**typed, "sure": "yes"}).status_code == 409
    assert Recommendation.objects.count() == 1


def test_a_gate_that_is_shut_says_which_clause(reviewed, client, sign_in, chair):
    answer = sign_in(client, chair).post(
        link("recommend", reviewed.pk), {"direction": "for", "reasons": "So.", "sure": "yes"}
    )
    assert (
        answer.status_code,
        "The committee has to answer by name: R14.9a." in answer.content.decode(),
    ) == (409, True)


def test_re_authentication_stands_before_what_cannot_be_undone(
    reviewed, motion, client, sign_in, chair, council1
):
    sign_in(client, chair, fresh=False)
    assert client.get(link("recommend", reviewed.pk)).status_code == 302
    assert client.get(link("determine_one", reviewed.pk, "judge")).status_code == 302
    sign_in(client, council1, fresh=False)
    assert client.get(link("ballot", motion.pk)).status_code == 302


def test_the_president_opens_a_vote(membership_officer, chair, president, council1, client, sign_in, at):
    case = recommended(officer=membership_officer, chair=chair)
    address = link("open_motion", case.pk)
    assert sign_in(client, council1).get(address).status_code == 403
    assert sign_in(client, president).get(address).status_code == 200
    yesterday = (clock.today() - dt.timedelta(days=1)).isoformat()
    assert client.post(address, {"closes_on": yesterday, "time": "20:00"}).status_code == 409
    assert client.post(address, {"closes_on": "", "time": "20:00"}).status_code == 422
    ahead = (clock.today() + dt.timedelta(days=7)).isoformat()
    assert client.post(address, {"closes_on": ahead, "time": "20:00"}).status_code == 302
    assert Motion.objects.open().count() == 1


def test_a_ballot_is_repeated_and_then_sealed(motion, client, sign_in, council1):
    address = link("ballot", motion.pk)
    page = sign_in(client, council1).get(address).content.decode()
    assert ("Recuse myself" in page, "Look at it once more" in page) == (True, True)
    assert client.post(address, {}).status_code == 422
    check = client.post(address, {"choice": "deny", "reason": "Too early."})
    assert (check.status_code, "Seal my ballot: deny" in check.content.decode(), Ballot.objects.count()) == (
        200,
        True,
        0,
    )
    sealed = client.post(address, {"choice": "deny", "reason": "Too early.", "sure": "yes"}, follow=True)
    assert (
        Ballot.objects.count(),
        "Your ballot is sealed. 1 of 3 have voted." in sealed.content.decode(),
    ) == (1, True)
    again_ = client.post(address, {"choice": "approve", "sure": "yes"})
    assert (again_.status_code, Ballot.objects.get().choice) == (409, "deny")


def test_before_the_close_no_page_shows_a_choice(
    motion, client, sign_in, president, council1, council2, chair
):
    cast_ballot(motion=motion, choice="deny", reason="zebra", by=council1)
    for person in (president, council1, council2, chair):
        sign_in(client, person)
        for address in (
            link("motion", motion.pk),
            link("motions"),
            link("packet", motion.case_id),
            link("timeline", motion.case_id),
        ):
            page = client.get(address).content.decode()
            assert ("zebra" in page, "<dt>Deny</dt>" in page) == (False, False)


def test_the_result_shows_counts_and_who_voted_but_not_how(
    motion, client, sign_in, president, council1, council2, chair
):
    for person in (president, council1):
        cast_ballot(motion=motion, choice="approve", by=person)
    cast_ballot(motion=motion, choice="deny", reason="zebra", by=council2)
    release_result(motion=motion, by=president)
    for person in (president, chair):
        page = sign_in(client, person).get(link("motion", motion.pk)).content.decode()
        assert all(
            words in page for words in ("carried: credentialed", "<dt>Deny</dt>", "zebra", "has voted")
        )


def test_who_may_open_a_vote_page(motion, client, sign_in, council1, chair, treasurer, stranger):
    people = {
        "council": council1,
        "chair": chair,
        "treasurer": treasurer,
        "stranger": stranger,
        "candidate": motion.case.candidate,
    }
    assert statuses(client, sign_in, link("motion", motion.pk), people) == {
        "council": 200,
        "chair": 200,
        "treasurer": 403,
        "stranger": 404,
        "candidate": 403,
    }
    assert statuses(client, sign_in, link("ballot", motion.pk), people) == {
        "council": 200,
        "chair": 403,
        "treasurer": 403,
        "stranger": 404,
        "candidate": 403,
    }
    assert statuses(client, sign_in, link("motions"), people) == {
        "council": 200,
        "chair": 200,
        "treasurer": 403,
        "stranger": 404,
        "candidate": 404,
    }


def test_the_list_of_votes_is_the_object_permission(motion, cast):
    for person in (*cast.values(), motion.case.candidate):
        listed = set(Motion.objects.visible_to(person))
        entitled = {"chair", "ccc_member", "president", "council1", "council2", "council3"}
        assert listed == ({motion} if person in [cast[name] for name in entitled] else set())


def test_further_work_from_proposal_to_agreement(reviewed, client, sign_in, chair):
    address = link("propose_work", reviewed.pk)
    rows = {
        "items-TOTAL_FORMS": "4",
        "items-INITIAL_FORMS": "0",
        "items-MIN_NUM_FORMS": "0",
        "items-MAX_NUM_FORMS": "8",
    }
    sign_in(client, chair)
    assert client.post(address, rows).status_code == 422
    bad = client.post(address, {**rows, "items-0-activity": "Read", "items-0-deadline": "2001-01-01"})
    assert (bad.status_code, "Choose a day after today." in bad.content.decode()) == (422, True)
    day = (clock.today() + dt.timedelta(days=40)).isoformat()
    assert (
        client.post(address, {**rows, "items-0-activity": "Read", "items-0-deadline": day}).status_code == 302
    )
    sign_in(client, reviewed.candidate)
    assert client.get(link("work", reviewed.pk)).status_code == 200
    assert client.post(link("answer_work", reviewed.pk), {"reason": ""}).status_code == 422
    assert client.post(link("agree_work", reviewed.pk), SURE).status_code == 302
    assert again(reviewed).state == State.FURTHER_WORK
    assert client.post(link("agree_work", reviewed.pk), SURE).status_code == 409


def test_a_new_deadline_is_answered_from_the_work_page(reviewed, client, sign_in, chair):
    items = [{"activity": "Read", "deadline": clock.today() + dt.timedelta(days=9)}]
    item = work.propose_work(case=reviewed, items=items, by=chair).items.get()
    work.agree_work(case=reviewed, by=reviewed.candidate)
    later = clock.today() + dt.timedelta(days=20)
    sign_in(client, chair)
    assert client.get(link("work_deadline", item.pk)).status_code == 200
    assert client.post(link("work_deadline", item.pk), {"deadline": later.isoformat()}).status_code == 302
    assert client.post(link("answer_deadline", item.pk), {"agree": "yes"}).status_code == 403
    sign_in(client, reviewed.candidate)
    assert client.post(link("answer_deadline", item.pk), {"agree": "yes"}).status_code == 302
    item.refresh_from_db()
    assert item.deadline == later


def test_the_final_page_is_for_all_who_have_a_part(
    membership_officer, chair, candidate, host, stranger, treasurer, client, sign_in, at
):
    case = Case.objects.create(candidate=candidate, state=State.TRAINING, process_start=dt.date(2024, 1, 1))
    made = Intensive.objects.create(
        name="Autumn", start=dt.date(2026, 10, 1), end=dt.date(2026, 10, 4), host=host
    )
    sign_in(client, candidate)
    assert client.get(link("ask_final", case.pk)).status_code == 200
    assert client.post(link("ask_final", case.pk), {}).status_code == 422
    assert client.post(link("ask_final", case.pk), {"intensive": made.pk}).status_code == 302
    assert client.post(link("ask_final", case.pk), {"intensive": made.pk}).status_code == 409
    people = {
        "candidate": candidate,
        "host": host,
        "chair": chair,
        "stranger": stranger,
        "treasurer": treasurer,
    }
    assert statuses(client, sign_in, link("final", case.pk), people) == {
        "candidate": 200,
        "host": 200,
        "chair": 200,
        "stranger": 404,
        "treasurer": 403,
    }
    sign_in(client, chair)
    assert client.get(link("plan_final", case.pk)).status_code == 200
    assert client.post(link("plan_final", case.pk), {}).status_code == 422
    assert client.post(link("take_back_final", case.pk), {"reason": "Too early."}).status_code == 302
    assert client.get(link("call_off_final", case.pk)).status_code == 200
    assert client.get(link("final_held", case.pk)).status_code == 403
    final.ask_for_final(case=case, intensive=made, by=candidate)
    sign_in(client, host)
    assert client.get(link("final_held", case.pk)).status_code == 200
    assert client.post(link("final_held", case.pk), SURE).status_code == 409


def test_the_decision_page_stands_once_decided(motion, client, sign_in, president, council1, council2, chair):
    address = link("decision", motion.case_id)
    assert sign_in(client, motion.case.candidate).get(address).status_code == 404
    for person in (president, council1, council2):
        cast_ballot(motion=motion, choice="approve", by=person)
    assert client.get(address).status_code == 404
    release_result(motion=motion, by=president)
    people = {"candidate": motion.case.candidate, "chair": chair, "council": council1}
    assert statuses(client, sign_in, address, people) == {"candidate": 200, "chair": 200, "council": 403}


def test_the_list_of_votes_asks_as_often_for_thirty_as_for_one(
    motion, client, sign_in, council1, django_assert_num_queries
):
    sign_in(client, council1)
    client.get(link("motions"))
    with CaptureQueriesContext(connection) as one:
        client.get(link("motions"))
    for number in range(29):
        case = Case.objects.create(candidate=PersonFactory(name=f"Other {number}"), state=State.VOTING)
        other = Motion.objects.create(case=case, closes_at=motion.closes_at, opened_at=motion.opened_at)
        RollMember.objects.create(motion=other, person=council1)
    with django_assert_num_queries(len(one)):
        assert client.get(link("motions")).content.decode().count("Vote<span") == 30


def test_open_tasks_name_what_is_owed(membership_officer, chair, ccc_member, president, council1, at):
    case = taken_over("D01", officer=membership_officer, chair=chair)
    name = case.candidate.name
    assert [task.label for task in tasks_for(chair)] == [f"Open the review of {name}"]
    open_review(case=case, by=chair)
    assert [task.label for task in tasks_for(chair)] == [f"Review {name}"]
    assert (tasks_for(ccc_member), tasks_for(president)) == ([], [])


def test_a_council_member_owes_a_ballot_until_it_is_cast(motion, council1):
    name = motion.case.candidate.name
    assert [task.label for task in tasks_for(council1)] == [f"Vote on {name}"]
    cast_ballot(motion=motion, choice="approve", by=council1)
    assert tasks_for(council1) == []


def test_a_refused_page_leaves_no_event(reviewed, client, sign_in, chair):
    before = Event.objects.count()
    assert (
        sign_in(client, chair).post(link("open_review", reviewed.pk), {"reason": "Again."}).status_code == 409
    )
    assert Event.objects.count() == before
