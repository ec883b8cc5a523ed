"""What a person owes from application to training, for their home page."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse

from credentialing.actions.agreement import accepted_request
from credentialing.actions.fees import schedule_in_force
from credentialing.actions.situation import missing_of
from credentialing.enums import ReviewRole, State
from credentialing.models import (
    Application,
    ApplicationReview,
    Attestation,
    Case,
    FeeReceipt,
    PriorExperience,
)
from credentialing.owing import Owing, owing, with_money
from credentialing.workflow import PAYING
from members import clock
from members.enums import Office
from members.models import Person
from members.offices import holds, offices_of
from supervision.models import Agreement, SupervisorRequest
from supervision.open_tasks import OpenTask
from supervision.words import count_text, day_text

REVIEW_LATE = dt.timedelta(days=28)
CONFIRM_LATE = dt.timedelta(days=7)
SIGN_LATE = dt.timedelta(days=14)


def tasks_for(person: Person) -> list[OpenTask]:
    """One's own draft, agreement and fee; then the reviews, signatures and receipts others wait for."""
    return [*own_tasks(person), *tasks_for_others(person)]


def own_tasks(person: Person, case: Case | None = None) -> list[OpenTask]:
    """One's own draft, agreement and fee; `case`, one of `with_money`, saves looking it up."""
    if case is None or not case.is_open:
        case = with_money(Case.objects.open().of(person)).first()
    if case is None:
        return []
    if case.state == State.ENQUIRY:
        return [OpenTask(label="Begin your application", url=reverse("credentialing:begin"))]
    if case.state in (State.DRAFT, State.RETURNED):
        return [_draft(case)]
    return [*_agreement(case), *_fee(case)]


def tasks_for_others(person: Person) -> list[OpenTask]:
    """The reviews, signatures, receipts and attestations that others wait for."""
    return [*_reviews(person), *_signatures(person), *_confirmations(person), *_attestations(person)]


def _draft(case: Case) -> OpenTask:
    lacking = len(missing_of(Application.objects.filter(case=case).first()))
    verb = "Complete" if case.state == State.RETURNED else "Finish"
    due = f"{count_text(lacking, 'thing')} missing" if lacking else "complete, ready to send"
    name = "application" if lacking else "send_application"
    if not lacking:
        verb = "Check and send"
    return OpenTask(
        label=f"{verb} your application", url=reverse(f"credentialing:{name}", args=[case.pk]), due=due
    )


def _agreement(case: Case) -> list[OpenTask]:
    """A supervisor to find, or a schedule to fill in."""
    if case.state not in (State.APPROVED, State.TRAINING, State.FINAL_PLANNED, State.FURTHER_WORK):
        return []
    if case.candidate.current_agreements:
        return []
    if accepted_request(case):
        url = reverse("credentialing:agreement", args=[case.pk])
        return [OpenTask(label="Fill in the schedule of fees", url=url)]
    if SupervisorRequest.objects.open().filter(candidate=case.candidate_id).exists():
        return []
    return [OpenTask(label="Ask a supervisor", url=reverse("credentialing:ask_supervisor", args=[case.pk]))]


def _fee(case: Case) -> list[OpenTask]:
    """Money that is neither confirmed nor announced."""
    if case.state not in PAYING:
        return []
    now = owing(case, None)
    if now.agreement is None or now.owed <= now.announced:
        return []
    now = owing(case, schedule_in_force())
    return [
        OpenTask(
            label=f"Pay the {'first' if now.for_the_first_year else 'second'}-year fee",
            url=reverse("credentialing:agreement", args=[case.pk]),
            due=_fee_due(now),
            late=now.late,
        )
    ]


def _fee_due(now: Owing) -> str:
    money = f"{now.owed:.2f} {now.currency}".strip()
    if now.for_the_first_year or now.second_due_on is None:
        return money
    return f"due {day_text(now.second_due_on)}, {money}"


def _reviews(person: Person) -> list[OpenTask]:
    roles = [role for role in ReviewRole if role.value in offices_of(person)]
    if not roles:
        return []
    waiting = Case.objects.in_state(State.UNDER_REVIEW).exclude(candidate=person).select_related("candidate")
    given = ApplicationReview.objects.filter(case=OuterRef("pk"), round=OuterRef("application__round"))
    tasks = []
    for role in roles:
        for case in waiting.exclude(Exists(given.filter(role=role.value))).longest_in_stage():
            tasks.append(_review(case, role, both=len(roles) > 1))
    differing = waiting.filter(
        Exists(given.filter(outcome="approve")), Exists(given.filter(outcome="decline"))
    ).longest_in_stage()
    for case in differing:
        label = f"Open a second look at the application of {case.candidate}: the reviews differ"
        tasks.append(OpenTask(label=label, url=reverse("credentialing:review_application", args=[case.pk])))
    return tasks


def _review(case: Case, role: ReviewRole, *, both: bool) -> OpenTask:
    days = (clock.today() - clock.day_of(case.state_since)).days
    return OpenTask(
        label=f"Review the application of {case.candidate}" + (f" as {role.label}" if both else ""),
        url=reverse("credentialing:review_application", args=[case.pk]),
        due="sent today" if not days else f"sent {count_text(days, 'day')} ago",
        late=days > REVIEW_LATE.days,
    )


def _signatures(person: Person) -> list[OpenTask]:
    waiting = Agreement.objects.to_sign().filter(supervisor=person).select_related("candidate")
    return [
        OpenTask(
            label=f"Sign the agreement with {agreement.candidate}",
            url=reverse("credentialing:sign_agreement", args=[agreement.pk]),
            due=f"filled in {day_text(agreement.form_filled_on)}",
            late=clock.today() - agreement.form_filled_on > SIGN_LATE,
        )
        for agreement in waiting
    ]


def _confirmations(person: Person) -> list[OpenTask]:
    if not holds(person, Office.TREASURER):
        return []
    waiting = FeeReceipt.objects.announced()
    return [
        OpenTask(
            label=f"Confirm {receipt.amount:.2f} from {receipt.case.candidate}",
            url=reverse("credentialing:confirm_receipt", args=[receipt.pk]),
            due=f"sent {day_text(receipt.sent_on)}",
            late=clock.today() - receipt.noted_on > CONFIRM_LATE,
        )
        for receipt in waiting.exclude(case__candidate=person).select_related("case__candidate")
    ]


def _attestations(person: Person) -> list[OpenTask]:
    given = Attestation.objects.filter(experience=OuterRef("pk"))
    asked = Case.objects.open().filter(events__kind="attestation_asked", pk=OuterRef("case"))
    waiting = PriorExperience.objects.filter(Exists(asked), leader=person).exclude(Exists(given))
    return [
        OpenTask(
            label=f"Attest to your co-leading with {experience.case.candidate}",
            url=reverse("credentialing:attest", args=[experience.pk]),
        )
        for experience in waiting.select_related("case__candidate")
    ]
