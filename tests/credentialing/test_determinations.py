"""The seven kinds of determination: what each needs, and what it refuses."""

import datetime as dt

import pytest

from credentialing.actions.determinations import begin_without_supervisor, determine
from credentialing.enums import ExperienceKind, State
from credentialing.models import CommitteeRequest, Determination, PriorExperience
from credentialing.record import record
from credentialing.rules import assess
from members import clock
from members.models import Notice
from members.refusals import Refused
from tests.credentialing.later_half import again, counted, in_review, taken_over


@pytest.fixture
def reviewed(membership_officer, chair, at):
    return in_review("D16", officer=membership_officer, chair=chair)


@pytest.fixture
def training(membership_officer, chair, at):
    """A file on the way, where credits, schedules and waivers are decided."""
    return taken_over("D24", officer=membership_officer, chair=chair)


def refuse(sentence, chair, **arguments):
    before = counted(Determination)
    with pytest.raises(Refused) as caught:
        determine(**{"reason": "So.", "members": [chair], "by": chair, **arguments})
    assert caught.value.sentence == sentence
    assert counted(Determination) == before


def request(case, kind):
    asked = {"asked_on": clock.today(), "asked_by": case.candidate, "reason": "Please."}
    return CommitteeRequest.objects.get_or_create(case=case, kind=kind, closed_on=None, defaults=asked)[0]


def outcome(case, clause):
    return str(assess(record(case, clock.today())).outcomes[clause])


def test_an_unknown_kind_or_clause_is_refused(reviewed, chair):
    refuse("This is not one of the seven kinds of determination.", chair, case=reviewed, kind="bless")
    refuse(
        "P98.XX.9 is not a clause with a finding.", chair, case=reviewed, kind="judge", clauses=["P98.XX.9"]
    )


def test_a_naming_kind_names_a_clause(reviewed, chair):
    refuse("Name the clause that the committee answers.", chair, case=reviewed, kind="reconcile")


def test_only_the_newer_document_is_reconciled(reviewed, chair):
    sentence = (
        "P98.BR.2b cannot be reconciled: that is for clauses of the newer document. "
        "An exception or a judgement may answer it."
    )
    refuse(sentence, chair, case=reviewed, kind="reconcile", clauses=["P98.BR.2b"])


def test_what_is_met_is_not_reconciled(reviewed, chair):
    refuse(
        "R14.9b is met; there is nothing to reconcile.",
        chair,
        case=reviewed,
        kind="reconcile",
        clauses=["R14.9b"],
    )


def test_a_judgement_needs_a_clause_that_asks_for_one(reviewed, chair):
    refuse(
        "Say whether the clause is met or not met.", chair, case=reviewed, kind="judge", clauses=["R14.9a"]
    )
    refuse(
        "R14.9a is not met; it does not ask for a judgement.",
        chair,
        case=reviewed,
        kind="judge",
        clauses=["R14.9a"],
        terms={"outcome": "met"},
    )


def test_a_judgement_by_name_answers_the_clause(membership_officer, chair, at):
    case = in_review("D10", officer=membership_officer, chair=chair)
    open_before = [
        f.clause.id for f in assess(record(case, clock.today())).findings if f.is_for_the_committee
    ]
    assert open_before == ["P98.BR.4a"]
    kind = "judge" if outcome(case, "P98.BR.4a") == "needs_judgement" else "waive"
    if kind == "waive":
        request(case, "exception")
    terms = {"outcome": "met"} if kind == "judge" else {}
    determine(
        case=case, kind=kind, clauses=open_before, terms=terms, reason="Looked at.", members=[chair], by=chair
    )
    assert outcome(case, "P98.BR.4a") == ("met" if kind == "judge" else "waived")


def test_a_waiver_needs_a_request_on_file(reviewed, chair):
    refuse(
        "No exceptional circumstances have been put to the committee; a waiver needs a request on file.",
        chair,
        case=reviewed,
        kind="waive",
        clauses=["P98.BR.2c"],
    )


def test_what_cannot_be_waived_is_refused(training, chair):
    request(training, "exception")
    refuse(
        "P98.BR.1a cannot be waived: no exception reaches it.",
        chair,
        case=training,
        kind="waive",
        clauses=["P98.BR.1a"],
    )
    refuse(
        "R14.9a cannot be waived: no exception reaches it.",
        chair,
        case=training,
        kind="waive",
        clauses=["R14.9a"],
    )


def test_a_waiver_lifts_the_clause_and_answers_the_request(training, chair):
    asked = request(training, "exception")
    made = determine(
        case=training,
        kind="waive",
        clauses=["P98.CP.1b"],
        reason="Long experience.",
        members=[chair],
        by=chair,
    )
    asked.refresh_from_db()
    assert (outcome(training, "P98.CP.1b"), made.request, asked.closed_on) == ("waived", asked, clock.today())


def test_another_schedule_is_granted_from_a_day(training, chair):
    refuse(
        "Say from which day the other schedule holds.", chair, case=training, kind="grant_schedule", terms={}
    )
    terms = {"from": clock.today(), "meetings": 1, "per_months": 2}
    made = determine(
        case=training, kind="grant_schedule", terms=terms, reason="A rural clinic.", members=[chair], by=chair
    )
    assert made.terms == {"from": clock.today().isoformat(), "meetings": 1, "per_months": 2}


def test_in_lieu_needs_co_leading_and_sessions(training, chair):
    training.experiences.all().delete()
    refuse(
        "The application names no co-leading with a credentialed leader.",
        chair,
        case=training,
        kind="in_lieu_of_supervision",
        terms={"sessions_by_year": {1: 6}},
    )
    PriorExperience.objects.create(case=training, kind=ExperienceKind.CO_LEADING)
    refuse(
        "Say how many sessions count in which supervision year.",
        chair,
        case=training,
        kind="in_lieu_of_supervision",
        terms={"sessions_by_year": {1: 0}},
    )
    made = determine(
        case=training,
        kind="in_lieu_of_supervision",
        terms={"sessions_by_year": {1: 6, 2: 0}},
        reason="Known to us.",
        members=[chair],
        by=chair,
    )
    assert made.terms == {"sessions_by_year": {"1": 6}}


def test_only_what_was_asked_for_is_refused(training, chair):
    training.requests.all().delete()
    refuse(
        "This has not been asked for, so there is nothing to refuse.",
        chair,
        case=training,
        kind="refuse",
        terms={"of": "schedule"},
    )
    refuse(
        "Say what is refused: a schedule, an exception, co-leading in lieu, or a credit.",
        chair,
        case=training,
        kind="refuse",
        terms={"of": "tea"},
    )
    request(training, "schedule")
    made = determine(
        case=training,
        kind="refuse",
        terms={"of": "schedule"},
        reason="Twice a month is possible.",
        members=[chair],
        by=chair,
    )
    event = training.events.first()
    assert (made.terms, event.kind) == ({"of": "schedule"}, "T18b")


def test_a_determination_names_members_of_the_committee(reviewed, chair, treasurer):
    refuse(
        "Name the committee members who decided.",
        chair,
        case=reviewed,
        kind="reconcile",
        clauses=["R14.9a"],
        members=[],
    )
    refuse(
        "Theo Rasure was not on the committee that day.",
        chair,
        case=reviewed,
        kind="reconcile",
        clauses=["R14.9a"],
        members=[treasurer],
    )


def test_a_determination_is_not_recorded_ahead(reviewed, chair):
    refuse(
        "A determination is recorded once it has been made; the day lies ahead.",
        chair,
        case=reviewed,
        kind="reconcile",
        clauses=["R14.9a"],
        on=clock.today() + dt.timedelta(days=1),
    )


def test_only_the_chair_records_a_determination(reviewed, ccc_member, chair):
    refuse(
        "This step is for the CCC Chair.",
        chair,
        case=reviewed,
        kind="reconcile",
        clauses=["R14.9a"],
        by=ccc_member,
    )


def test_a_determination_gives_its_reason(reviewed, chair):
    refuse(
        "Give the reason in a sentence or two.",
        chair,
        case=reviewed,
        kind="reconcile",
        clauses=["R14.9a"],
        reason=" ",
    )


def test_the_candidate_is_told_with_the_reason(reviewed, chair):
    determine(
        case=reviewed,
        kind="reconcile",
        clauses=["R14.9a"],
        reason="Well explained.",
        members=[chair],
        by=chair,
    )
    notice = Notice.objects.get(kind="determination_made", person=reviewed.candidate)
    assert (notice.context["said"], notice.context["reason"]) == (
        "Reconcile the two documents, R14.9a",
        "Well explained.",
    )


def test_training_without_a_supervisor_needs_both_years_in_lieu(membership_officer, chair, at):
    case = taken_over("D01", officer=membership_officer, chair=chair)
    assert case.state != State.APPROVED
    before = counted()
    with pytest.raises(Refused):
        begin_without_supervisor(case=case, by=chair)
    assert (counted(), again(case).state) == (before, case.state)


def test_the_database_keeps_a_determination_as_it_is(reviewed, chair):
    from django.db import Error, transaction

    made = determine(
        case=reviewed, kind="reconcile", clauses=["R14.9a"], reason="So.", members=[chair], by=chair
    )
    with pytest.raises(Error), transaction.atomic():
        Determination.objects.filter(pk=made.pk).update(reason="Otherwise.")
    with pytest.raises(Error), transaction.atomic():
        Determination.objects.filter(pk=made.pk).delete()
    made.refresh_from_db()
    assert made.reason == "So."
