"""The Council's vote: frozen roll, sealed ballots, one count; the database holds the seals too."""

import datetime as dt
import json
import threading

import pytest
from django.db import Error, connection, transaction

from credentialing.actions.counting import close_due, close_motion, release_result
from credentialing.actions.motions import cast_ballot, open_motion, recuse
from credentialing.actions.recommendation import return_to_committee
from credentialing.actions.situation import standing_recommendation, standing_review
from credentialing.enums import State
from credentialing.models import Ballot, Case, Document, Event, Motion, Recusal, RollMember
from credentialing.voting import MAJORITIES, QUORUMS
from members import clock
from members.models import Credential, Membership, Notice
from members.refusals import Refused
from tests.cast import AppointmentFactory
from tests.credentialing.later_half import again, counted, recommended, voting


@pytest.fixture
def council(president, council1, council2, council3):
    return [president, council1, council2, council3]


@pytest.fixture
def motion(council, membership_officer, chair, at):
    return voting(officer=membership_officer, chair=chair, president=council[0])


def refused(sentence, act, *models, **arguments):
    before = counted(Ballot, Recusal, Motion, *models)
    with pytest.raises(Refused) as caught:
        act(**arguments)
    assert caught.value.sentence == sentence
    assert counted(Ballot, Recusal, Motion, *models) == before


def test_the_roll_is_the_council_of_the_day_and_stays(motion, council, membership_officer):
    AppointmentFactory(person=membership_officer, office="council_member")
    assert {row.person for row in motion.roll.all()} == set(council)
    assert (motion.quorum_rule, motion.majority_rule) == (
        "more than half of the roll",
        "more approve than deny",
    )
    assert again(motion.case).state == State.VOTING


def test_only_the_president_opens_a_vote_with_a_deadline_ahead(council, membership_officer, chair, at):
    case = recommended(officer=membership_officer, chair=chair)
    tomorrow = clock.now() + dt.timedelta(days=1)
    refused(
        "This step is for the Council President.", open_motion, case=case, closes_at=tomorrow, by=council[1]
    )
    refused(
        "The vote stays open for at least an hour: choose a later moment.",
        open_motion,
        case=case,
        closes_at=clock.now() + dt.timedelta(minutes=59),
        by=council[0],
    )
    refused(
        "The vote closes within 90 days: choose an earlier day.",
        open_motion,
        case=case,
        closes_at=clock.now() + dt.timedelta(days=91),
        by=council[0],
    )


def test_a_lapsed_member_is_not_voted_on(council, membership_officer, chair, at):
    case = recommended(officer=membership_officer, chair=chair)
    Membership.objects.filter(person=case.candidate).delete()
    before = counted(Motion)
    with pytest.raises(Refused):
        open_motion(case=case, closes_at=clock.now() + dt.timedelta(days=1), by=council[0])
    assert counted(Motion) == before


def test_a_member_near_to_the_candidate_is_asked_to_recuse(council, membership_officer, chair, at):
    case = recommended(officer=membership_officer, chair=chair)
    supervisor = case.candidate.supervision_received.first().supervisor
    AppointmentFactory(person=supervisor, office="council_member")
    made = open_motion(case=case, closes_at=clock.now() + dt.timedelta(days=1), by=council[0])
    conflicts = {row.person: row.conflict for row in made.roll.all()}
    assert conflicts[supervisor].startswith("You have supervised this candidate.")
    assert {conflicts[person] for person in council} == {""}


def test_the_result_counts_the_vote_and_awards_the_credential(motion, council):
    for person, choice in zip(council, ("approve", "approve", "deny", "abstain"), strict=True):
        cast_ballot(motion=motion, choice=choice, by=person)
    release_result(motion=motion, by=council[0])
    motion.refresh_from_db()
    case = again(motion.case)
    assert (motion.outcome, motion.approve_count, motion.deny_count, motion.abstain_count) == (
        "credentialed",
        2,
        1,
        1,
    )
    credential = Credential.objects.get(person=case.candidate)
    assert (case.state, credential.number, len(credential.code)) == (
        State.CREDENTIALED,
        f"ABS-{clock.today().year}-0001",
        19,
    )
    assert {row.kind for row in case.documents.all()} == {"certificate", "letter"}


def test_a_tie_is_not_carried_and_says_so(motion, council):
    for person, choice in zip(council, ("approve", "approve", "deny", "deny"), strict=True):
        cast_ballot(motion=motion, choice=choice, by=person)
    release_result(motion=motion, by=council[0])
    motion.refresh_from_db()
    assert (motion.outcome, again(motion.case).state) == ("not_credentialed", State.NOT_CREDENTIALED)
    assert (motion.said, motion.is_tie) == ("Not carried: a tie", True)
    [letter] = Document.objects.all()
    assert (Credential.objects.count(), letter.kind, letter.context["tie"]) == (0, "letter", True)


def test_after_the_last_ballot_nothing_is_told_until_the_president_releases_it(motion, council):
    events, notices = Event.objects.count(), Notice.objects.count()
    for person in council:
        cast_ballot(motion=motion, choice="deny", by=person)
    motion.refresh_from_db()
    assert (motion.closed_at, motion.outcome, motion.complete_at is None) == (None, "", False)
    assert (again(motion.case).state, Event.objects.count()) == (State.VOTING, events)
    [asked] = Notice.objects.order_by("pk")[notices:]
    assert (asked.kind, asked.office) == ("result_to_release", "council_president")
    refused("The ballot is still open.", close_motion, motion=motion)
    release_result(motion=motion, by=council[0], paragraph="The Council thanks you.")
    motion.refresh_from_db()
    assert (motion.outcome, motion.released_by, motion.deny_count) == ("not_credentialed", council[0], 4)
    assert Document.objects.get().context["paragraph"] == "The Council thanks you."


def test_the_result_releases_itself_at_the_deadline(motion, council):
    for person in council:
        cast_ballot(motion=motion, choice="approve", by=person)
    clock.move_to(motion.closes_at)
    assert close_due() == 1
    motion.refresh_from_db()
    assert (motion.outcome, motion.released_by) == ("credentialed", None)


def test_who_releases_and_when(motion, council, chair, treasurer):
    early = "Somebody has still to vote. The result releases itself at the deadline."
    refused(early, release_result, motion=motion, by=council[0])
    recuse(motion=motion, by=council[0])
    for person in council[1:]:
        cast_ballot(motion=motion, choice="approve", by=person)
    for person in (council[1], chair, treasurer):
        refused("This step is for the Council President.", release_result, motion=motion, by=person)
    aside = "You have recused yourself. The result releases itself at the deadline."
    refused(aside, release_result, motion=motion, by=council[0])
    clock.move_to(motion.closes_at)
    close_due()
    refused("This vote has closed, and its result is told.", release_result, motion=motion, by=council[0])


def test_findings_that_fell_meanwhile_are_not_voted_on(motion, council):
    """Evidence is closed, but days go by: a membership ends."""
    for person in council:
        cast_ballot(motion=motion, choice="approve", by=person)
    Membership.objects.filter(person=motion.case.candidate).update(end=clock.today())
    clock.move_to(motion.closes_at)
    close_due()
    motion.refresh_from_db()
    case = again(motion.case)
    assert (motion.outcome, motion.approve_count, case.state) == ("returned", None, State.REVIEW)
    assert (standing_recommendation(case), standing_review(case)) == (None, None)
    assert Credential.objects.filter(person=case.candidate, number__startswith="ABS-").count() == 0


def test_a_lapsed_vote_is_opened_again_on_the_same_recommendation(motion, council):
    clock.move_to(motion.closes_at)
    close_due()
    case = again(motion.case)
    second = open_motion(case=case, closes_at=clock.now() + dt.timedelta(days=7), by=council[0])
    assert (second.recommendation, again(case).state) == (motion.recommendation, State.VOTING)


@pytest.mark.parametrize("outcome", ["lapsed", "returned"])
def test_the_database_keeps_no_count_of_a_vote_that_decided_nothing(motion, outcome):
    with pytest.raises(Error), transaction.atomic():
        Motion.objects.filter(pk=motion.pk).update(closed_at=clock.now(), outcome=outcome, approve_count=1)


@pytest.mark.parametrize("field", ["quorum_rule", "majority_rule"])
def test_the_database_holds_no_rule_that_the_count_does_not_know(motion, field):
    with pytest.raises(Error), transaction.atomic():
        Motion.objects.filter(pk=motion.pk).update(**{field: "more_than_half_of_roll"})
    assert Motion._meta.get_field(field).default in (QUORUMS if field == "quorum_rule" else MAJORITIES)


def test_the_deadline_closes_and_counts(motion, council):
    for person in council[:3]:
        cast_ballot(motion=motion, choice="approve", by=person)
    assert close_due() == 0
    clock.move_to(motion.closes_at)
    assert close_due() == 1
    motion.refresh_from_db()
    assert (motion.outcome, motion.approve_count) == ("credentialed", 3)


def test_half_of_the_roll_is_no_quorum_and_the_recommendation_stands(motion, council):
    for person in council[:2]:
        cast_ballot(motion=motion, choice="approve", by=person)
    clock.move_to(motion.closes_at)
    close_due()
    motion.refresh_from_db()
    case = again(motion.case)
    assert (motion.outcome, motion.approve_count, case.state) == ("lapsed", None, State.RECOMMENDED)
    assert standing_recommendation(case) == motion.recommendation
    lapsed = set(Notice.objects.filter(kind="vote_lapsed").values_list("office", flat=True))
    assert lapsed == {"ccc_chair", "council_president", "council_member"}


def test_recused_members_do_not_count_towards_the_quorum(motion, council):
    recuse(motion=motion, by=council[2], reason="We train together.")
    recuse(motion=motion, by=council[3])
    cast_ballot(motion=motion, choice="approve", by=council[0])
    cast_ballot(motion=motion, choice="approve", by=council[1])
    release_result(motion=motion, by=council[0])
    motion.refresh_from_db()
    assert motion.outcome == "credentialed"


def test_when_everybody_is_recused_the_motion_lapses(motion, council):
    for person in council:
        recuse(motion=motion, by=person)
    clock.move_to(motion.closes_at)
    close_due()
    motion.refresh_from_db()
    assert (motion.outcome, again(motion.case).state) == ("lapsed", State.RECOMMENDED)


def test_a_ballot_is_cast_once_by_those_on_the_roll(motion, council, treasurer):
    refused(
        "You are not on the roll of this vote.", cast_ballot, motion=motion, choice="approve", by=treasurer
    )
    refused("Choose approve, deny or abstain.", cast_ballot, motion=motion, choice="perhaps", by=council[0])
    cast_ballot(motion=motion, choice="approve", by=council[0])
    refused(
        "Your ballot is cast already, and sealed.", cast_ballot, motion=motion, choice="deny", by=council[0]
    )
    refused("Your ballot is cast already; it cannot be taken back.", recuse, motion=motion, by=council[0])
    recuse(motion=motion, by=council[1])
    refused(
        "You have recused yourself from this vote.", cast_ballot, motion=motion, choice="deny", by=council[1]
    )
    refused("You have recused yourself already.", recuse, motion=motion, by=council[1])


def test_no_ballot_between_the_deadline_and_the_count(motion, council):
    clock.move_to(motion.closes_at)
    refused(
        "The deadline of this vote has passed; it is being counted.",
        cast_ballot,
        motion=motion,
        choice="approve",
        by=council[0],
    )
    assert Motion.objects.open().count() == 1


def test_counting_again_changes_nothing_and_nobody_counts_by_hand(motion, council):
    refused("The ballot is still open.", close_motion, motion=motion)
    refused(
        "The vote counts itself at its deadline, or when the President releases the result.",
        close_motion,
        motion=motion,
        by=council[0],
    )
    clock.move_to(motion.closes_at)
    close_motion(motion=motion)
    before = counted(Ballot, Credential, Document)
    close_motion(motion=motion)
    assert counted(Ballot, Credential, Document) == before


def test_a_roll_member_who_leaves_office_keeps_the_ballot(motion, council):
    council[3].appointments.update(end=clock.today() - dt.timedelta(days=1))
    assert cast_ballot(motion=motion, choice="deny", by=council[3]).choice == "deny"


def test_a_returned_file_closes_the_vote_without_counting(motion, council):
    cast_ballot(motion=motion, choice="approve", by=council[0])
    return_to_committee(case=motion.case, reason="The log was incomplete.", by=council[0])
    motion.refresh_from_db()
    assert (motion.outcome, motion.approve_count, again(motion.case).state) == (
        "returned",
        None,
        State.REVIEW,
    )
    refused("This vote has closed.", cast_ballot, motion=motion, choice="approve", by=council[1])


def test_before_the_close_nothing_holds_a_choice_but_the_ballot(motion, council):
    cast_ballot(motion=motion, choice="deny", reason="zebra", by=council[0])
    held = json.dumps(
        [
            list(Event.objects.values("staff", "public", "data")),
            list(Notice.objects.values("kind", "context")),
        ],
        default=str,
    )
    assert ("zebra" in held, '"deny"' in held) == (False, False)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'credentialing_ballot%'"
        )
        assert cursor.fetchall() == [("credentialing_ballot",)]


@pytest.mark.parametrize("write", ["closed", "recused", "second", "stranger", "change", "delete"])
def test_the_database_keeps_the_seals(motion, council, treasurer, write):
    ballot = cast_ballot(motion=motion, choice="approve", by=council[0])
    recuse(motion=motion, by=council[1])
    if write == "closed":
        Motion.objects.filter(pk=motion.pk).update(closed_at=clock.now(), outcome="returned")
    doing = {
        "closed": lambda: Ballot.objects.create(motion=motion, person=council[2], choice="deny"),
        "recused": lambda: Ballot.objects.create(motion=motion, person=council[1], choice="deny"),
        "second": lambda: Ballot.objects.create(motion=motion, person=council[0], choice="deny"),
        "stranger": lambda: Ballot.objects.create(motion=motion, person=treasurer, choice="deny"),
        "change": lambda: Ballot.objects.filter(pk=ballot.pk).update(choice="deny"),
        "delete": lambda: Ballot.objects.filter(pk=ballot.pk).delete(),
    }
    with pytest.raises(Error), transaction.atomic():
        doing[write]()
    assert list(Ballot.objects.values_list("person", "choice")) == [(council[0].pk, "approve")]


def test_the_roll_and_a_recusal_cannot_be_changed(motion, council):
    recuse(motion=motion, by=council[1])
    for rows in (RollMember.objects.all(), Recusal.objects.all()):
        with pytest.raises(Error), transaction.atomic():
            rows.delete()


@pytest.mark.django_db(transaction=True)
def test_the_last_two_ballots_at_once_are_both_kept_and_counted_once(request):
    president, *others = (
        request.getfixturevalue(n) for n in ("president", "council1", "council2", "council3")
    )
    officer, chair = request.getfixturevalue("membership_officer"), request.getfixturevalue("chair")
    motion = voting(officer=officer, chair=chair, president=president)
    for person in (president, others[0]):
        cast_ballot(motion=motion, choice="approve", by=person)
    start, faults = threading.Barrier(2), []

    def vote(person):
        try:
            start.wait()
            cast_ballot(motion=Motion.objects.get(pk=motion.pk), choice="approve", by=person)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=[person]) for person in others[1:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    motion.refresh_from_db()
    assert (faults, motion.outcome, motion.ballots.count()) == ([], "", 4)
    assert Notice.objects.filter(kind="result_to_release").count() == 1
    release_result(motion=motion, by=president)
    assert (Credential.objects.count(), Event.objects.filter(kind="T34").count()) == (1, 1)
    assert Case.objects.get(pk=motion.case_id).state == State.CREDENTIALED
