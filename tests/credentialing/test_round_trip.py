"""A file in and out of the database: the same text, whoever the people are there."""

import copy
import datetime as dt
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from credentialing.actions.imports import import_dossier
from credentialing.dossier import dumps, loads
from credentialing.models import Case
from credentialing.record import record
from members.models import Person
from supervision.enums import Setting
from supervision.models import BalintGroup, CoLeader, GroupSession, SupervisionSession
from tests.cast import member, somebody_new
from tests.credentialing.stages import approved, drafted, in_training

SHARED = {
    path.stem: path.read_text() for path in sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
}


@pytest.fixture
def take_over(membership_officer, chair):
    """Import the text of a file and return its case."""
    return lambda text: import_dossier(
        dossier=loads(text), by=membership_officer, chair=chair, who=somebody_new
    )


def exported(case: Case, on: dt.date | None = None) -> str:
    return dumps(record(case, on))


def others_than(case: Case) -> None:
    """From now on the address of its candidate belongs to nobody, so that another import is another's."""
    Person.objects.filter(pk=case.candidate_id).update(email=None)


def notes_on(case: Case) -> list[str]:
    """What the timeline says of the import beside that it was one."""
    return list(case.events.exclude(kind="T00").values_list("staff", flat=True))


@pytest.mark.parametrize("name", SHARED)
def test_every_shared_case_comes_out_as_it_went_in_and_again(name, take_over):
    on = loads(SHARED[name]).as_of
    first = take_over(SHARED[name])
    text = exported(first, on)
    assert text == dumps(loads(SHARED[name]))
    known = set(Person.objects.values_list("pk", flat=True))
    second = take_over(text)
    assert exported(second, on) == text
    assert second.candidate_id not in known
    assert [notes_on(first), notes_on(second)] == [[], []]


# What files say otherwise than the shared cases


def changed(path: str, value: object, of: str = "D01") -> str:
    """A shared case with another value at a dotted path."""
    dossier = copy.deepcopy(json.loads(SHARED[of])["dossier"])
    *parents, last = path.split(".")
    block = dossier
    for key in parents:
        block = block[int(key)] if isinstance(block, list) else block[key]
    block[int(last) if isinstance(block, list) else last] = value
    return json.dumps(dossier)


D01 = json.loads(SHARED["D01"])["dossier"]
MADE = {"date": "2024-01-01", "by": None, "reason": None}
HELD = {
    "a candidate with name and address": ("candidate", {"name": "Ann", "email": "ann@example.org"}),
    "supervision of a group not named": ("supervision_sessions.0.group", None),
    "a group without a setting": ("groups.0.setting", None),
    "a group without a site": ("groups.0.site", None),
    "a group without a start": ("groups.0.started_on", None),
    "a past co-leader": ("groups.0.past_co_leaders", ["S1", "C1"]),
    "a group that its co-leader left": (
        "groups.0", D01["groups"][0] | {"co_leader": None, "past_co_leaders": ["C1"]}
    ),
    "a request to nobody named": ("supervisor_request.supervisor", None),
    "a request not answered": ("supervisor_request.accepted_on", None),
    "a person of whom nothing is known": ("people.S1", {"approved_supervisor": [["2010-01-01", None]]}),
    "one approval in two pieces": (
        "people.S1.approved_supervisor", [["2012-01-01", None], ["2010-01-01", "2012-06-30"]]
    ),
    "a decline before the approval": ("application_review.declined_on", "2020-12-10"),
    "a review without its end": ("application_review.approved_on", None),
    "offices and no day": ("application", {"sent_to": ["ccc_chair"]}),
    "experience named and no more": ("prior_experience", {"identified": True}),
    "experience of every kind and no day": (
        "prior_experience", {"process_group": {}, "group_member": {}, "co_leading": {}}
    ),
    "a final Intensive not yet planned": ("final_intensive", {"intensive": "I3"}),
    "a fee of tenths": ("fee.first_year_amount", 250.10),
    "a fee that nobody states": ("fee.first_year_amount", None),
    "payments without an agreement": ("agreement", None),
    "money that came back": ("fee.payments.0.reversed_on", "2021-02-01"),
    "a request for an exception": ("exceptional_circumstances", {"requested_on": "2024-01-01"}),
    "a recommendation of no direction": ("ccc_review", {"recommended_on": "2024-01-01"}),
    "further work half done": ("further_work", {
        "agreed_by_ccc_on": "2024-01-01", "items": [{"activity": "a"}, {"done_on": "2024-02-01"}]
    }),
    "two sessions on one day": ("group_sessions", D01["group_sessions"] + D01["group_sessions"][:1]),
    "a membership said twice": ("memberships", D01["memberships"] * 2),
    "a membership that lasts": ("memberships.4.end", None),
    "decisions without words": ("determinations", [
        MADE | {"kind": "grant_schedule", "from": "2024-02-01", "meetings": 1, "per_months": 2},
        MADE | {"kind": "accept_credit", "clauses": ["P98.CR.1a"]},
        MADE | {"kind": "in_lieu_of_supervision", "sessions_by_year": {"1": 6, "2": 0}},
        MADE | {"kind": "waive", "clauses": ["P98.CP.1b"]},
        MADE | {"kind": "reconcile", "clauses": ["R14.9a", "P98.BR.2a"]},
        MADE | {"kind": "judge", "clauses": ["P98.BR.4a"], "outcome": "not_met"},
        MADE | {"kind": "refuse", "of": "P98.CR.1b"},
    ]),
}  # fmt: skip


@pytest.mark.parametrize("what", HELD)
def test_a_file_with_something_unusual_comes_out_as_it_went_in(what, take_over):
    text = dumps(loads(changed(*HELD[what])))
    first = take_over(text)
    assert exported(first, dt.date(2024, 6, 30)) == text
    others_than(first)
    assert exported(take_over(text), dt.date(2024, 6, 30)) == text
    assert notes_on(first) == []


OTHERWISE = {
    "a request without the day of asking": ("supervisor_request.asked_on", None),
    "an office that reviewed after the decision": ("application_review.ccc_chair_on", "2020-12-28"),
    "a review of experience that is not named": (
        "application_review.prior_experience_reviewed_on", "2020-12-18"
    ),
    "parts of a cent": ("fee.payments.0.amount", 700.125),
    "hundredths of a meeting": ("prior_experience", {"group_member": {"meetings_per_month": 1.25}}),
    "a recommendation without its day": (
        "ccc_review", {"reviewed_on": "2024-01-01", "recommendation": "for"}
    ),
    "further work that nobody agreed to": ("further_work", {"items": [{"activity": "a"}]}),
    "a vote without its day": ("council_vote", {"outcome": "credentialed"}),
    "a session co-led twice on a day": ("final_intensive.co_led", D01["final_intensive"]["co_led"] * 2),
}  # fmt: skip


@pytest.mark.parametrize("what", OTHERWISE)
def test_what_no_table_can_hold_is_named_on_the_timeline(what, take_over):
    path, value = OTHERWISE[what]
    text = changed(path, value)
    case = take_over(text)
    assert exported(case, dt.date(2024, 6, 30)) != dumps(loads(text))
    assert notes_on(case) == [
        f"Held otherwise than in the file, with the same findings: {path.partition('.')[0]}"
    ]


DAYS = ["2020-06-01", "2020-11-10", "2020-12-17", "2021-01-08", "2021-01-20", "2023-10-07", "2023-11-26"]


@pytest.mark.parametrize("day", DAYS)
def test_a_file_read_on_an_early_day_keeps_what_it_tells_of_later(day, take_over):
    text = dumps(loads(changed("as_of", day, of="D12")))
    assert exported(take_over(text), dt.date.fromisoformat(day)) == text


# Files that were never on paper


def led_group(candidate: Person) -> BalintGroup:
    """A group whose co-leader is no member, after one who is."""
    group = BalintGroup.objects.create(
        leader=candidate, name="Tuesdays", setting=Setting.MEDICAL, started_on=dt.date(2026, 1, 6)
    )
    CoLeader.objects.create(group=group, person=member("Past Partner"), end=dt.date(2026, 3, 1))
    CoLeader.objects.create(group=group, outside_name="Kim Outside", outside_profession="nurse")
    for at in range(3):
        GroupSession.objects.create(group=group, date=dt.date(2026, 4, 1 + at))
    return group


def test_a_case_of_the_society_comes_back_with_the_same_text(
    take_over, candidate, chair, coordinator, supervisor, treasurer
):
    case = approved(candidate, chair, coordinator)
    in_training(case, supervisor, treasurer)
    led_group(candidate)
    other = BalintGroup.objects.create(leader=chair, name="Another's", setting=Setting.OTHER)
    SupervisionSession.objects.create(
        candidate=candidate, supervisor=supervisor, group=other, date=dt.date(2026, 5, 1), recording="video"
    )
    text = exported(case)
    said = json.loads(text)
    assert (said["groups"][0]["co_leader"], said["supervision_sessions"][0]["group"]) == ("P2", None)
    assert said["people"]["P2"] == {"name": "Kim Outside", "profession": "nurse"}
    others_than(case)
    assert exported(take_over(text)) == text


def test_a_draft_comes_back_with_the_same_text(take_over, candidate):
    case = drafted(candidate)
    text = exported(case)
    others_than(case)
    assert exported(take_over(text)) == text


# The candidate's own copy


def test_a_candidate_takes_their_record_along(
    at, client, tmp_path, candidate, chair, coordinator, membership_officer
):
    case = approved(candidate, chair, coordinator)
    client.force_login(candidate)
    answer = client.get(reverse("credentialing:dossier", args=[case.pk]))
    assert answer.status_code == 200
    assert answer.content.decode() == exported(case)
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'attachment; filename="record-maya-ferreira-2026-06-01.json"'
    others_than(case)
    file = tmp_path / "record.json"
    file.write_bytes(answer.content)
    officers = {"by_officer": membership_officer.email, "chair": chair.email}
    call_command("import_dossier", file, new=[candidate.name], **officers)
    assert exported(Case.objects.latest("pk")).encode() == answer.content
