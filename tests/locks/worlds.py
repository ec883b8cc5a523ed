"""The worlds in which steps meet: those of the matrix, and what lies between them on the road."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from credentialing.actions import (
    agreement,
    committee,
    determinations,
    enquiry,
    experience,
    fees,
    final,
    motions,
    near,
    requests,
    review,
    work,
)
from credentialing.enums import DocumentKind, ReviewRole
from credentialing.models import Document, FeeConfirmation, FeeReceipt, Motion, PriorExperience
from intensives.models import Evaluation
from members import clock
from members.models import Appointment, Credential, Membership
from supervision.actions import groups
from supervision.actions import requests as asked
from supervision.models import Agreement, SupervisorRequest
from tests.cast import PersonFactory
from tests.locks.notation import WHY, D
from tests.matrix.world import World, attended, build, reviewed

FEE = Decimal(900)


def ready(name: str) -> World:
    """The world of the name, with everything that its steps need."""
    stage, *further = WORLDS[name]
    world = build(stage)
    for step in further:
        step(world)
    return world


def _files_of_others(w: World) -> None:
    """An enquiry of one, a draft of another, and a file that a third withdrew from."""
    second = enquiry.begin_enquiry(person=w.host, by=w.host)
    enquiry.begin_application(case=second, by=w.host)
    withdrawn = enquiry.begin_enquiry(person=w.council1, by=w.council1)
    enquiry.withdraw(case=withdrawn, by=w.council1)
    w.keep(second=second, withdrawn=withdrawn)
    w.keep(enquiry=enquiry.begin_enquiry(person=w.intensives_coordinator, by=w.intensives_coordinator))


def _society(w: World) -> None:
    """What officers keep: a revoked credential, a membership with an end, an account that has ended."""
    w.people["gone"] = PersonFactory(name="Gone Away", is_active=False)
    today = clock.today()
    revoked = Credential.objects.create(
        person=w.evaluator, number="ABS-2015-0002", code="QWER-TYUI-OPAT", awarded_on=today, revoked_on=today
    )
    lasting = Membership.objects.create(person=w.stranger, start=D(2024, 1, 1), end=D(2026, 12, 31))
    w.keep(revoked=revoked, lasting=lasting)


def _certificate(w: World) -> None:
    """A credential whose certificate was made here, with a name that it does not carry yet."""
    certificate = {"number": "ABS-2015-0001", "name": "Fay Coulter"}
    Document.objects.create(case=w.case, kind=DocumentKind.CERTIFICATE, context=certificate)
    Credential.objects.filter(pk=w.things["credential"]).update(later_name="Fay Else")


def _practice(w: World) -> None:
    """A group that has ended, and somebody who practises with the candidate."""
    group = groups.start_group(name="Monday", setting="medical", started_on=D(2025, 3, 1), by=w.co_leader)
    groups.end_group(group=group, on=D(2026, 5, 1), by=w.co_leader)
    near.declare_practice(case=w.case, by=w.co_leader)
    w.keep(ended_group=group)


def _without_officers(w: World) -> None:
    Appointment.objects.update(end=clock.today() - dt.timedelta(days=1))


def _answered(w: World) -> None:
    request = SupervisorRequest.objects.get(pk=w.things["request"])
    asked.answer_request(by=w.supervisor, request=request, accepted=True)


def _differing(w: World) -> None:
    review.review_application(
        case=w.case, role=ReviewRole.COORDINATOR, by=w.coordinator, outcome="decline", reason=WHY,
        views={w.things["experience"]: (True, WHY)},
    )  # fmt: skip


def _approved(w: World) -> None:
    reviewed(w, ReviewRole.COORDINATOR, w.coordinator)


def _in_lieu(w: World) -> None:
    named = PriorExperience.objects.get(pk=w.things["experience"])
    experience.attest(experience=named, by=w.faculty1, debriefing_confirmed=True)
    requests.ask_in_lieu(case=w.case, reason=WHY, by=w.candidate)
    determinations.determine(
        case=w.case, kind="in_lieu_of_supervision", reason=WHY, members=[w.chair], by=w.chair,
        terms={"sessions_by_year": {1: 60, 2: 60}},
    )  # fmt: skip


def _filled(w: World) -> None:
    w.keep(agreement=agreement.fill_in_schedule(case=w.case, by=w.candidate))


def _agreed(w: World) -> None:
    """Signed, and paid; the Treasurer who confirmed it has left before the training began."""
    made = Agreement.objects.get(pk=w.things["agreement"])
    agreement.sign_agreement(agreement=made, by=w.supervisor)
    paid = fees.note_receipt(case=w.case, by=w.candidate, sent_on=D(2025, 2, 1), amount=FEE)
    FeeConfirmation.objects.create(receipt=paid, on=clock.today(), by=w.president)


def _early(w: World) -> None:
    """The receipt is reversed, so that a session is too early; no place at an Intensive is asked for."""
    receipt = FeeReceipt.objects.get(pk=w.things["receipt"])
    fees.reverse_receipt(receipt=receipt, by=w.treasurer, reason=WHY)
    final.withdraw_final_request(case=w.case, by=w.candidate)


def _planned(w: World) -> None:
    evaluation = final.plan_final(case=w.case, evaluator=w.evaluator, reason=WHY, by=w.chair)
    w.keep(evaluation=evaluation)


def _assessed(w: World) -> None:
    evaluation = Evaluation.objects.get(pk=w.things["evaluation"])
    final.deliver_assessment(evaluation=evaluation, by=w.evaluator)


def _opened(w: World) -> None:
    committee.open_review(case=w.case, by=w.chair, reason=WHY)


def _reviewed(w: World) -> None:
    committee.record_review(case=w.case, members=[w.chair, w.ccc_member], by=w.chair)


def _proposed(w: World) -> None:
    work.propose_work(case=w.case, items=[{"activity": "Read on", "deadline": D(2027, 1, 1)}], by=w.chair)


def _voted(w: World) -> None:
    motion = Motion.objects.get(pk=w.things["motion"])
    for voter in (w.president, w.council1, w.council2):
        motions.cast_ballot(motion=motion, choice="approve", by=voter)


def _due(w: World) -> None:
    clock.move_to_day(clock.today() + dt.timedelta(days=20))


WORLDS: dict[str, tuple[str | Callable[[World], None], ...]] = {
    "draft": ("draft", _files_of_others, _society),
    "orphaned": ("draft", _without_officers),
    "answered": ("draft", _answered),
    "review": ("review",),
    "differing": ("review", _differing),
    "approved": ("review", _approved, _in_lieu),
    "filled": ("review", _approved, _filled),
    "agreed": ("review", _approved, _filled, _agreed),
    "training": ("training", _certificate, _society, _practice),
    "early": ("training", _early),
    "planned": ("training", _planned),
    "attended": ("training", attended),
    "held": ("held",),
    "assessed": ("held", _assessed),
    "opened": ("held", _assessed, _opened),
    "reviewed": ("held", _assessed, _opened, _reviewed),
    "proposed": ("held", _assessed, _opened, _reviewed, _proposed),
    "work": ("work",),
    "recommended": ("recommended",),
    "voting": ("voting",),
    "voted": ("voting", _voted),
    "due": ("voting", _due),
}
"""A stage of the matrix each, and what is done from there."""
