"""Pages by client: who gets 200, 404, 403; what bad input, a refusal and a second submission get."""

import re

import pytest
from django.urls import reverse

from intensives.actions import final, intensives, places
from intensives.models import Attendance, CoLedSession, Evaluation, Faculty, Intensive, SmallGroup
from members.models import AccessEntry
from members.versions import MEANWHILE
from tests.cast import member
from tests.intensives.conftest import FIRST, LAST


@pytest.fixture
def ask(client, sign_in):
    """Ask for a page as somebody: GET without data, POST with data and the token of a fresh form."""

    def asked(person, name, *args, data=None, query=""):
        if person:
            sign_in(client, person)
        else:
            client.logout()
        path = reverse(f"intensives:{name}", args=args) + query
        return client.get(path) if data is None else client.post(path, data)

    return asked


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_everybody_sees_what_is_coming(ask, intensive):
    shown = ask(None, "coming")
    assert shown.status_code == 200
    assert "Spring Intensive" in text(shown)
    assert "Nine sessions: 45 minutes of Balint group" in text(shown)


def test_nothing_coming_says_so(ask, db):
    assert "No Intensive is announced at the moment." in text(ask(None, "coming"))


def test_one_intensive_is_public_and_a_cancelled_one_is_not(ask, intensive, intensives_coordinator, stranger):
    assert ask(None, "intensive", intensive.pk).status_code == 200
    intensives.cancel(intensive=intensive, reason="Rain.", by=intensives_coordinator)
    assert ask(None, "intensive", intensive.pk).status_code == 404
    assert ask(stranger, "intensive", intensive.pk).status_code == 404


def test_participants_see_that_it_was_cancelled_and_why(
    ask, intensive, participation, participant, intensives_coordinator
):
    intensives.cancel(intensive=intensive, reason="Too few people.", by=intensives_coordinator)
    shown = ask(participant, "intensive", intensive.pk)
    assert "It will not take place. Cancelled on 1 May 2026. Too few people." in text(shown)
    assert "cancelled" in text(ask(participant, "mine"))


def test_a_visitor_signs_in_to_take_a_place(ask, intensive):
    shown = ask(None, "register", intensive.pk)
    assert (shown.status_code, shown.url.startswith(reverse("account_login"))) == (302, True)


def test_taking_a_place_twice_changes_nothing(ask, client, intensive, stranger):
    assert ask(stranger, "register", intensive.pk).status_code == 200
    token = {"once": "t" * 32}
    assert ask(stranger, "register", intensive.pk, data=token).status_code == 302
    again = ask(stranger, "register", intensive.pk, data=token)
    assert again.status_code == 409
    assert "You have sent this form already" in text(again)
    other = ask(stranger, "register", intensive.pk, data={"once": "u" * 32})
    assert other.status_code == 409
    assert "Stan Ranger has a place at Spring Intensive already." in text(other)
    assert Attendance.objects.filter(person=stranger).count() == 1


def test_giving_up_a_place(ask, participation, participant, host, stranger):
    assert ask(stranger, "withdraw", participation.pk).status_code == 404
    assert ask(host, "withdraw", participation.pk).status_code == 403
    assert ask(participant, "withdraw", participation.pk).status_code == 200
    assert ask(participant, "withdraw", participation.pk, data={"once": "a"}).status_code == 302
    participation.refresh_from_db()
    assert participation.withdrawn_on is not None


def test_my_intensives_count_what_is_completed(ask, participation, participant, host, at):
    at(LAST)
    places.attest(attendance=participation, completed=True, by=host)
    shown = ask(participant, "mine")
    assert shown.status_code == 200
    assert 'role="img" aria-label="Intensives: 1 of 3 completed"' in shown.content.decode()
    assert "You have completed one." in text(shown)


def test_my_intensives_tell_a_newcomer_what_to_do_first(ask, stranger):
    assert "Choose one of the coming Intensives first" in text(ask(stranger, "mine"))


DESK = {"intensives_coordinator": 200, "host": 200, "faculty1": 200, "chair": 200, "ccc_member": 200}
DESK |= {"participant": 403, "treasurer": 403, "president": 403, "evaluator": 403, "stranger": 404}


@pytest.mark.parametrize("who, status", DESK.items())
def test_who_opens_the_desk(who, status, ask, evaluation, participation, intensive, request):
    assert ask(request.getfixturevalue(who), "desk", intensive.pk).status_code == status


def test_the_desk_tells_the_state_of_the_final_intensive(
    ask, evaluation, candidacy, intensive, host, faculty1, at
):
    at(LAST)
    final.record_co_led(attendance=candidacy, faculty=faculty1, date=FIRST, by=faculty1)
    shown = text(ask(host, "desk", intensive.pk))
    assert "Co-led with Fay Coulter recorded 14 May 2026" in shown
    assert "Co-led with Fred Culver not recorded" in shown
    assert "Attendance is not attested yet for 1 person." in shown


OFFICE = {"intensives_coordinator": 200, "chair": 403, "host": 404, "stranger": 404}


@pytest.mark.parametrize("who, status", OFFICE.items())
def test_who_announces_on_the_page(who, status, ask, request):
    assert ask(request.getfixturevalue(who), "announce").status_code == status


ANNOUNCED = {"name": "Autumn", "site": "Boston", "start": "2026-10-08", "end": "2026-10-11", "capacity": "30"}


def test_announcing_leads_to_the_desk(ask, intensives_coordinator):
    done = ask(intensives_coordinator, "announce", data=ANNOUNCED)
    assert (done.status_code, done.url) == (
        302,
        reverse("intensives:desk", args=[Intensive.objects.get().pk]),
    )


def test_bad_input_keeps_what_was_typed(ask, intensives_coordinator):
    shown = ask(intensives_coordinator, "announce", data={**ANNOUNCED, "end": "someday"})
    assert shown.status_code == 422
    assert 'value="Autumn"' in shown.content.decode()
    assert not Intensive.objects.exists()


def test_a_refused_announcement_names_the_field(ask, intensives_coordinator):
    shown = ask(intensives_coordinator, "announce", data={**ANNOUNCED, "end": "2026-10-07"})
    assert shown.status_code == 409
    assert "The last day is before the first." in text(shown)
    assert not Intensive.objects.exists()


def test_the_whole_list_is_for_the_offices(ask, intensive, intensives_coordinator, chair, treasurer, host):
    assert "Spring Intensive" in text(ask(intensives_coordinator, "everything"))
    assert ask(chair, "everything").status_code == 200
    assert ask(treasurer, "everything").status_code == 403
    assert ask(host, "everything").status_code == 404


@pytest.mark.parametrize("when, shown", [("coming", True), ("past", False), ("cancelled", False)])
def test_the_list_is_chosen_by_when(when, shown, ask, intensive, chair):
    page = ask(chair, "everything", query=f"?when={when}&text=")
    assert ("Spring Intensive" in text(page)) is shown


def test_the_coordinator_changes_all_and_the_host_the_site(
    ask, intensive, intensives_coordinator, host, faculty1, group
):
    given = {**ANNOUNCED, "host": host.pk}
    assert ask(intensives_coordinator, "change", intensive.pk, data=given).status_code == 302
    assert "capacity" not in ask(host, "change", intensive.pk).content.decode()
    assert ask(host, "change", intensive.pk, data={"site": "Salem"}).status_code == 302
    intensive.refresh_from_db()
    assert (intensive.name, intensive.site) == ("Autumn", "Salem")
    assert ask(faculty1, "change", intensive.pk).status_code == 403


def test_cancelling_says_whom_it_concerns(
    ask, candidacy, participation, intensive, intensives_coordinator, host
):
    assert ask(host, "cancel", intensive.pk).status_code == 403
    shown = text(ask(intensives_coordinator, "cancel", intensive.pk))
    assert "2 people have a place, 1 of them as credentialing candidate." in shown
    assert ask(intensives_coordinator, "cancel", intensive.pk, data={"reason": ""}).status_code == 422
    assert ask(intensives_coordinator, "cancel", intensive.pk, data={"reason": "Rain."}).status_code == 302


def test_the_host_makes_up_a_group_on_the_pages(ask, intensive, participation, host, faculty1, faculty2):
    assert ask(host, "small_group", intensive.pk, data={"name": "Oak"}).status_code == 302
    oak = SmallGroup.objects.get()
    for number, person in enumerate((faculty1, faculty2), start=1):
        assert ask(host, "seat", oak.pk, number).status_code == 200
        assert ask(host, "seat", oak.pk, number, data={"person": person.pk}).status_code == 302
    assert ask(host, "seat", oak.pk, 3).status_code == 404
    assert ask(host, "assign", intensive.pk).status_code == 200
    assert ask(host, "assign", intensive.pk, data={f"place_{participation.pk}": oak.pk}).status_code == 302
    participation.refresh_from_db()
    assert participation.small_group == oak
    second = Faculty.objects.get(person=faculty2)
    assert ask(host, "unseat", second.pk).status_code == 200
    assert ask(host, "unseat", second.pk, data={"once": "x"}).status_code == 302
    assert ask(faculty1, "seat", oak.pk, 2).status_code == 403
    refused = ask(host, "remove_group", oak.pk, data={"once": "y"})
    assert refused.status_code == 409
    assert "Oak has people in it; move them first." in text(refused)


def test_somebody_who_was_there_is_added(ask, intensive, stranger, intensives_coordinator, host, at):
    at(LAST)
    assert ask(host, "add", intensive.pk).status_code == 403
    assert "Add somebody who was there" in text(ask(intensives_coordinator, "add", intensive.pk))
    given = {"person": stranger.pk}
    assert ask(intensives_coordinator, "add", intensive.pk, data=given).status_code == 302
    assert Attendance.objects.get().person == stranger


def test_attendance_is_attested_for_everybody_on_one_page(ask, participation, candidacy, intensive, host, at):
    assert "attendance is attested then" in text(ask(host, "attend", intensive.pk))
    at(LAST)
    shown = ask(host, "attend", intensive.pk).content.decode()
    assert shown.count("checked") == 0
    assert ask(host, "attend", intensive.pk, query="?all=1").content.decode().count("checked") == 2
    given = {"shown": f"{participation.pk},{candidacy.pk}", "there": [candidacy.pk]}
    assert ask(host, "attend", intensive.pk, data=given).status_code == 302
    said = dict(Attendance.objects.values_list("pk", "completed"))
    assert said == {candidacy.pk: True, participation.pk: False}


def test_somebody_added_meanwhile_is_not_attested_unseen(ask, participation, candidacy, intensive, host, at):
    at(LAST)
    given = {"shown": f"{participation.pk}", "there": [participation.pk]}
    assert ask(host, "attend", intensive.pk, data=given).status_code == 302
    said = dict(Attendance.objects.values_list("pk", "completed"))
    assert said == {candidacy.pk: None, participation.pk: True}
    assert ask(host, "attend", intensive.pk, data={"shown": "0"}).status_code == 422


def test_faculty_record_a_co_led_session_and_take_it_back(
    ask, candidacy, faculty1, candidate, stranger, chair, at
):
    at(FIRST)
    assert ask(candidate, "co_led", candidacy.pk).status_code == 403
    assert ask(chair, "co_led", candidacy.pk).status_code == 403
    assert ask(stranger, "co_led", candidacy.pk).status_code == 404
    given = {"faculty": faculty1.pk, "date": "2026-05-14"}
    assert ask(faculty1, "co_led", candidacy.pk, data=given).status_code == 302
    again = ask(faculty1, "co_led", candidacy.pk, data=given)
    assert again.status_code == 409
    assert "The session with Fay Coulter on 14 May 2026 is recorded already." in text(again)
    session = CoLedSession.objects.get()
    assert ask(stranger, "co_led_remove", session.pk).status_code == 404
    assert ask(faculty1, "co_led_remove", session.pk).status_code == 200
    assert ask(faculty1, "co_led_remove", session.pk, data={"once": "z"}).status_code == 302
    assert not CoLedSession.objects.exists()


def test_the_meeting_is_recorded_on_its_page(
    ask, evaluation, evaluator, faculty1, faculty2, candidate, host, at
):
    at(LAST)
    assert ask(candidate, "meeting", evaluation.pk).status_code == 403
    assert ask(host, "meeting", evaluation.pk).status_code == 403
    assert ask(evaluator, "meeting", evaluation.pk).status_code == 200
    given = {"on": "2026-05-17", "present": [evaluator.pk, faculty1.pk, faculty2.pk]}
    done = ask(evaluator, "meeting", evaluation.pk, data=given)
    assert (done.status_code, done.url) == (302, reverse("intensives:write", args=[evaluation.pk]))
    assert ask(evaluator, "meeting", evaluation.pk, data={"on": "2026-05-17"}).status_code == 422
    assert evaluation.present.count() == 3


WRITE = {"evaluator": 200, "faculty1": 403, "candidate": 403, "chair": 403, "council1": 404, "stranger": 404}


@pytest.mark.parametrize("who, status", WRITE.items())
def test_who_opens_the_draft(who, status, ask, evaluation, request):
    person = request.getfixturevalue(who)
    assert ask(person, "write", evaluation.pk).status_code == status
    assert ask(person, "assessment", evaluation.pk).status_code == (302 if who == "evaluator" else status)


def typed(evaluation: Evaluation, **fields) -> dict:
    given = {"draft": "Warm.", "advice": "for", "advice_reasons": "", "seen": final.version(evaluation)}
    return {**given, **fields}


def test_the_draft_is_saved_without_scripts(ask, evaluation, evaluator):
    done = ask(evaluator, "write", evaluation.pk, data=typed(evaluation))
    assert done.status_code == 302
    assert Evaluation.objects.get().draft == "Warm."
    stale = ask(evaluator, "write", evaluation.pk, data=typed(evaluation, draft="Typed elsewhere."))
    assert stale.status_code == 409
    assert "Typed elsewhere." in stale.content.decode()
    assert Evaluation.objects.get().draft == "Warm."


def test_the_draft_is_saved_while_it_is_typed(ask, evaluation, evaluator, chair):
    saved = ask(evaluator, "autosave", evaluation.pk, data=typed(evaluation))
    assert saved.status_code == 200
    assert "Saved at" in text(saved)
    kept = Evaluation.objects.get()
    assert kept.draft == "Warm."
    assert final.version(kept) in saved.content.decode()
    stale = ask(evaluator, "autosave", evaluation.pk, data=typed(evaluation, draft="Other."))
    assert (stale.status_code, stale.json()["sentence"]) == (409, MEANWHILE)
    assert Evaluation.objects.get().draft == "Warm."
    assert ask(chair, "autosave", evaluation.pk, data=typed(evaluation)).status_code == 403
    assert ask(evaluator, "autosave", evaluation.pk).status_code == 405


def test_saving_while_typing_leaves_the_form_to_be_sent(ask, evaluation, evaluator):
    once = {"once": "o" * 32}
    ask(evaluator, "autosave", evaluation.pk, data=typed(evaluation, **once))
    after = Evaluation.objects.get()
    assert ask(evaluator, "write", after.pk, data=typed(after, draft="Warmer.", **once)).status_code == 302


READ = {"evaluator": 200, "candidate": 200, "chair": 200, "ccc_member": 200, "council1": 404, "faculty2": 200}
READ |= {"host": 403, "intensives_coordinator": 403, "stranger": 404, "treasurer": 404}


@pytest.mark.parametrize("who, status", READ.items())
def test_who_reads_a_delivered_assessment_and_that_it_is_logged(
    who, status, ask, delivered, candidate, request
):
    person = request.getfixturevalue(who)
    assert ask(person, "assessment", delivered.pk).status_code == status
    logged = AccessEntry.objects.values_list("by", "about", "kind", "key")
    opened = [(person.pk, candidate.pk, "assessment", str(delivered.pk))]
    assert list(logged) == (opened if status == 200 and person != candidate else [])


def test_a_delivered_assessment_is_read_and_no_longer_written(ask, delivered, evaluator):
    shown = ask(evaluator, "write", delivered.pk)
    assert (shown.status_code, shown.url) == (302, reverse("intensives:assessment", args=[delivered.pk]))
    assert "Steady and curious." in text(ask(evaluator, "assessment", delivered.pk))
    late = ask(evaluator, "autosave", delivered.pk, data=typed(delivered, draft="Late."))
    assert "The assessment has been delivered; nothing in it can be changed." in text(late)


def test_the_recommendation_is_for_the_committee_and_not_for_the_candidate(ask, delivered, candidate, chair):
    assert "Recommend for credentialing" in text(ask(chair, "assessment", delivered.pk))
    shown = text(ask(candidate, "assessment", delivered.pk))
    assert "Steady and curious." in shown
    assert "Recommend for credentialing" not in shown


def test_the_candidate_finds_the_assessment_under_my_intensives(ask, delivered, candidate, at):
    at(LAST.replace(month=6))
    assert reverse("intensives:assessment", args=[delivered.pk]) in ask(candidate, "mine").content.decode()


@pytest.fixture
def queries(client, sign_in):
    """How many queries a page makes for somebody who is signed in."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(person, path: str) -> int:
        sign_in(client, person)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    return counted


def many(host, intensive, group) -> None:
    """29 more Intensives, and 29 more candidates in this one, with sessions and evaluations, in no group yet.

    (The apps above are asked about each candidate in a small group with faculty, one by one.)
    """
    for number in range(29):
        Intensive.objects.create(name=f"No. {number}", start=FIRST, end=LAST, host=host)
        person = member(f"Another {number}")
        place = Attendance.objects.create(intensive=intensive, person=person, role="candidate")
        row = Evaluation.objects.create(attendance=place, evaluator=host)
        row.present.create(person=host)
        place.co_led.create(faculty=group.faculty.first().person, date=FIRST)


@pytest.mark.parametrize("name", ["coming", "everything", "desk", "attend", "assign", "mine"])
def test_thirty_rows_take_as_many_queries_as_one(
    name, queries, evaluation, candidacy, intensive, group, intensives_coordinator, host, faculty1, at
):
    at(LAST)
    final.record_co_led(attendance=candidacy, faculty=faculty1, date=FIRST, by=faculty1)
    candidacy.evaluations.get().present.create(person=faculty1)
    person = host if name == "mine" else intensives_coordinator
    if name == "mine":
        Evaluation.objects.update(evaluator=host)
    path = reverse(f"intensives:{name}", args=[intensive.pk] if name in ("desk", "attend", "assign") else [])
    one = queries(person, path)
    many(host, intensive, group)
    assert queries(person, path) == one
