"""The demonstration society shows every state of a file, and the troubles a committee meets."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from credentialing.actions.imports import import_dossier
from credentialing.dossier import dumps, loads
from credentialing.enums import ENDED, MotionOutcome, State
from credentialing.management.commands.demo_society import build
from credentialing.models import Case, Motion
from credentialing.open_tasks import tasks_for
from credentialing.permissions import READERS
from credentialing.record import record, records
from credentialing.rules import assess
from credentialing.tasks import daily_watch
from credentialing.turns import turns_of, waits_of, who_is_next
from intensives.models import Intensive
from members import clock
from members.actions.locking import around_steps
from members.enums import Office
from members.models import Notice, Person, SupervisorApproval
from members.offices import holders
from tests.cast import somebody_new
from tests.shown import Shown

TODAY = dt.date(2026, 11, 22)
STATES = {
    "Anna Kowalski, PsyD": ["withdrawn", "enquiry"],
    "Yusuf Demir, MD": ["declined", "draft"],
    "Ben Carter, MD": ["closed"],
    "Jonas Weber, MD": ["under_review"],
    "Amara Okoye, MD": ["under_review"],
    "Claire Dubois, LCSW": ["returned"],
    "Ines Caruso, MD": ["approved"],
    "Peter Holm, MD": ["agreed"],
    "Maya Ferreira, MD": ["training"],
    "Oskar Lind, MD": ["training"],
    "Grace Tan, DO": ["training"],
    "Samuel Adeyemi, MD": ["training"],
    "Nadia Rahman, MD": ["final_planned"],
    "Ruth Halvorsen, MD": ["final_held"],
    "Daniel Cho, PhD": ["assessed"],
    "Lena Brandt, MD": ["review"],
    "Tom Villarreal, LCSW": ["further_work"],
    "Elena Petrova, MD": ["recommended"],
    "Marcus Bell, MD": ["voting"],
    "Hannah Schultz, PsyD": ["credentialed"],
    "Victor Osei, MD": ["not_credentialed"],
}


@pytest.fixture(scope="module")
def society(django_db_setup, django_db_blocker):
    """Built once for the tests of this module, and rolled back after them."""
    with django_db_blocker.unblock(), around_steps():
        clock.move_to_day(TODAY)
        build()
        clock.move_to_day(TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def findings(society) -> dict[str, dict]:
    """The outcome of every clause for every open candidate, by name."""
    cases = list(Case.objects.open().select_related("candidate"))
    read = records([case.pk for case in cases], TODAY)
    return {case.candidate.name: assess(read[case.pk]).outcomes for case in cases}


def test_every_state_is_there(society):
    found: dict[str, list[str]] = {}
    for name, state in Case.objects.order_by("pk").values_list("candidate__name", "state"):
        found.setdefault(name, []).append(state)
    assert found == STATES
    assert {state for states in found.values() for state in states} == {state.value for state in State}
    assert {"declined", "withdrawn", "closed"} <= {str(state) for state in ENDED}


def test_every_file_comes_back_with_the_same_text_under_another_name(society):
    by, chair = (
        Person.objects.in_office(office, on=TODAY).get()
        for office in (Office.MEMBERSHIP_OFFICER, Office.CCC_CHAIR)
    )
    for case in Case.objects.order_by("pk"):
        text = dumps(record(case, TODAY))
        with transaction.atomic():
            Person.objects.filter(pk=case.candidate_id).update(email=None)
            again = import_dossier(dossier=loads(text), by=by, chair=chair, who=somebody_new)
            assert dumps(record(again, TODAY)) == text, str(case)
            assert again.candidate_id != case.candidate_id
            transaction.set_rollback(True)


def test_all_offices_are_filled(society):
    held = {office: Person.objects.in_office(office, on=TODAY).count() for office in Office}
    assert held == {
        Office.CCC_CHAIR: 1,
        Office.CCC_MEMBER: 2,
        Office.COORDINATOR_OF_SUPERVISION: 1,
        Office.COORDINATOR_OF_INTENSIVES: 1,
        Office.TREASURER: 1,
        Office.COUNCIL_PRESIDENT: 1,
        Office.COUNCIL_MEMBER: 4,
        Office.MEMBERSHIP_OFFICER: 1,
    }


def test_six_supervisors_and_five_intensives(society):
    assert SupervisorApproval.objects.on(TODAY).count() == 6
    assert Intensive.objects.count() == 5


def test_three_motions_open_carried_and_not(society):
    outcomes = sorted(Motion.objects.values_list("outcome", flat=True))
    assert outcomes == ["", MotionOutcome.CREDENTIALED, MotionOutcome.NOT_CREDENTIALED]


@pytest.mark.parametrize(
    ("name", "clause", "outcome"),
    [
        ("Maya Ferreira, MD", "R14.9a", "not_met"),
        ("Nadia Rahman, MD", "P98.CP.1b", "not_met"),
        ("Oskar Lind, MD", "P98.BR.1b", "not_met"),
        ("Oskar Lind, MD", "R14.2b", "not_met"),
        ("Grace Tan, DO", "R14.8b", "not_met"),
        ("Samuel Adeyemi, MD", "P98.CR.1a", "needs_judgement"),
    ],
)
def test_the_interesting_troubles_are_there(findings, name, clause, outcome):
    assert findings[name][clause] == outcome


def test_a_further_work_item_is_overdue(society):
    case = Case.objects.get(candidate__name="Tom Villarreal, LCSW")
    assert assess(records([case.pk], TODAY)[case.pk]).observations == ("further_work_overdue",)


def test_an_inhabited_database_is_left_alone(society):
    before = Person.objects.count()
    with pytest.raises(CommandError) as refusal:
        call_command("demo_society")
    assert str(refusal.value) == "There are people here already. The demonstration needs an empty database."
    assert Person.objects.count() == before


# What every page says, for everybody in the demonstration


def pages_of(client, sign_in, person, *urls: str) -> list[Shown]:
    """The pages as the person sees them, each found and open."""
    signed_in = sign_in(client, person)
    answers = [signed_in.get(url) for url in urls]
    found = {url: answer.status_code for url, answer in zip(urls, answers, strict=True)}
    assert found == dict.fromkeys(urls, 200)
    return [Shown.of(answer.content) for answer in answers]


def lines(found: Shown) -> list[str]:
    """The tasks of a panel, without since and until when."""
    return [line.one("a, span").text for line in found.select("ul.tasks > li")]


def test_a_turn_is_a_task_of_whoever_has_it_and_of_nobody_else(society):
    turns = turns_of(Case.objects.all())
    assert {turn.case.state for turn in turns} >= {str(state) for state in set(State) - ENDED}
    for person in Person.objects.all():
        owed = {task.url for task in tasks_for(person) if task.url}
        mine = {turn.task.url for turn in turns if turn.is_for(person) and turn.task.url}
        assert mine <= owed, str(person)
        theirs = {turn.task.url for turn in turns if turn.task.url} - mine
        assert not (theirs & owed), str(person)


def test_every_task_leads_to_a_page_on_which_it_can_be_done(society, client, sign_in):
    for person in Person.objects.all():
        urls = {task.url for task in tasks_for(person) if task.url}
        for url, shown in zip(urls, pages_of(client, sign_in, person, *urls), strict=True):
            doing = shown.select("main form[method=post] button, main a.btn-main, main a.btn-quiet")
            assert doing, f"{person} finds nothing to do at {url}"
            assert "not possible" not in shown.text, url


def test_the_home_of_every_candidate_says_what_the_table_and_the_rules_say(society, client, sign_in):
    for case in Case.objects.filter(pk__in=latest_cases()).select_related("candidate"):
        (shown,) = pages_of(client, sign_in, case.candidate, reverse("home"))
        turns = turns_of(Case.objects.filter(pk=case.pk))
        own = [turn.task.label for turn in turns if turn.is_the_candidates]
        assert set(own) <= set(lines(shown.panel("To do"))), str(case)
        waits = [task.label for task in waits_of(turns)]
        assert lines(shown.panel("Waiting for others")) == waits, str(case)
        here = [one["data-step"] for one in shown.select("ol.road li[aria-current=step]")]
        said = shown.one(".pagehead p").text
        step = f": step {here[0]} of 11." if here and case.is_open else ""
        assert said.endswith(step), str(case)
        assert step or "step" not in said, str(case)


def latest_cases() -> list[int]:
    """The latest case of every candidate."""
    return list(dict(Case.objects.order_by("pk").values_list("candidate_id", "pk")).values())


def test_file_and_list_say_the_same_next_to_every_reader(society, client, sign_in):
    readers = [Person.objects.in_office(office, on=TODAY).first() for office in READERS]
    for reader in readers:
        (listed,) = pages_of(client, sign_in, reader, reverse("credentialing:cases"))
        said = {
            row.one("a")["href"]: row.one("[data-label=Next]").text
            for row in listed.select("table.list tbody tr")
        }
        cases = Case.objects.open().exclude(candidate=reader)
        assert set(said) == {reverse("credentialing:case", args=[case.pk]) for case in cases}
        for case in cases:
            url = reverse("credentialing:case", args=[case.pk])
            (shown,) = pages_of(client, sign_in, reader, url)
            turns = turns_of(Case.objects.filter(pk=case.pk))
            mine = [turn for turn in turns if turn.is_for(reader)]
            head = shown.one(".pagehead p").text
            assert ("next: you" in head) == any(turn.moves for turn in mine), f"{reader}: {case}"
            step = shown.panel("Next step")
            first = [one.text for one in step.select("a.btn-main, .step-refused")][: len(mine)]
            assert first == [turn.task.label for turn in mine]
            waits = who_is_next(turns)
            assert ("Nothing waits for you" in step.text) == (not mine and bool(waits))
            assert said[url] == (waits or "nobody waits")


def test_every_number_of_the_dashboard_is_the_number_of_rows_behind_it(society, client, sign_in):
    chair = Person.objects.in_office(Office.CCC_CHAIR, on=TODAY).get()
    (shown,) = pages_of(client, sign_in, chair, reverse("credentialing:today"))
    told = shown.one(".pagehead p").text
    assert told.startswith(f"{Case.objects.open().count()} open files")
    counted = [(link["href"], int(link.one("b").text)) for link in shown.select("ul.stages a")]
    counted += [(link["href"], int(link.text.split()[0])) for link in shown.panel("Watch").select("a")]
    assert sum(number for _, number in counted) > len(counted)
    for url, number in counted:
        (behind,) = pages_of(client, sign_in, chair, reverse("credentialing:cases") + url[url.index("?") :])
        assert len(behind.select("table.list tbody tr")) == number, url
    tasks = tasks_for(chair)
    assert lines(shown.panel("Needs you")) == [task.label for task in tasks]


def test_the_chair_finds_everything_that_waits_for_a_decision_and_why_it_cannot_be_made_yet(
    society, client, sign_in
):
    chair = Person.objects.in_office(Office.CCC_CHAIR, on=TODAY).get()
    for case in Case.objects.open().exclude(candidate=chair):
        found = assess(records([case.pk], TODAY)[case.pk]).findings
        undecided = [
            one.clause.id for one in found if one.is_for_the_committee or one.outcome == "needs_judgement"
        ]
        (shown,) = pages_of(client, sign_in, chair, reverse("credentialing:determine", args=[case.pk]))
        listed = shown.panel("Open clauses")
        assert [line.one("span.num").text for line in listed.select("ul.tasks > li")] == undecided, str(case)
        links = {link["href"] for link in shown.select("main a") if "/determine/" in link["href"]}
        for page in pages_of(client, sign_in, chair, *links):
            assert page.select("main form[method=post]"), f"{case}: {links}"


TELLING = {"candidate_lapsed", "assessment_late_for_chair"}
"""What a daily mail tells somebody who has nothing to do about it."""


def test_what_the_daily_mail_asks_for_is_a_task_of_whoever_gets_it(society):
    """Mails and pages are drawn from the same turns, a week at a time for more than half a year."""
    said, wrong = set(), []
    with around_steps():
        for week in range(1, 30):
            last = Notice.objects.order_by("pk").last().pk
            clock.move_to_day(TODAY + dt.timedelta(days=7 * week))
            daily_watch()
            for notice in (
                Notice.objects.filter(pk__gt=last).exclude(kind__in=TELLING).select_related("person")
            ):
                readers = (
                    [notice.person]
                    if notice.person
                    else holders(notice.office).exclude(pk=notice.concerns_id)
                )
                for reader in readers:
                    urls = {task.url for task in tasks_for(reader)}
                    there = notice.path == reverse("home") or any(url.startswith(notice.path) for url in urls)
                    assert there, f"{notice.kind} to {reader}: {notice.path} is not among {urls}"
                    said.add(notice.kind)
        transaction.set_rollback(True)
    assert wrong == []
    assert len(said) > 3


@pytest.mark.parametrize(
    ("name", "said"), [("Elena Petrova, MD", True), ("Marcus Bell, MD", True), ("Lena Brandt, MD", False)]
)
def test_before_the_council_every_page_says_that_frozen_findings_are_what_counts(
    society, client, sign_in, name, said
):
    case = Case.objects.get(candidate__name=name)
    chair = Person.objects.in_office(Office.CCC_CHAIR, on=TODAY).get()
    urls = [reverse(f"credentialing:{page}", args=[case.pk]) for page in ("case", "findings")]
    for shown in pages_of(client, sign_in, chair, *urls):
        assert ("frozen with the recommendation" in shown.text) == said
    (home,) = pages_of(client, sign_in, case.candidate, reverse("home"))
    assert ("Something has to be corrected" in home.text) == said
    assert ("Log a group" in home.one(".pagehead").text) == (not said)
