"""The translation from the database to the record, one rule at a time."""

import datetime as dt
from decimal import Decimal

import pytest

from credentialing.enums import DeterminationKind, ExperienceKind, ReviewRole
from credentialing.models import (
    Application,
    ApplicationReview,
    Case,
    CommitteeReview,
    Determination,
    ExperienceView,
    FeeConfirmation,
    FeeReceipt,
    FeeReversal,
    FeeSchedule,
    FurtherWork,
    FurtherWorkItem,
    Motion,
    PriorExperience,
    Recommendation,
)
from credentialing.record import load, record, records
from credentialing.rules.cut import cut_at
from credentialing.rules.dates import Period
from credentialing.rules.facts import (
    CouncilVote,
    Debrief,
    Fee,
    GroupSession,
    Payment,
    Record,
    SupervisorRequest,
)
from intensives.models import Attendance, Evaluation, Faculty, Intensive, SmallGroup
from members import clock
from members.models import Credential
from supervision.models import (
    Agreement,
    BalintGroup,
    CoLeader,
    SupervisionSession,
)
from supervision.models import (
    Debrief as DebriefRow,
)
from supervision.models import (
    GroupSession as SessionRow,
)
from supervision.models import (
    SupervisorRequest as RequestRow,
)

TODAY = dt.date(2026, 6, 1)


def on(month: int, day: int, year: int = 2025) -> dt.date:
    return dt.date(year, month, day)


@pytest.fixture
def case(at, candidate) -> Case:
    return Case.objects.create(candidate=candidate)


@pytest.fixture
def group(candidate) -> BalintGroup:
    return BalintGroup.objects.create(leader=candidate, name="Riverside", site="Riverside", setting="medical")


def test_a_case_on_which_nothing_has_happened_is_an_empty_record(case, candidate):
    held = record(case)
    assert held == Record(as_of=TODAY, candidate=held.candidate, memberships=held.memberships, people={})
    assert (held.candidate.name, held.candidate.profession) == ("Maya Ferreira", "physician")
    assert [(row.start, row.end) for row in held.memberships] == [(dt.date(2014, 1, 1), None)]


def test_the_day_of_reading_is_today_unless_given(case):
    assert record(case).as_of == TODAY
    assert record(case, on(1, 1)).as_of == on(1, 1)


# Supervisor and agreement


def ask(candidate, supervisor, asked_on, **answer) -> RequestRow:
    return RequestRow.objects.create(candidate=candidate, supervisor=supervisor, asked_on=asked_on, **answer)


def test_the_latest_accepted_request_counts_before_one_that_waits(case, candidate, supervisor, faculty1):
    ask(candidate, supervisor, on(1, 5), answered_on=on(1, 9), accepted=True)
    ask(candidate, faculty1, on(3, 5))
    assert record(case).supervisor_request == SupervisorRequest(f"P{supervisor.pk}", on(1, 5), on(1, 9))


def test_before_the_answer_the_request_waits(case, candidate, supervisor):
    ask(candidate, supervisor, on(1, 5), answered_on=on(1, 9), accepted=True)
    assert record(case, on(1, 8)).supervisor_request.accepted_on == on(1, 9)
    assert cut_at(record(case, on(1, 4)), on(1, 4)).supervisor_request == SupervisorRequest()


def test_declined_and_withdrawn_requests_count_for_nothing(case, candidate, supervisor, faculty1):
    ask(candidate, supervisor, on(1, 5), answered_on=on(1, 9), accepted=False)
    ask(candidate, faculty1, on(2, 5), withdrawn_on=on(2, 6))
    assert record(case).supervisor_request == SupervisorRequest()


def test_a_second_attempt_asks_and_agrees_anew(at, candidate, supervisor):
    first = Case.objects.create(candidate=candidate, state="withdrawn")
    ask(candidate, supervisor, on(1, 5), answered_on=on(1, 9), accepted=True)
    agree(candidate, supervisor, form_filled_on=on(1, 10), ended_on=on(2, 1))
    second = Case.objects.create(candidate=candidate, previous=first)
    assert record(second).supervisor_request == SupervisorRequest()
    assert record(second).agreement.fee_form_on is None
    assert record(first).supervisor_request.accepted_on == on(1, 9)
    assert record(first).agreement.fee_form_on == on(1, 10)


def agree(candidate, supervisor, amount=600, **dates) -> Agreement:
    return Agreement.objects.create(
        candidate=candidate, supervisor=supervisor, first_year_amount=amount, terms_version="2024", **dates
    )


def test_the_agreement_not_ended_counts_before_one_that_has(case, candidate, supervisor, faculty1):
    agree(candidate, supervisor, form_filled_on=on(1, 2), supervisor_signed_on=on(1, 3), ended_on=on(5, 1))
    agree(candidate, faculty1, 800, form_filled_on=on(5, 2))
    held = record(case)
    assert (held.agreement.fee_form_on, held.agreement.supervisor_signed_on) == (on(5, 2), None)
    assert held.fee.first_year_amount == 800
    before = record(case, on(4, 30))
    assert (before.agreement.fee_form_on, before.fee.first_year_amount) == (on(1, 2), 600)


def test_without_an_agreement_the_schedule_in_force_gives_the_amount(case):
    for version, year, amount in (("a", 2020, 500), ("b", 2026, 650)):
        FeeSchedule.objects.create(
            version=version, valid_from=on(1, 1, year), first_year_amount=amount, second_year_amount=0
        )
    assert record(case).fee == Fee(650, ())
    assert record(case, on(12, 31)).fee == Fee(500, ())


def test_receipts_carry_their_confirmation_and_reversal_and_exact_amounts(case):
    whole = FeeReceipt.objects.create(case=case, sent_on=on(1, 5), amount=600, noted_on=on(1, 6))
    FeeConfirmation.objects.create(receipt=whole, on=on(1, 9))
    FeeReversal.objects.create(receipt=whole, on=on(2, 9), reason="Bounced.")
    FeeReceipt.objects.create(case=case, sent_on=on(1, 2), amount=Decimal("0.10"), noted_on=on(1, 6))
    assert record(case).fee.payments == (
        Payment(0, on(1, 2), Decimal("0.10")),
        Payment(1, on(1, 5), 600, on(1, 9), on(2, 9)),
    )


# Application and reviews


def review(case, role, day, outcome="approve", number=1) -> None:
    reason = "" if outcome == "approve" else "Incomplete."
    ApplicationReview.objects.create(
        case=case, role=role, on=day, outcome=outcome, round=number, reason=reason
    )


def test_the_application_is_sent_to_each_office_from_its_day_on(case):
    Application.objects.create(
        case=case,
        submitted_on=on(1, 1),
        sent_to_chair_on=on(1, 1),
        sent_to_coordinator_on=on(1, 3),
    )
    assert record(case, on(1, 2)).application.sent_to == ("ccc_chair",)
    assert record(case).application.sent_to == ("ccc_chair", "coordinator_of_supervision")


def test_it_is_approved_on_the_day_both_offices_had_in_one_round(case):
    review(case, ReviewRole.CHAIR, on(1, 5))
    review(case, ReviewRole.COORDINATOR, on(1, 9), "return")
    assert record(case).application_review.approved_on is None
    review(case, ReviewRole.CHAIR, on(2, 5), number=2)
    assert record(case).application_review.approved_on is None
    review(case, ReviewRole.COORDINATOR, on(2, 3), number=2)
    held = record(case).application_review
    assert held[:2] == (on(2, 5), on(2, 3))
    assert (held.approved_on, held.declined_on) == (on(2, 5), None)
    assert cut_at(record(case, on(2, 4)), on(2, 4)).application_review.approved_on is None


def test_it_is_declined_on_the_day_both_offices_had(case):
    review(case, ReviewRole.CHAIR, on(1, 5), "decline")
    review(case, ReviewRole.COORDINATOR, on(1, 9), "decline")
    assert record(case).application_review.declined_on == on(1, 9)


def test_prior_experience_is_reviewed_once_each_item_has_a_view_of_both_offices(case):
    items = [PriorExperience.objects.create(case=case, kind=kind) for kind in ("group_member", "co_leading")]
    for day, (item, role) in enumerate(((i, r) for i in items for r in ReviewRole), start=1):
        assert record(case).application_review.prior_experience_reviewed_on is None
        ExperienceView.objects.create(experience=item, role=role, on=on(2, day), accepts=True)
    assert record(case).application_review.prior_experience_reviewed_on == on(2, 4)


def test_several_laboratories_make_one_training(case):
    for month in (1, 3):
        PriorExperience.objects.create(
            case=case,
            kind=ExperienceKind.PROCESS_GROUP,
            theory_training=True,
            start=on(month, 1),
            end=on(month, 31),
        )
    held = record(case).prior_experience
    assert held.identified
    assert held.process_group == (True, (Period(on(1, 1), on(1, 31)), Period(on(3, 1), on(3, 31))))


def test_a_leader_the_society_credentialed_counts_from_that_day(case, faculty1):
    experience = PriorExperience.objects.create(
        case=case, kind="co_leading", leader=faculty1, leader_credentialed_from=on(1, 1, 2001)
    )
    assert record(case).prior_experience.co_leading.leader_credentialed_from == on(1, 1, 2001)
    Credential.objects.create(person=faculty1, number="1", code="a", awarded_on=on(4, 1, 2012))
    held = record(case)
    assert held.prior_experience.co_leading.leader_credentialed_from == on(4, 1, 2012)
    assert held.people[f"P{faculty1.pk}"].credentialed_leader == (Period(on(4, 1, 2012)),)
    PriorExperience.objects.filter(pk=experience.pk).update(leader=None, leader_name="Dr. Outside")
    held = record(case)
    assert held.people[held.prior_experience.co_leading.leader].name == "Dr. Outside"


# Groups and supervision


def test_who_co_leads_and_who_did_is_told_by_the_day(case, group, co_leader):
    CoLeader.objects.create(group=group, outside_name="Olga Past", outside_profession="nurse", end=on(3, 31))
    CoLeader.objects.create(group=group, person=co_leader, start=on(4, 1))
    past = CoLeader.objects.get(outside_name="Olga Past")
    now = record(case)
    assert (now.groups[0].co_leader, now.groups[0].past_co_leaders) == (f"P{co_leader.pk}", (f"X{past.pk}",))
    assert (now.people[f"X{past.pk}"].name, now.people[f"X{past.pk}"].profession) == ("Olga Past", "nurse")
    then = record(case, on(3, 31)).groups[0]
    assert (then.co_leader, then.past_co_leaders) == (f"X{past.pk}", ())


def test_who_co_led_a_group_on_its_last_day_stays_its_co_leader(case, group, co_leader):
    BalintGroup.objects.filter(pk=group.pk).update(ended_on=on(6, 30))
    CoLeader.objects.create(group=group, person=co_leader, end=on(6, 30))
    assert record(case).groups[0].co_leader == f"P{co_leader.pk}"


def test_a_group_of_somebody_else_counts_on_the_days_of_co_leading(case, candidate, co_leader):
    theirs = BalintGroup.objects.create(
        leader=co_leader, name="Harbor", setting="other", started_on=on(1, 1), ended_on=on(12, 31)
    )
    for month in range(1, 7):
        SessionRow.objects.create(group=theirs, date=on(month, 15))
        DebriefRow.objects.create(group=theirs, date=on(month, 15), minutes=30)
    CoLeader.objects.create(group=theirs, person=candidate, start=on(2, 15), end=on(3, 31))
    CoLeader.objects.create(group=theirs, person=candidate, start=on(5, 1), end=on(5, 15))
    held = record(case)
    assert [(row.co_leader, row.started_on, row.ended_on) for row in held.groups] == [
        (f"P{co_leader.pk}", on(2, 15), on(5, 15))
    ]
    assert [row.on for row in held.group_sessions] == [on(2, 15), on(3, 15), on(5, 15)]
    assert [row.on for row in held.debriefs] == [on(2, 15), on(3, 15), on(5, 15)]
    assert record(case, on(2, 14)).groups == ()


def test_rows_come_by_date_and_key_and_the_keys_stand_beside_them(case, candidate, supervisor, group):
    late = SessionRow.objects.create(group=group, date=on(3, 9))
    early = SessionRow.objects.create(group=group, date=on(2, 9))
    twice = SessionRow.objects.create(group=group, date=on(2, 9), part=2)
    debrief = DebriefRow.objects.create(group=group, date=on(2, 9), minutes=40)
    seen = SupervisionSession.objects.create(
        candidate=candidate, supervisor=supervisor, group=group, date=on(2, 20), recording="none"
    )
    loaded = load([case.pk])[case.pk]
    name = f"G{group.pk}"
    assert loaded.record.group_sessions == (
        GroupSession(0, name, on(2, 9)),
        GroupSession(1, name, on(2, 9)),
        GroupSession(2, name, on(3, 9)),
    )
    assert loaded.record.debriefs == (Debrief(0, name, on(2, 9), 40),)
    assert loaded.record.supervision_sessions[0][1:] == (on(2, 20), f"P{supervisor.pk}", name, None)
    assert loaded.keys["group_sessions"] == (early.pk, twice.pk, late.pk)
    assert loaded.keys["debriefs"] == (debrief.pk,)
    assert loaded.keys["supervision_sessions"] == (seen.pk,)
    assert loaded.record.people[f"P{supervisor.pk}"].approved_supervisor == (Period(dt.date(2014, 1, 1)),)


# Intensives


def place(candidate, start, role="candidate", **fields) -> Attendance:
    intensive = Intensive.objects.create(
        name="Intensive", start=start, end=start + dt.timedelta(days=4), **fields.pop("intensive", {})
    )
    return Attendance.objects.create(intensive=intensive, person=candidate, role=role, **fields)


def test_withdrawn_places_and_cancelled_intensives_are_no_evidence(case, candidate):
    kept = place(candidate, on(5, 1), "participant", completed=True)
    place(candidate, on(6, 1), "participant", withdrawn_on=on(5, 20))
    place(candidate, on(7, 1), intensive={"cancelled_on": on(6, 1)})
    loaded = load([case.pk])[case.pk]
    assert loaded.keys["intensives"] == (kept.pk,)
    assert [row.completed for row in loaded.record.intensives] == [True]
    assert loaded.record.final_intensive.intensive is None


def test_a_place_not_attested_is_not_completed(case, candidate):
    place(candidate, on(5, 1), "participant")
    assert [row.completed for row in record(case).intensives] == [False]


def test_the_final_intensive_is_the_latest_and_its_evaluation_the_standing_one(
    case, candidate, faculty1, faculty2, evaluator
):
    place(candidate, on(5, 1))
    last = place(candidate, on(10, 1))
    small = SmallGroup.objects.create(intensive=last.intensive, name="A")
    for seat, person in enumerate((faculty1, faculty2), start=1):
        Faculty.objects.create(small_group=small, person=person, seat=seat)
    Attendance.objects.filter(pk=last.pk).update(small_group=small)
    Evaluation.objects.create(attendance=last, evaluator=faculty1, designated_on=on(8, 1), ended_on=on(8, 9))
    Evaluation.objects.create(attendance=last, evaluator=evaluator, designated_on=on(9, 1))
    final = record(case).final_intensive
    assert final.intensive == f"I{last.intensive_id}"
    assert final.faculty == (f"P{faculty1.pk}", f"P{faculty2.pk}")
    assert (final.evaluator, final.evaluator_designated_on) == (f"P{evaluator.pk}", on(9, 1))


# Judgement


def test_a_determination_carries_the_terms_of_its_kind(case):
    Determination.objects.create(
        case=case,
        kind=DeterminationKind.IN_LIEU,
        terms={"sessions_by_year": {"2": 4, "1": 6}},
        decided_on=on(2, 1),
        body="CCC",
    )
    Determination.objects.create(
        case=case,
        kind=DeterminationKind.GRANT_SCHEDULE,
        terms={"from": "2025-03-01", "meetings": 3, "per_months": 2},
        decided_on=on(1, 1),
        body="CCC",
    )
    schedule, in_lieu = record(case).determinations
    assert (schedule.kind, schedule.starts_on, schedule.meetings, schedule.per_months) == (
        "grant_schedule",
        on(3, 1),
        3,
        2,
    )
    assert (in_lieu.by, in_lieu.sessions_by_year) == ("CCC", ((1, 6), (2, 4)))


def test_a_dropped_review_and_recommendation_count_until_that_day(case):
    CommitteeReview.objects.create(case=case, opened_on=on(1, 2), reviewed_on=on(1, 3), dropped_on=on(3, 1))
    Recommendation.objects.create(case=case, direction="for", on=on(1, 9), dropped_on=on(3, 1), reasons="")
    assert record(case, on(2, 28)).ccc_review == (on(1, 3), on(1, 9), "for")
    assert record(case).ccc_review == (None, None, None)


def test_only_a_motion_that_decided_is_a_vote_on_the_society_s_calendar(case):
    def closed(outcome: str, moment: dt.datetime) -> None:
        Motion.objects.create(
            case=case,
            opened_at=moment - dt.timedelta(days=7),
            closes_at=moment,
            closed_at=moment,
            outcome=outcome,
        )

    closed("lapsed", dt.datetime(2025, 3, 1, 12, tzinfo=clock.zone()))
    assert record(case).council_vote == CouncilVote()
    closed("credentialed", dt.datetime(2025, 4, 2, 3, tzinfo=dt.UTC))
    assert record(case).council_vote == CouncilVote(on(4, 1), "credentialed")


def test_activities_left_undone_are_asked_for_no_more_once_the_work_is_closed(case):
    work = FurtherWork.objects.create(
        case=case, proposed_on=on(1, 1), agreed_by_ccc_on=on(1, 2), agreed_by_candidate_on=on(1, 3)
    )
    for activity, done in (("read", on(2, 1)), ("write", None)):
        FurtherWorkItem.objects.create(work=work, activity=activity, deadline=on(5, 1), done_on=done)
    assert [row.activity for row in record(case).further_work.items] == ["read", "write"]
    FurtherWork.objects.filter(pk=work.pk).update(closed_on=on(6, 1), closed_reason="Enough.")
    assert [row.activity for row in record(case).further_work.items] == ["read"]
    assert [row.activity for row in record(case, on(5, 1)).further_work.items] == ["read", "write"]


# Many


def test_cases_are_read_as_a_queryset_or_by_their_keys(case):
    assert records(Case.objects.all()) == records([case.pk]) == {case.pk: record(case)}
    assert records([]) == {}
