"""The pages: who gets which answer, what bad input keeps, and what a second click does."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members import clock
from members.models import AccessEntry, Notice
from supervision.actions import debriefs, sessions
from supervision.actions import supervision as actions
from supervision.links import debrief_path
from supervision.models import Agreement, BalintGroup, CoLeader, Debrief, GroupSession, SupervisionSession
from supervision.open_tasks import tasks_for
from supervision.urls import urlpatterns
from tests.cast import PersonFactory

D = dt.date
TODAY = D(2026, 6, 1)
pytestmark = pytest.mark.usefixtures("at")


def url(name: str, *args: object) -> str:
    return reverse(f"supervision:{name}", args=args)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def recorded(group, agreement, candidate, supervisor) -> SupervisionSession:
    return actions.record_session(
        by=supervisor,
        candidate=candidate,
        group=group,
        date=D(2026, 5, 28),
        minutes=50,
        recording="video",
        notes=actions.Notes(to_candidate="Try silence.", to_self="My own thought."),
    )


@pytest.fixture
def paths(group, asked, recorded, candidate, co_leader) -> dict[str, str]:
    """Every page of the app that needs a person."""
    session = sessions.log_session(by=candidate, group=group, date=D(2026, 5, 21))
    debrief = debriefs.log_debrief(by=co_leader, group=group, date=D(2026, 5, 21), minutes=30)
    return {
        "groups": url("groups"),
        "log": url("log"),
        "group_start": url("group_start"),
        "group": url("group", group.pk),
        "group_change": url("group_change", group.pk),
        "group_end": url("group_end", group.pk),
        "group_resume": url("group_resume", group.pk),
        "co_leader": url("co_leader", group.pk),
        "co_leader_end": url("co_leader_end", group.pk),
        "debrief_log": url("debrief_log", group.pk),
        "session_remove": url("session_remove", session.pk),
        "debrief_confirm": url("debrief_confirm", debrief.pk),
        "debrief_remove": url("debrief_remove", debrief.pk),
        "my_supervision": url("my_supervision"),
        "supervision_correct": url("supervision_correct", recorded.pk),
        "supervision_remove": url("supervision_remove", recorded.pk),
        "supervision_stand": url("supervision_stand", recorded.pk),
        "answer": url("answer", asked.pk),
        "desk": url("desk"),
        "person": url("person", candidate.pk),
        "record": url("record", candidate.pk),
        "override": url("override", candidate.pk),
    }


ANSWERS = """
                      candidate co_leader supervisor coordinator chair ccc_member treasurer host stranger
groups                200       200       200        200         200   200        200       200  404
log                   200       200       200        200         200   200        200       200  404
group_start           200       200       200        200         200   200        200       200  404
group                 200       200       200        200         200   200        404       404  404
group_change          200       403       403        403         403   403        404       404  404
group_end             200       403       403        403         403   403        404       404  404
group_resume          200       403       403        403         403   403        404       404  404
co_leader             200       403       403        403         403   403        404       404  404
co_leader_end         200       403       403        403         403   403        404       404  404
debrief_log           200       200       403        403         403   403        404       404  404
session_remove        200       403       403        403         403   403        404       404  404
debrief_confirm       200       302       302        302         302   302        404       404  404
debrief_remove        200       200       403        403         403   403        404       404  404
my_supervision        200       200       200        200         200   200        200       200  404
supervision_correct   403       404       200        403         403   403        404       404  404
supervision_remove    403       404       200        403         403   403        404       404  404
supervision_stand     403       404       403        200         200   403        404       404  404
answer                200       404       200        200         200   200        404       404  404
desk                  404       404       200        403         403   403        403       404  404
person                404       404       200        200         200   200        403       404  404
record                404       404       200        403         403   403        403       404  404
override              404       404       403        200         200   403        403       404  404
"""


def expected() -> list[tuple[str, str, int]]:
    head, *rows = [line.split() for line in ANSWERS.strip().splitlines()]
    return [(row[0], who, int(code)) for row in rows for who, code in zip(head, row[1:], strict=True)]


def test_who_gets_which_page(paths, cast, client, sign_in):
    given = {}
    for name, who, _ in expected():
        given[name, who] = sign_in(client, cast[who]).get(paths[name]).status_code
    assert given == {(name, who): code for name, who, code in expected()}


def test_every_page_is_in_the_table(paths):
    names = {pattern.name for pattern in urlpatterns} - {"debrief_link"}
    assert names == set(paths) == {name for name, _, _ in expected()}


def test_every_page_has_one_heading_and_asks_visitors_to_sign_in(paths, client, sign_in, cast):
    for name, path in paths.items():
        answer = client.get(path)
        assert (answer.status_code, "/account/" in answer["Location"]) == (302, True), name
    first = {}
    for name, who, code in expected():
        if code == 200:
            first.setdefault(name, who)
    for name, who in first.items():
        content = sign_in(client, cast[who]).get(paths[name]).content.decode()
        assert len(re.findall("<h1", content)) == 1, name
        assert " style=" not in content, name


def test_a_group_is_logged_by_opening_and_pressing_one_button(group, candidate, client, sign_in):
    sign_in(client, candidate)
    form = client.get(url("log")).context["form"]
    typed = {name: form[name].value() or "" for name in ("group", "date", "debrief_minutes", "once")}
    assert (typed["group"], typed["date"]) == (group.pk, TODAY)
    answer = client.post(url("log"), typed, follow=True)
    assert answer.redirect_chain == [(url("group", group.pk), 302)]
    assert "Logged: 1 June 2026, Thursday residents. 1 session in June 2026." in text(answer)
    assert GroupSession.objects.count() == 1


def test_the_group_asked_for_is_chosen(group, candidate, client, sign_in):
    other = BalintGroup.objects.create(
        leader=candidate, name="Two", setting="other", started_on=D(2026, 1, 1)
    )
    sessions.log_session(by=candidate, group=other, date=D(2026, 5, 1))
    sign_in(client, candidate)
    assert client.get(url("log")).context["form"]["group"].value() == other.pk
    assert client.get(url("log"), {"group": group.pk}).context["form"]["group"].value() == group.pk
    assert client.get(url("log"), {"group": "x" * 40}).context["form"]["group"].value() == other.pk


def test_a_second_click_changes_nothing(group, candidate, client, sign_in):
    sign_in(client, candidate)
    typed = {"group": group.pk, "date": "2026-06-01", "debrief_minutes": "30", "once": "token"}
    assert client.post(url("log"), typed).status_code == 302
    answer = client.post(url("log"), typed)
    assert answer.status_code == 409
    assert "You have sent this form already" in text(answer)
    assert (GroupSession.objects.count(), Debrief.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"date": "2026-06-02"}, 422, "That day is still to come. Give a day from 1 January 1990 to"),
        ({"date": "31.5.2026x"}, 422, "Give a day with all four digits of the year, such as 2026-05-14."),
        ({"date": ""}, 422, "This field is required."),
        ({"debrief_minutes": "601"}, 422, "Ensure this value is less than or equal to 600."),
        ({"debrief_minutes": "-1"}, 422, "Ensure this value is greater than or equal to 1."),
        ({"debrief_minutes": "<b>\x01half"}, 422, "Enter a whole number."),
        ({"group": "999999"}, 422, "Select a valid choice."),
    ],
)
def test_bad_input_keeps_what_was_typed(group, candidate, client, sign_in, typed, status, sentence):
    sign_in(client, candidate)
    sent = {"group": str(group.pk), "date": "2026-05-30", "debrief_minutes": "25", "once": "t", **typed}
    answer = client.post(url("log"), sent)
    assert answer.status_code == status
    assert sentence in text(answer)
    form = answer.context["form"]
    assert {name: form[name].value() for name in ("group", "date", "debrief_minutes")} == {
        name: sent[name] for name in ("group", "date", "debrief_minutes")
    }
    assert (GroupSession.objects.count(), Debrief.objects.count()) == (0, 0)


def test_a_group_is_started_and_a_co_leader_named(candidate, co_leader, client, sign_in):
    sign_in(client, candidate)
    client.post(url("group_start"), {"name": "New", "setting": "medical", "started_on": "2026-05-01"})
    one = BalintGroup.objects.get()
    answer = client.post(
        url("co_leader", one.pk), {"email": co_leader.email, "start": "2026-05-01"}, follow=True
    )
    assert "Carl Dorn is the co-leader now." in text(answer)
    assert one.co_leaders.get().person == co_leader


def test_the_empty_page_says_what_to_do_first(candidate, client, sign_in):
    sign_in(client, candidate)
    assert "Start a group" in text(client.get(url("groups")))
    assert "Start it first" in text(client.get(url("log")))


def test_a_debrief_is_confirmed_from_the_link_and_only_by_the_button(group, candidate, co_leader, client):
    debrief = debriefs.log_debrief(by=candidate, group=group, date=TODAY, minutes=30)
    path = Notice.objects.get().path
    answer = client.get(path)
    assert (answer.status_code, "Did this debrief take place?" in text(answer)) == (200, True)
    debrief.refresh_from_db()
    assert debrief.confirmed_by_co_leader_at is None
    answer = client.post(path, {"once": "one"}, follow=True)
    assert "This debrief is confirmed" in text(answer)
    debrief.refresh_from_db()
    assert debrief.confirmed_by_co_leader_at is not None
    again = client.post(path, {"once": "two"})
    assert (again.status_code, "You confirmed this debrief on" in text(again)) == (409, True)


def test_links_that_do_not_work(group, candidate, co_leader, client, time_machine_travel):
    debrief = debriefs.log_debrief(by=candidate, group=group, date=TODAY, minutes=30)
    path = debrief_path(debrief, co_leader)
    assert client.get(path[:-4] + "abc/").status_code == 410
    forged = signing.dumps([debrief.pk, co_leader.pk], salt="another purpose")
    assert client.get(url("debrief_link", forged)).status_code == 410
    with time_machine_travel(days=31):
        answer = client.post(path, {"once": "one"})
        assert (answer.status_code, "older than 30 days" in text(answer)) == (410, True)
    debriefs.remove_debrief(by=candidate, debrief=debrief, reason="x")
    assert "removed meanwhile" in text(client.get(path))


@pytest.fixture
def time_machine_travel():
    return lambda days: time_machine.travel(clock.real_now() + dt.timedelta(days=days))


def test_a_link_lets_nobody_confirm_who_did_not_lead(group, candidate, stranger, client):
    debrief = debriefs.log_debrief(by=candidate, group=group, date=TODAY, minutes=30)
    path = debrief_path(debrief, stranger)
    assert "nothing for you to confirm" in text(client.get(path))
    assert client.post(path, {"once": "one"}).status_code == 409
    debrief.refresh_from_db()
    assert debrief.confirmed_by_co_leader_at is None


def test_a_supervisor_records_on_one_page(group, agreement, candidate, supervisor, client, sign_in):
    met = sessions.log_session(by=candidate, group=group, date=D(2026, 5, 21))
    sign_in(client, supervisor)
    form = client.get(url("record", candidate.pk)).context["form"]
    assert form["about"].field.choices == [
        (f"s{met.pk}", "21 May 2026, Thursday residents"),
        (f"g{group.pk}", "Thursday residents, no session named"),
    ]
    typed = {"date": "2026-05-28", "minutes": "45", "about": f"s{met.pk}", "recording": "audio", "once": "t"}
    answer = client.post(url("record", candidate.pk), typed, follow=True)
    assert "Recorded. 1 of 12. Year 1: 1 of 6, closes 27 May 2027." in text(answer)
    made = SupervisionSession.objects.get()
    assert (made.minutes, made.recording, made.about_session, made.group) == (45, "audio", met, group)
    assert client.get(url("record", candidate.pk)).context["form"]["minutes"].value() == 45


def test_a_session_is_corrected_on_the_same_page(recorded, supervisor, candidate, client, sign_in):
    sign_in(client, supervisor)
    form = client.get(url("supervision_correct", recorded.pk)).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"minutes": "55"}
    answer = client.post(url("supervision_correct", recorded.pk), typed)
    assert answer.status_code == 302
    recorded.refresh_from_db()
    assert (recorded.minutes, recorded.note_to_self) == (55, "My own thought.")


def test_a_recording_before_the_fee_is_refused_with_its_sentence(
    group, agreement, candidate, supervisor, client, sign_in
):
    sign_in(client, supervisor)
    typed = {
        "date": "2025-02-20",
        "minutes": "45",
        "about": f"g{group.pk}",
        "recording": "audio",
        "once": "t",
    }
    answer = client.post(url("record", candidate.pk), {**typed, "note_to_self": "kept"})
    assert (answer.status_code, "was sent on 1 March 2025" in text(answer)) == (409, True)
    assert answer.context["form"]["note_to_self"].value() == "kept"
    assert SupervisionSession.objects.count() == 0


def test_an_officer_overrides_on_a_page(
    group, agreement, candidate, coordinator, supervisor, client, sign_in
):
    sign_in(client, coordinator)
    typed = {
        "supervisor": supervisor.pk,
        "date": "2025-02-20",
        "minutes": "45",
        "about": f"g{group.pk}",
        "recording": "audio",
        "override_reason": "The cheque was lost.",
        "once": "t",
    }
    answer = client.post(url("override", candidate.pk), typed)
    assert (answer.status_code, answer["Location"]) == (302, url("person", candidate.pk))
    assert SupervisionSession.objects.get().override_by == coordinator


def test_notes_are_shown_to_those_they_are_for(recorded, candidate, supervisor, chair, client, sign_in):
    own = text(sign_in(client, candidate).get(url("my_supervision")))
    assert ("Try silence." in own, "My own thought." in own) == (True, False)
    theirs = text(sign_in(client, supervisor).get(url("person", candidate.pk)))
    assert ("Try silence." in theirs, "My own thought." in theirs) == (True, True)
    office = text(sign_in(client, chair).get(url("person", candidate.pk)))
    assert ("Try silence." in office, "My own thought." in office) == (True, False)


def test_the_candidate_can_see_who_opened_their_supervision(recorded, candidate, chair, client, sign_in):
    sign_in(client, chair).get(url("person", candidate.pk))
    rows = list(AccessEntry.objects.values_list("by__name", "about__name", "kind"))
    assert rows == [("Charles Airey", "Maya Ferreira", "supervision")]


def test_a_supervisor_answers_on_a_page_once(asked, supervisor, client, sign_in):
    sign_in(client, supervisor)
    assert "We meet on Thursdays." in text(client.get(url("answer", asked.pk)))
    answer = client.post(url("answer", asked.pk), {"accepted": "yes", "once": "a"}, follow=True)
    assert "Maya Ferreira is told: yes." in text(answer)
    again = client.post(url("answer", asked.pk), {"accepted": "no", "once": "b"})
    assert (again.status_code, "You answered this request on 1 June 2026." in text(again)) == (409, True)
    asked.refresh_from_db()
    assert asked.accepted is True


def test_only_the_supervisor_asked_posts_an_answer(asked, candidate, chair, client, sign_in):
    for person in (candidate, chair):
        assert sign_in(client, person).post(url("answer", asked.pk), {"accepted": "yes"}).status_code == 403
    asked.refresh_from_db()
    assert asked.accepted is None


def test_open_tasks_are_requests_and_debriefs(asked, group, candidate, co_leader, supervisor, at):
    debrief = debriefs.log_debrief(by=candidate, group=group, date=TODAY, minutes=30)
    assert [(task.label, task.url, task.due, task.late) for task in tasks_for(co_leader)] == [
        (
            "Confirm the debrief of 1 June 2026",
            url("debrief_confirm", debrief.pk),
            "with Maya Ferreira, Thursday residents",
            False,
        )
    ]
    label = "Answer Maya Ferreira, who asks you to supervise"
    assert [(task.label, task.due, task.late) for task in tasks_for(supervisor)] == [
        (label, "asked 20 May 2026", False)
    ]
    at(D(2026, 6, 4))
    assert [task.late for task in tasks_for(supervisor)] == [True]
    assert tasks_for(candidate) == []


def fill(group, count: int, candidate, supervisor, agreement) -> None:
    """So many rows in every list of the app."""
    for number in range(count):
        day = D(2026, 5, 30) - dt.timedelta(days=number)
        GroupSession.objects.create(group=group, date=day, recorded_by=candidate)
        Debrief.objects.create(
            group=group, date=day, minutes=30, recorded_by=supervisor, confirmed_by_co_leader_at=None
        )
        SupervisionSession.objects.create(
            candidate=candidate,
            supervisor=supervisor,
            group=group,
            date=day,
            recording="audio",
            agreement=agreement,
        )
        theirs = BalintGroup.objects.create(
            leader=candidate, name=f"G{number}", setting="other", started_on=day
        )
        CoLeader.objects.create(group=theirs, person=PersonFactory())
        GroupSession.objects.create(group=theirs, date=day)
        other = PersonFactory()
        Agreement.objects.create(
            candidate=other,
            supervisor=supervisor,
            first_year_amount=1,
            terms_version="1",
            form_filled_on=day,
            supervisor_signed_on=day if number % 2 else None,
            cleared_on=day if number % 2 else None,
        )
        SupervisionSession.objects.create(
            candidate=other, supervisor=supervisor, group=group, date=day, recording="audio"
        )


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("groups", "candidate"),
        ("group", "candidate"),
        ("my_supervision", "candidate"),
        ("person", "supervisor"),
        ("desk", "supervisor"),
    ],
)
def test_lists_ask_as_often_for_30_rows_as_for_1(paths, name, who, group, cast, agreement, client, sign_in):
    fill(group, 2, cast["candidate"], cast["supervisor"], agreement)
    sign_in(client, cast[who])
    with CaptureQueriesContext(connection) as few:
        assert client.get(paths[name]).status_code == 200
    fill_more(group, cast, agreement)
    with CaptureQueriesContext(connection) as many:
        assert client.get(paths[name]).status_code == 200
    assert len(many) == len(few), "\n".join(query["sql"][:200] for query in many.captured_queries)


def fill_more(group, cast, agreement) -> None:
    """Thirty more, on other days."""
    GroupSession.objects.all().delete()
    Debrief.objects.all().delete()
    SupervisionSession.objects.all().delete()
    fill(group, 30, cast["candidate"], cast["supervisor"], agreement)
