"""The pages of a case: who may open them, what they say, how often they ask the database."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credentialing.actions.enquiry import begin_enquiry
from credentialing.actions.move import append_event
from credentialing.enums import State
from credentialing.evidence_links import EvidenceLinks
from credentialing.models import Case
from credentialing.record import load
from credentialing.views.reading import read
from tests.cast import PersonFactory, member
from tests.credentialing.later_half import in_review, recommended, taken_over
from tests.credentialing.stages import drafted, sent, with_supervisor

MOST_QUERIES = 15
WRITES_WHO_OPENED = 1
PAGES = ("case", "findings", "timeline")


@pytest.fixture
def full(membership_officer, chair) -> Case:
    """A file with everything: two years of groups and supervision, Intensives, an assessment."""
    return taken_over("D08b", officer=membership_officer, chair=chair)


@pytest.fixture
def empty(at, candidate) -> Case:
    """A file on which nothing has happened."""
    return begin_enquiry(person=candidate, by=candidate)


def address(name: str, case: Case) -> str:
    return reverse(f"credentialing:{name}", args=[case.pk])


def words(response) -> str:
    return " ".join(response.content.decode().split())


def count_of_queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("chair", 200),
        ("ccc_member", 200),
        ("coordinator", 200),
        ("stranger", 404),
        ("treasurer", 403),
        ("council1", 403),
    ],
)
def test_committee_reads_a_file_strangers_do_not_find_it_and_insiders_are_refused(
    client, sign_in, request, full, name, who, status
):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(address(name, full)).status_code == status


def test_council_reads_a_file_once_it_is_recommended(client, sign_in, membership_officer, chair, council1):
    case = recommended(officer=membership_officer, chair=chair)
    sign_in(client, council1)
    assert [client.get(address(name, case)).status_code for name in PAGES] == [200, 200, 200]


def test_candidate_has_a_home_instead_of_a_file_and_reads_findings_and_timeline(client, sign_in, full):
    sign_in(client, full.candidate)
    assert client.get(address("case", full)).url == reverse("home")
    assert [client.get(address(name, full)).status_code for name in PAGES[1:]] == [200, 200]


def test_candidate_reads_the_public_words_alone_in_the_timeline(client, sign_in, empty, chair):
    append_event(case=empty, kind="x", by=chair, staff="Said among officers", public="Said to you")
    append_event(case=empty, kind="y", by=chair, staff="For officers alone", public="")
    own = words(sign_in(client, empty.candidate).get(address("timeline", empty)))
    theirs = words(sign_in(client, chair).get(address("timeline", empty)))
    said = ("Said to you", "Said among officers", "For officers alone")
    assert [sentence in own for sentence in said] == [True, False, False]
    assert [sentence in theirs for sentence in said] == [False, True, True]


def test_officer_sees_a_button_for_what_is_possible(client, sign_in, at, candidate, chair):
    case = sent(candidate)
    shown = words(sign_in(client, chair).get(address("case", case)))
    assert f'href="{address("review_application", case)}"' in shown
    assert "next: you and the Coordinator of Supervision" in shown
    assert "Application sent to the CCC Chair" in shown


def test_officer_reads_why_a_step_is_refused(client, sign_in, membership_officer, chair, president):
    case = recommended(officer=membership_officer, chair=chair)
    case.candidate.memberships.all().delete()
    shown = words(sign_in(client, president).get(address("case", case)))
    assert f'<span class="step-refused">Open the vote on {case.candidate}</span>' in shown
    assert f'href="{address("open_motion", case)}"' not in shown


@pytest.mark.parametrize("name", ["case", "findings"])
def test_page_of_a_full_file_asks_at_most_fifteen_times_and_writes_who_opened_it(
    client, sign_in, full, chair, name
):
    sign_in(client, chair)
    assert count_of_queries(client, address(name, full)) <= MOST_QUERIES + WRITES_WHO_OPENED


@pytest.mark.parametrize("name", ["case", "findings"])
def test_page_of_an_empty_file_asks_at_most_fifteen_times(client, sign_in, empty, chair, name):
    sign_in(client, chair)
    assert count_of_queries(client, address(name, empty)) <= MOST_QUERIES


def test_home_of_an_empty_file_asks_at_most_fifteen_times(client, sign_in, empty):
    sign_in(client, empty.candidate)
    assert count_of_queries(client, reverse("home")) <= MOST_QUERIES


def test_home_of_a_full_file_asks_at_most_fifteen_times(client, sign_in, full):
    sign_in(client, full.candidate)
    assert count_of_queries(client, reverse("home")) <= MOST_QUERIES


@pytest.mark.parametrize("name", ["today", "cases"])
def test_one_file_and_thirty_take_as_many_queries(client, sign_in, at, chair, name):
    url = reverse(f"credentialing:{name}")
    sign_in(client, chair)
    begin(1)
    alone = count_of_queries(client, url)
    begin(29, start=1)
    assert (count_of_queries(client, url), Case.objects.count()) == (alone, 30)


def begin(number: int, *, start: int = 0) -> list[Case]:
    people = [member(f"Candidate {at}") for at in range(start, start + number)]
    return [begin_enquiry(person=person, by=person) for person in people]


def listed(client, **chosen) -> list[str]:
    response = client.get(reverse("credentialing:cases"), chosen)
    return sorted(row.reading.case.candidate.name for row in response.context["rows"])


def test_list_is_filtered_by_stage_and_name(client, sign_in, at, chair):
    anna, bert = member("Anna Arends"), member("Bert Bakker")
    begin_enquiry(person=anna, by=anna)
    drafted(bert)
    sign_in(client, chair)
    assert listed(client) == ["Anna Arends", "Bert Bakker"]
    assert listed(client, state=State.DRAFT) == ["Bert Bakker"]
    assert listed(client, q="arends") == ["Anna Arends"]


def test_list_is_filtered_by_supervisor(
    client, sign_in, at, chair, coordinator, supervisor, treasurer, candidate
):
    from tests.credentialing.stages import approved, filled

    begin(1)
    filled(approved(candidate, chair, coordinator), supervisor, treasurer)
    sign_in(client, chair)
    assert listed(client, supervisor=supervisor.pk) == [candidate.name]


def test_list_leaves_ended_files_out_until_they_are_asked_for(client, sign_in, at, chair, empty):
    Case.objects.filter(pk=empty.pk).update(state=State.WITHDRAWN)
    sign_in(client, chair)
    assert (listed(client), listed(client, ended="on")) == ([], [empty.candidate.name])
    assert listed(client, state=State.WITHDRAWN) == [empty.candidate.name]


def test_list_shows_the_files_behind_a_watch(client, sign_in, at, chair, candidate):
    begin(1)
    sent(candidate)
    candidate.memberships.update(end=dt.date(2026, 6, 20))
    sign_in(client, chair)
    assert listed(client, watch="lapsing") == [candidate.name]
    assert "1 membership that ends" in words(client.get(reverse("credentialing:today")))


def test_empty_pages_say_what_to_do(client, sign_in, at, chair):
    sign_in(client, chair)
    files = words(client.get(reverse("credentialing:cases")))
    assert "The first one appears when somebody begins an application." in files
    none = words(client.get(reverse("credentialing:cases"), {"q": "nobody"}))
    assert "Take one away, or show all open files." in none
    assert "No open file yet." in words(client.get(reverse("credentialing:today")))


def test_today_is_for_those_who_read_the_files(client, sign_in, at, ccc_member, treasurer, stranger):
    asked = [
        sign_in(client, person).get(reverse("credentialing:today")).status_code
        for person in (ccc_member, treasurer, stranger)
    ]
    assert asked == [200, 403, 404]


def test_every_office_has_a_home(client, sign_in, at, cast):
    asked = {name: sign_in(client, person).get(reverse("home")).status_code for name, person in cast.items()}
    assert asked == dict.fromkeys(cast, 200)


def test_home_of_an_officer_names_the_office(client, sign_in, at, chair):
    shown = words(sign_in(client, chair).get(reverse("home")))
    assert "CCC Chair" in shown
    assert f'href="{reverse("credentialing:today")}"' in shown


def test_newcomer_is_told_what_comes_first(client, sign_in, at, stranger):
    shown = words(sign_in(client, stranger).get(reverse("home")))
    assert "Become a member of the Society first" in shown
    assert f'href="{reverse("road")}"' in shown


def test_member_without_a_file_is_asked_to_begin(client, sign_in, at):
    shown = words(sign_in(client, member("New Member")).get(reverse("home")))
    assert f'href="{reverse("credentialing:begin")}"' in shown
    assert "Become a member" not in shown
    assert "You have not set out on the road yet." in shown
    assert "Nothing to do" not in shown


def test_candidate_home_shows_road_and_requirements(client, sign_in, empty):
    shown = words(sign_in(client, empty.candidate).get(reverse("home")))
    assert 'aria-current="step"' in shown
    assert f'href="{address("findings", empty)}"' in shown


def test_evidence_is_one_click_away(client, sign_in, full, chair):
    shown = words(sign_in(client, chair).get(address("findings", full)))
    loaded = load([full.pk])[full.pk]
    first = loaded.record.group_sessions[0]
    group = reverse("supervision:group", args=[first.group[1:]])
    assert f'<li><a href="{group}">' in shown
    assert f'<li><a href="{reverse("supervision:person", args=[full.candidate_id])}">' in shown
    assert f'<a href="{reverse("intensives:intensive", args=[loaded.record.intensives[0].id[1:]])}">' in shown
    assert "Measured against" in shown


def test_every_link_of_evidence_opens_for_its_reader(client, sign_in, membership_officer, chair, council1):
    case = recommended(officer=membership_officer, chair=chair)
    reading = read(case)
    facts = [fact for finding in reading.assessment.findings for fact in finding.evidence]
    assert facts
    for reader in (case.candidate, chair, council1):
        links = EvidenceLinks(case, reading.loaded, reader)
        urls = {links.to(fact).partition("#")[0] for fact in facts} - {""}
        sign_in(client, reader)
        assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_council_reads_the_evidence_of_practice_without_links(
    client, sign_in, membership_officer, chair, council1
):
    case = recommended(officer=membership_officer, chair=chair)
    shown = words(sign_in(client, council1).get(address("findings", case)))
    number = len(read(case).assessment["P98.BR.2c"].evidence)
    lists = shown.split(f'<p class="pieces">{number} groups</p><ul class="days" role="list"><li>')[1:]
    assert lists
    assert [one for one in lists if one.startswith("<a ")] == []


def test_determination_stands_with_its_computed_outcome_beneath(client, sign_in, membership_officer, chair):
    case = in_review("D08b", officer=membership_officer, chair=chair)
    decided = [one for one in read(case).assessment.findings if one.determination]
    shown = words(sign_in(client, chair).get(address("findings", case)))
    assert shown.count("<b>Determined</b>") == len(decided)


def test_timeline_of_a_supervisor_without_a_file_is_refused(client, sign_in, at, candidate, supervisor):
    case = drafted(candidate)
    with_supervisor(case, supervisor)
    sign_in(client, supervisor)
    assert client.get(address("timeline", case)).status_code == 403


def test_people_the_society_does_not_know_find_no_file(client, sign_in, empty):
    sign_in(client, PersonFactory(name="Una Known"))
    assert [client.get(address(name, empty)).status_code for name in PAGES] == [404, 404, 404]


@pytest.mark.parametrize(("who", "leads"), [("chair", True), ("ccc_member", True), ("council1", False)])
def test_the_file_leads_the_committee_to_its_page(client, sign_in, membership_officer, cast, who, leads):
    case = recommended(officer=membership_officer, chair=cast["chair"])
    sign_in(client, cast[who])
    text = client.get(address("case", case)).content.decode()
    assert (f'href="{address("committee", case)}"' in text) is leads


def test_no_list_of_files_tells_an_address_letter_by_letter(client, sign_in, empty, chair):
    sign_in(client, chair)

    def finds(typed):
        page = client.get(reverse("credentialing:cases"), {"q": typed})
        return empty in [row.case if hasattr(row, "case") else row for row in page.context["page_obj"]]

    address_typed = empty.candidate.email
    assert finds(address_typed.upper())
    parts = {address_typed[:n] for n in range(1, len(address_typed))} - {"", "m", "ma", "may", "maya"}
    assert not any(finds(part) for part in parts)
