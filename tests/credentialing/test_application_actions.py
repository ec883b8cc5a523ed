"""From enquiry to the two reviews: what is allowed, what is refused, and that a refusal changes nothing."""

import datetime as dt

import pytest

from credentialing.actions.application import acknowledge_policy, note_recording, save_draft, send_application
from credentialing.actions.enquiry import begin_application, begin_enquiry, close, new_attempt, withdraw
from credentialing.actions.experience import (
    add_experience,
    ask_attestation,
    attest,
    change_experience,
    remove_experience,
)
from credentialing.actions.review import review_application
from credentialing.actions.supervisor import ask
from credentialing.enums import ExperienceKind
from credentialing.models import Application, Attestation, Case, Event, PriorExperience
from members.models import Credential, Membership, Notice
from members.refusals import Refused, Stale
from supervision.models import Agreement, SupervisorRequest
from tests.credentialing.stages import WORDS, agreed, approved, drafted, sent, with_supervisor

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture(autouse=True)
def june(at):
    """It is 1 June 2026."""


def told(*kinds: str) -> list[tuple[str, str]]:
    """The notices of the kinds: kind and recipient."""
    rows = Notice.objects.filter(kind__in=kinds).select_related("person").order_by("pk")
    return [(row.kind, row.person.name if row.person else row.office) for row in rows]


def changed() -> tuple:
    """What a refusal has to leave as it was."""
    return (
        list(Case.objects.order_by("pk").values_list("pk", "state", "version", "process_start")),
        list(Application.objects.order_by("pk").values_list()),
        list(PriorExperience.objects.order_by("pk").values_list()),
        Event.objects.count(),
        Notice.objects.count(),
    )


def test_a_person_opens_a_file_and_begins_an_application(candidate):
    case = begin_enquiry(person=candidate, by=candidate)
    assert case.state == "enquiry"
    begin_application(case=case, by=candidate)
    assert (case.state, Application.objects.get(case=case).submitted_on) == ("draft", None)


def test_a_second_open_file_is_refused(candidate):
    begin_enquiry(person=candidate, by=candidate)
    before = changed()
    with pytest.raises(Refused, match=r"There is an open case already; a person has one at a time."):
        begin_enquiry(person=candidate, by=candidate)
    assert changed() == before


def test_nobody_opens_a_file_for_somebody_else(candidate, chair):
    with pytest.raises(Refused, match=r"Everybody opens their own file."):
        begin_enquiry(person=candidate, by=chair)
    assert changed() == ([], [], [], 0, 0)


def test_a_credentialed_leader_has_nothing_to_apply_for(candidate):
    Credential.objects.create(person=candidate, number="ABS-1", code="abc", awarded_on=D(2020, 1, 1))
    with pytest.raises(Refused, match="You are credentialed"):
        begin_enquiry(person=candidate, by=candidate)
    assert Case.objects.count() == 0


def test_whatever_is_typed_is_kept_though_it_is_incomplete(candidate):
    case = begin_enquiry(person=candidate, by=candidate)
    begin_application(case=case, by=candidate)
    save_draft(case=case, by=candidate, degree="MD")
    save_draft(case=case, by=candidate, reasons="To lea")
    application = Application.objects.get(case=case)
    assert (application.degree, application.reasons, application.practice) == ("MD", "To lea", "")


def test_nobody_else_writes_in_the_draft_and_nobody_after_it_is_sent(candidate, chair):
    case = drafted(candidate)
    before = changed()
    with pytest.raises(Refused, match=r"Only the candidate writes the application."):
        save_draft(case=case, by=chair, degree="PhD")
    assert changed() == before
    send_application(case=case, by=candidate)
    before = changed()
    with pytest.raises(Stale, match="The application cannot be changed now"):
        save_draft(case=case, by=candidate, degree="PhD")
    assert changed() == before


def test_the_policy_is_acknowledged_with_its_version(candidate):
    case = drafted(candidate)
    application = acknowledge_policy(case=case, by=candidate)
    expected = (D(2026, 6, 1), "Procedures 1998-2007; Roadmap 2014")
    assert (application.policy_acknowledged_on, application.policy_version) == expected


def test_a_recording_is_not_arranged_on_a_day_to_come(candidate):
    case = drafted(candidate)
    before = changed()
    with pytest.raises(Refused, match=r"That day is still to come.") as refusal:
        note_recording(case=case, by=candidate, kind="video", arranged_on=D(2026, 6, 2), consent=True)
    assert (refusal.value.field, changed()) == ("arranged_on", before)
    application = note_recording(
        case=case, by=candidate, kind="audio", arranged_on=D(2026, 6, 1), consent=False
    )
    assert (application.recording_kind, application.recording_consent) == ("audio", False)


def test_one_submission_reaches_both_reviewers_and_the_candidate_has_a_receipt(candidate):
    case = sent(candidate)
    application = Application.objects.get(case=case)
    day = D(2026, 6, 1)
    assert case.state == "under_review"
    assert (application.completed_on, application.submitted_on) == (day, day)
    assert (application.sent_to_chair_on, application.sent_to_coordinator_on) == (day, day)
    assert Case.objects.get(pk=case.pk).process_start == day
    assert told("application_sent", "application_receipt") == [
        ("application_sent", "ccc_chair"),
        ("application_sent", "coordinator_of_supervision"),
        ("application_receipt", "Maya Ferreira"),
    ]


def test_an_incomplete_application_is_not_sent(candidate):
    case = drafted(candidate)
    save_draft(case=case, by=candidate, practice="", reasons="")
    before = changed()
    with pytest.raises(Refused) as refusal:
        send_application(case=case, by=candidate)
    sentence = "The application still lacks: what you practise, and where, why you seek the credential."
    assert (refusal.value.sentence, changed()) == (sentence, before)


def test_without_membership_an_application_is_not_sent(candidate):
    case = drafted(candidate)
    Membership.objects.filter(person=candidate).update(end=D(2026, 5, 31))
    before = changed()
    with pytest.raises(Refused, match=r"Membership has to be current today. Join or renew first."):
        send_application(case=case, by=candidate)
    assert changed() == before


def test_sending_twice_is_refused_with_what_has_happened(candidate):
    case = sent(candidate)
    before = changed()
    with pytest.raises(
        Stale, match="Meanwhile the file has become “Application under review” by Maya Ferreira"
    ):
        send_application(case=case, by=candidate)
    assert changed() == before


# Prior experience


def co_leading(case, leader=None, **more) -> PriorExperience:
    told = {"title": "Residents", "start": D(2022, 1, 1), "end": D(2025, 1, 1), "leader": leader, **more}
    return add_experience(case=case, by=case.candidate, kind=ExperienceKind.CO_LEADING, **told)


@pytest.fixture
def leader(co_leader):
    Credential.objects.create(person=co_leader, number="ABS-7", code="xyz", awarded_on=D(2015, 1, 1))
    return co_leader


def test_experience_is_added_changed_and_removed_in_the_draft(candidate, leader):
    case = drafted(candidate)
    one = co_leading(case, leader)
    change_experience(experience=one, by=candidate, title="Residents, Tuesdays")
    assert PriorExperience.objects.get().title == "Residents, Tuesdays"
    remove_experience(experience=one, by=candidate)
    assert PriorExperience.objects.count() == 0
    with pytest.raises(Stale, match=r"This experience has been removed meanwhile."):
        remove_experience(experience=one, by=candidate)


def test_experience_from_a_day_to_come_and_with_oneself_is_refused(candidate):
    case = drafted(candidate)
    with pytest.raises(Refused, match="That day is still to come"):
        co_leading(case, end=D(2026, 6, 2))
    with pytest.raises(Refused, match=r"Name the leader with whom you co-led, not yourself."):
        co_leading(case, candidate)
    assert PriorExperience.objects.count() == 0


def test_experience_is_not_added_once_the_application_is_sent(candidate):
    case = sent(candidate)
    with pytest.raises(Stale, match="The application cannot be changed now"):
        co_leading(case, leader_name="Somebody")
    assert PriorExperience.objects.count() == 0


def test_a_credentialed_leader_is_asked_and_attests_once(candidate, leader):
    case = drafted(candidate)
    one = co_leading(case, leader)
    ask_attestation(experience=one, by=candidate)
    assert told("attestation_asked") == [("attestation_asked", "Carl Dorn")]
    attest(experience=one, by=leader, debriefing_confirmed=True)
    given = Attestation.objects.get()
    assert (given.by, given.on, given.time_confirmed, given.debriefing_confirmed) == (
        leader, D(2026, 6, 1), True, True,
    )  # fmt: skip
    with pytest.raises(Stale, match="Carl Dorn has attested to this already"):
        attest(experience=one, by=leader, debriefing_confirmed=False)
    with pytest.raises(Stale, match="it stands as it was attested"):
        change_experience(experience=one, by=candidate, title="Other")
    assert (Attestation.objects.count(), PriorExperience.objects.get().title) == (1, "Residents")


def test_nobody_but_the_named_credentialed_leader_attests(candidate, co_leader, chair):
    case = drafted(candidate)
    one = co_leading(case, co_leader)
    with pytest.raises(Refused, match="Choose the credentialed leader from the list first"):
        ask_attestation(experience=one, by=candidate)
    with pytest.raises(Refused, match=r"Only a leader who is credentialed today can attest."):
        attest(experience=one, by=co_leader, debriefing_confirmed=True)
    with pytest.raises(Refused, match=r"Only the leader whom the candidate names can attest."):
        attest(experience=one, by=chair, debriefing_confirmed=True)
    assert (Attestation.objects.count(), told("attestation_asked")) == (0, [])


# Ways out


def test_withdrawing_ends_the_agreement_and_keeps_the_file(
    candidate, chair, coordinator, supervisor, treasurer
):
    case = approved(candidate, chair, coordinator)
    agreed(case, supervisor, treasurer)
    withdraw(case=case, by=candidate, reason="A move abroad.")
    assert case.state == "withdrawn"
    assert Agreement.objects.get().ended_on == D(2026, 6, 1)
    assert told("file_ended") == [
        ("file_ended", "ccc_chair"), ("file_ended", "coordinator_of_supervision"),
    ]  # fmt: skip


def test_withdrawing_takes_back_a_request_that_waits(candidate, supervisor):
    case = drafted(candidate)
    ask(case=case, by=candidate, supervisor=supervisor)
    withdraw(case=case, by=candidate)
    assert SupervisorRequest.objects.get().withdrawn_on == D(2026, 6, 1)
    assert told("file_ended") == []


def test_nobody_else_withdraws_a_file(candidate, chair):
    case = sent(candidate)
    before = changed()
    with pytest.raises(Refused, match=r"This step is for the candidate."):
        withdraw(case=case, by=chair)
    assert changed() == before


def test_the_chair_closes_a_file_with_a_reason(candidate, chair, coordinator):
    case = sent(candidate)
    before = changed()
    with pytest.raises(Refused, match=r"Give the reason in a sentence or two."):
        close(case=case, by=chair, reason=" ")
    with pytest.raises(Refused, match=r"This step is for the CCC Chair."):
        close(case=case, by=coordinator, reason="No answer.")
    assert changed() == before
    close(case=case, by=chair, reason="No answer for two years.")
    assert (case.state, told("file_closed")) == ("closed", [("file_closed", "Maya Ferreira")])


def test_a_new_attempt_is_a_new_file_linked_to_the_old_with_the_words_carried_over(candidate):
    old = sent(candidate)
    withdraw(case=old, by=candidate)
    new = new_attempt(case=old, by=candidate)
    begin_application(case=new, by=candidate)
    application = Application.objects.get(case=new)
    assert (new.previous, new.process_start, new.state) == (old, None, "draft")
    assert (application.degree, application.reasons, application.submitted_on) == (WORDS["degree"], "", None)
    before = changed()
    with pytest.raises(Refused, match=r"A new attempt was begun from this file already."):
        new_attempt(case=old, by=candidate)
    assert changed() == before


def test_an_open_file_leads_to_no_new_attempt(candidate):
    case = sent(candidate)
    before = changed()
    with pytest.raises(Stale):
        new_attempt(case=case, by=candidate)
    assert changed() == before


def test_after_an_earlier_file_one_begins_a_new_attempt(candidate):
    case = drafted(candidate)
    withdraw(case=case, by=candidate)
    before = changed()
    with pytest.raises(Refused, match=r"You have an earlier file. Begin a new attempt from there"):
        begin_enquiry(person=candidate, by=candidate)
    assert changed() == before


def test_an_answer_of_the_supervisor_stands_on_the_timeline(candidate, supervisor):
    case = with_supervisor(drafted(candidate), supervisor)
    event = case.events.get(kind="T04")
    assert (event.by, event.staff) == (supervisor, "Supervisor answered: Sylvia Marsh: yes")


def test_a_new_attempt_begins_without_the_supervisor_of_the_old(candidate, supervisor, chair, coordinator):
    old = with_supervisor(sent(candidate), supervisor)
    for role, by in (("ccc_chair", chair), ("coordinator_of_supervision", coordinator)):
        review_application(case=old, role=role, by=by, outcome="decline", reason="No group.")
    new = new_attempt(case=old, by=candidate)
    begin_application(case=new, by=candidate)
    assert SupervisorRequest.objects.get().withdrawn_on == D(2026, 6, 1)
    ask(case=new, by=candidate, supervisor=supervisor)
    assert SupervisorRequest.objects.open().count() == 1
