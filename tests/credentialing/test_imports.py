"""An older file becomes a case, and the database says of it what the file says."""

import copy
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from credentialing.actions.imports import import_dossier
from credentialing.actions.imports.state import reached_state
from credentialing.actions.readings import set_reading
from credentialing.dossier import loads
from credentialing.frozen import digest
from credentialing.models import Case, Event
from credentialing.models import Determination as Determined
from credentialing.record import record
from credentialing.rules import AMERICAN_BALINT_SOCIETY as SOCIETY
from credentialing.rules import assess
from credentialing.rules.facts import Determination
from members import clock
from members.models import Credential, Membership, Notice, Person, SupervisorApproval
from members.refusals import Refused
from supervision.models import Agreement, GroupSession
from tests.cast import somebody_new

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))

ASSESSED = "D01 D06 D07 D07b D07c D08 D08b D08c D10 D13 D14 D15 D16 D17 D18 D19 D20 D21 D22 D23 D24"
STATES = dict.fromkeys(ASSESSED.split(), "assessed") | {
    "D02": "enquiry",
    "D03": "under_review",
    "D03b": "under_review",
    "D04": "agreed",
    "D04b": "agreed",
    "D05": "training",
    "D05b": "training",
    "D09": "training",
    "D11": "further_work",
    "D11b": "further_work",
    "D12": "credentialed",
    "D12b": "recommended",
    "D12c": "not_credentialed",
    "D12d": "credentialed",
}


def dossier_of(name: str, **changes) -> dict:
    """The dossier of a worked case, with other blocks."""
    shared = json.loads((CASES[0].parent / f"{name}.json").read_text())
    return copy.deepcopy(shared["dossier"]) | changes


def take_over(dossier: dict, by: Person, chair: Person) -> Case:
    return import_dossier(dossier=loads(json.dumps(dossier)), by=by, chair=chair, who=somebody_new)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_shared_case_says_the_same_from_the_database(path, membership_officer, chair):
    dossier, expected = loads(path.read_text()), json.loads(path.read_text())["expected"]
    case = import_dossier(dossier=dossier, by=membership_officer, chair=chair, who=somebody_new)
    found = assess(record(case, dossier.as_of))
    assert {id: str(outcome) for id, outcome in found.outcomes.items()} == expected["findings"]
    standing = {key: str(value) for key, value in found.readiness.items()} | {"overall": str(found.overall)}
    assert standing == expected["readiness"]
    assert list(found.attention) == expected["attention"]
    assert list(found.observations) == expected["observations"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_state_is_the_furthest_the_record_has_reached(path):
    dossier = loads(path.read_text())
    assert reached_state(dossier, dossier.as_of, society=SOCIETY) == STATES[path.stem]


REACHED = [
    ("2020-11-01", "enquiry"),
    ("2020-11-02", "draft"),
    ("2020-12-03", "under_review"),
    ("2020-12-18", "approved"),
    ("2021-01-08", "agreed"),
    ("2021-01-20", "training"),
    ("2023-09-15", "final_planned"),
    ("2023-10-08", "final_held"),
    ("2023-10-25", "assessed"),
    ("2023-11-20", "review"),
    ("2023-11-27", "recommended"),
    ("2023-12-11", "credentialed"),
]


@pytest.mark.parametrize(("day", "state"), REACHED)
def test_one_file_passes_the_states_in_their_order(day, state):
    dossier = dossier_of("D12")
    if day < "2023":
        dossier |= {"final_intensive": None, "intensives": dossier["intensives"][:2]}
    assert reached_state(loads(json.dumps(dossier)), dt.date.fromisoformat(day), society=SOCIETY) == state


def test_a_planned_final_intensive_is_planned():
    dossier = dossier_of("D12")
    dossier["final_intensive"]["evaluator_designated_on"] = None
    assert reached_state(loads(json.dumps(dossier)), dt.date(2023, 10, 7), society=SOCIETY) == "training"
    dossier["intensives"][-1]["completed"] = False
    assert reached_state(loads(json.dumps(dossier)), dt.date(2023, 10, 7), society=SOCIETY) == "final_planned"


def test_a_declined_application_is_declined():
    early = {
        "agreement": None,
        "fee": None,
        "supervision_sessions": [],
        "intensives": [],
        "final_intensive": None,
    }
    dossier = dossier_of("D01", **early)
    dossier["application_review"] |= {"approved_on": None, "declined_on": "2020-12-18"}
    assert reached_state(loads(json.dumps(dossier)), dt.date(2024, 6, 30), society=SOCIETY) == "declined"


CO_LED_UNTIL_THE_DECISION = {
    "identified": True,
    "co_leading": {
        "leader": "C1",
        "leader_credentialed_from": "2012-04-01",
        "period": {"start": "2018-12-10", "end": "2021-01-05"},
        "attested_on": "2020-11-30",
        "ongoing_debriefing": True,
    },
}
IN_LIEU = {"kind": "in_lieu_of_supervision", "date": "2021-01-06", "sessions_by_year": {"1": 6, "2": 6}}


@pytest.mark.parametrize(("setting", "state"), [(None, "approved"), ("decision", "training")])
def test_a_file_is_taken_over_as_the_society_reads(setting, state, membership_officer, chair):
    """Two years of co-leading are complete at the decision, and are not at the submission."""
    if setting:
        because = {"valid_from": dt.date(2015, 1, 1), "why": "As voted."}
        set_reading(by=chair, name="credit.cutoff", value=setting, **because)
    gone = ("agreement", "fee", "final_intensive", "supervision_sessions")
    dossier = dossier_of("D01", **dict.fromkeys(gone), as_of="2021-01-10", intensives=[])
    dossier |= {"prior_experience": CO_LED_UNTIL_THE_DECISION, "determinations": [IN_LIEU]}
    assert take_over(dossier, membership_officer, chair).state == state


def test_nothing_is_sent_and_the_timeline_says_imported(membership_officer, chair):
    case = take_over(dossier_of("D12"), membership_officer, chair)
    event = Event.objects.get(case=case)
    assert (event.kind, event.by, event.to_state) == ("T00", membership_officer, "credentialed")
    assert "mported" in event.staff
    assert chair.name in event.staff
    assert Notice.objects.count() == 0


def test_a_credentialed_candidate_holds_a_credential_from_the_day_of_the_vote(membership_officer, chair):
    case = take_over(dossier_of("D12"), membership_officer, chair)
    assert list(Credential.objects.values_list("person", "awarded_on", "revoked_on")) == [
        (case.candidate_id, dt.date(2023, 12, 11), None)
    ]


def test_a_vote_after_the_day_of_the_file_has_given_no_credential(membership_officer, chair):
    case = take_over(dossier_of("D12b"), membership_officer, chair)
    assert (case.state, Credential.objects.count()) == ("recommended", 0)


def test_a_reviewed_file_stands_on_a_frozen_assessment(membership_officer, chair):
    case = take_over(dossier_of("D12"), membership_officer, chair)
    frozen = case.assessments.get()
    assert frozen.as_of == dt.date(2024, 6, 30)
    assert digest(frozen.content) == frozen.sha256
    assert case.committee_reviews.get().assessment == case.recommendations.get().assessment == frozen


def test_people_of_the_file_cannot_sign_in_and_are_not_listed(membership_officer, chair):
    case = take_over(dossier_of("D01"), membership_officer, chair)
    supervisor = Agreement.objects.get(candidate=case.candidate).supervisor
    assert (supervisor.name, supervisor.email, supervisor.listed_publicly) == ("Sylvia Marsh", None, False)
    assert not supervisor.has_usable_password()
    assert not SupervisorApproval.objects.get(person=supervisor).accepting


def test_the_agreement_is_cleared_from_the_day_the_fee_was_sent(membership_officer, chair):
    case = take_over(dossier_of("D01"), membership_officer, chair)
    assert Agreement.objects.get(candidate=case.candidate).cleared_on == dt.date(2021, 1, 15)


def test_somebody_known_by_their_address_is_the_candidate(membership_officer, chair, candidate):
    Membership.objects.filter(person=candidate).update(start=dt.date(2020, 1, 1), end=dt.date(2020, 12, 31))
    known = {"profession": "physician", "email": candidate.email.upper()}
    case = take_over(dossier_of("D01", candidate=known), membership_officer, chair)
    assert case.candidate == candidate
    assert Membership.objects.filter(person=candidate).count() == len(dossier_of("D01")["memberships"])


def test_what_a_known_person_had_on_file_already_is_said_on_the_timeline(
    membership_officer, chair, candidate
):
    known = {"profession": "physician", "email": candidate.email}
    case = take_over(dossier_of("D18", candidate=known), membership_officer, chair)
    more = Event.objects.get(case=case, kind="imported_with_more")
    assert "P98.BR.1b is met instead of not met" in more.staff
    assert more.staff.endswith("; held otherwise than in the file: candidate, memberships")


ADDRESS = "twice@example.org"
AGAIN = {
    "as_of": "2024-06-30",
    "candidate": {"profession": "physician", "email": ADDRESS},
    "policy_acknowledged_on": "2024-02-09",
    "supervisor_request": {"supervisor": "S1", "asked_on": "2024-02-10", "accepted_on": "2024-02-12"},
    "application": {"completed_on": "2024-03-01", "submitted_on": "2024-03-01", "sent_to": []},
    "agreement": {"fee_form_on": "2024-04-01", "supervisor_signed_on": "2024-04-02"},
    "group_sessions": [],
    "debriefs": [],
    "supervision_sessions": [],
    "groups": [],
    "intensives": [],
    "determinations": [],
} | dict.fromkeys(
    ("application_review", "fee", "final_intensive", "ccc_review", "further_work", "council_vote")
)


@pytest.mark.parametrize("order", [("first", "again"), ("again", "first")])
def test_a_second_attempt_from_paper_is_linked_to_the_first_whichever_comes_in_first(
    order, membership_officer, chair
):
    files = {
        "first": dossier_of("D12c", candidate={"profession": "physician", "email": ADDRESS}),
        "again": dossier_of("D12c", **AGAIN),
    }
    cases = {name: take_over(files[name], membership_officer, chair) for name in order}
    for name, case in cases.items():
        case.refresh_from_db()
        paper = loads(json.dumps(files[name]))
        held = record(case, paper.as_of)
        assert held.agreement == paper.agreement
        assert held.supervisor_request.asked_on == paper.supervisor_request.asked_on
        assert str(assess(held)["R14.7a"].measured) == str(assess(paper)["R14.7a"].measured)
    assert (cases["first"].previous, cases["again"].previous) == (None, cases["first"])
    assert cases["again"].opened_at.astimezone(clock.zone()).date() == dt.date(2024, 2, 9)


def test_a_file_between_two_attempts_is_linked_to_both(membership_officer, chair):
    def attempt(year: int, **changes):
        dossier = dossier_of("D12c", **AGAIN | {"agreement": None} | changes)
        text = json.dumps(dossier).replace("2024-", f"{year}-")
        return import_dossier(dossier=loads(text), by=membership_officer, chair=chair, who=somebody_new)

    declined = {"application_review": {"declined_on": "2024-03-20"}}
    first, last = attempt(2016, **declined), attempt(2024)
    between = attempt(2020, **declined)
    found = Case.objects.order_by("opened_at").values_list("pk", "previous")
    assert list(found) == [(first.pk, None), (between.pk, first.pk), (last.pk, between.pk)]


def test_an_attempt_that_goes_on_is_not_followed_by_another(membership_officer, chair, candidate):
    open_case = Case.objects.create(candidate=candidate, opened_at=clock.at(dt.date(2010, 1, 1)))
    known = {"profession": "physician", "email": candidate.email}
    ended = take_over(dossier_of("D12c", candidate=known), membership_officer, chair)
    ended.refresh_from_db()
    open_case.refresh_from_db()
    assert (ended.previous, open_case.previous) == (None, None)


# Refused, and nothing has changed


@pytest.fixture
def unchanged(db, membership_officer, chair):
    """Run a refusal and hold the counts of people, cases and sessions against those from before."""

    def counts() -> tuple[int, ...]:
        return tuple(model.objects.count() for model in (Person, Case, GroupSession, Event))

    def refused(dossier: dict, by: Person = membership_officer, agreed_by: Person = chair) -> str:
        before = counts()
        with pytest.raises(Refused) as refusal:
            take_over(dossier, by, agreed_by)
        assert counts() == before
        return refusal.value.sentence

    return refused


def test_only_the_membership_officer_takes_over_a_file(unchanged, coordinator):
    assert unchanged(dossier_of("D01"), by=coordinator) == (
        "An older file is taken over by the membership officer."
    )


def test_only_together_with_the_chair(unchanged, ccc_member):
    assert unchanged(dossier_of("D01"), agreed_by=ccc_member) == (
        "An older file is taken over together with the CCC Chair of today."
    )


def test_nobody_takes_over_their_own_file(unchanged, chair):
    own = {"profession": "physician", "email": chair.email}
    assert unchanged(dossier_of("D01", candidate=own)) == "Nobody takes over their own file."


def test_a_person_has_one_open_case(unchanged, candidate):
    Case.objects.create(candidate=candidate)
    known = {"profession": "physician", "email": candidate.email}
    assert unchanged(dossier_of("D01", candidate=known)) == "There is an open case already."


def test_nobody_whose_account_has_ended_gets_an_open_file(unchanged, candidate, membership_officer, chair):
    Person.objects.filter(pk=candidate.pk).update(is_active=False)
    known = {"profession": "physician", "email": candidate.email}
    assert f"The account of {candidate} has ended, and this file is still open." in unchanged(
        dossier_of("D01", candidate=known)
    )
    ended = dossier_of("D01", candidate=known)
    ended["council_vote"] = {"voted_on": ended["as_of"], "outcome": "not_credentialed"}
    assert not take_over(ended, membership_officer, chair).is_open


def test_an_address_that_is_none_is_refused(unchanged):
    assert (
        unchanged(dossier_of("D01", candidate={"email": "nowhere"})) == "“nowhere” is not an e-mail address."
    )


def test_what_a_constraint_forbids_is_refused(unchanged):
    dossier = dossier_of("D01")
    dossier["debriefs"][0]["minutes"] = 601
    assert "debrief_minutes_1_to_600" in unchanged(dossier)


def test_an_intensive_without_a_last_day_is_refused(unchanged):
    dossier = dossier_of("D01")
    dossier["intensives"][1]["end"] = None
    assert unchanged(dossier) == (
        "intensives[1]: the Intensive has no last day, so nobody knows whether it was held."
    )


def test_a_file_the_database_would_read_otherwise_is_refused_with_the_clauses(unchanged):
    dossier = dossier_of("D01")
    dossier["application_review"]["ccc_chair_on"] = None
    assert unchanged(dossier) == (
        "The file cannot be held without changing what it says: R14.6a is met instead of not yet; "
        "the overall status is ready_for_ccc_review instead of in_progress."
    )


D = dt.date(2024, 1, 1)
UNKNOWN = {
    "a clause": ({"kind": "waive", "clauses": ("P98.CP.1b", "P98.XX.9")}, 'no clause "P98.XX.9"'),
    "a clause judged": ({"kind": "judge", "clauses": ("R15.1",), "outcome": "met"}, 'no clause "R15.1"'),
    "a clause in small letters": ({"kind": "reconcile", "clauses": ("r14.9a",)}, 'no clause "r14.9a"'),
    "no clause": ({"kind": "waive"}, "must name at least one clause"),
    "a clause that gives no credit": ({"kind": "accept_credit", "clauses": ("R14.9a",)}, "must be of P98"),
    "a judgement": ({"kind": "judge", "clauses": ("R14.9a",), "outcome": "maybe"}, 'not "maybe"'),
    "a kind": ({"kind": "forgive", "clauses": ("R14.9a",)}, 'not "forgive"'),
    "a refusal": ({"kind": "refuse", "of": "everything"}, 'not "everything"'),
    "a year": ({"kind": "in_lieu_of_supervision", "sessions_by_year": ((0, 6),)}, "a supervision year"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_determination_that_the_reader_does_not_know_is_a_fault_and_not_left_out(
    name, membership_officer, chair
):
    """Also where the record never was a text: whoever takes it over hears of every fault."""
    terms, fault = UNKNOWN[name]
    made = Determination(key=0, on=D, **terms)
    dossier = replace(loads(json.dumps(dossier_of("D01"))), determinations=(made,))
    with pytest.raises(Refused) as refusal:
        import_dossier(dossier=dossier, by=membership_officer, chair=chair, who=somebody_new)
    assert "determinations[0]" in refusal.value.sentence
    assert fault in refusal.value.sentence
    assert (Case.objects.count(), Determined.objects.count()) == (0, 0)


def test_every_fault_of_a_record_is_named_at_once(membership_officer, chair):
    dossier = loads(json.dumps(dossier_of("D01")))
    made = tuple(Determination(at, "waive", D, clauses=(f"P98.XX.{at}",)) for at in range(3))
    review = dossier.ccc_review._replace(recommendation="perhaps")
    with pytest.raises(Refused) as refusal:
        import_dossier(
            dossier=replace(dossier, determinations=made, ccc_review=review),
            by=membership_officer,
            chair=chair,
            who=somebody_new,
        )
    for path in (*(f"determinations[{at}].clauses[0]" for at in range(3)), "ccc_review.recommendation"):
        assert path in refusal.value.sentence


# The command


def run(*files: object, chair: Person, officer: Person, **options) -> tuple[str, str, int]:
    out, err, status = io.StringIO(), io.StringIO(), 0
    people = {"by_officer": officer.email, "chair": chair.email}
    try:
        call_command("import_dossier", *map(str, files), stdout=out, stderr=err, **people, **options)
    except CommandError as error:
        status = error.returncode
    return out.getvalue(), err.getvalue(), status


def test_the_command_takes_over_the_good_files_and_names_the_bad(tmp_path, membership_officer, chair):
    bad = tmp_path / "bad.json"
    bad.write_text('{"dossier": 1}')
    out, err, status = run(CASES[0], bad, officer=membership_officer, chair=chair)
    case = Case.objects.get()
    assert out == f"{CASES[0]}: case {case.pk} of {case.candidate}, Assessed.\n"
    assert (err, status) == (f"{bad}: as_of: is required\n", 2)


def test_a_dry_run_changes_nothing(membership_officer, chair):
    out, err, status = run(CASES[0], officer=membership_officer, chair=chair, dry_run=True)
    assert out == f"{CASES[0]}: would become a case of Name not in the older file, Assessed.\n"
    assert (err, status, Case.objects.count()) == ("", 0, 0)


def test_a_dry_run_says_what_would_be_held_otherwise(tmp_path, membership_officer, chair):
    dossier = dossier_of("D01")
    dossier["supervisor_request"]["asked_on"] = None
    file = tmp_path / "file.json"
    file.write_text(json.dumps(dossier))
    out, err, status = run(file, officer=membership_officer, chair=chair, dry_run=True)
    assert out.splitlines() == [
        f"{file}: would become a case of Name not in the older file, Assessed.",
        f"{file}: Held otherwise than in the file, with the same findings: supervisor_request.",
    ]
    assert (err, status, Case.objects.count()) == ("", 0, 0)


def test_the_command_needs_people_the_society_knows(chair):
    with pytest.raises(CommandError, match=r"Nobody here has the address nobody@example\.org\."):
        call_command("import_dossier", str(CASES[0]), by_officer="nobody@example.org", chair=chair.email)
