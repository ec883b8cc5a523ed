"""Every notice of the app, in words a person can read."""

import datetime as dt
from decimal import Decimal

import pytest

from members import letters
from members.enums import Office
from members.models import Notice
from members.notifications import all_kinds
from supervision.actions import agreements, co_leaders, debriefs, requests
from supervision.actions import supervision as actions

D = dt.date
TODAY = D(2026, 6, 1)
OURS = {
    "agreement_copy",
    "agreement_ended",
    "agreement_signed",
    "agreement_to_sign",
    "co_leader_named",
    "debrief_to_confirm",
    "supervision_recorded",
    "supervisor_answered",
    "supervisor_asked",
    "supervisor_request_withdrawn",
}


@pytest.fixture
def sent(group, candidate, supervisor, host, treasurer) -> dict[str, Notice]:
    """One notice of every kind, each written by the step it tells of; the last of its kind."""
    co_leaders.set_co_leader(by=candidate, group=group, start=D(2026, 5, 1), email=host.email)
    debriefs.log_debrief(by=candidate, group=group, date=D(2026, 5, 28), minutes=1)
    first = requests.ask_supervisor(by=candidate, supervisor=supervisor)
    requests.withdraw_request(by=candidate, request=first)
    second = requests.ask_supervisor(by=candidate, supervisor=supervisor)
    requests.answer_request(by=supervisor, request=second, accepted=False)
    agreement = agreements.fill_in(
        by=candidate,
        candidate=candidate,
        supervisor=supervisor,
        first_year_amount=Decimal("900.00"),
        second_year_amount=None,
        terms_version="2026",
        on=TODAY,
    )
    agreements.sign(by=supervisor, agreement=agreement)
    agreements.clear(by=treasurer, agreement=agreement, from_date=D(2026, 5, 1))
    actions.record_session(
        by=supervisor, candidate=candidate, group=group, date=TODAY, minutes=60, recording="none"
    )
    agreements.end(by=supervisor, agreement=agreement, reason="A year abroad.")
    return {notice.kind: notice for notice in Notice.objects.order_by("pk")}


def test_every_kind_is_registered_and_written_by_a_step(sent):
    assert set(sent) == OURS
    assert {kind.name for kind in all_kinds()} >= OURS


def test_every_notice_can_be_read_and_leads_somewhere(sent, client, sign_in):
    for kind, notice in sent.items():
        subject, body = letters.subject_of(notice), letters.text_of(notice)
        assert "{" not in subject + body, kind
        assert "…" not in subject, kind
        assert ("http" in body) == (kind != "supervisor_request_withdrawn"), kind
        assert body.startswith(f"Dear {notice.person}," if notice.person else "Copy of"), kind
        if notice.person:
            assert sign_in(client, notice.person).get(notice.path).status_code == 200, kind


def test_what_the_notices_say(sent):
    assert letters.subject_of(sent["supervisor_asked"]) == "Maya Ferreira asks you to supervise"
    assert letters.subject_of(sent["debrief_to_confirm"]) == "Please confirm your debrief of 28 May 2026"
    assert "Thursday residents, 28 May 2026, 1 minute." in letters.text_of(sent["debrief_to_confirm"])
    assert "is not able to supervise you at present" in letters.text_of(sent["supervisor_answered"])
    copy = sent["agreement_copy"]
    assert copy.office == Office.TREASURER
    assert "Fee for the first year: 900.00" in letters.text_of(copy)
    assert "Reason given: A year abroad." in letters.text_of(sent["agreement_ended"])


def test_no_note_leaves_the_house(sent):
    assert sent["supervision_recorded"].context.keys() == {"supervisor", "day_text"}
