"""One candidate's road, walked through the actions up to a stage, with a thing for every route to be about.

draft       the application in draft, a supervisor asked
review      the application sent, one review given
training    groups, debriefs, supervision and receipts; a place at a coming Intensive asked for
held        the final Intensive held, the assessment written and not delivered
work        reviewed by the committee, further work agreed, another deadline proposed
recommended the committee has recommended
voting      the Council votes, one ballot cast
decided     credentialed, with both papers made
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from inspect import unwrap
from typing import Any

from django.contrib.contenttypes.models import ContentType

from credentialing.actions import (
    agreement,
    application,
    committee,
    counting,
    documents,
    enquiry,
    experience,
    final,
    motions,
    recommendation,
    requests,
    review,
    supervisor,
    work,
)
from credentialing.actions.fees import note_receipt, receive, set_fee_schedule
from credentialing.actions.readings import set_reading
from credentialing.enums import ReviewRole
from credentialing.models import Case
from intensives.actions import faculty as small_groups
from intensives.actions import final as lower
from intensives.actions import intensives, places
from intensives.models import Evaluation
from members import clock
from members.actions import accounts, merging, offices
from members.models import Credential, Person
from members.reauth import Ticket
from supervision.actions import co_leaders, debriefs, groups, sessions
from supervision.actions import requests as supervisor_requests
from supervision.actions import supervision as supervised
from supervision.links import debrief_path
from tests import cast
from tests.matrix.notation import CAST

D = dt.date
STAGES = ("draft", "review", "training", "held", "work", "recommended", "voting", "decided")
WORDS = {
    "degree": "MD", "institution": "Riverside", "practice": "Family medicine",
    "group_plan": "Eight residents.", "balint_history": "A residents' group.", "reasons": "To lead well.",
}  # fmt: skip


@dataclass
class World:
    """Who is there, and the keys of what routes are about."""

    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    case: Case | None = None

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def keep(self, **things: Any) -> None:
        """Remember things by name: their keys, or the text itself."""
        self.things |= {name: getattr(thing, "pk", thing) for name, thing in things.items()}


def build(stage: str) -> World:
    """A fresh world at the stage. Call it inside a transaction that is rolled back."""
    world = World()
    clock.move_to_day(D(2025, 1, 10))
    world.people = {name: unwrap(getattr(cast, name))(None) for name in CAST}
    world.people["administrator"] = Person.objects.create_superuser("root@example.org", name="Ada Root")
    _society(world)
    for name in STAGES[: STAGES.index(stage) + 1]:
        if name != "work" or stage == "work":
            BUILDERS[name](world)
    for person in world.people.values():
        person.__dict__.pop("_offices_by_day", None)
    return world


def _society(w: World) -> None:
    set_fee_schedule(
        by=w.treasurer, version="2025", valid_from=D(2025, 1, 1), first_year_amount=Decimal(900),
        second_year_amount=Decimal(900),
    )  # fmt: skip
    to_come = set_fee_schedule(
        by=w.treasurer, version="2030", valid_from=D(2030, 1, 1), first_year_amount=Decimal(990),
        second_year_amount=Decimal(990),
    )  # fmt: skip
    credential = Credential.objects.create(
        person=w.faculty1, number="ABS-2015-0001", code="QWER-TYUI-OPAS", awarded_on=D(2015, 5, 1)
    )
    grace = set_reading(
        by=w.chair, name="membership.grace_days", value="7", valid_from=D(2025, 1, 1), why="As voted."
    )
    w.keep(
        reading=grace,
        fee_schedule=to_come,
        code=credential.code,
        credential=credential,
        person=w.candidate,
        person_type=ContentType.objects.get_for_model(Person),
        supervisor_person=w.supervisor,
        membership=w.candidate.memberships.get(),
        appointment=w.ccc_member.appointments.get(),
        approval=w.supervisor.approvals.get(),
        proposal=offices.propose_appointment(
            by=w.membership_officer, person=w.host, office="ccc_member", start=clock.today()
        ),
        ending=accounts.propose_end(by=w.membership_officer, person=w.supervisor, reason="Has retired."),
        merging=merging.propose_merge(
            by=w.membership_officer, ends=w.co_leader, stays=w.faculty2, reason="Both sign as C. D."
        ),
        purpose=Ticket("sign the agreement", "/files/1/", "/home/").signed(),
    )


def _draft(w: World) -> None:
    mine = {"by": w.candidate}
    w.case = enquiry.begin_enquiry(person=w.candidate, **mine)
    enquiry.begin_application(case=w.case, **mine)
    application.acknowledge_policy(case=w.case, **mine)
    application.note_recording(case=w.case, kind="video", arranged_on=D(2025, 1, 9), consent=True, **mine)
    application.save_draft(case=w.case, **WORDS, **mine)
    told = experience.add_experience(
        case=w.case, kind="co_leading", leader=w.faculty1, title="North", start=D(2020, 1, 1),
        end=D(2022, 12, 31), ongoing_debriefing=True, **mine,
    )  # fmt: skip
    request = supervisor.ask(case=w.case, supervisor=w.supervisor, **mine)
    w.keep(case=w.case, experience=told, request=request)


def _review(w: World) -> None:
    clock.move_to_day(D(2025, 2, 1))
    request = w.candidate.supervisor_requests.get()
    supervisor_requests.answer_request(by=w.supervisor, request=request, accepted=True)
    application.send_application(case=w.case, by=w.candidate)
    reviewed(w, ReviewRole.CHAIR, w.chair)


def reviewed(w: World, role: ReviewRole, by: Person) -> None:
    views = {w.things["experience"]: (True, "As attested.")}
    review.review_application(case=w.case, role=role, by=by, outcome="approve", views=views)


def _training(w: World) -> None:
    reviewed(w, ReviewRole.COORDINATOR, w.coordinator)
    made = agreement.fill_in_schedule(case=w.case, by=w.candidate)
    agreement.sign_agreement(agreement=made, by=w.supervisor)
    money = {"case": w.case, "sent_on": D(2025, 2, 1)}
    paid = receive(by=w.treasurer, amount=Decimal(900), **money)
    announced = note_receipt(by=w.candidate, amount=Decimal(900), second=True, **money)
    w.keep(agreement=made, receipt=paid, announced=announced)
    clock.move_to_day(D(2026, 6, 1))
    _practice(w)
    _intensives(w)
    asked = requests.ask_schedule(case=w.case, reason="The ward closes in summer.", by=w.candidate)
    w.keep(committee_request=asked)


def _practice(w: World) -> None:
    mine = {"by": w.candidate}
    group = groups.start_group(name="Thursday", setting="medical", started_on=D(2025, 3, 1), **mine)
    co_leaders.set_co_leader(group=group, start=D(2025, 3, 1), email=w.co_leader.email, **mine)
    sessions.log_group(group=group, date=D(2026, 5, 7), debrief_minutes=40, **mine)
    session = sessions.log_session(group=group, date=D(2026, 5, 21), by=w.co_leader)
    debrief = debriefs.log_debrief(group=group, date=D(2026, 5, 21), minutes=30, by=w.co_leader)
    one = supervised.record_session(
        by=w.supervisor,
        candidate=w.candidate,
        group=group,
        date=D(2026, 5, 14),
        minutes=50,
        recording="video",
    )
    token = debrief_path(debrief, w.candidate).rstrip("/").rsplit("/", 1)[1]
    w.keep(group=group, session=session, debrief=debrief, supervised=one, debrief_token=token)


def _intensives(w: World) -> None:
    by = w.intensives_coordinator
    autumn, summer = (
        intensives.announce(
            name=name,
            site="Portland",
            start=first,
            end=first + dt.timedelta(days=3),
            host=w.host,
            capacity=12,
            by=by,
        )
        for name, first in (("Autumn", D(2026, 9, 10)), ("Summer", D(2026, 7, 9)))
    )
    willow = small_groups.create_small_group(intensive=autumn, name="Willow", by=by)
    empty = small_groups.create_small_group(intensive=autumn, name="Oak", by=by)
    seats = [
        small_groups.seat_faculty(small_group=willow, seat=number, person=person, by=by)
        for number, person in ((1, w.faculty1), (2, w.faculty2))
    ]
    place = final.ask_for_final(case=w.case, intensive=autumn, by=w.candidate)
    places.assign_small_group(attendance=place, small_group=willow, by=by)
    participant = places.register(intensive=summer, person=w.candidate, by=w.candidate)
    w.keep(intensive=autumn, summer=summer, small_group=willow, empty_group=empty, seat=seats[0])
    w.keep(place=place, participant=participant)


def attended(w: World) -> None:
    planned = final.plan_final(case=w.case, evaluator=w.evaluator, reason="Both were abroad.", by=w.chair)
    clock.move_to_day(D(2026, 9, 14))
    place = planned.attendance
    rows = [
        lower.record_co_led(attendance=place, faculty=person, date=D(2026, 9, 11), by=person)
        for person in (w.faculty1, w.faculty2)
    ]
    places.attest(attendance=place, completed=True, by=w.host)
    w.keep(evaluation=planned, co_led=rows[0])


def _held(w: World) -> None:
    attended(w)
    planned = Evaluation.objects.get(pk=w.things["evaluation"])
    final.confirm_held(case=w.case, by=w.host)
    present = [w.evaluator, w.faculty1, w.faculty2]
    lower.record_meeting(evaluation=planned, on=D(2026, 9, 13), present=present, by=w.evaluator)
    lower.save_draft(
        evaluation=planned, draft="Steady.", advice="for", advice_reasons="Ready.", by=w.evaluator
    )


def _reviewed_by_committee(w: World) -> None:
    evaluation = Evaluation.objects.get(pk=w.things["evaluation"])
    final.deliver_assessment(evaluation=evaluation, by=w.evaluator)
    committee.open_review(case=w.case, by=w.chair, reason="Put forward as it stands.")
    committee.record_review(case=w.case, members=[w.chair, w.ccc_member], by=w.chair)


def _work(w: World) -> None:
    _reviewed_by_committee(w)
    row = {"area": "Leading", "activity": "Three more sessions", "deadline": D(2026, 12, 1)}
    work.propose_work(case=w.case, items=[row], by=w.chair)
    agreed = work.agree_work(case=w.case, by=w.candidate)
    item = agreed.items.get()
    work.change_deadline(item=item, deadline=D(2027, 1, 15), by=w.chair)
    w.keep(item=item)


def _recommended(w: World) -> None:
    _reviewed_by_committee(w)
    recommendation.recommend(case=w.case, direction="against", reasons="More experience first.", by=w.chair)


def _voting(w: World) -> None:
    motion = motions.open_motion(case=w.case, closes_at=clock.now() + dt.timedelta(days=14), by=w.president)
    motions.cast_ballot(motion=motion, choice="approve", by=w.council3)
    w.keep(motion=motion)


def _decided(w: World) -> None:
    motion = w.case.motions.get()
    for voter in (w.president, w.council1, w.council2):
        motions.cast_ballot(motion=motion, choice="approve", by=voter)
    counting.release_result(motion=motion, by=w.president)
    documents.make_due()
    w.case.refresh_from_db()
    w.keep(document=w.case.documents.get(kind="letter"))


BUILDERS = {
    "draft": _draft, "review": _review, "training": _training, "held": _held, "work": _work,
    "recommended": _recommended, "voting": _voting, "decided": _decided,
}  # fmt: skip
