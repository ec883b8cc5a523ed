"""The pages from approval to training: agreement, signature, fees; and what stands on the home page."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credentialing.actions.agreement import fill_in_schedule, sign_agreement
from credentialing.actions.application import save_draft
from credentialing.actions.enquiry import begin_enquiry
from credentialing.actions.fees import note_receipt
from credentialing.enums import State
from credentialing.models import Case, FeeReceipt, FeeSchedule
from credentialing.open_tasks import tasks_for
from supervision.models import Agreement, BalintGroup, SupervisionSession
from tests.cast import member
from tests.credentialing.stages import (
    agreed,
    approved,
    drafted,
    fees_set,
    filled,
    in_training,
    sent,
    with_supervisor,
)

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture(autouse=True)
def june(at):
    """It is 1 June 2026."""


@pytest.fixture
def as_(client, sign_in):
    """Sign somebody in and return the client."""
    return lambda person, **more: sign_in(client, person, **more)


@pytest.fixture
def case(candidate, chair, coordinator) -> Case:
    return approved(candidate, chair, coordinator)


def where(name: str, *args) -> str:
    return reverse(f"credentialing:{name}", args=args)


def fresh(client, url: str) -> dict[str, str]:
    response = client.get(url)
    assert response.status_code == 200, url
    return {"once": response.context["form"]["once"].value()}


def text(response) -> str:
    return response.content.decode()


def test_the_candidate_fills_in_the_schedule_and_the_supervisor_signs(
    as_, case, candidate, supervisor, treasurer
):
    client = as_(candidate)
    url = where("agreement", case.pk)
    assert "First a supervisor has to say yes." in text(client.get(url))
    with_supervisor(case, supervisor)
    assert "The Treasurer has not set a schedule of fees yet." in text(client.get(url))
    fees_set(treasurer)
    assert client.post(url, fresh(client, url)).url == url
    assert "It waits for the signature of Sylvia Marsh." in text(client.get(url))
    agreement = Agreement.objects.get()
    sign = where("sign_agreement", agreement.pk)
    client = as_(supervisor)
    assert client.post(sign, fresh(client, sign)).url == sign
    assert "You have signed" in text(client.get(sign))
    assert Case.objects.get().state == "agreed"


def test_only_the_supervisor_opens_the_page_to_sign(
    as_, case, candidate, supervisor, treasurer, chair, stranger
):
    url = where("sign_agreement", filled(case, supervisor, treasurer).pk)
    assert as_(stranger).get(url).status_code == 404
    assert as_(candidate).get(url).status_code == 403
    assert as_(chair).get(url).status_code == 403
    assert as_(supervisor).get(url).status_code == 200
    assert as_(supervisor).get(where("sign_agreement", 99_999)).status_code == 404


def test_a_signature_twice_from_two_tabs_is_refused_with_what_happened(as_, case, supervisor, treasurer):
    client = as_(supervisor)
    url = where("sign_agreement", filled(case, supervisor, treasurer).pk)
    first, second = fresh(client, url), fresh(client, url)
    assert client.post(url, first).status_code == 302
    response = client.post(url, second)
    assert response.status_code == 409
    assert "Agreement complete" in text(response)


def test_signing_and_confirming_ask_who_it_is_again(as_, case, supervisor, treasurer):
    url = where("sign_agreement", filled(case, supervisor, treasurer).pk)
    assert as_(supervisor, fresh=False).get(url).status_code == 302
    assert as_(treasurer, fresh=False).get(where("receive_fee", case.pk)).status_code == 302
    assert Agreement.objects.get().supervisor_signed_on is None


def test_the_treasurer_receives_the_fee_with_the_amount_preset(as_, case, supervisor, treasurer):
    agreed(case, supervisor, treasurer)
    client = as_(treasurer)
    url = where("receive_fee", case.pk)
    page = client.get(url)
    assert page.context["form"]["amount"].value() == Decimal(900)
    assert page.context["form"]["sent_on"].value() == D(2026, 6, 1)
    typed = {"sent_on": "2026-06-01", "amount": "900", "how": "cheque"}
    assert client.post(url, {**typed, "amount": "0", **fresh(client, url)}).status_code == 422
    late = client.post(url, {**typed, "sent_on": "2026-06-02", **fresh(client, url)})
    assert late.status_code == 422
    assert "cheque" in text(late)
    token = fresh(client, url)
    assert client.post(url, {**typed, **token}).url == where("fees", case.pk)
    assert client.post(url, {**typed, **token}).status_code == 409
    assert (FeeReceipt.objects.count(), Case.objects.get().state) == (1, "training")


def test_the_pages_of_the_fees_are_the_treasurers(
    as_, case, candidate, chair, coordinator, stranger, treasurer
):
    for name in ("receive_fee", "let_supervision_begin"):
        assert as_(stranger).get(where(name, case.pk)).status_code == 404
        assert as_(chair).get(where(name, case.pk)).status_code == 403
        assert as_(candidate).get(where(name, case.pk)).status_code == 403
    for person, status in (
        (stranger, 404),
        (coordinator, 403),
        (candidate, 200),
        (chair, 200),
        (treasurer, 200),
    ):
        assert as_(person).get(where("fees", case.pk)).status_code == status
    for name in ("fees_due", "fee_schedules"):
        for person, status in ((stranger, 404), (candidate, 404), (chair, 403), (treasurer, 200)):
            assert as_(person).get(where(name)).status_code == status


def test_an_announced_payment_is_confirmed_and_reversed(as_, case, candidate, chair, supervisor, treasurer):
    agreed(case, supervisor, treasurer)
    client = as_(candidate)
    url = where("announce_payment", case.pk)
    typed = {"sent_on": "2026-06-01", "amount": "900", "how": "transfer", **fresh(client, url)}
    assert client.post(url, typed).url == where("agreement", case.pk)
    receipt = FeeReceipt.objects.get()
    confirm, reverse_it = where("confirm_receipt", receipt.pk), where("reverse_receipt", receipt.pk)
    assert as_(chair).get(confirm).status_code == 403
    client = as_(treasurer)
    assert "Maya Ferreira" in text(client.get(where("fees_due") + "?show=announced"))
    assert client.post(confirm, fresh(client, confirm)).status_code == 302
    assert Case.objects.get().state == "training"
    assert client.post(confirm, {"once": "another"}).status_code == 409
    assert client.post(reverse_it, {"reason": "", **fresh(client, reverse_it)}).status_code == 422
    assert client.post(reverse_it, {"reason": "It bounced.", **fresh(client, reverse_it)}).status_code == 302
    assert "The agreement is on hold." in text(client.get(where("fees", case.pk)))
    assert "Maya Ferreira" in text(client.get(where("fees_due") + "?show=hold"))


def test_a_change_of_supervisor_is_for_the_two_of_them(
    as_, case, candidate, supervisor, treasurer, chair, stranger
):
    in_training(case, supervisor, treasurer)
    url = where("change_supervisor", case.pk)
    assert as_(stranger).get(url).status_code == 404
    assert as_(chair).get(url).status_code == 403
    assert as_(candidate).get(url).status_code == 200
    client = as_(supervisor)
    assert client.post(url, {"reason": "", **fresh(client, url)}).status_code == 422
    assert client.post(url, {"reason": "A sabbatical.", **fresh(client, url)}).status_code == 302
    assert Agreement.objects.get().ended_reason == "A sabbatical."


def test_the_treasurer_sets_fees(as_, treasurer):
    client = as_(treasurer)
    url = where("fee_schedules")
    assert "None is in force." in text(client.get(url))
    typed = {
        "version": "2026",
        "valid_from": "2026-06-01",
        "first_year_amount": "900",
        "second_year_amount": "900",
    }
    assert client.post(url, {**typed, "first_year_amount": "", **fresh(client, url)}).status_code == 422
    assert client.post(url, {**typed, **fresh(client, url)}).status_code == 302
    again = client.post(url, {**typed, "version": "2026-2", **fresh(client, url)})
    assert (again.status_code, FeeSchedule.objects.count()) == (409, 1)


def test_a_schedule_to_come_is_put_right_on_its_page_and_says_what_it_said(as_, treasurer):
    client = as_(treasurer)
    url = where("fee_schedules")
    typed = {"first_year_amount": "900", "second_year_amount": "900"}
    for version, day in [("2026", "2026-06-01"), ("2027", "2029-01-01")]:
        said = {**typed, "version": version, "valid_from": day, **fresh(client, url)}
        assert client.post(url, said).status_code == 302
    in_force, slip = FeeSchedule.objects.order_by("valid_from")
    assert client.get(where("correct_fee_schedule", in_force.pk)).status_code == 302
    url = where("correct_fee_schedule", slip.pk)
    assert "2029-01-01" in client.get(url).content.decode()
    right = {**typed, "version": "2027", "valid_from": "2027-01-01"}
    assert client.post(url, {**right, **fresh(client, url)}).status_code == 422
    assert client.post(url, {**right, "reason": "A slip.", **fresh(client, url)}).status_code == 302
    page = text(client.get(where("fee_schedules")))
    assert "it said 2027, from 1 January 2029: 900.00 and 900.00 USD. A slip." in page


def many(count: int) -> None:
    """That many candidates who owe, each with an announced payment."""
    for n in range(count):
        person = member(f"Candidate {count} {n}")
        case = begin_enquiry(person=person, by=person)
        Case.objects.filter(pk=case.pk).update(state=State.APPROVED)
        note_receipt(case=case, by=person, sent_on=D(2026, 5, 1), amount=Decimal(100))


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("show", ["open", "announced", "all"])
def test_the_list_of_fees_asks_as_often_for_one_as_for_thirty(as_, treasurer, show):
    fees_set(treasurer)
    client = as_(treasurer)
    url = where("fees_due") + f"?show={show}"
    many(1)
    one = queries(client, url)
    many(29)
    assert (queries(client, url), client.get(url).context["page_obj"].paginator.count) == (one, 30)


def test_a_second_year_falls_due_a_year_after_the_first_session(
    as_, case, candidate, supervisor, treasurer, at
):
    in_training(case, supervisor, treasurer)
    group = BalintGroup.objects.create(
        leader=candidate, name="Residents", setting="medical", started_on=D(2026, 6, 1)
    )
    SupervisionSession.objects.create(
        candidate=candidate, supervisor=supervisor, group=group, date=D(2026, 6, 10), recording="video"
    )
    url = where("fees_due")
    at(D(2027, 5, 10))
    assert "Maya Ferreira" not in text(as_(treasurer).get(url))
    at(D(2027, 5, 11))
    assert "Maya Ferreira" in text(as_(treasurer).get(url))
    assert [(task.due, task.late) for task in fees_owed_by(candidate)] == [
        ("due 10 June 2027, 900.00 USD", False)
    ]
    at(D(2027, 6, 11))
    assert [task.late for task in fees_owed_by(candidate)] == [True]


@pytest.mark.parametrize("name", ["announce_payment", "receive_fee"])
def test_a_payment_like_one_on_file_is_asked_about(as_, case, candidate, supervisor, treasurer, name):
    agreed(case, supervisor, treasurer)
    client = as_(candidate if name == "announce_payment" else treasurer)
    url = where(name, case.pk)
    typed = {"sent_on": "2026-06-01", "amount": "50", "how": "cheque"}
    for _ in range(10):
        last = client.post(url, {**typed, **fresh(client, url)})
    assert (FeeReceipt.objects.count(), last.status_code) == (1, 409)
    assert "Is this another payment?" in text(last)
    assert 'type="checkbox" name="second"' in last.content.decode()
    assert client.post(url, {**typed, "second": "on", **fresh(client, url)}).status_code == 302
    assert FeeReceipt.objects.count() == 2
    assert client.post(url, {**typed, "amount": "51", **fresh(client, url)}).status_code == 302


def fees_owed_by(candidate) -> list:
    return [task for task in tasks_for(candidate) if task.label == "Pay the second-year fee"]


def test_a_treasurer_does_not_find_the_own_fee_in_the_list(as_, treasurer, chair, coordinator):
    approved(treasurer, chair, coordinator)
    assert "Theo Rasure</a></td>" not in text(as_(treasurer).get(where("fees_due") + "?show=all"))


# Home: what each of them owes


def labels(person) -> list[str]:
    return [task.label for task in tasks_for(person)]


def test_each_stage_puts_its_task_on_the_right_home_page(
    candidate, chair, coordinator, supervisor, treasurer, stranger
):
    case = drafted(candidate)
    assert labels(candidate) == ["Check and send your application"]
    save_draft(case=case, by=candidate, degree="")
    assert [(task.label, task.due) for task in tasks_for(candidate)] == [
        ("Finish your application", "1 thing missing")
    ]
    assert (labels(chair), labels(treasurer), labels(stranger)) == ([], [], [])


def test_reviews_are_due_until_they_are_given(candidate, chair, coordinator, at):
    sent(candidate)
    assert labels(chair) == labels(coordinator) == ["Review the application of Maya Ferreira"]
    at(D(2026, 7, 15))
    assert [(task.due, task.late) for task in tasks_for(chair)] == [("sent 44 days ago", True)]
    assert labels(candidate) == []


def test_agreement_signature_fee_and_confirmation_follow_each_other(case, candidate, supervisor, treasurer):
    assert labels(candidate) == ["Ask a supervisor"]
    with_supervisor(case, supervisor)
    assert labels(candidate) == ["Fill in the schedule of fees"]
    fees_set(treasurer)
    made = fill_in_schedule(case=case, by=candidate)
    assert labels(supervisor) == ["Sign the agreement with Maya Ferreira"]
    sign_agreement(agreement=made, by=supervisor)
    assert labels(supervisor) == []
    assert [(task.label, task.due) for task in tasks_for(candidate)] == [
        ("Pay the first-year fee", "900.00 USD")
    ]
    note_receipt(case=case, by=candidate, sent_on=D(2026, 5, 30), amount=Decimal(900))
    assert (labels(candidate), labels(treasurer)) == ([], ["Confirm 900.00 from Maya Ferreira"])
    assert Agreement.objects.get().cleared_on is None
