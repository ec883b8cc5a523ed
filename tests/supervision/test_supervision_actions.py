"""Requests, agreements and supervision sessions: what is done, and what is refused without a change."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps

from members.enums import Office
from members.models import Notice, SupervisorApproval
from members.refusals import Refused
from supervision.actions import agreements, requests
from supervision.actions import supervision as actions
from supervision.models import Agreement, BalintGroup, GroupSession, SupervisionSession, SupervisorRequest
from tests.cast import ApprovalFactory, member

D = dt.date
TODAY = D(2026, 6, 1)
pytestmark = pytest.mark.usefixtures("at")


def state() -> tuple:
    """Everything these actions could change."""
    models = (SupervisorRequest, Agreement, SupervisionSession, Notice)
    return tuple(tuple(model.objects.order_by("pk").values_list()) for model in models)


def refused(sentence: str, action, **kwargs) -> Refused:
    before = state()
    with pytest.raises(Refused) as refusal:
        action(**kwargs)
    assert refusal.value.sentence == sentence
    assert state() == before
    return refusal.value


def notices() -> list[tuple]:
    """Kind and recipient of every notice, in order."""
    rows = Notice.objects.order_by("pk").select_related("person")
    return [(row.kind, row.person.name if row.person else row.office) for row in rows]


# Requests


def test_a_candidate_asks_and_the_supervisor_says_yes(candidate, supervisor, heard):
    asked = requests.ask_supervisor(by=candidate, supervisor=supervisor, message=" Thursdays ")
    assert (asked.asked_on, asked.message) == (TODAY, "Thursdays")
    answered = requests.answer_request(by=supervisor, request=asked, accepted=True, answer="Gladly.")
    assert (answered.answered_on, answered.accepted, answered.answer) == (TODAY, True, "Gladly.")
    assert notices() == [("supervisor_asked", "Sylvia Marsh"), ("supervisor_answered", "Maya Ferreira")]
    assert heard == [
        ("supervisor_asked", "Maya Ferreira", "Maya Ferreira", "Sylvia Marsh"),
        ("supervisor_answered", "Maya Ferreira", "Sylvia Marsh", "Sylvia Marsh: yes"),
    ]


def test_whom_one_cannot_ask(candidate, supervisor, co_leader, stranger):
    ask = requests.ask_supervisor
    oneself = "Nobody supervises themselves. Choose somebody else."
    refused(oneself, ask, by=supervisor, supervisor=supervisor)
    unlisted = "Carl Dorn is not on the supervisors list today. Choose somebody who is."
    assert refused(unlisted, ask, by=candidate, supervisor=co_leader).field == "supervisor"
    member_ = "Supervisors are asked by members of the society. Your membership is not on record today."
    refused(member_, ask, by=stranger, supervisor=supervisor)
    SupervisorApproval.objects.update(accepting=False)
    closed = "Sylvia Marsh takes no new candidates at present. Ask somebody else."
    refused(closed, ask, by=candidate, supervisor=supervisor)
    SupervisorApproval.objects.update(accepting=True, end=D(2026, 5, 31))
    ended = "Sylvia Marsh is not on the supervisors list today. Choose somebody who is."
    refused(ended, ask, by=candidate, supervisor=supervisor)


def test_a_supervisor_who_is_full_is_not_asked(candidate, supervisor, agreement, host):
    SupervisorApproval.objects.update(capacity=2)
    requests.ask_supervisor(by=host, supervisor=supervisor)
    promised = SupervisorRequest.objects.get()
    requests.answer_request(by=supervisor, request=promised, accepted=True)
    assert requests.taken(supervisor) == 2
    refused(
        "Sylvia Marsh has as many candidates as they take (2). "
        "Ask somebody else, or ask the Coordinator of Supervision for help.",
        requests.ask_supervisor,
        by=member("Late Comer"),
        supervisor=supervisor,
    )


def test_one_is_asked_at_a_time(candidate, supervisor, asked):
    other = member("Oda Ther")
    ApprovalFactory(person=other)
    ask = {"by": candidate, "supervisor": other}
    waiting = "Sylvia Marsh has not answered yet. Withdraw that request first."
    refused(waiting, requests.ask_supervisor, **ask)
    requests.answer_request(by=supervisor, request=asked, accepted=True)
    yes = "Sylvia Marsh has said yes. Withdraw that request first."
    refused(yes, requests.ask_supervisor, **ask)
    requests.withdraw_request(by=candidate, request=asked)
    assert requests.ask_supervisor(**ask).supervisor == other


def test_nobody_is_asked_beside_a_signed_agreement(candidate, agreement):
    other = member("Oda Ther")
    ApprovalFactory(person=other)
    stands = "You have an agreement with Sylvia Marsh. It has to end first."
    refused(stands, requests.ask_supervisor, by=candidate, supervisor=other)


def test_after_an_agreement_ended_the_same_supervisor_can_be_asked_again(
    candidate, supervisor, asked, agreement
):
    requests.answer_request(by=supervisor, request=asked, accepted=True)
    agreements.end(by=candidate, agreement=agreement, reason="A pause.")
    SupervisorRequest.objects.update(asked_on=D(2025, 1, 1), answered_on=D(2025, 1, 2))
    assert requests.ask_supervisor(by=candidate, supervisor=supervisor).asked_on == TODAY


def test_a_request_is_withdrawn_by_its_candidate_once(candidate, supervisor, asked):
    only = "Only the candidate who asked can withdraw a request."
    refused(only, requests.withdraw_request, by=supervisor, request=asked)
    assert requests.withdraw_request(by=candidate, request=asked).withdrawn_on == TODAY
    again = "You withdrew this request on 1 June 2026."
    refused(again, requests.withdraw_request, by=candidate, request=asked)
    late = "Maya Ferreira withdrew this request on 1 June 2026."
    refused(late, requests.answer_request, by=supervisor, request=asked, accepted=True)


def test_a_declined_request_and_one_with_an_agreement_are_not_withdrawn(candidate, supervisor, asked):
    declined = requests.answer_request(by=supervisor, request=asked, accepted=False)
    no = "Sylvia Marsh declined on 1 June 2026; you can ask somebody else."
    refused(no, requests.withdraw_request, by=candidate, request=declined)
    SupervisorRequest.objects.update(accepted=True)
    fill_in(candidate, supervisor)
    made = "An agreement has come of this request. To change supervisor, end the agreement."
    refused(made, requests.withdraw_request, by=candidate, request=declined)


def test_a_request_is_answered_by_the_one_asked_once(candidate, supervisor, coordinator, asked):
    only = "Only the supervisor who was asked can answer."
    for person in (candidate, coordinator):
        refused(only, requests.answer_request, by=person, request=asked, accepted=True)
    requests.answer_request(by=supervisor, request=asked, accepted=False, answer="No room.")
    again = "You answered this request on 1 June 2026."
    refused(again, requests.answer_request, by=supervisor, request=asked, accepted=True)


def test_somebody_off_the_list_may_say_no_but_not_yes(supervisor, asked):
    SupervisorApproval.objects.update(end=D(2026, 5, 31))
    off = "You are not on the supervisors list today. Ask the Coordinator of Supervision."
    refused(off, requests.answer_request, by=supervisor, request=asked, accepted=True)
    assert requests.answer_request(by=supervisor, request=asked, accepted=False).accepted is False


# Agreements


def fill_in(candidate, supervisor, by=None, amount=900) -> Agreement:
    return agreements.fill_in(
        by=by or candidate,
        candidate=candidate,
        supervisor=supervisor,
        first_year_amount=Decimal(amount),
        second_year_amount=None,
        terms_version="2026",
        on=TODAY,
    )


def test_an_agreement_is_filled_in_signed_cleared_held_and_ended(candidate, supervisor, treasurer):
    made = fill_in(candidate, supervisor)
    assert (made.form_filled_on, made.first_year_amount, made.terms_version) == (TODAY, 900, "2026")
    signed = agreements.sign(by=supervisor, agreement=made)
    dates = (signed.supervisor_signed_on, signed.copy_to_coordinator_on, signed.copy_to_treasurer_on)
    assert dates == (TODAY, TODAY, TODAY)
    cleared = agreements.clear(by=treasurer, agreement=made, from_date=D(2026, 5, 30))
    assert cleared.cleared_on == D(2026, 5, 30)
    assert agreements.put_on_hold(by=treasurer, agreement=made).cleared_on is None
    ended = agreements.end(by=candidate, agreement=made, reason="Moved away.")
    assert (ended.ended_on, ended.ended_reason) == (TODAY, "Moved away.")
    assert notices() == [
        ("agreement_to_sign", "Sylvia Marsh"),
        ("agreement_signed", "Maya Ferreira"),
        ("agreement_copy", Office.COORDINATOR_OF_SUPERVISION),
        ("agreement_copy", Office.TREASURER),
        ("agreement_ended", "Sylvia Marsh"),
    ]


def test_an_unsigned_agreement_is_filled_in_again_in_the_same_row(candidate, supervisor):
    first = fill_in(candidate, supervisor)
    again = fill_in(candidate, supervisor, amount=950)
    assert (again.pk, again.first_year_amount) == (first.pk, 950)


def test_what_is_not_filled_in(candidate, supervisor, treasurer):
    refused(
        "The candidate fills in the schedule of fees.",
        fill_in,
        candidate=candidate,
        supervisor=supervisor,
        by=treasurer,
    )
    oneself = "Nobody supervises themselves. Choose somebody else."
    refused(oneself, fill_in, candidate=supervisor, supervisor=supervisor)
    agreements.sign(by=supervisor, agreement=fill_in(candidate, supervisor))
    stands = "A signed agreement stands. To change supervisor, end it first."
    refused(stands, fill_in, candidate=candidate, supervisor=supervisor)


def test_what_is_not_signed_cleared_or_ended(candidate, supervisor, coordinator, treasurer):
    made = fill_in(candidate, supervisor)
    only = "Only the supervisor named in the agreement can sign it."
    for person in (candidate, coordinator):
        refused(only, agreements.sign, by=person, agreement=made)
    unsigned = "Sylvia Marsh has not signed the agreement yet."
    refused(unsigned, agreements.clear, by=treasurer, agreement=made, from_date=TODAY)
    Agreement.objects.update(form_filled_on=None)
    empty = "The candidate has not filled in the schedule of fees yet."
    refused(empty, agreements.sign, by=supervisor, agreement=made)
    Agreement.objects.update(form_filled_on=TODAY)
    agreements.sign(by=supervisor, agreement=made)
    again = "You signed this agreement on 1 June 2026."
    refused(again, agreements.sign, by=supervisor, agreement=made)
    refused("Say why the agreement ends.", agreements.end, by=candidate, agreement=made, reason=" ")
    agreements.end(by=candidate, agreement=made, reason="x")
    ended = "This agreement ended on 1 June 2026."
    refused(ended, agreements.end, by=candidate, agreement=made, reason="x")
    refused(ended, agreements.clear, by=treasurer, agreement=made, from_date=TODAY)


# Supervision sessions


@pytest.fixture
def met(group) -> GroupSession:
    return GroupSession.objects.create(group=group, date=D(2026, 5, 21))


@pytest.fixture
def words(candidate, group, agreement) -> dict:
    """What a supervisor records on 28 May 2026."""
    return {
        "candidate": candidate,
        "group": group,
        "date": D(2026, 5, 28),
        "minutes": 60,
        "recording": "video",
    }


def test_a_supervisor_records_a_session(words, supervisor, agreement, met, heard):
    notes = actions.Notes(to_candidate=" Try silence. ", to_self="Ask again.")
    made = actions.record_session(by=supervisor, **words, about_session=met, notes=notes)
    assert (made.agreement, made.recorded_by, made.override_by) == (agreement, supervisor, None)
    assert (made.note_to_candidate, made.note_to_self, made.about_session) == (
        "Try silence.",
        "Ask again.",
        met,
    )
    assert notices() == [("supervision_recorded", "Maya Ferreira")]
    assert heard == [
        ("supervision_recorded", "Maya Ferreira", "Sylvia Marsh", "28 May 2026, with Sylvia Marsh")
    ]
    events = apps.get_model("supervision", "SupervisionSessionEvent")
    assert "note_to_self" not in {field.name for field in events._meta.get_fields()}


def test_a_session_may_be_dated_on_the_very_day_the_fee_was_sent(words, supervisor):
    words["date"] = D(2025, 3, 1)
    assert actions.record_session(by=supervisor, **words).date == D(2025, 3, 1)


def test_a_co_leader_in_training_is_supervised_on_the_group_they_co_lead(words, supervisor, co_leader):
    Agreement.objects.update(candidate=co_leader)
    words["candidate"] = co_leader
    assert actions.record_session(by=supervisor, **words).candidate == co_leader


ASK = "The Coordinator of Supervision or the CCC Chair can record it with a reason."


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        (
            {"date": D(2026, 6, 2)},
            "date",
            "That day is still to come. Record the session once it has been held.",
        ),
        (
            {"date": D(2025, 2, 28)},
            "date",
            f"The fee for the first year was sent on 1 March 2025, after that day. {ASK}",
        ),
        ({"minutes": 0}, "minutes", "Give between 1 and 600 minutes."),
        ({"minutes": 601}, "minutes", "Give between 1 and 600 minutes."),
    ],
)
def test_what_is_not_recorded(words, supervisor, change, field, sentence):
    assert refused(sentence, actions.record_session, by=supervisor, **{**words, **change}).field == field


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"cleared_on": None},
            f"The fee for the first year is not confirmed, so supervision cannot be dated yet. {ASK}",
        ),
        (
            {"supervisor_signed_on": None},
            "Sylvia Marsh has not signed the agreement with Maya Ferreira yet.",
        ),
        ({"ended_on": D(2026, 5, 1)}, "The agreement ended on 1 May 2026; a session was held by that day."),
    ],
)
def test_sessions_need_an_agreement_that_is_current_signed_and_cleared(words, supervisor, change, sentence):
    Agreement.objects.update(**change)
    refused(sentence, actions.record_session, by=supervisor, **words)


def test_the_supervisor_is_on_the_list_on_that_day(words, supervisor):
    SupervisorApproval.objects.update(end=D(2026, 5, 27))
    sentence = "Sylvia Marsh was not on the supervisors list on that day."
    refused(sentence, actions.record_session, by=supervisor, **words)


def test_the_candidate_led_the_group_on_that_day(words, supervisor, candidate, host, group):
    theirs = BalintGroup.objects.create(
        leader=host, name="Elsewhere", setting="other", started_on=D(2020, 1, 1)
    )
    other = "Maya Ferreira did not lead Elsewhere on that day, or it was not running."
    refused(other, actions.record_session, by=supervisor, **{**words, "group": theirs})
    BalintGroup.objects.filter(pk=group.pk).update(ended_on=D(2026, 5, 27))
    ended = "Maya Ferreira did not lead Thursday residents on that day, or it was not running."
    refused(ended, actions.record_session, by=supervisor, **words)


def test_the_session_spoken_of_belongs_to_the_group_and_came_before(words, supervisor, candidate, met):
    second = BalintGroup.objects.create(
        leader=candidate, name="Two", setting="other", started_on=D(2020, 1, 1)
    )
    elsewhere = GroupSession.objects.create(group=second, date=D(2026, 5, 20))
    wrong = "The session you chose belongs to another group."
    refused(wrong, actions.record_session, by=supervisor, about_session=elsewhere, **words)
    GroupSession.objects.filter(pk=met.pk).update(date=D(2026, 5, 29))
    met.refresh_from_db()
    late = "The group met on 29 May 2026, after that day."
    refused(late, actions.record_session, by=supervisor, about_session=met, **words)


def test_a_day_is_recorded_once(words, supervisor):
    actions.record_session(by=supervisor, **words)
    twice = "A session on that day is recorded already; a day counts once."
    refused(twice, actions.record_session, by=supervisor, **words)


def test_nobody_records_for_themselves_or_without_an_agreement(words, candidate, co_leader):
    refused("Nobody supervises themselves.", actions.record_session, by=candidate, **words)
    none = "There is no current agreement of Maya Ferreira with Carl Dorn."
    refused(none, actions.record_session, by=co_leader, **words)


@pytest.mark.parametrize("office", ["coordinator", "chair"])
def test_an_officer_overrides_the_fee_date_with_a_reason(words, supervisor, request, office):
    officer = request.getfixturevalue(office)
    words |= {"date": D(2025, 2, 20), "supervisor": supervisor}
    made = actions.record_session(by=officer, **words, override_reason="Sent by cheque, lost.")
    assert (made.supervisor, made.override_by, made.override_reason, made.recorded_by) == (
        supervisor,
        officer,
        "Sent by cheque, lost.",
        officer,
    )


def test_who_does_not_override_and_what_it_does_not_cover(
    words, supervisor, candidate, coordinator, treasurer
):
    words |= {"date": D(2025, 2, 20), "supervisor": supervisor}
    only = "Only the supervisor records a session; the Coordinator or the Chair may with a reason."
    for person in (treasurer, candidate):
        refused(only, actions.record_session, by=person, **words, override_reason="x")
    reason = "Say why the session is recorded by an officer."
    assert refused(reason, actions.record_session, by=coordinator, **words).field == "override_reason"
    future = "That day is still to come. Record the session once it has been held."
    words["date"] = D(2026, 6, 2)
    refused(future, actions.record_session, by=coordinator, **words, override_reason="x")


def test_an_officer_does_not_override_for_themselves(words, supervisor, chair, coordinator, agreement):
    own = "Nobody acts in office on their own supervision. Ask another officer."
    ApprovalFactory(person=coordinator)
    Agreement.objects.update(supervisor=coordinator)
    refused(own, actions.record_session, by=coordinator, **words, override_reason="x")
    Agreement.objects.update(candidate=chair)
    BalintGroup.objects.update(leader=chair)
    words |= {"candidate": chair, "supervisor": coordinator}
    refused(own, actions.record_session, by=chair, **words, override_reason="x")


def test_a_session_is_corrected_by_its_supervisor(words, supervisor, coordinator, candidate, met):
    made = actions.record_session(by=supervisor, **words)
    change = {key: words[key] for key in ("group", "recording")} | {"date": D(2026, 5, 27), "minutes": 45}
    only = "Only the supervisor who gave the session can change it."
    for person in (coordinator, candidate):
        refused(only, actions.correct_session, by=person, session=made, **change)
    early = f"The fee for the first year was sent on 1 March 2025, after that day. {ASK}"
    refused(early, actions.correct_session, by=supervisor, session=made, **{**change, "date": D(2025, 2, 1)})
    actions.correct_session(by=supervisor, session=made, **change)
    made.refresh_from_db()
    assert (made.date, made.minutes) == (D(2026, 5, 27), 45)


def test_an_officers_reason_covers_no_other_day(words, supervisor, coordinator):
    words |= {"date": D(2025, 2, 20), "supervisor": supervisor}
    made = actions.record_session(by=coordinator, **words, override_reason="Cheque.")
    change = {"group": words["group"], "recording": "audio", "minutes": 50}
    actions.correct_session(by=supervisor, session=made, date=D(2025, 2, 20), **change)
    early = f"The fee for the first year was sent on 1 March 2025, after that day. {ASK}"
    refused(early, actions.correct_session, by=supervisor, session=made, date=D(2025, 2, 19), **change)


def test_a_session_is_removed_with_a_reason(words, supervisor, candidate):
    made = actions.record_session(by=supervisor, **words)
    only = "Only the supervisor who gave the session can change it."
    refused(only, actions.remove_session, by=candidate, session=made, reason="x")
    refused("Say why it is removed.", actions.remove_session, by=supervisor, session=made, reason="")
    actions.remove_session(by=supervisor, session=made, reason="Another candidate.")
    assert SupervisionSession.objects.count() == 0
    gone = "This session has been removed already."
    refused(gone, actions.remove_session, by=supervisor, session=made, reason="x")
