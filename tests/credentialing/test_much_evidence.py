"""A file with little evidence and one with plenty: as many queries, and a page that stays readable."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from credentialing.evidence_words import FOLDED, SHOWN
from credentialing.models import Case, Determination
from credentialing.views.reading import read
from intensives.models import Attendance, Intensive
from supervision.models import BalintGroup, Debrief, GroupSession, SupervisionSession
from tests.credentialing.stages import approved, in_training

BEGAN = dt.date(2026, 6, 2)
TODAY = dt.date(2027, 3, 1)
MONTHS = (BEGAN, dt.date(2026, 7, 1))
# What the pages ask, and the one row that says who opened them.
QUERIES = {"case": 15 + 1, "findings": 13 + 1, "plan": 14 + 1}


@pytest.fixture
def case(at, candidate, chair, coordinator, supervisor, treasurer) -> Case:
    """A file in training with one group; today is nine months later."""
    found = approved(candidate, chair, coordinator)
    in_training(found, supervisor, treasurer)
    BalintGroup.objects.create(leader=candidate, name="Residents", setting="other", started_on=BEGAN)
    at(TODAY)
    return found


def add(
    case: Case, *, by, sessions: int, debriefs: int, supervised: int, intensives: int, decided: int
) -> None:
    """So many rows of each kind, a session a day and more, and the rest within the same months."""
    candidate, group = case.candidate, case.candidate.groups.get()
    days = [(BEGAN + dt.timedelta(days=number % 250), number // 250 + 1) for number in range(sessions)]
    GroupSession.objects.bulk_create(
        GroupSession(group=group, date=day, part=part, recorded_by=candidate) for day, part in days
    )
    Debrief.objects.bulk_create(
        Debrief(group=group, date=day, part=part, minutes=40, recorded_by=candidate)
        for day, part in days[:debriefs]
    )
    SupervisionSession.objects.bulk_create(
        SupervisionSession(candidate=candidate, supervisor=by, group=group, date=day, recording="audio")
        for day, _ in days[:supervised]
    )
    for number in range(intensives):
        start = dt.date(2024, 1, 10) + dt.timedelta(days=30 * number)
        one = Intensive.objects.create(name=f"No. {number}", start=start, end=start + dt.timedelta(days=3))
        Attendance.objects.create(intensive=one, person=candidate, role="participant", completed=True)
    for _ in range(decided):
        Determination.objects.create(
            case=case,
            kind="reconcile",
            clauses=["R14.9a"],
            decided_on=TODAY,
            body="CCC",
            recorded_by=by,
            reason="Known.",
        )


LITTLE = {"sessions": 1, "debriefs": 1, "supervised": 1, "intensives": 1, "decided": 1}
PLENTY = {"sessions": 200, "debriefs": 100, "supervised": 60, "intensives": 10, "decided": 10}


def address(name: str, case: Case) -> str:
    return reverse(f"credentialing:{name}", args=[case.pk])


def asked_by(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("amount", [LITTLE, PLENTY], ids=["little", "plenty"])
def test_file_findings_and_plan_ask_as_often_whatever_they_hold(
    client, sign_in, case, chair, supervisor, amount
):
    add(case, by=supervisor, **amount)
    sign_in(client, chair)
    assert {name: asked_by(client, address(name, case)) for name in QUERIES} == QUERIES


def shown(client, case: Case, **chosen: str) -> str:
    return " ".join(client.get(address("findings", case), chosen).content.decode().split())


def of_clause(text: str, clause: str) -> str:
    """What the page says of one clause, from its own heading to the next one's."""
    return text.split(f'<div class="finding" id="{clause}">')[1].split('<div class="finding"', maxsplit=1)[0]


def test_the_first_of_much_evidence_are_at_a_glance_and_the_rest_folds_out(
    client, sign_in, case, chair, supervisor
):
    add(case, by=supervisor, sessions=80, debriefs=0, supervised=0, intensives=0, decided=0)
    sign_in(client, chair)
    told = of_clause(shown(client, case), "R14.9b")
    first, rest = told.split('<details class="more">')
    assert "80 groups" in first
    assert (first.count("<li><a "), rest.split("</details>")[0].count("<li><a ")) == (SHOWN, 80 - SHOWN)
    assert "are not listed here" not in told


def test_more_than_a_hundred_pieces_are_listed_on_demand_to_the_last_one(
    client, sign_in, case, chair, supervisor
):
    add(case, by=supervisor, sessions=200, debriefs=0, supervised=0, intensives=0, decided=0)
    sign_in(client, chair)
    told = of_clause(shown(client, case), "R14.9b")
    link = f"{address('findings', case)}?all=R14.9b#R14.9b"
    assert told.count("<li><a ") == FOLDED
    assert f'{200 - FOLDED} more are not listed here: <a href="{link}">show all 200</a>.' in told
    in_full = of_clause(shown(client, case, all="R14.9b"), "R14.9b")
    assert in_full.count("<li><a ") == 200
    assert '<details class="small why" open>' in in_full
    assert of_clause(shown(client, case, all="R14.9b"), "P98.BR.2c").count("<li><a ") == FOLDED


def test_ten_thousand_sessions_make_no_page_of_megabytes(client, sign_in, case, chair, supervisor):
    add(case, by=supervisor, sessions=10_000, debriefs=0, supervised=0, intensives=0, decided=0)
    assert len(read(case).assessment["R14.9b"].evidence) == 10_000
    sign_in(client, chair)
    sizes = {name: len(client.get(address(name, case)).content) for name in ("findings", "committee", "case")}
    assert {name: size for name, size in sizes.items() if size > 200_000} == {}


def words(text: str) -> str:
    """The text as a screen reader has it: what is hidden from it left out, tags away."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize("page", ["home", "case"])
def test_every_picture_says_its_figures_in_words(client, sign_in, case, candidate, chair, supervisor, page):
    add(case, by=supervisor, sessions=40, debriefs=0, supervised=4, intensives=2, decided=0)
    GroupSession.objects.filter(date__gte=MONTHS[1]).delete()
    sign_in(client, candidate if page == "home" else chair)
    text = client.get(reverse("home") if page == "home" else address("case", case)).content.decode()
    strip = text.split('aria-label="Days with a group, June 2026 to May 2028">')[1].split("</ol>")[0]
    cells = [words(cell) for cell in strip.split("</li>")[:-1]]
    assert cells[:3] == ["June 2026: 29", "July 2026: 0", "August 2026: 0"]
    assert cells[-1] == "May 2028: still to come"
    assert len(cells) == 24
    read_out = words(text)
    assert "1 of 24 months hold a group. No group in July 2026, August 2026," in read_out
    assert "Year 1: 4 of 6 sessions; closes 1 June 2027" in read_out
    assert "Intensives: 2 of 3" in read_out
    assert "10 to 13 January 2024, as a participant" in read_out
    pictures = re.findall(r'<div class="dots" role="img" aria-label="([^"]+)">(.*?)</div>', text)
    assert [(label, marks.count("<i"), marks.count('"on"')) for label, marks in pictures] == [
        ("Supervision year 1: 4 of 6", 6, 4),
        ("Supervision year 2: 0 of 6", 6, 0),
        ("Intensives: 2 of 3", 3, 2),
    ]
